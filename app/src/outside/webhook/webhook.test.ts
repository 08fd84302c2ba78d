// Webhooks against a real HTTP server on loopback, reached through the exemption that only code can give.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { deliver, pausesMs } from '../deliveries/attempt.ts';
import { deliverDue } from '../deliveries/due.ts';
import { readDelivery } from '../deliveries/verbs.ts';
import { callerOf, type TestHouse } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { openOutsideHouse, queued, resultsOf, seen } from '../testing.ts';
import { makeCertificate } from '../testing/certificate.ts';
import { newWebhookSecret, signedHeaders, webhookSecret } from './sign.ts';

interface Received {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

let made: TestHouse;
let organisationId: string;
let server: Server;
let host: string;
let received: Received[] = [];
/** What the server answers, one after the other; 'die' ends the connection after it has everything. */
let answers: (number | 'die')[] = [];

const secret = newWebhookSecret();
const body = JSON.stringify({ teks: 'Isi rekaan — “contoh”', nomor: 1 });

before(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(pieces).toString('utf8') });
      const answer = answers.shift() ?? 200;
      const location = { location: `http://${host}/lain` };
      if (answer === 'die') response.destroy();
      else response.writeHead(answer, answer >= 300 && answer < 400 ? location : {}).end('x'.repeat(100_000));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  made = await openOutsideHouse({ webhook: { exempt: [host] } });
});
beforeEach(async () => {
  organisationId = await made.organisation();
  [received, answers] = [[], []];
});
after(async () => {
  await made.close();
  server.closeAllConnections();
  server.close();
});

const look = (id: string) => seen(made.house, organisationId, id);
const queueTo = async (url = `http://${host}/kait?kunci=rahasia`) =>
  (await queued(made.house, organisationId, { url, secret, body }, 'webhook')).id;

test('a webhook arrives once, signed, with the body as it was queued', async () => {
  const id = await queueTo();
  await made.house.jobs.runAll();
  await deliverDue(made.house);
  assert.equal(received.length, 1);
  const { method, path, headers, ...got } = received[0]!;
  assert.deepEqual([method, path, got.body], ['POST', '/kait?kunci=rahasia', body]);
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(headers['webhook-id'], id);
  assert.equal(headers['webhook-timestamp'], String(Math.floor(made.house.now().getTime() / 1000)));
  const { 'webhook-signature': expected } = signedHeaders({ id, at: made.house.now(), body, secret });
  assert.equal(headers['webhook-signature'], expected);
  assert.deepEqual([headers['suaka-attempt'], headers['suaka-possibly-repeated']], ['1', undefined]);
  const found = await look(id);
  assert.deepEqual([found.delivery.state, found.attempts[0]!.receipt], ['handed-over', 'HTTP 200']);
});

