// Random pictures on which an implementation must agree with the reference to the bit, in Node and in a browser.

import { VARIANTS } from '../src/bits.ts';
import type { Fingerprinter } from '../src/fingerprinter.ts';
import { toHex } from '../src/hash.ts';
import type { Picture } from '../src/picture.ts';
import * as reference from '../src/reference.ts';
import type { Case } from './cases.ts';
import { nextRandom } from './drawings.ts';
import { equal } from './expect.ts';

/** A whole number from low to high, both included. */
type Dice = (low: number, high: number) => number;

function diceFrom(seed: number): Dice {
  let state = seed >>> 0;
  return (low, high) => {
    state = nextRandom(state);
    return low + Math.floor((state / 2 ** 32) * (high - low + 1));
  };
}

/**
 * A side in pixels: any, with a preference for those beside a step of the box filter's window (multiples of 128), of a
 * vector (4) and of a group of rows (8).
 */
function randomSide(dice: Dice): number {
  const near = [64, 128, 256, 384, 512];
  if (dice(0, 1) === 0) return dice(5, 640);
  return (near[dice(0, near.length - 1)] ?? 64) + dice(-9, 9);
}

/** Bytes of one of four kinds: anything, only the two ends, a ramp with grain, one value with a few spots. */
function randomBytes(dice: Dice, length: number): Uint8Array {
  const kind = dice(0, 3);
  const slope = dice(1, 1000) / 100_000;
  const value = dice(0, 255);
  return Uint8Array.from({ length }, (_, i) => {
    if (kind === 0) return dice(0, 255);
    if (kind === 1) return dice(0, 1) * 255;
    if (kind === 2) return (i * slope + dice(0, 9)) & 255;
    return dice(0, 999) === 0 ? dice(0, 255) : value;
  });
}

function randomPicture(dice: Dice, width: number, height: number): Picture {
  const channels = ([1, 3, 4] as const)[dice(0, 2)] ?? 3;
  return { pixels: randomBytes(dice, width * height * channels), width, height, channels };
}

/** All that an implementation says of a picture, as one text. */
function verdict({ fingerprintVariants }: Fingerprinter, { pixels, width, height }: Picture): string {
  const { hashes, quality } = fingerprintVariants(pixels, width, height);
  return [quality, ...VARIANTS.map((variant) => toHex(hashes[variant]))].join(' ');
}

/** Long and flat: the widest box filter along one side, none to speak of along the other. */
const EXTREMES: [width: number, height: number][] = [
  [65_535, 5],
  [5, 65_535],
  [20_000, 33],
  [33, 20_000],
];

/** Cases made from a seed, each naming it, so that a failure can be repeated. */
export function agreementCases(seed: number): Case[] {
  const dice = diceFrom(seed);
  const random = Array.from({ length: 60 }, (): [number, number] => [randomSide(dice), randomSide(dice)]);
  return [...EXTREMES, ...random].map(([width, height], number) => {
    const pictureSeed = dice(0, 2 ** 32 - 1);
    return {
      name: `agrees with the reference on random picture ${number}, ${width} x ${height}, of seed ${seed}`,
      run(implementation) {
        const picture = randomPicture(diceFrom(pictureSeed), width, height);
        equal(verdict(implementation, picture), verdict(reference, picture));
      },
    };
  });
}
