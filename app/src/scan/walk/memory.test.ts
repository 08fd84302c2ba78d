// The walk's memory does not grow with what it finds: counted over 60,000 files in archives and folders.
import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { tarBlock, tarEnd } from '../testing/tar-file.ts';
import { zipFile } from '../testing/zip-file.ts';
import { walk } from './index.ts';
import { emptyFolder } from './testing.ts';

const IN_ZIP = 30_000;
const IN_TAR = 25_000;
const ON_DISK = 5000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is in use after everything that could be forgotten was forgotten. */
function heldBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('finds 60,000 files in flat memory, and leaves nothing open', { timeout: 300_000 }, async (test) => {
  const folder = await emptyFolder(test);
  const half = Array.from({ length: IN_ZIP / 2 }, (_, n) => ({ name: `f${n}`, bytes: Buffer.from(String(n)) }));
  await writeFile(join(folder, 'a.zip'), zipFile(half));
  await writeFile(join(folder, 'b.zip'), zipFile(half));
  const block = (_: unknown, n: number) => tarBlock(`f${n}`, Buffer.from(String(n)));
  await writeFile(join(folder, 'c.tgz'), gzipSync(Buffer.concat([...Array.from({ length: IN_TAR }, block), tarEnd])));
  await mkdir(join(folder, 'd'));
  for (let n = 0; n < ON_DISK; n += 1) await writeFile(join(folder, 'd', String(n)), '');

  const openBefore = (await readdir('/proc/self/fd')).length;
  let files = 0;
  const held: number[] = [];
  for await (const found of walk([folder])) {
    if (found.is === 'file') files += 1;
    if (files % 6000 === 0) held.push(heldBytes());
  }
  assert.equal(files, IN_ZIP + IN_TAR + ON_DISK + 3);
  const grown = Math.max(...held) - held[0]!;
  assert.ok(grown < 12 * 2 ** 20, `memory grew by ${grown} bytes: ${held.join(', ')}`);
  assert.equal((await readdir('/proc/self/fd')).length, openBefore);
});
