// Following changes: nothing that commits is ever skipped, however late it commits, and nothing waits for a long transaction.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { PoolClient } from 'pg';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { ChangeReader, listenForChanges, oldestRunningTransaction, publishChange } from './changes.ts';
import { asNode, inOrganisation } from './database.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
});
after(() => made?.close());

// Transactions of other tests on the same server hold the mark back, so each test has a topic of its own.
let topic = '';
beforeEach((context) => {
  topic = context.name;
});

const publish = (thing: string) =>
  inOrganisation(made.house.database, null, (work) => publishChange(work, topic, thing));
const read = async (reader: ChangeReader) =>
  (await asNode(made.house.database, (work) => reader.read(work))).map((change) => change.thing);
const newReader = async () => new ChangeReader(topic, await asNode(made.house.database, oldestRunningTransaction));

test('a reader gets each change once, in order', async () => {
  const reader = await newReader();
  await publish('a');
  await publish('b');
  assert.deepEqual(await read(reader), ['a', 'b']);
  assert.deepEqual(await read(reader), []);
  await publish('c');
  assert.deepEqual(await read(reader), ['c']);
});

test('a change that commits after later ones is not skipped, and does not hold them up', async () => {
  const reader = await newReader();
  const slow = await begin();
  await publishChange({ client: slow }, topic, 'early number, late commit');
  await publish('late number, early commit');
  assert.deepEqual(await read(reader), ['late number, early commit']);
  await end(slow, 'COMMIT');
  assert.deepEqual(await read(reader), ['early number, late commit']);
  assert.deepEqual(await read(reader), []);
});

test('a reader that begins while a transaction runs sees what that one commits', async () => {
  const slow = await begin();
  await publishChange({ client: slow }, topic, 'begun before the reader');
  const reader = await newReader();
  await end(slow, 'COMMIT');
  assert.deepEqual(await read(reader), ['begun before the reader']);
});

test('what is rolled back is never read', async () => {
  const reader = await newReader();
  const slow = await begin();
  await publishChange({ client: slow }, topic, 'never');
  await end(slow, 'ROLLBACK');
  assert.deepEqual(await read(reader), []);
});

test('many interleaved transactions: every committed change arrives exactly once', async () => {
  const reader = await newReader();
  const got: string[] = [];
  const open: { client: PoolClient; thing: string }[] = [];
  const expected: string[] = [];
  for (let step = 0; step < 120; step += 1) {
    if (open.length < 4) {
      const client = await begin();
      await publishChange({ client }, topic, `m${step}`);
      open.push({ client, thing: `m${step}` });
    } else {
      const [{ client, thing }] = open.splice((step * 7) % open.length, 1) as [(typeof open)[number]];
      await end(client, 'COMMIT');
      expected.push(thing);
    }
    if (step % 3 === 0) got.push(...(await read(reader)));
  }
  for (const { client } of open) await end(client, 'ROLLBACK');
  got.push(...(await read(reader)));
  assert.deepEqual(got.toSorted(), expected.toSorted());
});

test('a listener is woken by a change', async () => {
  const woken = Promise.withResolvers<string>();
  const listener = await listenForChanges(made.house.database, made.house.log, woken.resolve);
  await publish('wake');
  assert.equal(await woken.promise, topic);
  await listener.close();
});

async function begin(): Promise<PoolClient> {
  const client = await made.house.database.pool.connect();
  await client.query('BEGIN; SET LOCAL ROLE suaka_app');
  return client;
}

async function end(client: PoolClient, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  await client.query(how);
  client.release();
}
