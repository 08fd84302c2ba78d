// What survives when the app, PostgreSQL or both are killed, and when two apps want the same folder.
import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  type Connection,
  connect,
  launchApp,
  makeFolder,
  needsSetpriv,
  optionsFor,
  postmasterOf,
  rowsOf,
  start,
  startApp,
} from './harness.ts';
import { exists } from './missing.ts';

/** A folder with an app that has had some rows acknowledged, one transaction each. */
async function appWithRows(t: TestContext, wrapper: string[] = []) {
  const told: string[] = [];
  const options = await optionsFor(await makeFolder(t), told);
  const cluster = path.join(options.dataFolder, 'postgres');
  const app = await startApp(t, options, { wrapper });
  assert.ok(app.connection, app.error);
  await writeRows(app.connection);
  return { app, connection: app.connection, options, told, cluster };
}

const KEPT = [{ rows: 50 }];

async function writeRows(connection: Connection): Promise<void> {
  const client = await connect(connection);
  await client.query('create table kept (id int primary key)');
  for (let id = 1; id <= 50; id++) await client.query('insert into kept values ($1)', [id]);
}

function countRows(connection: Connection): Promise<unknown[]> {
  return rowsOf(connection, 'select count(*)::int as rows from kept');
}

test('stops the PostgreSQL of a killed app and keeps its rows', async (t) => {
  const { app, options, told, cluster } = await appWithRows(t);
  const left = await postmasterOf(cluster);
  await app.kill();
  const next = await start(t, options);
  assert.deepEqual(await countRows(next.connection), KEPT);
  assert.match(told[0] ?? '', new RegExp(`outlived its app .*"postmaster":${left}`));
  assert.equal(told.length, 1, 'a fast shutdown needs no recovery');
});

test('does so as root without CAP_SYS_PTRACE, as in most containers', { skip: needsSetpriv }, async (t) => {
  const wrapper = ['setpriv', '--bounding-set=-sys_ptrace'];
  const { app, options } = await appWithRows(t, wrapper);
  await app.kill();
  const next = await startApp(t, options, { wrapper });
  assert.ok(next.connection, next.error);
  assert.deepEqual(await countRows(next.connection), KEPT);
});

test('says that PostgreSQL was killed, and starts again with its rows', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const first = await start(t, options);
  await writeRows(first.connection);
  process.kill(await postmasterOf(path.join(options.dataFolder, 'postgres')), 'SIGKILL');
  assert.equal(await first.stopped, null);
  await first.stop();
  const next = await start(t, options);
  assert.deepEqual(await countRows(next.connection), KEPT);
});

test('recovers when both were killed, though a busy backend has not noticed', async (t) => {
  const { app, connection, options, told, cluster } = await appWithRows(t);
  const busy = await connect(connection);
  // It looks up from its counting for nothing but a signal; the timeout is for a test that fails.
  await busy.query("set statement_timeout = '1min'");
  const counting = assert.rejects(
    busy.query('select count(*) from (select generate_series(1, 1e12::bigint)) as counted'),
  );
  await rowsOf(connection, 'select 1');
  process.kill(await postmasterOf(cluster), 'SIGKILL');
  await app.kill();
  const next = await start(t, options);
  await counting;
  assert.deepEqual(await countRows(next.connection), KEPT);
  assert.match(told.join('\n'), /recovers from its write-ahead log/);
});

test('refuses a second app on the folder, under any path, and leaves the first alone', async (t) => {
  const { app, connection, options, cluster } = await appWithRows(t);
  const alias = path.join(path.dirname(options.dataFolder), 'alias');
  await symlink(options.dataFolder, alias);
  const postmaster = await postmasterOf(cluster);
  for (const dataFolder of [options.dataFolder, alias]) {
    const second = await startApp(t, { ...options, dataFolder });
    assert.equal(second.connection, undefined);
    assert.match(second.error ?? '', new RegExp(`${options.dataFolder} \\(its process id: ${app.pid}\\)`));
  }
  assert.deepEqual(await countRows(connection), KEPT);
  assert.equal(await postmasterOf(cluster), postmaster);
});

test('lets exactly one of several apps that start at once have the folder', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const apps = await Promise.all([1, 2, 3].map(() => startApp(t, options)));
  assert.equal(apps.filter((app) => app.connection).length, 1, apps.map((app) => app.error).join('\n'));
});

/** Waits until the folder holds something of this name. */
async function untilHolds(folder: string, name: string): Promise<void> {
  const watcher = watch(folder);
  const changes = on(watcher, 'change');
  while (!(await exists(path.join(folder, name)))) await changes.next();
  watcher.close();
}

test('starts afresh when killed in the midst of initdb', async (t) => {
  const told: string[] = [];
  const options = await optionsFor(await makeFolder(t), told);
  const unfinished = path.join(options.dataFolder, 'postgres.new');
  await mkdir(options.dataFolder);
  const child = await launchApp(t, options);
  await untilHolds(options.dataFolder, 'postgres.new');
  await untilHolds(unfinished, 'postgresql.auto.conf');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await start(t, options);
  assert.deepEqual(await rowsOf(next.connection, 'select 1 as one'), [{ one: 1 }]);
  assert.match(told.join('\n'), /Making a new database/);
  await assert.rejects(stat(unfinished), { code: 'ENOENT' });
});
