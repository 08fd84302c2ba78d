// What a restore refuses before it touches anything, what it undoes when it is interrupted, and what stays erased.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, copyFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { readPerson } from '../access/index.ts';
import { erasureJournal, fieldsPart } from '../fields/index.ts';
import { makeBank } from '../recognise/index.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { type Database, inOrganisation } from '../runtime/database.ts';
import { readMigrations } from '../runtime/migrations.ts';
import { openHouse } from '../runtime/open.ts';
import { addTestPerson } from '../testing/desk.ts';
import { call } from '../verbs/verb.ts';
import type { Header } from './format.ts';
import { createBackup, restoreBackup } from './index.ts';
import { openBackup } from './read.ts';
import type { RestoreOptions } from './restore.ts';
import {
  afterwards,
  bankGiven,
  connected,
  contentOf,
  emptyFolder,
  emptyPlace,
  type FilledDesk,
  masterKey,
  openFilledDesk,
  openRooms,
  silent,
} from './testing.ts';
import { type Section, writeBackup } from './write.ts';

let desk: FilledDesk;
before(async () => {
  desk = await openFilledDesk();
});
after(() => desk?.close());

const now = () => new Date();
const restore = (place: Configuration, file: string, options?: RestoreOptions) =>
  restoreBackup({ configuration: place, log: silent, now }, file, options);

async function backedUp(t: TestContext): Promise<string> {
  const file = join(await emptyFolder(t), 'desk.backup');
  await createBackup(desk.house, file);
  return file;
}

