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

/** The weights of two rows, side by side. */
function weightsOf(weights: usize, at: i32): v128 {
  return i32x4.splat((weightOf(weights, at) & 0xffff) | (weightOf(weights, at + 1) << 16));
}

/** Adds eight rows of bytes, each times its weight, to the sums: 16 columns at a time. */
function addEight(source: usize, lane: usize, weights: usize, at: i32): void {
  const w01 = weightsOf(weights, at);
  const w23 = weightsOf(weights, at + 2);
  const w45 = weightsOf(weights, at + 4);
  const w67 = weightsOf(weights, at + 6);
  for (let x: usize = 0; x < rowBytes; x += 16) {
    const from = source + x;
    const low01 = lowBytes(from, 0);
    const low23 = lowBytes(from, 2);
    const low45 = lowBytes(from, 4);
    const low67 = lowBytes(from, 6);
    addFour(lane, front(low01, w01), front(low23, w23), front(low45, w45), front(low67, w67));
    addFour(lane + 16, back(low01, w01), back(low23, w23), back(low45, w45), back(low67, w67));
    const high01 = highBytes(from, 0);
    const high23 = highBytes(from, 2);
    const high45 = highBytes(from, 4);
    const high67 = highBytes(from, 6);
    addFour(lane + 32, front(high01, w01), front(high23, w23), front(high45, w45), front(high67, w67));
    addFour(lane + 48, back(high01, w01), back(high23, w23), back(high45, w45), back(high67, w67));
    lane += 64;
  }
}

/** The first eight bytes of a row and of the next, in turn. */
// @ts-ignore: decorator
@inline function lowBytes(from: usize, row: usize): v128 {
  const at = from + row * rowBytes;
  return v128.shuffle<i8>(v128.load(at), v128.load(at + rowBytes), 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline function highBytes(from: usize, row: usize): v128 {
  const at = from + row * rowBytes;
  return v128.shuffle<i8>(v128.load(at), v128.load(at + rowBytes), 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Of the first four columns, both bytes times their weights. */
// @ts-ignore: decorator
@inline function front(bytes: v128, weights: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), weights);
}

// @ts-ignore: decorator
@inline function back(bytes: v128, weights: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), weights);
}

// @ts-ignore: decorator
@inline function addFour(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, i32x4.add(v128.load(to), i32x4.add(i32x4.add(a, b), i32x4.add(c, d))));
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