test('the signature is that of the specification', () => {
  // The example of the Standard Webhooks specification, 1.0.0, in its reference libraries' tests.
  const headers = signedHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  });
  assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('what docs/webhooks.md tells receivers to do accepts what is sent, and nothing else', async () => {
  const page = await readFile(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8');
  const source = /```js\n([\s\S]+?)```/.exec(page)![1]!;
  const { verify } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const now = Date.parse('2031-03-14T02:00:00Z');
  const headers = signedHeaders({ id: 'dlv_1', at: new Date(now), body, secret });
  assert.equal(verify(headers, body, secret, now), true);
  assert.equal(verify(headers, `${body} `, secret, now), false, 'another body');
  assert.equal(verify(headers, body, newWebhookSecret(), now), false, 'another secret');
  assert.equal(verify({ ...headers, 'webhook-id': 'dlv_2' }, body, secret, now), false, 'another id');
  assert.equal(verify(headers, body, secret, now + 6 * 60_000), false, 'too old');
  assert.equal(verify(headers, body, secret, now - 6 * 60_000), false, 'from the future');
  const rotated = { ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}` };
  assert.equal(verify(rotated, body, secret, now), true, 'one of several signatures');
  assert.equal(verify({ ...headers, 'webhook-signature': '' }, body, secret, now), false, 'no signature');
});

test('a redirect is not followed: what was sent to one is not sent on to another', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    answers = [status];
    const id = await queueTo();
    await deliverDue(made.house);
    const found = await look(id);
    assert.equal(found.delivery.state, 'failed');
    assert.equal(found.attempts[0]!.receipt, `HTTP ${status}: a redirect is not followed`);
  }
  assert.equal(received.length, 5);
});

test('a 4xx is for good, but for those that ask to come again', async () => {
  for (const status of [400, 401, 403, 404, 410, 422]) {
    answers = [status];
    const id = await queueTo();
    await deliverDue(made.house);
    assert.deepEqual(resultsOf(await look(id)), ['refused'], String(status));
  }
  for (const status of [408, 425, 429]) {
    answers = [status];
    const id = await queueTo();
    await deliverDue(made.house);
    const { delivery } = await look(id);
    assert.deepEqual([delivery.state, delivery.possiblyRepeated], ['queued', false], String(status));
  }
});

test('after a 5xx or a broken connection it is tried again and marked', async () => {
  answers = [500, 'die', 204];
  const id = await queueTo();
  for (const pauseMs of [0, ...pausesMs.slice(0, 2)]) {
    made.forward(pauseMs);
    await deliver(made.house, organisationId, id); // and nothing that other tests left
  }
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['unclear', 'unclear', 'accepted']);
  assert.deepEqual(
    received.map(({ headers }) => headers['suaka-possibly-repeated']),
    [undefined, 'yes', 'yes'],
  );
  assert.deepEqual([found.delivery.possiblyRepeated, found.attempts[2]!.receipt], [true, 'HTTP 204']);
});

test('a host that is not there is tried again, unmarked', async () => {
  const gone = createServer();
  await once(gone.listen(0, '127.0.0.1'), 'listening');
  const at = `127.0.0.1:${(gone.address() as AddressInfo).port}`;
  gone.close();
  await once(gone, 'close');
  const other = await openOutsideHouse({ webhook: { exempt: [at] } });
  try {
    const here = await other.organisation();
    const { id } = await queued(other.house, here, { url: `http://${at}/`, secret, body }, 'webhook');
    await deliverDue(other.house);
    const found = await seen(other.house, here, id);
    assert.deepEqual(resultsOf(found), ['failed']);
    assert.match(found.attempts[0]!.receipt!, /^unreachable: ECONNREFUSED/);
    assert.equal(found.delivery.possiblyRepeated, false);
  } finally {
    await other.close();
  }
});

test('a certificate that nobody vouches for gets nothing, whatever the environment says', async () => {
  let asked = 0;
  const secure = createSecureServer(makeCertificate(), (_, response) => {
    asked += 1;
    response.end();
  });
  await once(secure.listen(0, '127.0.0.1'), 'listening');
  const at = `127.0.0.1:${(secure.address() as AddressInfo).port}`;
  const other = await openOutsideHouse({ webhook: { exempt: [at] } });
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    const here = await other.organisation();
    const { id } = await queued(other.house, here, { url: `https://${at}/`, secret, body }, 'webhook');
    await deliverDue(other.house);
    const found = await seen(other.house, here, id);
    assert.deepEqual([resultsOf(found), found.delivery.possiblyRepeated, asked], [['failed'], false, 0]);
    assert.equal(found.attempts[0]!.receipt, 'unreachable: DEPTH_ZERO_SELF_SIGNED_CERT');
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    await other.close();
    secure.close();
  }
});

test('data leads neither into the network nor away from TLS', async () => {
  const closed: [url: string, receipt: string][] = [
    ['https://127.0.0.1/', 'closed-address'],
    ['https://169.254.169.254/', 'closed-address'],
    ['https://localhost/', 'closed-address'],
    ['https://10.0.0.1:8443/', 'closed-port'],
    ['http://8.8.8.8/', 'not an https:// address'],
    [`https://user:secret@8.8.8.8/`, 'bad-address'],
  ];
  for (const [url, receipt] of closed) {
    const id = await queueTo(url);
    await deliverDue(made.house);
    const found = await look(id);
    assert.deepEqual([found.delivery.state, found.attempts[0]!.receipt], ['failed', receipt], url);
  }
});

test('the page of a delivery shows the host, and neither path nor secret', async () => {
  const id = await queueTo();
  await deliverDue(made.house);
  const shown = await call(made.house, readDelivery, callerOf(organisationId, ['outside.look']), { id });
  assert.equal(shown.recipient, host);
  assert.doesNotMatch(JSON.stringify(shown), /kait|rahasia|whsec|Isi rekaan/);
});

test('a secret is 24 to 64 bytes in base64', () => {
  assert.equal(webhookSecret.safeParse(newWebhookSecret()).success, true);
  assert.notEqual(newWebhookSecret(), newWebhookSecret());
  for (const wrong of [
    '',
    'whsec_',
    'rahasia',
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])
    assert.equal(webhookSecret.safeParse(wrong).success, false, wrong);
});
