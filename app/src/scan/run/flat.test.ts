// A hundred thousand results end to end, and what memory they take: reading none for a file but the 16 bytes of its name,
// joining copies a small share for each picture.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('./testing/many.ts', import.meta.url));
// A small heap: what is kept for every file would not fit, and garbage does not count as memory taken.
const heap = ['--max-old-space-size=64', '--max-semi-space-size=4'];
const megabyte = 2 ** 20;

async function run(count: number): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-many-'));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...heap, program, String(count), folder]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a hundred thousand files take no more memory to read than five thousand', async () => {
  const few = await run(5000);
  const many = await run(100_000);
  console.log(few, many);
  assert.deepEqual([many.files, many.copies, many.unreadable], [100_000, 9999, 1000]);
  assert.ok(many.afterReadingBytes! - few.afterReadingBytes! < 48 * megabyte, 'while reading');
  assert.ok(many.mostBytes! - few.mostBytes! < 192 * megabyte, 'while the results are made');
});
