// Idempotency-Key: asked again, a change is answered and not made again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { expose } from '../verbs/expose.ts';
import { Refusal } from '../kit/errors.ts';
import { openTestDesk, type TestDesk } from '../testing/desk.ts';
import { callerOf } from '../testing/house.ts';
import { call, doVerb } from '../verbs/verb.ts';
import { answerProblems, honourIdempotencyKeys, identifyPrograms } from './http.ts';
import { forgetAnswers, makeKey } from './index.ts';

let desk: TestDesk;
let key: string;
let made = 0;

const make = doVerb({
  name: 'test.make',
  permission: 'recognise.match',
  input: z.object({ name: z.string() }),
  async run({ input, organisationId }) {
    made += 1;
    if (input.name === 'refused') throw new Refusal('conflict', 'made-up-refusal', 'Refused, as asked');
    if (input.name === 'fault') throw new Error('A made-up fault');
    return { result: { number: made }, event: { thing: organisationId } };
  },
});

async function programs(scope: FastifyInstance): Promise<void> {
  identifyPrograms(scope);
  answerProblems(scope);
  honourIdempotencyKeys(scope);
  expose(scope, scope.house, { method: 'POST', url: '/made-up', verb: make, status: 201, summary: 'Make' });
}

before(async () => {
  desk = await openTestDesk({
    routes: (server: FastifyInstance) => {
      void server.register(programs, { prefix: '/v1' });
    },
  });
  const administrator = callerOf(await desk.organisation(), ['access.manage-keys']);
  key = (await call(desk.house, makeKey, administrator, { name: 'Made-up program', scopes: ['match'] })).key;
});
after(() => desk?.close());

const ask = async (name: string, idempotencyKey?: string) => {
  const headers = { authorization: `Bearer ${key}`, ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}) };
  const answer = await desk.server.inject({ method: 'POST', url: '/v1/made-up', headers, payload: { name } });
  return {
    status: answer.statusCode,
    body: answer.json(),
    replayed: answer.headers['idempotency-replayed'] === 'true',
  };
};

test('the same change under the same key is made once and answered twice alike', async () => {
  const first = await ask('one', 'key-1');
  const again = await ask('one', 'key-1');
  assert.deepEqual([first.status, first.replayed], [201, false]);
  assert.deepEqual(again, { ...first, replayed: true });
});

test('without a key every request is a change of its own', async () => {
  assert.notDeepEqual((await ask('one')).body, (await ask('one')).body);
});

test('ten at once under one key make one change', async () => {
  const before = made;
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('many', 'key-many')));
  assert.equal(made, before + 1);
  for (const { status, body } of answers)
    assert.ok(status === 201 || body.type === '/problems/idempotency-in-progress', JSON.stringify(body));
});

test('the key of another request is refused, and so is one that is no key', async () => {
  await ask('one', 'key-2');
  assert.equal((await ask('two', 'key-2')).body.type, '/problems/idempotency-key-reused');
  assert.equal((await ask('two', 'not a key')).body.type, '/problems/idempotency-key-malformed');
});

test('a refusal is an answer and is repeated; a fault of ours is not, and may be tried again', async () => {
  const refused = await ask('refused', 'key-3');
  assert.equal(refused.status, 409);
  assert.deepEqual(await ask('refused', 'key-3'), { ...refused, replayed: true });
  const before = made;
  assert.equal((await ask('fault', 'key-4')).status, 500);
  assert.equal((await ask('fault', 'key-4')).status, 500);
  assert.equal(made, before + 2);
});

test('nothing of an answer lies open, and it opens in no other row than its own', async () => {
  const [mine, other] = [await ask('rekaan-terbuka', 'key-sealed'), await ask('rekaan-lain', 'key-other')];
  const { pool } = desk.house.database;
  const { rows } = await pool.query('SELECT body, to_jsonb(a)::text AS row FROM access.answered_request a');
  assert.ok(rows.length >= 2);
  for (const { row } of rows) assert.doesNotMatch(row, /rekaan|"number"|made-up-refusal|problems/);
  assert.deepEqual(await ask('rekaan-terbuka', 'key-sealed'), { ...mine, replayed: true });
  await pool.query(`UPDATE access.answered_request a SET body = b.body FROM access.answered_request b
    WHERE a.body IS NOT NULL AND b.body IS NOT NULL AND a.key_hash <> b.key_hash`);
  const moved = await ask('rekaan-lain', 'key-other');
  assert.equal(moved.body.type, '/problems/idempotency-outcome-unknown');
  assert.notDeepEqual(moved.body, other.body);
  await pool.query(`UPDATE access.answered_request SET body = '{"number":1}'`);
  assert.equal((await ask('rekaan-terbuka', 'key-sealed')).body.type, '/problems/idempotency-outcome-unknown');
});

test('after a day the key may be used anew', async () => {
  const first = await ask('one', 'key-5');
  desk.forward(25 * 3_600_000);
  await forgetAnswers(desk.house);
  assert.notDeepEqual((await ask('one', 'key-5')).body, first.body);
});
