// Videos: which frames are hashed, what happens without a decoder, and to hostile files. Tests that need the decoder are
// skipped unless SUAKA_TEST_VIDEO_DECODER names the folder in which `npm install node-av@6.1.1` was run.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { distance, fromHex } from '@suaka/pdq';
import { drawFrom, newSeed } from '../../../testing/draw.ts';
import type { Entry, FileFacts } from '../../types.ts';
import { createReaders } from '../readers.ts';
import type { Readers } from '../readers.ts';
import type { ReaderOptions } from '../options.ts';
import { entryInArchive, entryOf } from '../testing.ts';
import { drawFilm, sceneAsJpeg } from '../testing/avi.ts';
import { framesOf } from './frames.ts';
import { framesPerHash } from './hashed-frames.ts';
import { loadDecoder } from './node-av.ts';

const videoDecoder = process.env.SUAKA_TEST_VIDEO_DECODER;
const skip = videoDecoder ? false : 'SUAKA_TEST_VIDEO_DECODER does not name a folder with node-av';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'suaka-films-'));
});
after(() => rmSync(folder, { recursive: true }));

const open: Readers[] = [];
afterEach(() => Promise.all(open.splice(0).map((readers) => readers.close())));

function openReaders(options: ReaderOptions = {}): Readers {
  const readers = createReaders({ workers: 1, videoDecoder: videoDecoder ?? null, ...options });
  open.push(readers);
  return readers;
}

function written(name: string, bytes: Uint8Array): Entry {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return entryOf(path);
}

/** Two scenes, 2.5 and 2 seconds. */
const film = await drawFilm({
  width: 320,
  height: 240,
  fps: 10,
  scenes: [
    { seed: 1, frames: 25 },
    { seed: 2, frames: 20 },
  ],
});
const timesOf = ({ frames }: FileFacts) => frames?.map(({ atMs }) => atMs);

describe('which frames are hashed', () => {
  it('is every whole number of frames that makes the seconds, and at least every frame', () => {
    const every = (seconds: number, fps: number) => framesPerHash(seconds, fps);
    assert.deepEqual([every(1, 25), every(1, 29.97), every(0.5, 25), every(2, 10)], [25, 29, 12, 20]);
    assert.deepEqual([every(0, 25), every(0.01, 25)], [1, 1]);
  });
});

describe('a video without a decoder', () => {
  it('is said to have none, and keeps type and digests', async () => {
    const readers = openReaders({ videoDecoder: null });
    for (const entry of [written('a.avi', film), entryInArchive(film)]) {
      const facts = await readers.read(entry);
      assert.deepEqual(
        [facts.kind, facts.type, facts.unreadable, facts.frames],
        ['video', 'video/vnd.avi', 'no-decoder', null],
      );
      assert.equal(facts.sha256?.length, 64);
    }
  });

  it('in a folder that was named is an error before anything is read', () => {
    assert.throws(() => openReaders({ videoDecoder: folder }), /no video decoder in .*npm install node-av/);
  });
});

