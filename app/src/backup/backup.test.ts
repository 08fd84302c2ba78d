// From one desk to another: everything that was in the first is in the second, as of one moment, and it works there.
import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readPerson, signIn } from '../access/index.ts';
import { sealEvents } from '../audit/sealer.ts';
import { verifyRecord } from '../audit/verify.ts';
import { listSignal, makeBank, match, readBanks } from '../recognise/index.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { inOrganisation } from '../runtime/database.ts';
import { openHouse } from '../runtime/open.ts';
import { testPassword } from '../testing/desk.ts';
import { nobody } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { createBackup, restoreBackup } from './index.ts';
import {
  afterwards,
  bankGiven,
  connected,
  contentOf,
  emptyFolder,
  emptyPlace,
  type FilledDesk,
  openFilledDesk,
  openRooms,
  silent,
  wallsOf,
} from './testing.ts';

let desk: FilledDesk;
before(async () => {
  desk = await openFilledDesk();
});
after(() => desk?.close());

const now = () => new Date();
const restore = (place: Configuration, file: string) => restoreBackup({ configuration: place, log: silent, now }, file);

test('every table, constraint, trigger and policy is in the restored database as in the first', async (t) => {
  await sealEvents(desk.house.database);
  const content = await contentOf(desk.house.database);
  const file = join(await emptyFolder(t), 'desk.backup');
  const made = await createBackup(desk.house, file);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal(made.bytes, (await stat(file)).size);
  assert.deepEqual(
    made.leftOut.map(({ table }) => table),
    [
      'access.attempt',
      'access.session',
      'audit.sealed_below',
      'recognise.import_line',
      'report.viewing',
      'runtime.change',
      'runtime.migration',
    ],
  );
  const place = await emptyPlace(t);
  const restored = await restore(place, file);
  assert.equal(restored.sha256, made.sha256);
  assert.equal(restored.rows, made.rows);
  assert.equal(restored.migrated, 0);
  await connected(place, async (database) => {
    const found = await contentOf(database);
    assert.equal(found['runtime.waiting_job']?.length, 1);
    assert.ok(content['recognise.signal']!.length > 20 && content['access.person']!.length === 1);
    assert.deepEqual({ ...found, 'runtime.waiting_job': [] }, content);
    assert.deepEqual(await wallsOf(database), await wallsOf(desk.house.database));
    const { rows } = await database.pool.query('SELECT count(DISTINCT xid) AS transactions FROM audit.event');
    assert.deepEqual(rows, [{ transactions: 1 }], 'rows bear the id of the transaction that restored them');
  });
});

test('the restored desk works: record, sign-in, personal fields, index, queued job, next number', async (t) => {
  const file = join(await emptyFolder(t), 'desk.backup');
  await createBackup(desk.house, file);
  const place = await emptyPlace(t);
  await restore(place, file);
  const house = await openHouse(place, { log: silent });
  afterwards(t, () => house.close());
  await openRooms(house);
  while ((await sealEvents(house.database)) > 0);
  const record = await verifyRecord(house.database);
  assert.deepEqual([record.broken, record.unsealed], [null, 0]);
  const { name, email } = await call(house, readPerson, desk.person, { id: desk.person.id });
  assert.equal(name, 'Made-up administrator curator supervisor');
  const session = await call(
    house,
    signIn,
    { ...nobody, organisationId: desk.organisationId },
    {
      email,
      password: testPassword,
    },
  );
  assert.ok(session);
  const asked = await call(house, match, desk.person, { hashes: [{ algorithm: 'sha256', hash: desk.hash }] });
  assert.equal(asked.answers[0]?.action, 'review');
  assert.equal(await house.jobs.runAll(), 1);
  assert.equal(await house.jobs.runAll(), 0);
  const [bank] = await call(house, readBanks, desk.person, {});
  const [listed] = await call(house, listSignal, desk.person, {
    bankId: bank!.id,
    hashes: [{ algorithm: 'md5', hash: '0123456789abcdef0123456789abcdef' }],
  });
  assert.ok(listed!.number > 21, `number ${listed!.number} was given before`);
});

test('a backup taken while people work is of one moment', async (t) => {
  let made = 0;
  const over = new AbortController();
  const write = async () => {
    while (!over.signal.aborted) await call(desk.house, makeBank, desk.person, bankGiven(`W_${(made += 1)}`));
  };
  const writing = Promise.all([write(), write(), write()]);
  const before = made;
  const file = join(await emptyFolder(t), 'desk.backup');
  await createBackup(desk.house, file);
  const during = made - before;
  over.abort();
  await writing;
  assert.ok(during > 3, `only ${during} banks were made meanwhile`);
  const place = await emptyPlace(t);
  await restore(place, file);
  await connected(place, async (database) => {
    const content = await contentOf(database);
    const events = content['audit.event']!.filter((row) => row.includes('recognise.make-bank'));
    assert.equal(content['recognise.bank']!.length, events.length);
  });
});

test('the role that reads everything can change nothing, and no verb may become it', async () => {
  const { database } = desk.house;
  await assert.rejects(
    inOrganisation(database, desk.organisationId, async ({ client }) => {
      await client.query('SET LOCAL ROLE suaka_backup');
      await client.query(`UPDATE recognise.bank SET name = 'changed'`);
    }),
    /permission denied for table bank/,
  );
  const { rows } = await database.pool.query(
    `SELECT pg_has_role(role, 'suaka_backup', 'MEMBER') AS may FROM unnest(ARRAY['suaka_app', 'suaka_node']) AS role`,
  );
  assert.deepEqual(rows, [{ may: false }, { may: false }]);
});

test('a backup that fails in the middle of a large table leaves no file, and its connection at work', async (t) => {
  const { database } = desk.house;
  await database.pool.query(
    `INSERT INTO runtime.waiting_job SELECT gen_random_uuid(), 'test-large', jsonb_build_object('x', repeat('y', 1000)), n::text, now()
       FROM generate_series(1, 30000) AS n`,
  );
  afterwards(t, () => database.pool.query(`DELETE FROM runtime.waiting_job WHERE name = 'test-large'`));
  const folder = await emptyFolder(t);
  const failing = createBackup(desk.house, join(folder, 'desk.backup'), ({ table }) => {
    if (table === 'runtime.waiting_job') throw new Error('The made-up failure');
  });
  await assert.rejects(failing, /The made-up failure/);
  assert.deepEqual(await readdir(folder), []);
  const made = await createBackup(desk.house, join(folder, 'desk.backup'));
  assert.ok(made.rows > 30_000);
});