const schemasIn = async (database: Database) =>
  (await database.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname IN ('runtime', 'audit', 'access')`)).rows;

/** Asserts that nothing was touched: the database holds no schema of ours. */
const assertEmpty = (place: Configuration) =>
  connected(place, async (database) => assert.deepEqual(await schemasIn(database), []));

test('a damaged or truncated file is refused and the database stays as it was', async (t) => {
  const file = await backedUp(t);
  const place = await emptyPlace(t);
  const short = `${file}.short`;
  await copyFile(file, short);
  await truncate(short, 3000);
  await assert.rejects(restore(place, short), { code: 'backup-cut-short' });
  const lying = await readFile(file);
  lying.write('9', lying.indexOf('"product":"') + 11);
  await writeFile(short, lying);
  await assert.rejects(restore(place, short), { code: 'backup-damaged', message: /checksum of the whole/ });
  await assertEmpty(place);
});

test('a database that anyone has worked in is refused, and replaced only on request', async (t) => {
  const file = await backedUp(t);
  const place = await emptyPlace(t);
  await restore(place, file);
  await assert.rejects(restore(place, file), {
    code: 'database-not-empty',
    message: /whose record has \d+ events, the last of 20.*--replace/,
  });
  const content = await connected(place, contentOf);
  await call(desk.house, makeBank, desk.person, bankGiven('LATER'));
  await restore(place, await backedUp(t), { replace: true });
  const replaced = await connected(place, contentOf);
  assert.equal(replaced['recognise.bank']!.length, content['recognise.bank']!.length + 1);
});

test('a database in which a desk was started and never used is taken', async (t) => {
  const place = await emptyPlace(t, { masterKey: randomBytes(32).toString('hex') });
  const house = await openHouse(place, { log: silent });
  await openRooms(house);
  await house.close();
  await restore({ ...place, masterKey }, await backedUp(t));
});

test('a database in which a desk runs is refused', async (t) => {
  const place = await emptyPlace(t);
  const house = await openHouse(place, { log: silent });
  afterwards(t, () => house.close());
  await assert.rejects(restore(place, await backedUp(t), { replace: true }), { code: 'desk-is-running' });
});

test('a master key that does not fit is said before anything is touched, and may follow later on request', async (t) => {
  const file = await backedUp(t);
  const place = await emptyPlace(t, { masterKey: randomBytes(32).toString('hex') });
  await assert.rejects(restore(place, file), {
    code: 'master-key-does-not-fit',
    message: /SUAKA_MASTER_KEY has the fingerprint .*, the database needs .*Nothing was touched/,
  });
  await assert.rejects(restore({ ...place, masterKey: null }, file), {
    code: 'master-key-does-not-fit',
    message: /master\.key does not exist/,
  });
  await assertEmpty(place);
  const restored = await restore(place, file, { withoutKey: true });
  assert.match(restored.keyProblem ?? '', /does not fit this database/);
  const house = await openHouse({ ...place, masterKey }, { log: silent });
  afterwards(t, () => house.close());
  await openRooms(house);
  assert.match((await call(house, readPerson, desk.person, { id: desk.person.id })).name ?? '', /Made-up/);
});

test('a record erased after the backup stays erased, whether its database is replaced or gone', async (t) => {
  const { caller } = await addTestPerson(desk.house, desk.organisationId, ['analyst']);
  const file = await backedUp(t);
  await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    desk.house.part(fieldsPart).eraseRecord(work, caller.id, now()),
  );
  await desk.house.jobs.runAll();
  const journal = erasureJournal(desk.house.configuration);
  const gone = await emptyPlace(t);
  const restored = await restore(gone, file, { erasures: journal });
  assert.equal(restored.erasedAgain, 1);
  await assertErased(t, gone, caller.id);
  assert.match(await readFile(erasureJournal(gone), 'utf8'), new RegExp(caller.id), 'the new folder knows it too');

  const later = await backedUp(t);
  const replaced = await emptyPlace(t);
  await restore(replaced, later);
  const again = await restore({ ...replaced, dataFolder: await emptyFolder(t) }, file, { replace: true });
  assert.equal(again.erasedAgain, 1, 'the replaced database knew of it');
  await assertErased(t, replaced, caller.id);
});

async function assertErased(t: TestContext, place: Configuration, id: string) {
  const house = await openHouse(place, { log: silent });
  afterwards(t, () => house.close());
  await openRooms(house);
  const { name, email } = await call(house, readPerson, desk.person, { id });
  assert.deepEqual([name, email], ['', '']);
  const { rows } = await house.database.pool.query('SELECT FROM fields.record_key WHERE record_id = $1', [id]);
  assert.equal(rows.length, 0);
}

test('a journal whose last line a crash cut short goes on after it, and says so', async (t) => {
  const { configuration } = desk.house;
  await appendFile(erasureJournal(configuration), '{"record":"per_cut');
  const { caller } = await addTestPerson(desk.house, desk.organisationId, ['analyst']);
  const file = await backedUp(t);
  await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    desk.house.part(fieldsPart).eraseRecord(work, caller.id, now()),
  );
  await desk.house.jobs.runAll();
  const restored = await restore(await emptyPlace(t), file, { erasures: erasureJournal(configuration) });
  assert.deepEqual([restored.erasedAgain, restored.unreadableErasures], [1, 1]);
});

/** Runs a script in a process of its own, until it ends or kills itself. */
async function runKilled(place: Configuration, script: string) {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: place.databaseUrl!,
    SUAKA_DATA: place.dataFolder,
    SUAKA_MASTER_KEY: masterKey,
    SUAKA_LOG_LEVEL: 'silent',
  };
  const [index, open, configuration] = ['index.ts', '../runtime/open.ts', '../runtime/configuration.ts'].map((file) =>
    JSON.stringify(new URL(file, import.meta.url)),
  );
  const source = `import { createBackup, restoreBackup } from ${index};
    import { openBare } from ${open};
    import { readConfiguration } from ${configuration};
    const configuration = readConfiguration(process.env);
    const now = () => new Date();
    const die = () => process.kill(process.pid, 'SIGKILL');
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { env, stdio: 'inherit' });
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
}

test('a backup killed half way leaves no file of its name', async (t) => {
  const folder = await emptyFolder(t);
  const place = await emptyPlace(t);
  await restore(place, await backedUp(t));
  const file = join(folder, 'killed.backup');
  await runKilled(
    place,
    `const { database } = await openBare(configuration);
    await createBackup({ database, now }, ${JSON.stringify(file)}, ({ table }) => table === 'recognise.signal' && die());`,
  );
  const left = await readdir(folder);
  assert.equal(left.length, 1);
  assert.match(left[0]!, /^killed\.backup\.unfinished-/);
});

