// The figures of a whole desk: every name that someone may build an alarm on, read as a program reads them, with nothing in
// them that was asked for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { checkpointRecord, sealEvents } from './audit/sealer.ts';
import { signerPart } from './audit/signing.ts';
import { minuteMs } from './kit/time.ts';
import { openRooms, serve } from './main.ts';
import { addTestPerson } from './testing/desk.ts';
import { openTestHouse, type TestHouse } from './testing/house.ts';
import { call } from './verbs/verb.ts';
import { addPerson } from './access/index.ts';

const token = 'a-token-of-sixteen-signs-and-more';
let made: TestHouse;
let server: FastifyInstance;
before(async () => {
  made = await openTestHouse({ configuration: { metricsToken: token } });
  await openRooms(made.house);
  server = await serve(made.house);
});
after(async () => {
  await server?.close();
  await made?.close();
});

async function figures(): Promise<Map<string, number>> {
  const reply = await server.inject({
    url: '/metrics',
    headers: { host: 'localhost', authorization: `Bearer ${token}` },
  });
  assert.equal(reply.statusCode, 200);
  const lines = reply.body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

test('record and index are told: what is sealed, what waits, how old the last checkpoint is, how far the index is', async () => {
  assert.equal((await figures()).has('suaka_record_checkpoint_age_seconds'), false, 'there is none yet');
  const { caller } = await addTestPerson(made.house, await made.organisation(), ['administrator']);
  const add = (number: number) =>
    call(made.house, addPerson, caller, {
      name: 'Bayu Rekaan',
      email: `bayu${number}@rekaan.example`,
      roles: ['analyst'],
    });
  for (const number of [1, 2, 3]) await add(number);
  await sealEvents(made.house.database);
  await checkpointRecord(made.house.database, { signer: made.house.part(signerPart), now: made.house.now });
  await add(4);
  made.forward(2 * minuteMs);
  const told = await figures();
  assert.equal(told.get('suaka_record_seals'), 3);
  assert.equal(told.get('suaka_record_unsealed'), 1);
  assert.equal(told.get('suaka_record_checkpoint_age_seconds'), 120);
  assert.equal(told.get('suaka_signal_index_size'), 0);
  assert.ok(told.has('suaka_signal_index_behind'));
});

test('a key in a path, an address on the public face and a made-up one leave no trace of themselves', async () => {
  const headers = { host: 'localhost' };
  for (const url of [
    '/hma/k/sk_rahasia/m/lookup?signal=rahasia',
    '/language/rahasia',
    '/rahasia',
    '/desk/people/per_rahasia',
  ])
    await server.inject({ url, headers });
  const told = [...(await figures()).keys()];
  assert.ok(
    told.some((name) => name.includes('route="/hma/k/:key/m/lookup"')),
    told.join('\n'),
  );
  assert.deepEqual(
    told.filter((name) => name.includes('rahasia')),
    [],
  );
});

test('what a node is watched by is there under its name', async () => {
  const names = new Set([...(await figures()).keys()].map((name) => name.replace(/\{.*/, '')));
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'suaka_http_requests_total',
    'suaka_http_request_duration_seconds_bucket',
    'suaka_database_connections',
    'suaka_record_seals',
    'suaka_record_unsealed',
    'suaka_record_checkpoint_age_seconds',
    'suaka_signal_index_size',
    'suaka_signal_index_behind',
  ])
    assert.ok(names.has(name), name);
});
