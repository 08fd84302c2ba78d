// Hostile files: each is one line, and the next file is read. Bombs, giants, endless ones, damaged ones, crashes, hangs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { drawFrom, newSeed } from '../../testing/draw.ts';
import type { Entry } from '../types.ts';
import type { ReaderOptions, Readers } from './index.ts';
import { createReaders } from './index.ts';
import { entryInArchive, entryOf, readAll } from './testing.ts';
import { everyKind, flatPng, jpegClaiming, longGif, pngClaiming, scene } from './testing/pictures.ts';
import {
  canSeeProcesses,
  childProcesses,
  isRunning,
  limitOf,
  openWritableFiles,
  residentBytes,
  until,
} from './testing/processes.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'suaka-hostile-'));
});
after(() => rmSync(folder, { recursive: true }));

const open: Readers[] = [];
afterEach(() => Promise.all(open.splice(0).map((readers) => readers.close())));

function openReaders(options: ReaderOptions): Readers {
  const readers = createReaders(options);
  open.push(readers);
  return readers;
}

function written(name: string, bytes: Uint8Array): Entry {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return entryOf(path);
}

const jpeg = await scene(640, 480).jpeg().toBuffer();

async function goesOn(readers: Readers): Promise<void> {
  const facts = await readers.read(entryInArchive(jpeg));
  assert.deepEqual([facts.unreadable, facts.width, facts.pdq?.length], [null, 640, 64]);
}

describe('a hostile file', { timeout: 120_000 }, () => {
  it('that claims too many pixels is not decoded', async () => {
    const readers = openReaders({ workers: 1 });
    for (const bytes of [
      pngClaiming(65_535, 65_535),
      pngClaiming(70_000, 6),
      jpegClaiming(jpeg, 65_535, 65_535),
      await flatPng(70_000, 6),
    ]) {
      const facts = await readers.read(entryInArchive(bytes));
      assert.deepEqual(
        [facts.kind, facts.unreadable, facts.pdq, facts.sha256?.length],
        ['picture', 'too-many-pixels', null, 64],
      );
    }
    await goesOn(readers);
  });

  it('that is decoded within the limit set is read, one beyond is not', async () => {
    const readers = openReaders({ workers: 1, maxPixels: 640 * 480 });
    await goesOn(readers);
    const larger = await scene(641, 480).jpeg().toBuffer();
    assert.equal((await readers.read(entryInArchive(larger))).unreadable, 'too-many-pixels');
  });

  it('of a million frames gives its first', async () => {
    const readers = openReaders({ workers: 1 });
    const facts = await readers.read(entryInArchive(longGif(300_000)));
    assert.deepEqual([facts.width, facts.unreadable], [8, null]);
  });

  it('cut short anywhere is damaged or the same, and keeps its digests', async () => {
    const readers = openReaders({ workers: 2 });
    for (const [what, whole] of Object.entries(await everyKind())) {
      const { pdq } = await readers.read(entryInArchive(whole));
      const cuts = Array.from({ length: 24 }, (_, n) => whole.subarray(0, Math.floor((whole.length * (n + 0.5)) / 24)));
      for (const facts of await readAll(
        readers,
        cuts.map((cut) => entryInArchive(cut)),
      )) {
        assert.ok(
          facts.unreadable === 'damaged' || facts.pdq === pdq || facts.kind === 'other',
          `${what}: ${facts.unreadable}`,
        );
        assert.equal(facts.sha256?.length, 64);
      }
    }
    await goesOn(readers);
  });

  it('with random bytes changed is one line', async (t) => {
    const seed = newSeed();
    t.diagnostic(`SEED=${seed}`);
    const draw = drawFrom(seed);
    const readers = openReaders({ workers: 2 });
    const files = Object.values(await everyKind()).flatMap((whole) =>
      Array.from({ length: 20 }, () => {
        const bytes = Buffer.from(whole);
        for (let n = 1 + draw(8); n > 0; n -= 1) bytes[draw(draw(2) ? 64 : bytes.length) % bytes.length] = draw(256);
        return entryInArchive(bytes);
      }),
    );
    for (const facts of await readAll(readers, files)) {
      assert.equal(facts.sha256?.length, 64);
      assert.ok(facts.unreadable !== 'decoder-crashed');
    }
    await goesOn(readers);
  });

  it('that takes more memory than there may be is told apart, and keeps its digests', {
    skip: !canSeeProcesses,
  }, async () => {
    const readers = openReaders({ workers: 1, maxMemoryBytes: 1_000_000 });
    for (const entry of [
      written('large.png', await flatPng(14_000, 14_000)),
      entryInArchive(await flatPng(14_000, 14_000)),
    ]) {
      const facts = await readers.read(entry);
      assert.deepEqual([facts.unreadable, facts.pdq, facts.sha256?.length], ['out-of-memory', null, 64]);
    }
    await goesOn(readers);
  });
});