test('a restore killed half way leaves an empty database empty, and one to be replaced as it was', async (t) => {
  const file = await backedUp(t);
  const dying = (options: string) =>
    `await restoreBackup({ configuration, log: console, now }, ${JSON.stringify(file)}, { ${options} report: ({ step, table }) =>
      step === 'loading' && table === 'recognise.signal' && die() });`;
  const empty = await emptyPlace(t);
  await runKilled(empty, dying(''));
  await settled(empty);
  await assertEmpty(empty);
  const used = await emptyPlace(t);
  await restore(used, file);
  const content = await connected(used, contentOf);
  await runKilled(used, dying('replace: true,'));
  await settled(used);
  assert.deepEqual(await connected(used, contentOf), content);
  await restore(used, file, { replace: true });
});

/** Resolves once the server has noticed that the killed process is gone. */
const settled = (place: Configuration) =>
  connected(place, async ({ pool }) => {
    const asked = `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'suaka restore'`;
    while ((await pool.query(asked)).rows[0].n > 0);
  });

test('a restore that fails while loading changes nothing and names the fault', async (t) => {
  const file = await backedUp(t);
  const place = await emptyPlace(t);
  const failing = { report: ({ step }: { step: string }) => fail(step) };
  const fail = (step: string) => {
    if (step === 'loading') throw new Error('The made-up failure');
  };
  await assert.rejects(restore(place, file, failing), /The made-up failure/);
  await assertEmpty(place);
});

/** The same rows under another header, with checksums that fit: what a forger or another version would make. */
async function rewritten(t: TestContext, file: string, change: (header: Header) => void): Promise<string> {
  const { header, frames } = await openBackup(file);
  change(header);
  async function* sections(): AsyncGenerator<Section> {
    for await (const frame of frames) {
      if (frame.kind === 'table' && !header.tables.some(({ name }) => name === frame.value.name)) return;
      if (frame.kind === 'table-end') yield { kind: 'table-end', rows: frame.value.rows };
      else if (frame.kind !== 'end') yield frame;
    }
  }
  const other = join(await emptyFolder(t), 'other.backup');
  await writeBackup(other, header, sections());
  return other;
}

test('a backup of a newer version, or with other migrations, is refused before the database is touched', async (t) => {
  const file = await backedUp(t);
  const place = await emptyPlace(t);
  const later = { number: 99, name: 'later', sha256: '0'.repeat(64) };
  const newer = await rewritten(t, file, ({ migrations }) => void migrations.push(later));
  await assert.rejects(restore(place, newer), {
    code: 'backup-newer',
    message: /it has migration \d+, this one knows/,
  });
  const edited = await rewritten(t, file, ({ migrations }) => void (migrations[2]!.sha256 = '0'.repeat(64)));
  await assert.rejects(restore(place, edited), { code: 'other-migrations', message: /another migration 3/ });
  await assertEmpty(place);
});

test('a backup of an older version is brought to this one, its rows included', async (t) => {
  const place = await emptyPlace(t);
  const migrations = await readMigrations();
  const sql = `ALTER TABLE recognise.bank ADD COLUMN made_up text; UPDATE recognise.bank SET made_up = lower(code);
    CREATE TABLE recognise.made_up (organisation_id text); ALTER TABLE recognise.made_up ENABLE ROW LEVEL SECURITY;
    ALTER TABLE recognise.made_up FORCE ROW LEVEL SECURITY; GRANT SELECT ON recognise.made_up TO suaka_app`;
  const next = { number: migrations.length + 1, name: 'made-up', sql, sha256: 'f'.repeat(64) };
  const restored = await restoreBackup(
    { configuration: place, log: silent, now, migrations: [...migrations, next] },
    await backedUp(t),
  );
  assert.deepEqual([restored.migration, restored.migrated], [migrations.length, 1]);
  await connected(place, async (database) => {
    const { rows } = await database.pool.query(`SELECT FROM recognise.bank WHERE made_up = 'made_up'`);
    assert.equal(rows.length, 1);
    const again = await createBackup({ database, now }, join(await emptyFolder(t), 'newer.backup'));
    assert.equal(again.tables, restored.tables.length + 1, 'the new table is in the next backup');
  });
});
