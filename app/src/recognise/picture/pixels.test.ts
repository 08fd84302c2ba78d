// From a decoded picture to the pixels that are fingerprinted: channels, depth, colour, no turning.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { fingerprint, distance } from '@suaka/pdq';
import { drawing, ink, stripes, withChunk } from './testing/drawings.ts';
import { readHeader, readPixels } from './pixels.ts';

const drawn = drawing(300, 200);
const grey = stripes(240, 120);
const png = await ink(drawn).png().toBuffer();

async function pixelsOf(file: Buffer): Promise<Buffer> {
  return (await readPixels(file, await readHeader(file))).pixels;
}

async function holds(file: Buffer, expected: Buffer): Promise<void> {
  const pixels = await pixelsOf(file);
  const differing = pixels.findIndex((value, at) => value !== expected[at]);
  assert.deepEqual([pixels.length, differing], [expected.length, -1], `byte ${differing} is ${pixels[differing]}`);
}

describe('decoding to pixels', () => {
  it('gives the stored bytes of a PNG', async () => {
    await holds(png, drawn.pixels);
  });

  it('does not turn a picture by its EXIF orientation', async () => {
    const file = await ink(drawn).withMetadata({ orientation: 6 }).png().toBuffer();
    assert.equal((await readHeader(file)).orientation, 6);
    await holds(file, drawn.pixels);
  });

  it('drops transparency without blending', async () => {
    const rgba = Buffer.alloc(300 * 200 * 4);
    for (let cell = 0; cell < 300 * 200; cell++) {
      drawn.pixels.copy(rgba, 4 * cell, 3 * cell, 3 * cell + 3);
      rgba[4 * cell + 3] = cell % 256;
    }
    const file = await ink({ ...drawn, pixels: rgba, channels: 4 })
      .png()
      .toBuffer();
    await holds(file, drawn.pixels);
  });

  it('ignores an embedded colour profile', async () => {
    const { icc } = await readHeader(await ink(drawn).withIccProfile('p3').png().toBuffer());
    assert.ok(icc);
    const chunk = Buffer.concat([Buffer.from('wide\0\0', 'latin1'), deflateSync(icc)]);
    const file = withChunk(png, 'iCCP', chunk);
    assert.ok((await readHeader(file)).hasProfile);
    await holds(file, drawn.pixels);
  });

  it('keeps grey as one channel', async () => {
    const file = await ink(grey).toColourspace('b-w').png().toBuffer();
    assert.equal(file[25], 0, 'colour type 0 is grey');
    await holds(file, grey.pixels);
  });

  it('keeps grey with transparency as one channel', async () => {
    const file = await ink(grey).toColourspace('b-w').ensureAlpha(0.5).png().toBuffer();
    assert.equal(file[25], 4, 'colour type 4 is grey with alpha');
    await holds(file, grey.pixels);
  });

  it('takes the high byte of 16-bit colour', async () => {
    const wide = Uint16Array.from(drawn.pixels, (value, at) => value * 256 + (at % 256));
    const file = await ink({ ...drawn, pixels: wide })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    assert.equal(file[24], 16, 'bit depth');
    await holds(file, drawn.pixels);
  });

  it('takes the high byte of 16-bit grey, in three channels', async () => {
    const wide = Uint16Array.from(grey.pixels, (value, at) => value * 256 + (at % 256));
    const file = await ink({ ...grey, pixels: wide })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    assert.deepEqual([file[24], file[25]], [16, 0], 'bit depth, colour type');
    await holds(file, Buffer.from(Array.from(grey.pixels, (value) => [value, value, value]).flat()));
  });

  it('reads CMYK as the picture that it shows', async () => {
    const file = await ink(drawn).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    assert.equal((await readHeader(file)).space, 'cmyk');
    const hashOf = (pixels: Buffer) => fingerprint(pixels, 300, 200).hash;
    assert.ok(distance(hashOf(await pixelsOf(file)), hashOf(drawn.pixels)) <= 16);
  });

  it('reads an Ultra HDR JPEG as the plain JPEG that it also is', async () => {
    const light = Float32Array.from(drawn.pixels, (value) => (value / 255) * 4);
    const file = await ink({ ...drawn, pixels: light })
      .pipelineColourspace('scrgb')
      // @ts-expect-error: missing in sharp's types
      .withGainMap()
      .jpeg()
      .toBuffer();
    assert.ok(file.includes('urn:iso:std:iso:ts:21496'), 'it has a gain map');
    const plain = file.subarray(0, file.indexOf(Buffer.from([0xff, 0xd9])) + 2);
    await holds(file, await pixelsOf(plain));
  });

  it('finds no loader for a drawing or a document', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    for (const text of [svg, '%PDF-1.7\n', 'P1 1 1 1\n']) {
      await assert.rejects(readHeader(Buffer.from(text)), /unsupported image format/);
    }
  });
});
