// Jobs exist exactly when the change that queued them does, and are retried until they succeed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { inOrganisation } from './database.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
});
after(() => made?.close());

test('a job queued in a transaction that commits runs once; one that rolls back never', async () => {
  const ran: unknown[] = [];
  const { jobs, database } = made.house;
  await jobs.handle('test-job', async (data) => void ran.push(data.n));
  await inOrganisation(database, null, ({ client }) => jobs.enqueue(client, 'test-job', { n: 1 }));
  await jobs.runAll();
  await assert.rejects(
    inOrganisation(database, null, async ({ client }) => {
      await jobs.enqueue(client, 'test-job', { n: 2 });
      throw new Error('The change fails');
    }),
  );
  await inOrganisation(database, null, ({ client }) => jobs.enqueue(client, 'test-job', { n: 3 }));
  await jobs.runAll();
  assert.deepEqual(ran, [1, 3]);
});

test('a job that no one handles is refused where it is queued', async () => {
  const { jobs, database } = made.house;
  await assert.rejects(
    inOrganisation(database, null, ({ client }) => jobs.enqueue(client, 'unheard-of', {})),
    /No one handles the job "unheard-of"/,
  );
});

test('jobs of one key collapse into one until it has begun; others do not', async () => {
  const ran: number[] = [];
  const { jobs, database } = made.house;
  await jobs.handle('test-once', async (data) => void ran.push(Number(data.n)));
  const enqueue = (n: number, options = {}) =>
    inOrganisation(database, null, ({ client }) => jobs.enqueue(client, 'test-once', { n }, options));
  for (const n of [1, 2, 3]) await enqueue(n, { once: 'key' });
  for (const n of [4, 5]) await enqueue(n);
  await jobs.runAll();
  await enqueue(6, { once: 'key' });
  await jobs.runAll();
  assert.deepEqual(
    ran.toSorted((a, b) => a - b),
    [1, 4, 5, 6],
  );
});

test('a job that a restored backup brought along waits for whoever handles its name, and runs once', async () => {
  const { jobs, database } = made.house;
  await database.pool.query(
    `INSERT INTO runtime.waiting_job (id, name, data, singleton_key, start_after)
       SELECT gen_random_uuid(), name, '{"n": 1}', 'key', now() FROM unnest(ARRAY['test-carried', 'test-unheard-of']) AS name`,
  );
  let ran = 0;
  for (let node = 0; node < 2; node += 1) await jobs.handle('test-carried', async () => void (ran += 1));
  await jobs.runAll();
  assert.equal(ran, 1);
  const { rows } = await database.pool.query('SELECT name FROM runtime.waiting_job');
  assert.deepEqual(rows, [{ name: 'test-unheard-of' }]);
});
