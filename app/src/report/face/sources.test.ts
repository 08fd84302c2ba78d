// Who counts as one source on the face: the connection itself, unless a proxy that the operator named says otherwise.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newOnce } from '../receipt/index.ts';
import { type OpenFace, openFace } from './testing/open-face.ts';
import { Reader } from './testing/reader.ts';

const flood = { freePerSource: 2, mostPerSource: 2, manyPerMinute: 1e6, calmMs: 1 };
let plain: OpenFace;
let behindProxy: OpenFace;
before(async () => {
  plain = await openFace({ flood });
  behindProxy = await openFace({ flood, configuration: { trustedProxies: ['192.0.2.1'] } });
});
after(async () => {
  await plain?.close();
  await behindProxy?.close();
});

async function send({ server }: OpenFace, remoteAddress: string, forwarded = ''): Promise<number> {
  const headers: Record<string, string> = forwarded === '' ? {} : { 'x-forwarded-for': forwarded };
  const who = new Reader(server, { remoteAddress, headers: { ...headers, 'x-real-ip': forwarded, forwarded } });
  const sent = { once: newOnce(), at: 'review', go: 'send', concern: 'unsure' };
  await who.post('/report', new URLSearchParams(sent).toString());
  return who.page.statusCode;
}

test('without a trusted proxy nobody becomes somebody else by saying so', async () => {
  for (const forged of ['203.0.113.1', '203.0.113.2']) assert.equal(await send(plain, '198.51.100.7', forged), 200);
  assert.equal(await send(plain, '198.51.100.7', '203.0.113.3'), 429);
  assert.equal(await send(plain, '198.51.100.8'), 200, 'another connection is somebody else');
});

test('behind a trusted proxy each address that it names is a source, and what stands before that is not believed', async () => {
  const through = (forwarded: string) => send(behindProxy, '192.0.2.1', forwarded);
  for (const forged of ['203.0.113.1', '203.0.113.2']) assert.equal(await through(`${forged}, 198.51.100.7`), 200);
  assert.equal(await through('203.0.113.3, 198.51.100.7'), 429);
  assert.equal(await through('198.51.100.8'), 200);
  for (const forged of ['203.0.113.1', '203.0.113.2'])
    assert.equal(await send(behindProxy, '198.51.100.9', forged), 200);
  assert.equal(
    await send(behindProxy, '198.51.100.9', '203.0.113.3'),
    429,
    'who does not come through it is not believed',
  );
});

test('an IPv4 address on a socket for both protocols is a source of its own', async () => {
  for (const n of [11, 12, 13, 14]) assert.equal(await send(plain, `::ffff:198.51.100.${n}`), 200);
});

test('behind a receipt a script has to wait as well, and a message that was being written is kept', async () => {
  const who = new Reader(plain.server, { remoteAddress: '198.51.100.20' });
  const written = 'ticket=x&go=write&body=Masih+terjadi';
  for (let n = 0; n < flood.mostPerSource; n += 1) await who.post('/check/open', written);
  assert.equal(who.page.statusCode, 422);
  await who.post('/check/open', written);
  assert.equal(who.page.statusCode, 429);
  assert.equal(who.fields.draft, 'Masih terjadi');
});
