// What the readers tell of a file: digests in one pass, type by content, pictures; from a folder and from an archive.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Entry } from '../types.ts';
import { EntryUnreadable } from '../walk/index.ts';
import { createReaders } from './index.ts';
import { entryInArchive, entryOf, readAll } from './testing.ts';
import { everyKind, moving, notPictures, scene } from './testing/pictures.ts';

const readers = createReaders({ workers: 2 });
let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'suaka-files-'));
});
after(async () => {
  await readers.close();
  rmSync(folder, { recursive: true });
});

function written(name: string, bytes: Uint8Array): Entry {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return entryOf(path);
}

const digest = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');

describe('reading a file', () => {
  it('gives its three digests and its size, of any length, from a folder and from an archive', async () => {
    const lengths = [0, 1, 65_535, 65_536, 65_537, 1_048_576, 1_048_577, 3_000_001];
    for (const length of lengths) {
      const bytes = Buffer.from(Array.from({ length }, (_, at) => (at * 31) ^ (at >> 9)));
      for (const entry of [written('lengths', bytes), entryInArchive(bytes)]) {
        const facts = await readers.read(entry);
        const expected = ['md5', 'sha1', 'sha256'].map((algorithm) => digest(algorithm, bytes));
        assert.deepEqual([facts.md5, facts.sha1, facts.sha256, facts.sizeBytes], [...expected, length]);
        assert.deepEqual([facts.unreadable, facts.changed, facts.kind], [null, false, 'other']);
      }
    }
  });

  it('gives the same of a picture in an archive, also where the archive says a wrong size', async () => {
    const bytes = await scene(900, 700).png().toBuffer();
    const { name: _, modifiedAt: __, ...expected } = await readers.read(written('a', bytes));
    assert.equal(expected.pdq?.length, 64);
    for (const says of [bytes.length, 0, 1000, 10 * bytes.length]) {
      const { name: _, modifiedAt: __, ...facts } = await readers.read(entryInArchive(bytes, says));
      assert.deepEqual(facts, expected);
    }
  });

  it('tells the type by content, never by name', async () => {
    const files = await everyKind();
    const facts = await readAll(
      readers,
      Object.values(files).map((bytes, n) => written(`${n}.txt`, bytes)),
    );
    const types = Object.keys(files).map((what, n) => [what, facts[n]?.type, facts[n]?.kind]);
    const expected = (what: string) =>
      /jpeg|png|webp|avif|tiff|gif/.exec(what)?.[0] ?? (what.includes('64') ? 'jpeg' : 'png');
    assert.deepEqual(
      types,
      Object.keys(files).map((what) => [what, `image/${expected(what)}`, 'picture']),
    );
  });

  it('never renders a drawing or a document', async () => {
    for (const [what, bytes] of Object.entries(notPictures)) {
      const facts = await readers.read(written(`${what}.jpg`, bytes));
      assert.deepEqual([what, facts.kind, facts.pdq, facts.unreadable], [what, 'other', null, null]);
    }
    for (const magic of ['\xff\xd8\xff', 'GIF89a', 'II*\0', '\x89PNG\r\n\x1a\n', 'RIFF\0\0\0\0WEBP']) {
      const facts = await readers.read(
        entryInArchive(Buffer.concat([Buffer.from(magic, 'latin1'), notPictures['svg']!])),
      );
      assert.deepEqual([facts.kind, facts.unreadable], ['picture', 'damaged']);
    }
  });

  it('hashes the first frame of what moves', async () => {
    const first = await readers.read(entryInArchive(await moving(120, 80, 1).png().toBuffer()));
    for (const file of [
      moving(120, 80, 4).gif(),
      moving(120, 80, 4).webp({ lossless: true }),
      moving(120, 80, 4).tiff(),
    ]) {
      const facts = await readers.read(entryInArchive(await file.toBuffer()));
      assert.deepEqual([facts.width, facts.height, facts.unreadable], [120, 80, null]);
      assert.equal(facts.pdq?.length, first.pdq?.length);
    }
  });

  it('says of a picture that is not decoded that there is no decoder', async () => {
    const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]);
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat', 'latin1'),
      Buffer.alloc(64),
    ]);
    for (const [type, bytes] of [
      ['image/bmp', bmp],
      ['image/heic', heic],
    ] as const) {
      const facts = await readers.read(entryInArchive(bytes));
      assert.deepEqual(
        [facts.type, facts.kind, facts.unreadable, facts.sha256],
        [type, 'picture', 'no-decoder', digest('sha256', bytes)],
      );
    }
  });

  it('leaves its times as they were', async () => {
    const entry = written('times', Buffer.from('x'));
    const path = join(folder, 'times');
    utimesSync(path, 1_000_000, 2_000_000);
    const before = statSync(path);
    await readers.read(entryOf(path));
    const now = statSync(path);
    assert.deepEqual([now.atimeMs, now.mtimeMs], [before.atimeMs, before.mtimeMs]);
    assert.equal((await readers.read(entry)).changed, true, 'its time is another than when it was found');
  });

  it('tells of one that grew after it was found', async () => {
    const entry = written('grown', Buffer.from('made-up'));
    appendFileSync(join(folder, 'grown'), 'more');
    const facts = await readers.read(entry);
    assert.deepEqual(
      [facts.changed, facts.sizeBytes, facts.sha256],
      [true, 11, digest('sha256', Buffer.from('made-upmore'))],
    );
  });

  it('says why one cannot be opened, and goes on', async () => {
    const gone = written('gone', Buffer.from('x'));
    unlinkSync(join(folder, 'gone'));
    const link = written('link', Buffer.from('x'));
    unlinkSync(join(folder, 'link'));
    symlinkSync('/etc/hostname', join(folder, 'link'));
    for (const entry of [gone, link]) {
      const facts = await readers.read(entry);
      assert.deepEqual([facts.unreadable, facts.sha256, facts.type], ['vanished', null, null]);
    }
    assert.equal((await readers.read(written('next', Buffer.from('x')))).unreadable, null);
  });

  it('says so where it may not be opened', {
    skip: process.getuid?.() === 0 && 'root may open everything',
  }, async () => {
    const entry = written('locked', Buffer.from('x'));
    chmodSync(join(folder, 'locked'), 0);
    assert.equal((await readers.read(entry)).unreadable, 'no-permission');
  });

  it('opens a name that is no UTF-8', async () => {
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe, 0x80])]);
    writeFileSync(path, 'x');
    const { size, mtime } = statSync(path);
    const entry: Entry = {
      ...written('utf8', Buffer.from('x')),
      path,
      sizeBytes: size,
      modifiedAt: mtime.toISOString(),
    };
    assert.equal((await readers.read(entry)).sha256, digest('sha256', Buffer.from('x')));
  });
});

describe('reading from an archive', () => {
  const failing = (error: Error, first = Buffer.alloc(300_000, 1)): Entry => ({
    ...entryInArchive(first),
    async *open() {
      yield first;
      throw error;
    },
  });

  it('says what the archive says when it cannot be unpacked any further, and goes on', async () => {
    const jpeg = await scene(400, 300).jpeg().toBuffer();
    for (const why of ['bomb', 'encrypted', 'damaged'] as const)
      for (const first of [Buffer.alloc(300_000, 1), Buffer.alloc(10), jpeg]) {
        const facts = await readers.read(failing(new EntryUnreadable(why), first));
        assert.deepEqual([facts.unreadable, facts.sha256, facts.pdq], [why, null, null]);
      }
    assert.equal((await readers.read(failing(new Error('incorrect header check')))).unreadable, 'damaged');
    assert.equal((await readers.read(entryInArchive(jpeg))).unreadable, null);
  });
});