/** Readers with one process, started and idle, and its id. */
async function withOneProcess(options: ReaderOptions = {}): Promise<{ readers: Readers; id: number }> {
  const others = new Set(childProcesses());
  const readers = openReaders({ workers: 1, ...options });
  await goesOn(readers);
  const [id = 0] = childProcesses().filter((child) => !others.has(child));
  return { readers, id };
}

describe('a reading process', { skip: !canSeeProcesses, timeout: 120_000 }, () => {
  it('runs under limits of the kernel and can write to no file', async () => {
    const { id } = await withOneProcess({ maxMemoryBytes: 2 ** 30 });
    assert.deepEqual([limitOf(id, 'Max core file size'), limitOf(id, 'Max file size')], ['0', '0']);
    assert.equal(limitOf(id, 'Max data size'), String(1.75 * 2 ** 30));
    assert.deepEqual(openWritableFiles(id), []);
  });

  it('that crashes while decoding costs one picture, not its digests', async () => {
    const large = await flatPng(16_000, 16_000);
    for (const entry of [written('crash.png', large), entryInArchive(large)]) {
      const { readers, id } = await withOneProcess();
      const idle = residentBytes(id);
      const reading = readers.read(entry);
      await until(() => residentBytes(id) > idle + large.length + 60_000_000);
      process.kill(id, 'SIGSEGV');
      const facts = await reading;
      assert.deepEqual([facts.unreadable, facts.pdq, facts.sha256?.length], ['decoder-crashed', null, 64]);
      await goesOn(readers);
      await readers.close();
    }
  });

  it('that crashes before the digests are out is followed by another', async () => {
    const { readers, id } = await withOneProcess();
    process.kill(id, 'SIGSTOP');
    const reading = readers.read(written('stopped.jpg', jpeg));
    process.kill(id, 'SIGKILL');
    const facts = await reading;
    assert.deepEqual([facts.unreadable, facts.sha256?.length, facts.width], [null, 64, 640]);
    await goesOn(readers);
  });

  it('that ended while idle is replaced', async () => {
    const { readers, id } = await withOneProcess();
    process.kill(id, 'SIGKILL');
    await until(() => !isRunning(id));
    assert.equal((await readers.read(written('after.jpg', jpeg))).width, 640);
  });

  it('that hangs is ended in time, and an archive is asked for no more meanwhile', async () => {
    const { readers, id } = await withOneProcess({ timeoutMs: 1500 });
    process.kill(id, 'SIGSTOP');
    let taken = 0;
    const entry: Entry = {
      ...entryInArchive(Buffer.alloc(0)),
      async *open() {
        for (; taken < 1000; taken += 1) yield Buffer.alloc(1_000_000);
      },
    };
    const facts = await readers.read(entry);
    assert.deepEqual([facts.unreadable, facts.sha256], ['took-too-long', null]);
    assert.ok(taken < 5, `${taken} MB were taken`);
    await until(() => !isRunning(id));
    await goesOn(readers);
  });

  it('that hangs on a file is followed by one that only takes its digests', async () => {
    const { readers, id } = await withOneProcess({ timeoutMs: 1500 });
    process.kill(id, 'SIGSTOP');
    const facts = await readers.read(written('hangs.jpg', jpeg));
    assert.deepEqual([facts.unreadable, facts.kind, facts.pdq], ['took-too-long', 'picture', null]);
    assert.equal(facts.sha256?.length, 64);
  });

  it('is not kept waiting for ever by an archive that gives nothing', async () => {
    const { readers } = await withOneProcess({ timeoutMs: 1500 });
    const never = new Promise<IteratorResult<Buffer>>(() => {});
    const entry: Entry = {
      ...entryInArchive(Buffer.alloc(0)),
      open: () => ({ [Symbol.asyncIterator]: () => ({ next: () => never }) }),
    };
    assert.equal((await readers.read(entry)).unreadable, 'took-too-long');
    await goesOn(readers);
  });

  it('is gone when the readers are closed, and what waits is told', async () => {
    const { readers, id } = await withOneProcess();
    const waiting = [readers.read(entryInArchive(jpeg)), readers.read(entryInArchive(jpeg))];
    const told = Promise.all(waiting.map((read) => assert.rejects(read, /the readers are closed/)));
    await readers.close();
    await told;
    assert.ok(!isRunning(id));
    await assert.rejects(readers.read(entryInArchive(jpeg)), /the readers are closed/);
  });

  it('keeps nothing of a picture in its memory', async () => {
    const { readers, id } = await withOneProcess();
    const large = entryInArchive(await flatPng(6000, 6000));
    await readers.read(large);
    const once = residentBytes(id);
    for (let n = 0; n < 15; n += 1) await readers.read(large);
    assert.ok(residentBytes(id) < once + 60_000_000, `${once} bytes, then ${residentBytes(id)}`);
  });
});
