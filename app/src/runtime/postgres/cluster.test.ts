// The data directory: made whole or not at all, and not opened by a version that cannot.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeFolder, optionsFor, start } from './harness.ts';
import { isRoot, NOBODY } from './identity.ts';
import { startPostgres } from './start.ts';

/** Options for a database in a folder that already holds `postgres/<name>` with this content. */
async function optionsWith(t: TestContext, name: string, content: string) {
  const options = await optionsFor(await makeFolder(t));
  const cluster = path.join(options.dataFolder, 'postgres');
  await mkdir(cluster, { recursive: true });
  await writeFile(path.join(cluster, name), content);
  return options;
}

test('refuses a database of another major version, naming both and the way out', async (t) => {
  await assert.rejects(
    startPostgres(await optionsWith(t, 'PG_VERSION', '17\n')),
    /data\/postgres was made by PostgreSQL 17, .* PostgreSQL 18\.\d+.*`suaka backup`.*`suaka restore`/,
  );
});

test('refuses a folder that holds something else', async (t) => {
  const options = await optionsWith(t, 'holiday.txt', '');
  await assert.rejects(startPostgres(options), /is no PostgreSQL database: .* holds holiday\.txt/);
});

test('says what postgres said when it cannot start', async (t) => {
  const options = await optionsWith(t, 'PG_VERSION', '18\n');
  const cluster = path.join(options.dataFolder, 'postgres');
  await chmod(cluster, 0o700);
  if (isRoot()) await chown(cluster, NOBODY.uid, NOBODY.gid);
  const refusal = /bin\/postgres ended with exit code 2:\npostgres: could not access the server configuration file/;
  await assert.rejects(startPostgres(options), refusal);
  await assert.rejects(startPostgres(options), refusal, 'the folder is free for another try');
});

test('ends the initdb of an interrupted attempt, and removes what it made', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const unfinished = path.join(options.dataFolder, 'postgres.new');
  await mkdir(path.join(unfinished, 'base'), { recursive: true });
  const initdb = path.join(unfinished, 'initdb');
  await writeFile(initdb, '#!/bin/sh\necho ready; read line', { mode: 0o755 });
  // What runs a script bears its name.
  const child = spawn(initdb, { ...(isRoot() && NOBODY), cwd: unfinished, stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  await start(t, options);
  assert.deepEqual(await exit, [null, 'SIGKILL']);
  await assert.rejects(readdir(unfinished), { code: 'ENOENT' });
});

test('says what initdb said when the disk is full, and starts once there is room', async (t) => {
  const folder = await makeFolder(t);
  const full = path.join(folder, 'native');
  await mkdir(path.join(full, 'bin'), { recursive: true });
  await writeFile(path.join(full, 'pg-symlinks.json'), '[]');
  await writeFile(path.join(full, 'bin', 'postgres'), '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"');
  const initdb = '#!/bin/sh\ntouch half\necho "could not write to file: No space left on device" >&2\nexit 1';
  await writeFile(path.join(full, 'bin', 'initdb'), initdb);
  for (const name of ['postgres', 'initdb']) await chmod(path.join(full, 'bin', name), 0o755);
  const options = await optionsFor(folder);
  await assert.rejects(
    startPostgres({ ...options, nativePackage: { folder: full, version: '0' } }),
    /bin\/initdb ended with exit code 1:\ncould not write to file: No space left on device$/,
  );
  await start(t, options);
  assert.ok(!(await readdir(options.dataFolder)).includes('postgres.new'));
});
