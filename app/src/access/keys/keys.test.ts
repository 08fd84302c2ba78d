// API keys over HTTP: which requests they carry, how often, until when, and in which form everything else is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { dayMs, minuteMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { answerProblems, identifyPrograms } from '../http.ts';
import { makeKey, revokeKey, signIn } from '../index.ts';

let desk: TestDesk;
let organisation: string;
before(async () => {
  desk = await openTestDesk({
    routes: (server) =>
      server.register(
        async (scope) => {
          identifyPrograms(scope);
          answerProblems(scope);
          scope.get('/who', async ({ caller }) => ({ kind: caller.kind, permissions: [...caller.permissions] }));
          scope.get('/fault', async () => {
            throw new Error('secret inside');
          });
          scope.get('/refused', async () => {
            throw new Refusal('conflict', 'made-up', 'Made up', { fields: [{ path: 'a', message: 'b' }] });
          });
          scope.post('/body', ({ caller, body }) => call(scope.house, signIn, caller, body as never));
        },
        { prefix: '/v1' },
      ),
  });
  organisation = await desk.organisation();
});
after(() => desk?.close());

async function key(
  more: Partial<{ scopes: ('match' | 'curate' | 'verdict')[]; requestsAMinute: number; expiresAt: Date }> = {},
) {
  const { caller } = await desk.person(organisation, ['administrator']);
  const made = await call(desk.house, makeKey, caller, { name: 'Antrean rekaan', scopes: ['match'], ...more });
  return { ...made, caller };
}

const ask = (headers: Record<string, string>, url = '/v1/who') =>
  desk.server.inject({ url, headers: { host: 'localhost', ...headers } });
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

test('a program is known by its key, in either header, with what its scopes allow', async () => {
  const made = await key({ scopes: ['match', 'verdict'] });
  const who = { kind: 'key', permissions: ['recognise.match', 'recognise.verdict', 'recognise.look'] };
  assert.deepEqual((await ask(bearer(made.key))).json(), who);
  const basic = Buffer.from(`anyone:${made.key}`).toString('base64');
  assert.deepEqual((await ask({ authorization: `Basic ${basic}` })).json(), who);
  assert.equal((await ask({})).json().kind, 'nobody');
});

test('a key that is wrong in any way is refused alike, as a problem that names Bearer', async () => {
  const { key: right } = await key();
  const other = await key();
  const mixed = `${right.slice(0, 30)}${other.key.slice(30)}`;
  const flipped = `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`;
  for (const text of ['', 'x', right.slice(0, -1), `${right}A`, flipped, mixed]) {
    const reply = await ask(bearer(text));
    assert.equal(reply.statusCode, 401, text);
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json(;|$)/);
    assert.equal(reply.headers['www-authenticate'], 'Bearer realm="suaka"');
    assert.equal(reply.json().type, '/problems/key-not-valid');
  }
});

test('a revoked key and one past its end are refused from that moment on', async () => {
  const revoked = await key();
  assert.equal((await ask(bearer(revoked.key))).statusCode, 200);
  await call(desk.house, revokeKey, revoked.caller, { id: revoked.id });
  assert.equal((await ask(bearer(revoked.key))).statusCode, 401);
  await assert.rejects(call(desk.house, revokeKey, revoked.caller, { id: revoked.id }), { code: 'key-unknown' });

  const expiring = await key({ expiresAt: new Date(desk.house.now().getTime() + dayMs) });
  desk.forward(dayMs - 1);
  assert.equal((await ask(bearer(expiring.key))).statusCode, 200);
  desk.forward(1);
  assert.equal((await ask(bearer(expiring.key))).statusCode, 401);
});

test('a key may ask as often as it may, is told how much is left, and when to come back', async () => {
  const made = await key({ requestsAMinute: 3 });
  const limits = async () => {
    const { statusCode, headers } = await ask(bearer(made.key));
    return [
      statusCode,
      headers['ratelimit-limit'],
      headers['ratelimit-remaining'],
      headers['ratelimit-reset'],
      headers['retry-after'],
    ];
  };
  assert.deepEqual(await limits(), [200, '3', '2', '20', undefined]);
  assert.deepEqual(await limits(), [200, '3', '1', '40', undefined]);
  assert.deepEqual(await limits(), [200, '3', '0', '60', undefined]);
  assert.deepEqual(await limits(), [429, '3', '0', '60', '20']);
  assert.equal((await ask(bearer((await key()).key))).statusCode, 200);
  desk.forward(minuteMs);
  assert.deepEqual(await limits(), [200, '3', '2', '20', undefined]);
});

