// The journal of erasures beside the data: follows what is committed, on the node that works and on one that starts later.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { inOrganisation, type Work } from '../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { erasureJournal, keepErasureJournal, readErasureJournal } from './erasures.ts';
import { type Fields, openFields } from './index.ts';

const masterKey = randomBytes(32).toString('hex');
let made: TestHouse;
let fields: Fields;
let organisation: string;

before(async () => {
  made = await openTestHouse({ configuration: { masterKey } });
  fields = await openFields(made.house);
  organisation = await made.organisation();
});
after(() => made?.close());

const within = <T>(work: (work: Work) => Promise<T>) => inOrganisation(made.house.database, organisation, work);
const journal = async (house = made.house) => {
  const { erasures, unreadable } = await readErasureJournal(erasureJournal(house.configuration));
  return { records: erasures.map(({ record }) => record), unreadable };
};

test('an erasure stands in the file once it is committed, and never when it is not', async () => {
  assert.deepEqual(await journal(), { records: [], unreadable: 0 });
  await assert.rejects(
    within(async (work) => {
      await fields.eraseRecord(work, 'undone', made.house.now());
      throw new Error('The made-up failure');
    }),
  );
  await within(async (work) => {
    await fields.eraseRecord(work, 'one', made.house.now());
    await fields.eraseRecord(work, 'two', made.house.now());
  });
  assert.equal(await made.house.jobs.runAll(), 1, 'one job for both');
  assert.deepEqual(await journal(), { records: ['one', 'two'], unreadable: 0 });
  assert.equal((await stat(erasureJournal(made.house.configuration))).mode & 0o777, 0o600);
});

test('a line that a crash cut short is left behind, and what it said is written again', async () => {
  await appendFile(erasureJournal(made.house.configuration), '{"record":"thr');
  await within((work) => fields.eraseRecord(work, 'three', made.house.now()));
  await made.house.jobs.runAll();
  assert.deepEqual(await journal(), { records: ['one', 'two', 'three'], unreadable: 1 });
  assert.equal(await keepErasureJournal(made.house.database, made.house.configuration), 0);
});

test('another node learns of them when it starts, those of every organisation', async () => {
  const other = await made.organisation('Another Made-up Agency');
  await inOrganisation(made.house.database, other, (work) => fields.eraseRecord(work, 'elsewhere', made.house.now()));
  const node = await openTestHouse({ database: made.database, configuration: { masterKey } });
  try {
    await openFields(node.house);
    assert.deepEqual(new Set((await journal(node.house)).records), new Set(['one', 'two', 'three', 'elsewhere']));
  } finally {
    await node.close();
  }
});
