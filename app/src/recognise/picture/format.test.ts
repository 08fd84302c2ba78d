// Telling formats by their first bytes, whatever a file is called.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawing, fileWithBrands, inEveryFormat, seededNumbers } from './testing/drawings.ts';
import { PictureRefused } from './facts.ts';
import type { RefusalCode } from './facts.ts';
import { recogniseFormat } from './format.ts';

function refusalOf(bytes: Uint8Array): PictureRefused {
  let thrown: unknown;
  try {
    recogniseFormat(bytes);
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof PictureRefused, `no refusal but ${String(thrown)}`);
  return thrown;
}

describe('recognising a format by its first bytes', () => {
  it('knows every format that is read', async () => {
    for (const [format, bytes] of Object.entries(await inEveryFormat(drawing(32, 24)))) {
      assert.equal(recogniseFormat(bytes), format);
    }
  });

  it('knows an AVIF by any of its brands', () => {
    assert.equal(recogniseFormat(fileWithBrands('mif1', 'miaf', 'avif')), 'avif');
  });

  const refused: Array<[what: string, bytes: Buffer, code: RefusalCode, says: RegExp]> = [
    ['nothing', Buffer.alloc(0), 'empty', /0 bytes/],
    ['a HEIC picture', fileWithBrands('heic', 'mif1', 'heic'), 'unsupported', /HEIC.*convert/],
    ['an AVIF sequence', fileWithBrands('avis', 'avif', 'msf1'), 'animated', /AVIF sequence/],
    ['an MP4 video', fileWithBrands('isom', 'iso2', 'mp41'), 'not-a-picture', /video/],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported', /SVG.*convert/],
    [
      'an SVG after its prologue',
      Buffer.from(`<?xml version="1.0"?>\n<!-- ${'-'.repeat(500)} -->\n<svg/>`),
      'not-a-picture',
      /3c3f786d/,
    ],
    ['a BMP', Buffer.from('BM\x46\0\0\0'), 'unsupported', /BMP/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'not-a-picture', /255044462d/],
    ['text', Buffer.from('file,hash\n'), 'not-a-picture', /66696c65/],
    ['a web page', Buffer.from('<!doctype html><p>hello'), 'not-a-picture', /3c21646f/],
    ['a RIFF that is no WebP', Buffer.from('RIFF\x24\0\0\0WAVEfmt '), 'not-a-picture', /52494646/],
    ['one byte', Buffer.from([0xff]), 'not-a-picture', /ff/],
  ];
  for (const [what, bytes, code, says] of refused) {
    it(`refuses ${what} as ${code}`, () => {
      const refusal = refusalOf(bytes);
      assert.equal(refusal.code, code);
      assert.match(refusal.detail, says);
    });
  }

  it('refuses random bytes with nothing but a refusal', () => {
    const seed = 20311;
    const random = seededNumbers(seed);
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from({ length: 1 + random(200) }, () => random(256));
      assert.equal(refusalOf(bytes).code, 'not-a-picture', `seed ${seed}, round ${round}`);
    }
  });

  it('looks at the offered view only, not at the buffer behind it', async () => {
    const { png } = await inEveryFormat(drawing(8, 8));
    const behind = Buffer.concat([Buffer.from('%PDF-1.7'), png]);
    assert.equal(recogniseFormat(behind.subarray(8)), 'png');
  });
});
