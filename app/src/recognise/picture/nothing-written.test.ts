import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { drawing, ink, inEveryFormat, pngClaiming, seededNumbers, stripes } from './drawings.ts';
import { createPictureReader } from './reader.ts';
import { canSeeProcesses, childProcesses, openWritableFiles } from './seen-processes.ts';
import { setImmediate } from 'node:timers/promises';

const folders = [...new Set([tmpdir(), '/tmp', '/var/tmp', '/dev/shm', process.cwd(), homedir()])].filter(existsSync);

/** Other programs write to these folders meanwhile; a file of a decoder or of a crash would bear one of these names. */
const oursToBlame = /vips|sharp|heif|tiff|jpe?g|png|webp|avif|gif|magick|\.v$|^core|\.core$|report\..*json$/i;

/** Names that came up in the folders while the work ran, even if they were gone again before its end. */
async function namesThatAppeared(work: () => Promise<unknown>): Promise<string[]> {
  const before = new Set(folders.flatMap(pathsIn));
  const seen = new Set<string>();
  const watchers = folders.map((folder) => watch(folder, (_, name) => seen.add(join(folder, name ?? ''))));
  try {
    await work();
    await setImmediate();
  } finally {
    for (const watcher of watchers) watcher.close();
  }
  const appeared = [...seen, ...folders.flatMap(pathsIn)].filter((path) => !before.has(path));
  return appeared.filter((path) => oursToBlame.test(path.slice(path.lastIndexOf('/') + 1)));
}

const pathsIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));

/** Writable files that children of this process had open at any look while the work ran. */
async function filesOpened(work: Promise<unknown>): Promise<string[]> {
  const seen = new Set<string>();
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  while (!isDone) {
    for (const file of childProcesses().flatMap(openWritableFiles)) seen.add(file);
    await setImmediate();
  }
  await done;
  return [...seen];
}

/** Whole pictures, also such as need all pixels at once, and broken ones. */
async function hostileAndLarge(): Promise<Buffer[]> {
  const random = seededNumbers(11);
  const whole = Object.values(await inEveryFormat(drawing(400, 300)));
  const cut = whole.map((file) => file.subarray(0, file.length / 2));
  const changed = whole.map((file) => Buffer.from(file).fill(random(256), random(file.length)));
  const huge = await ink(stripes(12_000, 8334)).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer();
  return [...whole, ...cut, ...changed, pngClaiming(65_535, 65_535), huge, await interlaced()];
}

/** Interlaced: libvips cannot stream it and wants room for all of it. */
const interlaced = () => ink(drawing(4000, 3000)).png({ progressive: true, compressionLevel: 1 }).toBuffer();

describe('reading pictures writes no file', { skip: !canSeeProcesses, timeout: 60_000 }, () => {
  const reader = createPictureReader({ processes: 2, maxQueued: 1000 });
  after(() => reader.close());

  it('in no folder where programs put temporary files', async () => {
    const files = await hostileAndLarge();
    const appeared = await namesThatAppeared(async () => {
      const opened = await filesOpened(Promise.allSettled(files.map((file) => reader.read(file))));
      assert.deepEqual(opened, []);
    });
    assert.deepEqual(appeared, []);
  });

  it('which this test would see: libvips without our limits does write one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'suaka-control-'));
    after(() => rmSync(folder, { recursive: true }));
    const program = `
      const file = await require('node:stream/consumers').buffer(process.stdin);
      await require(${JSON.stringify(import.meta.resolve('sharp').replace('file://', ''))})(file).raw().toBuffer();`;
    const child = spawn(process.execPath, ['-e', `(async () => {${program}})()`], {
      env: { TMPDIR: folder, VIPS_DISC_THRESHOLD: '1m' },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.end(await interlaced());
    const opened = await filesOpened(once(child, 'close'));
    assert.ok(
      opened.some((file) => file.startsWith(folder)),
      opened.join(),
    );
  });
});
