// What every implementation of PDQ must do, in Node and in a browser: no import from either, failures are thrown errors.

import { VARIANTS } from '../src/bits.ts';
import type { Variant } from '../src/bits.ts';
import type { Fingerprinter } from '../src/fingerprinter.ts';
import { distance, toHex } from '../src/hash.ts';
import { draw } from './drawings.ts';
import { equal, near, rejects } from './expect.ts';
import { vectors } from './vectors.ts';

export interface Case {
  name: string;
  run: (implementation: Fingerprinter) => void;
}

/** A hash and its quality as one value. */
const shown = ({ hash, quality }: { hash: Uint8Array; quality: number }) => `${toHex(hash)} ${quality}`;

/** Published lists count up to that many bits as the same picture. */
const MATCH_BITS = 31;

const published: Case[] = vectors.map(({ kind, width, height, quality, hashes }) => ({
  name: `${kind} ${width} x ${height} has the published hashes and quality`,
  run({ fingerprint, fingerprintVariants }) {
    const pixels = draw(kind, width, height);
    const single = fingerprint(pixels, width, height);
    const eight = fingerprintVariants(pixels, width, height);
    equal(single.quality, quality);
    equal(eight.quality, quality);
    equal(toHex(single.hash), toHex(eight.hashes.original));
    hashes.forEach((hash, i) => equal(toHex(eight.hashes[VARIANTS[i] ?? 'original']), hash));
  },
}));

const layouts: Case[] = [
  {
    name: 'alpha is passed over',
    run({ fingerprint }) {
      const rgb = draw('waves', 213, 140);
      const rgba = Uint8Array.from({ length: 213 * 140 * 4 }, (_, i) =>
        i % 4 === 3 ? (i * 31) & 255 : (rgb[Math.floor(i / 4) * 3 + (i % 4)] ?? 0),
      );
      equal(shown(fingerprint(rgba, 213, 140)), shown(fingerprint(rgb, 213, 140)));
    },
  },
  {
    name: 'a grey picture is about the RGB picture of the same greys, whose luma differs in the last bits',
    run({ fingerprint }) {
      const grey = draw('tiles', 300, 200).filter((_, i) => i % 3 === 0);
      const rgb = Uint8Array.from({ length: grey.length * 3 }, (_, i) => grey[Math.floor(i / 3)] ?? 0);
      const fromGrey = fingerprint(grey, 300, 200);
      equal(fromGrey.quality, 100);
      near(distance(fromGrey.hash, fingerprint(rgb, 300, 200).hash), 0, 4);
    },
  },
  {
    name: 'pixels may be clamped bytes, and a part of a larger buffer',
    run({ fingerprint }) {
      const pixels = draw('tiles', 97, 61);
      const within = new Uint8Array(pixels.length + 24).fill(255);
      within.set(pixels, 7);
      const expected = shown(fingerprint(pixels, 97, 61));
      equal(shown(fingerprint(new Uint8ClampedArray(pixels), 97, 61)), expected);
      equal(shown(fingerprint(within.subarray(7, 7 + pixels.length), 97, 61)), expected);
    },
  },
  {
    name: 'the pixels are left as they were',
    run({ fingerprint }) {
      const pixels = draw('noise', 70, 90);
      fingerprint(pixels, 70, 90);
      equal(pixels.join(), draw('noise', 70, 90).join());
    },
  },
];

const sequences: Case[] = [
  {
    name: 'a picture has the same hash whatever was hashed before it, and earlier results stay',
    run({ fingerprint }) {
      const small = draw('waves', 80, 60);
      const first = fingerprint(small, 80, 60);
      const before = shown(first);
      fingerprint(draw('noise', 900, 700), 900, 700);
      equal(shown(fingerprint(small, 80, 60)), before);
      fingerprint(draw('tiles', 64, 64), 64, 64);
      equal(shown(fingerprint(small, 80, 60)), before);
      equal(shown(first), before);
    },
  },
];

const smallest: Case[] = [
  [4, 4],
  [1, 1],
  [4, 100],
  [100, 4],
].map(([width = 0, height = 0]) => ({
  name: `${width} x ${height} is too small: all zero, quality 0`,
  run({ fingerprint, fingerprintVariants }) {
    const pixels = draw('noise', width, height);
    const zeros = '0'.repeat(64);
    equal(shown(fingerprint(pixels, width, height)), `${zeros} 0`);
    const { hashes, quality } = fingerprintVariants(pixels, width, height);
    for (const variant of VARIANTS) equal(toHex(hashes[variant]), zeros);
    equal(quality, 0);
  },
}));

