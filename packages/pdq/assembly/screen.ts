// The screen: the same 64 x 64 samples as the filter's, but taken straight from the pixels. Both passes along a side are
// one weighted sum of cells, for each sample of its own: a triangle of twice the window. Columns are summed in integers as
// rows come in, rows once for each sample. The result is nearer to the true value than the filter's float32 sums, and so
// is not theirs to the last bit: it serves only where the difference cannot matter, which the caller has to check.

import { boxAhead, boxCount, boxWindow, samplePosition } from './box';
import { take } from './memory';
import { SAMPLE_ROW_BYTES, SAMPLES } from './samples';

/** From 512 pixels a side no more samples of a column than these take in a row at the same time. */
const LANES: i32 = 4;

let width: i32 = 0;
let height: i32 = 0;
let channels: i32 = 0;
let rowBytes: usize = 0;
/** Rows that came in so far. */
let rowsIn: i32 = 0;
/** The next sample of a column to be completed. */
let done: i32 = 0;

/** For each sample of a column and of a row: its first cell, and where its weights begin. */
const columnFirsts: usize = memory.data(64 * 4, 16);
const columnWeights: usize = memory.data(64 * 4, 16);
/** What a column's integer weights have to be multiplied with. */
const columnScales: usize = memory.data(64 * 8, 16);
const rowFirsts: usize = memory.data(64 * 4, 16);
const rowWeights: usize = memory.data(64 * 4, 16);
let columnLength: i32 = 0;
let rowLength: i32 = 0;

/** Sums of columns for each byte of a row, as i32, of the samples that are being taken. */
let sums: usize = 0;
let sumBytes: usize = 0;

/** Sets up for a picture. Afterwards `take` deals out its band. */
export function beginScreen(w: i32, h: i32, ch: i32): void {
  width = w;
  height = h;
  channels = ch;
  rowBytes = <usize>(w * ch);
  rowsIn = 0;
  done = 0;
  columnLength = 2 * boxWindow(h) - 1;
  rowLength = 2 * boxWindow(w) - 1;
  const ideal = take(<usize>max(columnLength, rowLength) * 8);
  for (let i = 0; i < 64; i++) {
    store<i32>(columnFirsts + (<usize>i << 2), weigh(i, h, ideal));
    // Whole groups of eight rows, wherever the first cell lies in its group.
    const whole = take(<usize>(columnLength + 16) * 2);
    store<usize>(columnWeights + (<usize>i << 2), whole + 16);
    store<f64>(columnScales + (<usize>i << 3), inIntegers(ideal, columnLength, boxWindow(h), whole + 16));
    store<i32>(rowFirsts + (<usize>i << 2), weigh(i, w, ideal));
    const along = take(<usize>rowLength * 8);
    store<usize>(rowWeights + (<usize>i << 2), along);
    memory.copy(along, ideal, <usize>rowLength * 8);
  }
  sumBytes = ((rowBytes + 15) & ~15) * 4;
  sums = take(<usize>LANES * sumBytes);
}

/** Leaves the weights of a sample's cells, as f64, and returns the first cell. Cells outside the picture weigh nothing. */
function weigh(sample: i32, length: i32, weights: usize): i32 {
  const window = boxWindow(length);
  const ahead = boxAhead(window);
  const last = samplePosition(sample, length) + ahead;
  const first = last + ahead - 2 * (window - 1);
  memory.fill(weights, 0, <usize>(2 * window - 1) * 8);
  for (let mean = last + 1 - window; mean <= last; mean++) {
    const share = 1.0 / (<f64>window * <f64>boxCount(mean, length, window));
    const end = min(mean + ahead, length - 1);
    for (let cell = max(mean + ahead + 1 - window, 0); cell <= end; cell++) {
      const at = weights + (<usize>(cell - first) << 3);
      store<f64>(at, load<f64>(at) + share);
    }
  }
  return first;
}

/**
 * Weights as whole numbers of 16 bits; returns what one of them is worth. Away from the edges a weight is a whole number
 * of times 1 / window^2, and is exact; beside them it is rounded, at 2^-15 of the largest or better.
 */
function inIntegers(ideal: usize, length: i32, window: i32, whole: usize): f64 {
  const square = <f64>window * <f64>window;
  let largest: f64 = 0;
  let total: f64 = 0;
  let exact = true;
  for (let at = 0; at < length; at++) {
    const weight = load<f64>(ideal + (<usize>at << 3));
    largest = max(largest, weight);
    total += weight;
    const times = weight * square;
    if (Math.abs(times - nearest(times)) > 1e-6) exact = false;
  }
  const scale = exact ? square : min(32767.0 / largest, 8_388_000.0 / total);
  for (let at = 0; at < length; at++) {
    store<i16>(whole + (<usize>at << 1), <i16>nearest(load<f64>(ideal + (<usize>at << 3)) * scale));
  }
  return 1.0 / scale;
}

