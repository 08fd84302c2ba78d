// The PDQ kernel: takes a picture in bands of rows and leaves its 16 x 16 DCT coefficients and its quality.
// It does, operation by operation, what ../src/reference.ts does, so both end with the same bits. What differs is the
// schedule: rows pass through all stages eight at a time, and only what later rows still need is kept.
//
// begin -> address of the band; fill the band, push(rows), and again to the last row; finish -> quality.

import { beginColumns, boxAlongColumns, completeRow } from './columns';
import { COEFFICIENTS, transform } from './dct';
import { reset, take } from './memory';
import { unpackRows } from './octets';
import { leastQuality, quality } from './quality';
import { beginRows, boxAlongRows, lumaOctets } from './rows';
import { beginSamples, pushSampledRow, SAMPLE_ROW_BYTES, SAMPLES, samplesAreFull } from './samples';
import { beginScreen, screenEight } from './screen';

/** Bytes behind the band that the 16-byte load of its last four pixels may touch. */
const OVERREAD: usize = 16;

let channels: i32 = 0;
let rowBytes: usize = 0;
/** A picture of exactly 64 x 64 is sampled as it is. */
let filtered: bool = true;
/** Number of rows that have entered so far, those of zeros behind the last one included. */
let rowsIn: i32 = 0;

/** Where the caller puts the next rows. */
let band: usize = 0;
/** Eight rows after the first row pass. */
let boxed: usize = 0;
/** The 64 sampled columns of eight rows, as octets and as rows. */
const sampledOctets: usize = memory.data(64 * 32, 16);
const sampledRows: usize = memory.data(8 * 64 * 4, 16);

/**
 * Starts a picture. Returns the address of its band, which holds bandRows rows of w * ch bytes.
 * bandRows is a multiple of eight. Traps if the memory cannot grow.
 */
export function begin(w: i32, h: i32, ch: i32, bandRows: i32): usize {
  channels = ch;
  rowBytes = <usize>(w * ch);
  filtered = w != 64 || h != 64;
  rowsIn = 0;
  reset();
  boxed = beginRows(w);
  beginColumns(w, h);
  beginSamples(h);
  band = take(<usize>bandRows * rowBytes + OVERREAD);
  return band;
}

/** Takes in the first `rows` rows of the band: a multiple of eight, but for the last call of a picture. */
export function push(rows: i32): void {
  const whole = (rows + 7) & ~7;
  memory.fill(band + <usize>rows * rowBytes, 0, <usize>(whole - rows) * rowBytes);
  for (let row = 0; row < whole; row += 8) pushEight(band + <usize>row * rowBytes);
}

/** Ends the picture: rows of zeros push out what the filter still holds. Returns the quality, 0 to 100. */
export function finish(): i32 {
  memory.fill(band, 0, 8 * rowBytes);
  while (filtered && !samplesAreFull()) pushEight(band);
  transform(SAMPLES);
  return quality(SAMPLES);
}

/** As `begin`, for the screen: `pushToScreen` and `finishScreen` then take the place of `push` and `finish`. */
export function beginOnScreen(w: i32, h: i32, ch: i32, bandRows: i32): usize {
  rowBytes = <usize>(w * ch);
  reset();
  beginScreen(w, h, ch);
  band = take(<usize>bandRows * rowBytes + OVERREAD);
  return band;
}

export function pushToScreen(rows: i32): void {
  for (let row = 0; row < rows; row += 8) screenEight(band + <usize>row * rowBytes);
}

/** Returns the quality at its least, with samples that may be off by `error`. The coefficients are where `finish` has them. */
export function finishScreen(error: f32): i32 {
  transform(SAMPLES);
  return leastQuality(SAMPLES, error);
}

/** Address of the 4,096 samples of the last finished picture: float32, row by row. */
export function samples(): usize {
  return SAMPLES;
}

/** Address of the 256 coefficients of the last finished picture: float32, row by row. */
export function coefficients(): usize {
  return COEFFICIENTS;
}

function pushEight(source: usize): void {
  boxAlongRows(source, rowBytes, channels, boxed);
  if (filtered) filterEight();
  else unpackRows(lumaOctets(), SAMPLES + <usize>rowsIn * SAMPLE_ROW_BYTES);
  rowsIn += 8;
}

/** The rest of the Jarosz filter: along columns, and along rows and columns once more, there only where samples are taken. */
function filterEight(): void {
  boxAlongColumns(boxed, sampledOctets, rowsIn);
  unpackRows(sampledOctets, sampledRows);
  for (let i = 0; i < 8; i++) pushSampledRow(sampledRows + <usize>i * SAMPLE_ROW_BYTES, completeRow(rowsIn + i));
}
