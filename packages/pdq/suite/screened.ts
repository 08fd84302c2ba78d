// Pictures for the screen, and how far it is from the full path on each: what its margin rests on.

import { hashOf } from '../src/bits.ts';
import { toHex } from '../src/hash.ts';
import type { Path } from '../src/kernel.ts';
import type { Picture } from '../src/picture.ts';
import { errorSeen, isBeyondDoubt, isForScreen, sampleErrorSeen } from '../src/screen.ts';
import { nextRandom } from './drawings.ts';

export interface ScreenedPicture {
  /** Whether it is one that the screen may be asked about. */
  forScreen: boolean;
  /** Largest differences of a sample and of a coefficient. */
  sampleError: number;
  error: number;
  /**
   * The largest differences of samples and coefficients as shares of what the margin counts as seen; at most 1 in pictures
   * that are for the screen.
   */
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
  const side = Math.max(picture.width, picture.height);
  const forScreen = isForScreen(screened.coefficients, screened.quality);
  const sameHash = toHex(hashOf(full.coefficients)) === toHex(hashOf(screened.coefficients));
  return {
    forScreen,
    sampleError: largestDifference(full.samples, screened.samples, () => 1),
    error: largestDifference(full.coefficients, screened.coefficients, () => 1),
    ofSeen: Math.max(
      largestDifference(full.samples, screened.samples, () => sampleErrorSeen(side)),
      largestDifference(full.coefficients, screened.coefficients, (at) => errorSeen(at, side)),
    ),
    taken: forScreen && isBeyondDoubt(screened.coefficients, side),
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
  const waves = Array.from({ length: 3 }, () =>
    waveOf(width, height, (dice(41) - 20) / width, (dice(41) - 20) / height, dice(7)),
  );
  const [cellsAcross, rampAcross] = [new Uint8Array(width), new Float64Array(width)];
  for (let x = 0; x < width; x += 1) {
    cellsAcross[x] = (Math.floor(x / cell) * 7) % 5;
    rampAcross[x] = (x * across) % 1;
  }
  const grains = Float64Array.from({ length: 8191 }, () => ((dice(256) - 128) * grain) / 128);
  const light = new Float64Array(width);
  for (let y = 0, n = dice(8191); y < height; y += 1) {
    light.fill(0);
    if (kinds & 1) for (const wave of waves) addWave(light, wave, y);
    if (kinds & 2) addCells(light, cellsAcross, (Math.floor(y / cell) * 13) % 5);
    if (kinds & 4 && y * down < 8) addStripes(light, rampAcross);
    if (kinds & 8) addRamp(light, rampAcross, y * down);
    const row = bytes.subarray(y * width * channels, (y + 1) * width * channels);
    n = paint(row, { light, contrast, base, channels, grains, n });
  }
  return { pixels: bytes, width, height, channels };
}

// Of a row each: light is between -1 and 1 from each of what is drawn.

/** A wave by sines and cosines of columns and rows. */
type Wave = Record<'sinX' | 'cosX' | 'sinY' | 'cosY', Float64Array>;

function waveOf(width: number, height: number, right: number, below: number, phase: number): Wave {
  const columns = Float64Array.from({ length: width }, (_, x) => x * right * 2 * Math.PI);
  const rows = Float64Array.from({ length: height }, (_, y) => y * below * 2 * Math.PI + phase);
  return {
    sinX: columns.map(Math.sin),
    cosX: columns.map(Math.cos),
    sinY: rows.map(Math.sin),
    cosY: rows.map(Math.cos),
  };
}

function addWave(light: Float64Array, { sinX, cosX, sinY, cosY }: Wave, y: number): void {
  const [sine, cosine] = [sinY[y]! / 3, cosY[y]! / 3];
  for (let x = 0; x < light.length; x += 1) light[x]! += sinX[x]! * cosine + cosX[x]! * sine;
}

function addCells(light: Float64Array, across: Uint8Array, down: number): void {
  for (let x = 0; x < light.length; x += 1) light[x]! += ((across[x]! + down) % 5) / 2 - 1;
}

function addStripes(light: Float64Array, across: Float64Array): void {
  for (let x = 0; x < light.length; x += 1) light[x]! += across[x]! < 0.5 ? 0.5 : -0.5;
}

function addRamp(light: Float64Array, across: Float64Array, down: number): void {
  for (let x = 0; x < light.length; x += 1) light[x]! += across[x]! + down - Math.floor(across[x]! + down) - 0.5;
}

interface Paint {
  light: Float64Array;
  contrast: number;
  base: number;
  channels: number;
  /** Added to one byte after another. Their number is a prime, so that no two rows begin alike. */
  grains: Float64Array;
  /** Which comes next. */
  n: number;
}

/** Each further channel has a fifth less of the light. Returns which grain comes next. */
function paint(row: Uint8ClampedArray, { light, contrast, base, channels, grains, n }: Paint): number {
  let next = n;
  for (let at = 0, x = 0; x < light.length; x += 1) {
    for (let channel = 0; channel < channels; channel += 1, at += 1) {
      row[at] = base + contrast * light[x]! * (1 - channel * 0.2) + grains[next]!;
      next = next === grains.length - 1 ? 0 : next + 1;
    }
  }
  return next;
}
