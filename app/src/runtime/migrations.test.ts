// Migrations: safe when several nodes start at once, refused when edited, missing or newer than the product.
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { administer, freshName, stopTestServer, testServer } from '../testing/database.ts';
import { type Database, openDatabase } from './database.ts';
import { openLog } from './log.ts';
import { migrate, readMigrations } from './migrations.ts';
import { checkRoles, ensureRoles } from './roles.ts';

const log = openLog({ logLevel: 'silent' });
const name = freshName();
let database: Database;

before(async () => {
  const server = await testServer();
  await administer(server, (client) => client.query(`CREATE DATABASE ${name}`));
  database = openDatabase({ ...server.to(name), max: 6 }, log);
  await ensureRoles(database);
});
after(async () => {
  await database?.close();
  await administer(await testServer(), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  if (!process.env.SUAKA_TEST_DATABASE) await stopTestServer();
});

test('four nodes that start at once apply each migration once', async () => {
  const migrations = await readMigrations();
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database, migrations)));
  assert.deepEqual(
    applied.toSorted((a, b) => a - b),
    [0, 0, 0, migrations.length],
  );
  assert.equal(await migrate(database, migrations), 0);
});

test('a migration edited after it was applied is refused by name', async () => {
  const edited = (await readMigrations()).map((each) =>
    each.number === 2 ? { ...each, sha256: '0'.repeat(64) } : each,
  );
  await assert.rejects(migrate(database, edited), /Migration 2 \(audit\) was edited after it was applied/);
});

test('a database newer than the product is refused', async () => {
  await assert.rejects(
    migrate(database, (await readMigrations()).slice(0, 2)),
    /The database has migration \d+, this version of Suaka knows 2/,
  );
});

test('a migration that fails leaves nothing of itself', async () => {
  const migrations = await readMigrations();
  const broken = {
    number: migrations.length + 1,
    name: 'broken',
    sql: 'CREATE TABLE runtime.half (x int); SELECT 1/0',
    sha256: 'x',
  };
  await assert.rejects(migrate(database, [...migrations, broken]), /broken\) failed: division by zero/);
  const { rows } = await database.pool.query(`SELECT to_regclass('runtime.half') AS half`);
  assert.equal(rows[0].half, null);
});

test('a folder with a gap or a strange name is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-migrations-'));
  await writeFile(join(folder, '000002-second.sql'), '');
  await assert.rejects(readMigrations(folder), /"000002-second.sql" is out of place; expected 000001-name.sql/);
});

test('the server refuses to start when a role could see around the wall', async () => {
  await checkRoles(database);
  await database.pool.query('CREATE TABLE runtime.open_door (organisation_id text)');
  await assert.rejects(checkRoles(database), /do not force row-level security: runtime.open_door/);
  await database.pool.query('ALTER TABLE runtime.open_door OWNER TO suaka_app');
  await assert.rejects(checkRoles(database), /suaka_app owns tables/);
  await database.pool.query('DROP TABLE runtime.open_door');
  await checkRoles(database);
});
