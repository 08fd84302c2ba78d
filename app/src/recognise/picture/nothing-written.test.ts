// Nothing of a picture is written anywhere: limits of the kernel, open files, and six folders watched.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { drawing, ink, inEveryFormat, pngClaiming, seededNumbers, stripes } from './testing/drawings.ts';
import { createPictureReader } from './reader.ts';
import { canSeeProcesses, childProcesses, openWritableFiles, until } from './testing/seen-processes.ts';

const usualFolders = [...new Set([tmpdir(), '/tmp', '/var/tmp', '/dev/shm', process.cwd(), homedir()])].filter(
  existsSync,
);

/** Other programs write to these folders meanwhile; a file of a decoder or of a crash would bear one of these names. */
const oursToBlame = /^vips|^sharp|^magick|\.v$|^core/;

/** Names that came up in the folders while the work ran, even if they were gone again before its end. */
async function namesThatAppeared(folders: string[], work: () => Promise<unknown>): Promise<string[]> {
  const before = new Set(folders.flatMap(pathsIn));
  const seen = new Set<string>();
  const watchers = folders.map((folder) => watch(folder, (_, name) => seen.add(join(folder, name ?? ''))));
  try {
    await work();
    for (let turn = 0; turn < 2; turn++) await setImmediate(); // the last names still arrive
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
  const lookAgain = Symbol('look again');
  while ((await Promise.race([work, setImmediate(lookAgain)])) === lookAgain) {
    for (const file of childProcesses().flatMap(openWritableFiles)) seen.add(file);
  }
  return [...seen];
}

/** Whole pictures, also such as need all pixels at once, and broken ones. */
async function hostileAndLarge(): Promise<Buffer[]> {
  const random = seededNumbers(11);
  const whole = Object.values(await inEveryFormat(drawing(400, 300)));
  const cut = whole.map((file) => file.subarray(0, file.length / 2));
  const changed = whole.map((file) => Buffer.from(file).fill(random(256), random(file.length)));
  const huge = await ink(stripes(12_000, 8334)).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer();
  // Interlaced, so that it cannot be decoded row by row.
  const interlaced = await ink(drawing(4000, 3000)).png({ progressive: true, compressionLevel: 1 }).toBuffer();
  return [...whole, ...cut, ...changed, pngClaiming(65_535, 65_535), huge, interlaced];
}

describe('reading pictures writes no file', { skip: !canSeeProcesses, timeout: 60_000 }, () => {
  const reader = createPictureReader({ processes: 2, maxQueued: 1000 });
  after(() => reader.close());

  it('in no folder where programs put temporary files', async () => {
    const files = await hostileAndLarge();
    const appeared = await namesThatAppeared(usualFolders, async () => {
      const opened = await filesOpened(Promise.allSettled(files.map((file) => reader.read(file))));
      assert.deepEqual(opened, []);
    });
    assert.deepEqual(appeared, []);
  });

  it('and this test would see one, even if it were deleted at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'suaka-control-'));
    after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'vips-0.v');
    const program = `
      const { openSync, unlinkSync } = require('node:fs');
      openSync(${JSON.stringify(path)}, 'w');
      unlinkSync(${JSON.stringify(path)});
      process.stdin.resume();`;
    const appeared = await namesThatAppeared([folder], async () => {
      const child = spawn(process.execPath, ['-e', program]);
      await until(() => openWritableFiles(child.pid ?? 0).some((file) => file.startsWith(path)));
      child.stdin.end();
      await once(child, 'close');
    });
    assert.deepEqual(appeared, [path]);
  });
});
