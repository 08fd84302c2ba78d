// The roles as an ordinary database user makes them: one who may make roles and a database, and nothing else.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { asBackup, asNode, inOrganisation, openDatabase } from './database.ts';
import { openLog } from './log.ts';
import { startEmbeddedPostgres } from './postgres/index.ts';
import { checkRoles, ensureRoles, roleNames } from './roles.ts';

test('whoever may make roles makes them and may act as each, and none may act as the one that sees everything', async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-roles-'));
  await chmod(dataFolder, 0o711); // started by root, PostgreSQL runs as another user, who has to pass through
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => {} });
  const administrator = new pg.Client(postgres.connection);
  await administrator.connect();
  await administrator.query('CREATE ROLE operator LOGIN CREATEROLE');

  const log = openLog({ logLevel: 'silent' });
  const database = openDatabase({ ...postgres.connection, user: 'operator', max: 4 }, log);
  t.after(async () => {
    await database.close();
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  await Promise.all([ensureRoles(database), ensureRoles(database)]);
  await ensureRoles(database);
  await checkRoles(database);
  await administrator.query('GRANT suaka_backup TO suaka_app');
  await assert.rejects(checkRoles(database), /suaka_app may act as suaka_backup, which sees everything/);
  await administrator.end();
  const found = await Promise.all([
    inOrganisation(database, null, ({ client }) => client.query('SELECT current_user')),
    asNode(database, ({ client }) => client.query('SELECT current_user')),
    asBackup(database, ({ client }) => client.query('SELECT current_user')),
  ]);
  assert.deepEqual(
    found.map(({ rows }) => rows[0].current_user),
    roleNames,
  );
});