/** Where each variant's picture takes the pixel at (x, y) from, in a picture of w x h pixels. */
const TURNS: Record<Variant, (x: number, y: number, w: number, h: number) => [number, number]> = {
  original: (x, y) => [x, y],
  rotate90: (x, y, w) => [w - 1 - y, x],
  rotate180: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  rotate270: (x, y, _, h) => [y, h - 1 - x],
  flipX: (x, y, _, h) => [x, h - 1 - y],
  flipY: (x, y, w) => [w - 1 - x, y],
  flipPlus1: (x, y) => [y, x],
  flipMinus1: (x, y, w, h) => [w - 1 - y, h - 1 - x],
};

/** A picture of h x w pixels if rows and columns are swapped, of w x h if not. */
function turned(rgb: Uint8Array, w: number, h: number, variant: Variant) {
  const swapped = TURNS[variant](1, 0, w, h)[0] === TURNS[variant](0, 0, w, h)[0];
  const [width, height] = swapped ? [h, w] : [w, h];
  const pixels = Uint8Array.from({ length: rgb.length }, (_, i) => {
    const cell = Math.floor(i / 3);
    const [x, y] = TURNS[variant](cell % width, Math.floor(cell / width), w, h);
    return rgb[(y * w + x) * 3 + (i % 3)] ?? 0;
  });
  return { pixels, width, height };
}

const turns: Case[] = VARIANTS.map((variant) => ({
  name: `the ${variant} variant matches the picture that is turned so, and no other`,
  run({ fingerprint, fingerprintVariants }) {
    const rgb = draw('tiles', 600, 400);
    const { hashes } = fingerprintVariants(rgb, 600, 400);
    const { pixels, width, height } = turned(rgb, 600, 400, variant);
    const { hash } = fingerprint(pixels, width, height);
    const matches = VARIANTS.filter((other) => distance(hash, hashes[other]) <= MATCH_BITS);
    equal(matches.join(), variant);
  },
}));

/** Arguments that a caller without types may pass, or a wrong size. */
const WRONG: [
  name: string,
  error: typeof RangeError,
  words: string,
  pixels: unknown,
  width: unknown,
  height: unknown,
][] = [
  ['an array of numbers', TypeError, 'pixels is Array', [1, 2, 3], 1, 1],
  ['an array of floats', TypeError, 'pixels is Float32Array', new Float32Array(64), 8, 8],
  ['nothing', TypeError, 'pixels is undefined', undefined, 8, 8],
  ['a width that is text', TypeError, 'width is string', new Uint8Array(64), '8', 8],
  ['a width of 0', RangeError, 'width is 0', new Uint8Array(0), 0, 8],
  ['a height that is not whole', RangeError, 'height is 8.5', new Uint8Array(68), 8, 8.5],
  ['a height that is not a number', RangeError, 'height is NaN', new Uint8Array(64), 8, Number.NaN],
  ['a height above 65,535', RangeError, 'height is 65536', new Uint8Array(65_536), 1, 65_536],
  ['two bytes a pixel', RangeError, 'holds 128 bytes for 8 x 8; expected 64', new Uint8Array(128), 8, 8],
  ['one byte too few', RangeError, 'holds 191 bytes for 8 x 8', new Uint8Array(191), 8, 8],
  ['one byte too many', RangeError, 'holds 257 bytes for 8 x 8', new Uint8Array(257), 8, 8],
  ['no bytes', RangeError, 'holds 0 bytes for 8 x 8', new Uint8Array(0), 8, 8],
];

const refusals: Case[] = WRONG.map(([name, error, words, pixels, width, height]) => ({
  name: `${name} is refused with ${error.name}`,
  run(implementation) {
    for (const call of [implementation.fingerprint, implementation.fingerprintVariants]) {
      rejects(() => Reflect.apply(call, undefined, [pixels, width, height]), error, words);
    }
  },
}));

/** The cases, in an order that is of no consequence. */
export const cases: readonly Case[] = [...published, ...layouts, ...sequences, ...smallest, ...turns, ...refusals];
