// Pictures for the screen, and how far it is from the full path on each: what its margin rests on.

import { hashOf } from '../src/bits.ts';
import { toHex } from '../src/hash.ts';
import type { Path } from '../src/kernel.ts';
import type { Picture } from '../src/picture.ts';
import { errorSeen, isBeyondDoubt, SAMPLE_ERROR_SEEN } from '../src/screen.ts';
import { nextRandom } from './drawings.ts';

export interface ScreenedPicture {
  /** Largest difference of a coefficient. */
  error: number;
  /** The largest differences of samples and coefficients as shares of what the margin counts as seen; at most 1. */
  ofSeen: number;
  /** Whether the screen's word would be taken. */
  taken: boolean;
  /** Whether hash and quality are those of the full path. */
  same: boolean;
}

/** One picture on both paths. */
export function compareOnScreen(
  { onFullPath, onScreen }: Record<'onFullPath' | 'onScreen', (picture: Picture) => Path>,
  picture: Picture,
): ScreenedPicture {
  const copy = ({ coefficients, samples, quality }: Path) => ({
    coefficients: coefficients.slice(),
    samples: samples.slice(),
    quality,
  });
  const full = copy(onFullPath(picture));
  const screened = copy(onScreen(picture));
  const sameHash = toHex(hashOf(full.coefficients)) === toHex(hashOf(screened.coefficients));
  return {
    error: largestDifference(full.coefficients, screened.coefficients, () => 1),
    ofSeen: Math.max(
      largestDifference(full.samples, screened.samples, () => SAMPLE_ERROR_SEEN),
      largestDifference(full.coefficients, screened.coefficients, errorSeen),
    ),
    taken: screened.quality === 100 && isBeyondDoubt(screened.coefficients),
    same: sameHash && (screened.quality < 100 || full.quality === 100) && screened.quality <= full.quality,
  };
}

function largestDifference(a: Float32Array, b: Float32Array, unit: (at: number) => number): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!) / unit(at)), 0);
}

/**
 * A picture of 512 pixels a side or more: a few waves at any angle, blocks, stripes, or ramps, or all of them, with grain or
 * without, at any contrast, in one, three or four channels. The same number gives the same picture.
 */
export function drawVaried(number: number, mostPixels: number): Picture {
  let state = (number * 2_654_435_761) >>> 0;
  const dice = (sides: number) => {
    state = nextRandom(state);
    return Math.floor((state / 2 ** 32) * sides);
  };
  const channels = ([3, 3, 3, 3, 1, 4] as const)[dice(6)]!;
  const pixels = Math.max(512 * 512, Math.floor(mostPixels ** (0.75 + dice(1000) / 4000)));
  const width = Math.max(512, Math.floor(Math.sqrt(pixels * (0.5 + dice(1000) / 650))));
  const height = Math.max(512, Math.floor(pixels / width));
  const bytes = new Uint8ClampedArray(width * height * channels);
  const kinds = 1 + dice(15);
  const [contrast, base, grain] = [4 + dice(124), 40 + dice(170), [0, 2, 6, 20, 120][dice(5)]!];
  const [across, down, cell] = [(1 + dice(40)) / width, (1 + dice(40)) / height, 3 + dice(120)];
  const waves = Array.from({ length: 3 }, () => [(dice(41) - 20) / width, (dice(41) - 20) / height, dice(7)] as const);
  const noise = Uint8Array.from({ length: 8191 }, () => dice(256)); // its length shares no factor with a row's
  for (let y = 0, at = 0, n = dice(8191); y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let light = 0;
      if (kinds & 1)
        for (const [right, below, phase] of waves) light += Math.sin((x * right + y * below) * 6.283 + phase) / 3;
      if (kinds & 2) light += ((Math.floor(x / cell) * 7 + Math.floor(y / cell) * 13) % 5) / 2 - 1;
      if (kinds & 4) light += ((x * across) % 1 < 0.5 ? 0.5 : -0.5) * (y * down < 8 ? 1 : 0);
      if (kinds & 8) light += ((x * across + y * down) % 1) - 0.5;
      for (let channel = 0; channel < channels; channel += 1, at += 1) {
        n = n === 8190 ? 0 : n + 1;
        bytes[at] = base + contrast * light * (1 - channel * 0.2) + ((noise[n]! - 128) * grain) / 128;
      }
    }
  }
  return { pixels: bytes, width, height, channels };
}