/** Takes in eight rows. Those behind the last row may hold anything: they weigh nothing. */
export function screenEight(source: usize): void {
  const end = rowsIn + 8;
  for (let sample = done; sample < 64; sample++) {
    const first = load<i32>(columnFirsts + (<usize>sample << 2));
    if (first >= end) break;
    const lane = sums + <usize>(sample % LANES) * sumBytes;
    if (first >= rowsIn || rowsIn == 0) memory.fill(lane, 0, sumBytes);
    addEight(source, lane, load<usize>(columnWeights + (<usize>sample << 2)), rowsIn - first);
    if (min(first + columnLength, height) > end) continue;
    completeRow(sample, lane);
    done = sample + 1;
  }
  rowsIn = end;
}

/** The weight of a row, `at` rows behind the sample's first. */
function weightOf(weights: usize, at: i32): i32 {
  return at < 0 || at >= columnLength ? 0 : <i32>load<i16>(weights + (<usize>at << 1));
}

function weightsOf(weights: usize, at: i32): v128 {
  return i32x4.splat((weightOf(weights, at) & 0xffff) | (weightOf(weights, at + 1) << 16));
}

/** Adds eight rows of bytes, each times its weight, to the sums. */
function addEight(source: usize, lane: usize, weights: usize, at: i32): void {
  const weights01 = weightsOf(weights, at);
  const weights23 = weightsOf(weights, at + 2);
  const weights45 = weightsOf(weights, at + 4);
  const weights67 = weightsOf(weights, at + 6);
  const row2 = source + 2 * rowBytes;
  const row4 = row2 + 2 * rowBytes;
  const row6 = row4 + 2 * rowBytes;
  for (let x: usize = 0; x < rowBytes; x += 16) {
    let a = v128.load(lane);
    let b = v128.load(lane, 16);
    let c = v128.load(lane, 32);
    let d = v128.load(lane, 48);
    let one = v128.load(source + x);
    let two = v128.load(source + x + rowBytes);
    let low = v128.shuffle<i8>(one, two, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    let high = v128.shuffle<i8>(one, two, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(low), weights01));
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(low), weights01));
    c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(high), weights01));
    d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(high), weights01));
    one = v128.load(row2 + x);
    two = v128.load(row2 + x + rowBytes);
    low = v128.shuffle<i8>(one, two, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    high = v128.shuffle<i8>(one, two, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(low), weights23));
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(low), weights23));
    c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(high), weights23));
    d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(high), weights23));
    one = v128.load(row4 + x);
    two = v128.load(row4 + x + rowBytes);
    low = v128.shuffle<i8>(one, two, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    high = v128.shuffle<i8>(one, two, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(low), weights45));
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(low), weights45));
    c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(high), weights45));
    d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(high), weights45));
    one = v128.load(row6 + x);
    two = v128.load(row6 + x + rowBytes);
    low = v128.shuffle<i8>(one, two, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    high = v128.shuffle<i8>(one, two, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    v128.store(lane, i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(low), weights67)));
    v128.store(lane, i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(low), weights67)), 16);
    v128.store(lane, i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(high), weights67)), 32);
    v128.store(lane, i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(high), weights67)), 48);
    lane += 64;
  }
}

/** Sums of columns to the 64 samples of a row. */
function completeRow(sample: i32, lane: usize): void {
  const scale = load<f64>(columnScales + (<usize>sample << 3));
  let out = SAMPLES + <usize>sample * SAMPLE_ROW_BYTES;
  for (let i: usize = 0; i < 64; i++) {
    const first = load<i32>(rowFirsts + (i << 2));
    const weights = load<usize>(rowWeights + (i << 2));
    const begin = max(-first, 0);
    const end = min(rowLength, width - first);
    let red: f64 = 0;
    let green: f64 = 0;
    let blue: f64 = 0;
    let from = lane + <usize>((first + begin) * channels) * 4;
    for (let at = begin; at < end; at++) {
      const weight = load<f64>(weights + (<usize>at << 3));
      red += weight * <f64>load<i32>(from);
      if (channels > 1) {
        green += weight * <f64>load<i32>(from, 4);
        blue += weight * <f64>load<i32>(from, 8);
      }
      from += <usize>channels << 2;
    }
    // The factors as the filter has them, in float32.
    const luma = channels == 1 ? red : <f64>(<f32>0.299) * red + <f64>(<f32>0.587) * green + <f64>(<f32>0.114) * blue;
    store<f32>(out, <f32>(luma * scale));
    out += 4;
  }
}
