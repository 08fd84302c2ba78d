// The embedded PostgreSQL as its app sees it: who may run it, where, and what it keeps to itself.
import assert from 'node:assert/strict';
import { chmod, cp, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { findNativePackage } from './binaries.ts';
import {
  afterwards,
  bareNativePackage,
  connect,
  makeFolder,
  needsRoot,
  needsSetpriv,
  optionsFor,
  ordinaryUser,
  rowsOf,
  start,
  startApp,
} from './harness.ts';
import { startEmbeddedPostgres } from './index.ts';

const MARKER = 'made-up-name-4711';

test('starts a server with checksums, UTF-8 and fsync that only its user can reach', async (t) => {
  const folder = path.join(await makeFolder(t), 'data');
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined });
  afterwards(t, () => postgres.stop());
  const names = ['data_checksums', 'server_encoding', 'fsync', 'listen_addresses', 'server_version'];
  const columns = names.map((name) => `current_setting('${name}', true) as ${name}`);
  assert.deepEqual(await rowsOf(postgres.connection, `select ${columns.join(', ')}, lower('É') as lowered`), [
    {
      data_checksums: 'on',
      server_encoding: 'UTF8',
      fsync: 'on',
      listen_addresses: '',
      server_version: postgres.version,
      lowered: 'é',
    },
  ]);
  for (const place of [postgres.connection.host, path.join(folder, 'postgres')]) {
    assert.equal((await stat(place)).mode & 0o777, 0o700, place);
  }
});

test('frees the folder when stopped, breaks open connections, and is not said to have stopped by itself', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const first = await start(t, options);
  await connect(first.connection);
  await Promise.all([first.stop(), first.stop()]);
  const pending = Promise.resolve('pending');
  assert.equal(await Promise.race([first.stopped, pending]), 'pending');
  const second = await start(t, options);
  assert.deepEqual(await rowsOf(second.connection, 'select 1 as one'), [{ one: 1 }]);
});

test('serves two data folders at once, one with an odd name, one too long for a socket', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const odd = await start(t, { ...options, dataFolder: path.join(options.dataFolder, "it's a, b") });
  const long = await start(t, { ...options, dataFolder: path.join(options.dataFolder, 'long'.repeat(25)) });
  for (const { connection } of [odd, long]) assert.deepEqual(await rowsOf(connection, 'select 1 as one'), [{ one: 1 }]);
  assert.match(long.connection.host, /^\/tmp\/suaka-[0-9a-f]{16}$/);
  await long.stop();
  await assert.rejects(stat(long.connection.host), { code: 'ENOENT' });
});

test('keeps what statements hold out of its log, also when one fails or its backend crashes', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const postgres = await start(t, options);
  const client = await connect(postgres.connection);
  await assert.rejects(client.query(`select '${MARKER}'::int`), /invalid input syntax/);
  await client.query('create temp table names (name text unique)');
  await client.query('insert into names values ($1)', [MARKER]);
  await assert.rejects(client.query('insert into names values ($1)', [MARKER]), /duplicate key/);
  // The parent of the program's shell is the backend that runs this very statement.
  await assert.rejects(client.query(`copy (select '${MARKER}') to program 'kill -9 $PPID'`), /terminated/);
  await postgres.stop();
  const log = await readFile(path.join(options.dataFolder, 'postgres.log'), 'utf8');
  assert.match(log, /terminated by signal 9/);
  assert.doesNotMatch(log, new RegExp(`${MARKER}|select|insert|copy`));
});

test('runs as an ordinary user whose node_modules are read-only and lack the library links', async (t) => {
  const options = await optionsFor(await makeFolder(t, ordinaryUser));
  const nativePackage = await bareNativePackage(t);
  await chmod(path.join(nativePackage.folder, 'lib'), 0o555);
  const app = await startApp(t, { ...options, nativePackage }, { user: ordinaryUser });
  await chmod(path.join(nativePackage.folder, 'lib'), 0o755);
  assert.ok(app.connection, app.error);
  const cluster = path.join(options.dataFolder, 'postgres');
  assert.equal((await stat(cluster)).uid, ordinaryUser?.uid ?? process.geteuid?.());
  assert.deepEqual(await rowsOf(app.connection, 'select 1 as one'), [{ one: 1 }]);
  await app.stop();
  await assert.rejects(stat(path.join(cluster, 'postmaster.pid')), { code: 'ENOENT' });
});

test('tells an ordinary user that the data folder cannot be written', { skip: needsRoot }, async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const app = await startApp(t, options, { user: ordinaryUser });
  assert.match(app.error ?? '', /Cannot write in the data folder \/\S+\/data: EACCES/);
});

test('tells root without the right to become another user what it lacks', { skip: needsSetpriv }, async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const app = await startApp(t, options, { wrapper: ['setpriv', '--bounding-set=-setuid,-setgid'] });
  assert.match(
    app.error ?? '',
    /Cannot run \S+\/postgres as user 65534: Error: spawn EPERM\. Run the app as an ordinary user/,
  );
});

test('runs under a private tree as root, with binaries and data in the system folder', {
  skip: needsRoot,
}, async (t) => {
  const folder = await makeFolder(t);
  const privateFolder = path.join(folder, 'private');
  await mkdir(privateFolder, { mode: 0o700 });
  const nativePackage = await findNativePackage();
  await cp(nativePackage.folder, path.join(privateFolder, 'native'), { recursive: true, verbatimSymlinks: true });
  const told: string[] = [];
  const options = {
    ...(await optionsFor(folder, told)),
    dataFolder: path.join(privateFolder, 'data'),
    nativePackage: { ...nativePackage, folder: path.join(privateFolder, 'native') },
  };
  const first = await start(t, options);
  await rowsOf(first.connection, 'create table kept as select 1 as one');
  await first.stop();
  assert.match(told[0] ?? '', /so its data is in \/\S+\/system\/data-[0-9a-f]{16} /);
  const second = await start(t, options);
  assert.deepEqual(await rowsOf(second.connection, 'table kept'), [{ one: 1 }]);
});