test('the secret is not in the database, and of its use only the day', async () => {
  const made = await key();
  await ask(bearer(made.key));
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT k::text AS row, last_used_on::text AS day FROM access.api_key k WHERE id = $1', [made.id]),
  );
  assert.equal(rows[0].day, desk.house.now().toISOString().slice(0, 10));
  assert.ok(!rows[0].row.includes(made.key.slice(30)));
  assert.ok(!rows[0].row.includes(Buffer.from(made.key.slice(30), 'base64url').toString('hex')));
});

test('every error below /v1 is a problem: refusals, faults, input, unknown addresses', async () => {
  const problem = async (request: InjectOptions) => {
    const reply = await desk.server.inject(request);
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json(;|$)/);
    assert.equal(reply.json().status, reply.statusCode);
    return reply.json();
  };
  const headers = { host: 'localhost' };
  assert.deepEqual(await problem({ url: '/v1/refused', headers }), {
    type: '/problems/made-up',
    title: 'made up',
    status: 409,
    detail: 'Made up',
    errors: [{ path: 'a', message: 'b' }],
  });
  const fault = await problem({ url: '/v1/fault', headers });
  assert.equal(fault.status, 500);
  assert.doesNotMatch(JSON.stringify(fault), /secret inside/);
  assert.equal((await problem({ url: '/v1/nowhere', headers })).type, '/problems/nothing-here');
  const json = { ...headers, 'content-type': 'application/json' };
  assert.equal((await problem({ method: 'POST', url: '/v1/body', headers: json, payload: '{' })).status, 400);
  const input = await problem({
    method: 'POST',
    url: '/v1/body',
    headers: json,
    payload: '{"email":7,"password":"x"}',
  });
  assert.deepEqual([input.type, input.errors[0].path], ['/problems/bad-input', 'email']);
  assert.equal(
    (await problem({ method: 'POST', url: '/v1/body', headers: json, payload: `"${'x'.repeat(3_000_000)}"` })).status,
    413,
  );
  assert.equal(
    (
      await problem({
        method: 'POST',
        url: '/v1/body',
        headers: { ...headers, 'content-type': 'text/csv' },
        payload: 'x',
      })
    ).status,
    415,
  );
});

test('a session’s cookie opens nothing below /v1', async () => {
  const { visitor } = await desk.person(organisation, ['administrator']);
  const cookie = `suaka_session=${visitor.cookies.get('suaka_session')}`;
  assert.equal((await ask({ cookie })).json().kind, 'nobody');
});

test('the pages make a key, show it once, and revoke it', async () => {
  const { visitor } = await desk.person(await desk.organisation(), ['administrator']);
  assert.match((await visitor.get('/desk/keys')).body, /Belum ada kunci/);
  await visitor.get('/desk/keys/make');
  const again = await visitor.submit('/desk/keys/make', { name: 'Antrean', requestsAMinute: '0', expires: 'quarter' });
  assert.equal(again.statusCode, 422);
  assert.match(again.body, /value="Antrean"/);
  assert.match(again.body, /value="quarter" selected/);
  const shown = await visitor.submit('/desk/keys/make', {
    name: 'Antrean',
    requestsAMinute: '100',
    scopes: 'match',
    expires: 'quarter',
  });
  assert.equal(shown.statusCode, 201);
  const [text] = /sk_[0-9a-z]{26}_[\w-]{43}/.exec(shown.body)!;
  assert.equal((await ask(bearer(text))).statusCode, 200);
  const list = await visitor.get('/desk/keys');
  assert.doesNotMatch(list.body, /sk_/);
  const [, id] = /\/desk\/keys\/(key_\w+)\/revoke/.exec(list.body)!;
  await visitor.submit(`/desk/keys/${id}/revoke`);
  assert.equal((await ask(bearer(text))).statusCode, 401);
});
