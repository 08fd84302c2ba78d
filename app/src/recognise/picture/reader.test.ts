// The picture reader from bytes to facts, in every format, and on the reference photographs.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { distance, fingerprint, fingerprintVariants, toHex } from '@suaka/pdq';
import { drawing, ink, inEveryFormat, stripes } from './testing/drawings.ts';
import { createPictureReader } from './reader.ts';

const reader = createPictureReader({ processes: 2 });
after(() => reader.close());

const hexOf = async (bytes: Uint8Array) => toHex((await reader.read(bytes)).hash);
const hexOfPixels = (pixels: Uint8Array, width: number, height: number) =>
  toHex(fingerprint(pixels, width, height).hash);

const drawn = drawing(300, 200);
const drawnHex = hexOfPixels(drawn.pixels, 300, 200);
const files = await inEveryFormat(drawn);

describe('reading a picture', () => {
  for (const format of ['png', 'webp', 'tiff'] as const) {
    it(`gives a lossless ${format} the hash of its pixels`, async () => {
      assert.equal(await hexOf(files[format]), drawnHex);
    });
  }

  for (const format of ['jpeg', 'avif', 'gif'] as const) {
    it(`gives a lossy ${format} a hash close to that of the drawing`, async () => {
      const { hash } = await reader.read(files[format]);
      assert.ok(distance(hash, fingerprint(drawn.pixels, 300, 200).hash) <= 10);
    });
  }

  it('tells size, format and digests of the offered file', async () => {
    for (const [format, bytes] of Object.entries(files)) {
      const facts = await reader.read(bytes);
      const digest = (name: string) => createHash(name).update(bytes).digest('hex');
      const { hash: _, ...rest } = facts;
      assert.deepEqual(rest, {
        quality: 100,
        width: 300,
        height: 200,
        format,
        bytes: bytes.length,
        md5: digest('md5'),
        sha1: digest('sha1'),
        sha256: digest('sha256'),
      });
    }
  });

  it('gives all eight variants when they are wanted', async () => {
    const facts = await reader.read(files.png, { variants: true });
    const { hashes } = fingerprintVariants(drawn.pixels, 300, 200);
    assert.deepEqual(facts.variants, hashes);
    assert.deepEqual(facts.hash, hashes.original);
  });

  it('reads the offered view only, not the buffer behind it', async () => {
    const behind = Buffer.concat([Buffer.alloc(77, 1), files.png, Buffer.alloc(99, 2)]);
    const view = new Uint8Array(behind.buffer, behind.byteOffset + 77, files.png.length);
    const facts = await reader.read(view);
    assert.equal(facts.bytes, files.png.length);
    assert.equal(facts.md5, createHash('md5').update(files.png).digest('hex'));
  });

  it('leaves the offered bytes as they are', async () => {
    const before = Buffer.from(files.png);
    await reader.read(files.png);
    assert.deepEqual(files.png, before);
  });

  it('reads progressive and interlaced pictures alike', async () => {
    assert.equal(await hexOf(await ink(drawn).png({ progressive: true }).toBuffer()), drawnHex);
    const quality = { quality: 95, mozjpeg: false };
    const progressive = await ink(drawn)
      .jpeg({ ...quality, progressive: true })
      .toBuffer();
    assert.equal(await hexOf(progressive), await hexOf(files.jpeg));
  });

  it('reads a JPEG with stray bytes between its segments, as viewers do', async () => {
    const afterFirst = 2 + 2 + files.jpeg.readUInt16BE(4); // start of image, marker, segment
    const [start, rest] = [files.jpeg.subarray(0, afterFirst), files.jpeg.subarray(afterFirst)];
    const stray = Buffer.concat([start, Buffer.from([0, 0, 0]), rest]);
    assert.equal(await hexOf(stray), await hexOf(files.jpeg));
  });

  it('gives a picture below 5 pixels of width or height an empty hash of quality 0', async () => {
    for (const [width, height] of [
      [4, 100],
      [100, 4],
      [1, 1],
    ] as const) {
      const facts = await reader.read(await ink(drawing(width, height)).png().toBuffer());
      assert.equal(facts.quality, 0);
      assert.deepEqual(facts.hash, new Uint8Array(32));
    }
    assert.ok((await reader.read(await ink(drawing(5, 5)).png().toBuffer())).hash.some((byte) => byte > 0));
  });

  it('reads a hundred megapixels', async () => {
    const huge = stripes(12_000, 8334);
    const file = await ink(huge).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer();
    assert.ok(file.length < 2_000_000, 'a small file of many pixels');
    const facts = await reader.read(file);
    assert.deepEqual([facts.width, facts.height], [12_000, 8334]);
    assert.equal(toHex(facts.hash), hexOfPixels(huge.pixels, 12_000, 8334));
  });

  it('checks its options and what it is given', async () => {
    assert.throws(() => createPictureReader({ processes: 0 }), /RangeError: processes is 0, expected .* from 1/);
    assert.throws(() => createPictureReader({ timeoutMs: 2 ** 31 }), RangeError);
    // @ts-expect-error: a number is asked for
    assert.throws(() => createPictureReader({ maxBytes: '9' }), /TypeError: maxBytes is string/);
    // @ts-expect-error: bytes are asked for, never the name of a file
    await assert.rejects(reader.read('/etc/hostname'), /TypeError: bytes is string/);
  });
});

const photos = new URL('../../../../../shared/photos/', import.meta.url);

describe('real photographs', { skip: !existsSync(photos) }, () => {
  it('have exactly the hashes of the reference', async () => {
    const lines = readFileSync(new URL('expected.csv', photos), 'utf8').trim().split('\n').slice(1);
    const found = lines.map(async (line) => {
      const [file = ''] = line.split(',');
      const { hash, quality } = await reader.read(readFileSync(new URL(file, photos)));
      return `${file},${toHex(hash)},${quality}`;
    });
    assert.deepEqual(await Promise.all(found), lines);
  });
});
