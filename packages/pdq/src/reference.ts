// PDQ as its definition reads, step by step: slow, plain, and what the kernel is held to.
// All arithmetic is IEEE float32 in this very order: Math.fround after each operation; a Float32Array rounds on storing.

import { createFingerprinter } from './fingerprinter.ts';
import type { Fingerprinter } from './fingerprinter.ts';
import type { Picture } from './picture.ts';

const f32 = Math.fround;

/** Rows and columns of the samples that the filtered picture is reduced to. */
const SAMPLES = 64;
/** Number of frequencies kept in each direction. */
const FREQUENCIES = 16;

/** One value for each cell, row by row. */
interface Plane {
  values: Float32Array;
  width: number;
  height: number;
}

const reference: Fingerprinter = createFingerprinter((picture) => {
  const samples = decimate(jaroszFilter(luma(picture)));
  return { coefficients: transform(samples), quality: qualityOf(samples) };
});

/** The PDQ hash and quality of a decoded picture: see {@link Fingerprinter.fingerprint}. */
export const fingerprint = reference.fingerprint;

/** The hashes of a decoded picture, turned and mirrored too: see {@link Fingerprinter.fingerprintVariants}. */
export const fingerprintVariants = reference.fingerprintVariants;

/** Step 2: 0.299f R + 0.587f G + 0.114f B, left to right; grey as it is. */
function luma({ pixels, width, height, channels }: Picture): Plane {
  const values = new Float32Array(width * height);
  for (let cell = 0; cell < values.length; cell++) {
    const at = cell * channels;
    if (channels === 1) {
      values[cell] = pixels[at]!;
      continue;
    }
    const red = f32(f32(0.299) * pixels[at]!);
    const green = f32(f32(0.587) * pixels[at + 1]!);
    const blue = f32(f32(0.114) * pixels[at + 2]!);
    values[cell] = f32(red + green) + blue;
  }
  return { values, width, height };
}

/** Steps 3 and 4: twice a box along rows and a box along columns; 64 x 64 stays as it is. */
function jaroszFilter(plane: Plane): Plane {
  const { width, height } = plane;
  if (width === SAMPLES && height === SAMPLES) return plane;
  const from = plane.values;
  const to = new Float32Array(from.length);
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++) boxFilter(from, to, { start: y * width, step: 1, length: width });
    for (let x = 0; x < width; x++) boxFilter(to, from, { start: x, step: width, length: height });
  }
  return { values: from, width, height };
}

/** The cells of one row or one column. */
interface Line {
  start: number;
  step: number;
  length: number;
}

/** Mean over a box that slides along a line; at the ends over the part of the box that lies inside. */
function boxFilter(from: Float32Array, to: Float32Array, { start, step, length }: Line): void {
  const window = Math.floor((length + 127) / 128);
  const half = Math.floor((window + 2) / 2);
  let sum = 0;
  let count = 0;
  let entering = start;
  let leaving = start;
  let out = start;
  const enter = () => {
    sum = f32(sum + from[entering]!);
    entering += step;
    count++;
  };
  const leave = () => {
    sum = f32(sum - from[leaving]!);
    leaving += step;
    count--;
  };
  const put = () => {
    to[out] = sum / count;
    out += step;
  };
  for (let n = 0; n < half - 1; n++) {
    enter();
  }
  for (let n = 0; n < window - half + 1; n++) {
    enter();
    put();
  }
  for (let n = 0; n < length - window; n++) {
    enter();
    leave();
    put();
  }
  for (let n = 0; n < half - 1; n++) {
    leave();
    put();
  }
}

/** Step 5: 64 x 64 samples, each from the middle of its share of the picture. */
function decimate({ values, width, height }: Plane): Float32Array {
  const samples = new Float32Array(SAMPLES * SAMPLES);
  for (let i = 0; i < SAMPLES; i++) {
    const y = Math.floor(((i + 0.5) * height) / SAMPLES);
    for (let j = 0; j < SAMPLES; j++) {
      const x = Math.floor(((j + 0.5) * width) / SAMPLES);
      samples[i * SAMPLES + j] = values[y * width + x]!;
    }
  }
  return samples;
}

/** Step 6: how much neighbouring samples differ, 0 to 100. */
function qualityOf(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) {
    for (let j = 0; j < SAMPLES; j++) {
      const at = i * SAMPLES + j;
      if (i < SAMPLES - 1) sum += gradient(samples[at]!, samples[at + SAMPLES]!);
      if (j < SAMPLES - 1) sum += gradient(samples[at]!, samples[at + 1]!);
    }
  }
  return Math.min(100, Math.floor(sum / 90));
}

function gradient(u: number, v: number): number {
  return Math.abs(Math.trunc(f32(f32(f32(u - v) * 100) / 255)));
}

/** The 16 x 64 matrix of step 7: frequencies 1 to 16, without the constant one. */
const DCT = Float32Array.from({ length: FREQUENCIES * SAMPLES }, (_, at) => {
  const i = Math.floor(at / SAMPLES);
  const j = at % SAMPLES;
  return f32(Math.sqrt(2 / SAMPLES)) * Math.cos((Math.PI / 2 / SAMPLES) * (i + 1) * (2 * j + 1));
});

/** Step 7: B = D A Dt, sums over k upwards. */
function transform(samples: Float32Array): Float32Array {
  const half = new Float32Array(FREQUENCIES * SAMPLES);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let j = 0; j < SAMPLES; j++) {
      let sum = 0;
      for (let k = 0; k < SAMPLES; k++) sum = f32(sum + f32(DCT[i * SAMPLES + k]! * samples[k * SAMPLES + j]!));
      half[i * SAMPLES + j] = sum;
    }
  }
  const coefficients = new Float32Array(FREQUENCIES * FREQUENCIES);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let j = 0; j < FREQUENCIES; j++) {
      let sum = 0;
      for (let k = 0; k < SAMPLES; k++) sum = f32(sum + f32(half[i * SAMPLES + k]! * DCT[j * SAMPLES + k]!));
      coefficients[i * FREQUENCIES + j] = sum;
    }
  }
  return coefficients;
}