describe('a video', { skip, timeout: 120_000 }, () => {
  it('gives a hash for each second, near to the hash of the picture shown then', async () => {
    const readers = openReaders();
    const facts = await readers.read(written('seconds.avi', film));
    assert.deepEqual([facts.kind, facts.width, facts.height, facts.unreadable], ['video', 320, 240, null]);
    assert.deepEqual(timesOf(facts), [0, 1000, 2000, 3000, 4000]);
    const scenes = await Promise.all(
      [1, 2].map(async (seed) => readers.read(entryInArchive(await sceneAsJpeg(320, 240, seed)))),
    );
    for (const [at, frame] of facts.frames!.entries()) {
      const near = scenes.map(({ pdq }) => distance(fromHex(pdq!), fromHex(frame.pdq)) <= 16);
      assert.deepEqual(near, [at < 3, at >= 3], `${frame.atMs} ms`);
    }
  });

  it('gives a hash for every frame where that is asked for', async () => {
    const facts = await openReaders({ secondsPerHash: 0 }).read(written('every.avi', film));
    assert.deepEqual(
      timesOf(facts),
      Array.from({ length: 45 }, (_, n) => n * 100),
    );
  });

  it('of odd width gives the hashes of its pixels, not of the gaps between its rows', async () => {
    const readers = openReaders();
    const odd = await drawFilm({ width: 333, height: 251, fps: 5, scenes: [{ seed: 3, frames: 5 }] });
    const [frame] = (await readers.read(written('odd.avi', odd))).frames!;
    const still = await readers.read(entryInArchive(await sceneAsJpeg(333, 251, 3)));
    assert.ok(distance(fromHex(still.pdq!), fromHex(frame!.pdq)) <= 16);
  });

  it('in a file with a name that looks like an address is opened as that file', async () => {
    for (const name of ['concat:a', 'http:%5C.avi', '%d.avi', 'a b"c\n.avi']) {
      const facts = await openReaders().read(written(name, film));
      assert.equal(facts.frames?.length, 5, name);
    }
  });

  it('cut short gives the frames that are there, or is damaged', async () => {
    const readers = openReaders();
    const half = await readers.read(written('half.avi', film.subarray(0, film.length / 2)));
    assert.ok(half.frames!.length >= 2 && half.frames!.length < 5);
    const head = await readers.read(written('head.avi', film.subarray(0, 100)));
    assert.deepEqual([head.unreadable, head.frames, head.sha256?.length], ['damaged', null, 64]);
  });

  it('with random bytes changed is one line', async (t) => {
    const seed = newSeed();
    t.diagnostic(`SEED=${seed}`);
    const draw = drawFrom(seed);
    const readers = openReaders();
    for (let n = 0; n < 40; n += 1) {
      const bytes = Buffer.from(film);
      for (let changes = 1 + draw(10); changes > 0; changes -= 1) bytes[draw(draw(2) ? 400 : bytes.length)] = draw(256);
      const facts = await readers.read(written('changed.avi', bytes));
      assert.equal(facts.sha256?.length, 64);
    }
    assert.equal((await readers.read(written('good.avi', film))).frames?.length, 5);
  });

  it('that names other files is not followed', async () => {
    const readers = openReaders();
    const good = written('named.avi', film);
    const list = `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://${String(good.path)}\n#EXT-X-ENDLIST\n`;
    const facts = await readers.read(written('list.mp4', Buffer.from(list)));
    assert.deepEqual([facts.kind, facts.frames], ['other', null]);
    const av = await loadDecoder(videoDecoder!);
    assert.throws(() => [...framesOf(av, Buffer.from(list), 1e6)], { why: 'damaged' });
  });

  it('that takes too long keeps the frames that there were', async () => {
    const long = await drawFilm({ width: 1280, height: 720, fps: 10, scenes: [{ seed: 4, frames: 900 }] });
    const facts = await openReaders({ videoTimeoutMs: 1500 }).read(written('long.avi', long));
    assert.equal(facts.unreadable, 'took-too-long');
    assert.ok((facts.frames?.length ?? 0) < 90);
  });

  it('in an archive gives the same, whatever size the archive says', async () => {
    const readers = openReaders();
    const { frames } = await readers.read(written('outside.avi', film));
    for (const says of [film.length, 0, 10, 5 * film.length]) {
      const facts = await readers.read(entryInArchive(film, says));
      assert.deepEqual([facts.unreadable, facts.frames, facts.width], [null, frames, 320]);
    }
  });

  it('in an archive that looked like one and is none costs nothing but its own answer', async () => {
    const readers = openReaders();
    const words = await readers.read(entryInArchive(Buffer.from('Good day, made-up words. '.repeat(9000))));
    assert.deepEqual([words.kind, words.unreadable], ['other', null]);
    const cut = await readers.read(entryInArchive(film.subarray(0, 100)));
    assert.deepEqual([cut.unreadable, cut.sha256?.length], ['damaged', 64]);
    const fails: Entry = {
      ...entryInArchive(film),
      async *open() {
        yield film.subarray(0, 300_000);
        throw new Error('incorrect header check');
      },
    };
    assert.deepEqual((await readers.read(fails)).unreadable, 'damaged');
    assert.equal((await readers.read(entryInArchive(film))).frames?.length, 5);
  });
});
