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
