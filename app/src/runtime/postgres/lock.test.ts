// The lock of a folder: the kernel's, so that other processes are asked too.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { homeIn } from './harness.ts';
import type { Home } from './home.ts';
import { lockFolder } from './lock.ts';

const LOCK_URL = new URL('lock.ts', import.meta.url).href;

/** What another process hears when it asks for the lock. */
function askFromOutside(home: Home): string {
  const script = `import { lockFolder } from '${LOCK_URL}';
    await lockFolder(${JSON.stringify(home)}).then(() => console.log('granted'), (error) => console.log(error.message))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stdout + stderr;
}

test('refuses everybody else while held, also after refusing within the same process', async (t) => {
  const home = await homeIn(t);
  const refusal = new RegExp(
    `Another app already uses the data folder ${home.folder} \\(its process id: ${process.pid}\\)`,
  );
  const lock = await lockFolder(home);
  await assert.rejects(lockFolder(home), refusal);
  assert.match(askFromOutside(home), refusal);
  await lock.release();
  assert.equal(askFromOutside(home), 'granted\n');
});

test('is held until released, though nobody keeps hold of it', async (t) => {
  const home = await homeIn(t);
  await lockFolder(home);
  await new Promise(setImmediate);
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  assert.match(askFromOutside(home), /already uses/);
});

test('cannot be taken by those who may pass through the folder, and makes no files but its own two', async (t) => {
  const home = await homeIn(t);
  const lock = await lockFolder(home);
  assert.deepEqual((await readdir(home.folder)).toSorted(), ['postgres.lock', 'postgres.lock.pid']);
  assert.equal((await stat(path.join(home.folder, 'postgres.lock'))).mode & 0o077, 0);
  await lock.release();
});

test('is free again after release, and a second release does not free it from its next holder', async (t) => {
  const home = await homeIn(t);
  const first = await lockFolder(home);
  await first.release();
  const second = await lockFolder(home);
  await first.release();
  assert.match(askFromOutside(home), /already uses/);
  await second.release();
});
