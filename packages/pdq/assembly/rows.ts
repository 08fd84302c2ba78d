// Luma and the first box filter along rows, eight rows at a time as octets. Before and behind a row's luma lie zeros: the
// cells outside the picture. Both are done in one loop: an addition must wait for the one before it, and luma fills the gap.

import { boxAhead, boxCount, boxWindow } from './box';
import { blueShare, byteMask, greenShare, redShare, slideFour } from './luma';
import { take } from './memory';
import { HALF, OCTET, slide } from './octets';

let width: i32 = 0;
let window: i32 = 0;
let ahead: i32 = 0;
/** Number of cells under the box for each column that enters, also behind the row: floats. */
let counts: usize = 0;
/** Eight rows of luma. */
let luma: usize = 0;
/** The running sums of eight rows, from one part of the rows to the next. */
const sums: usize = memory.data(32, 16);

/** Sets up the pass for rows of that many pixels. Returns the place of its result: octets, to whole groups of four. */
export function beginRows(pixels: i32): usize {
  width = pixels;
  window = boxWindow(width);
  ahead = boxAhead(window);
  counts = take(<usize>(width + ahead) * 4);
  for (let x = 0; x < width + ahead; x++) store<f32>(counts + (<usize>x << 2), boxCount(x - ahead, width, window));
  const before = <usize>window * OCTET;
  luma = take(before + <usize>(width + 3 + ahead) * OCTET) + before;
  // A mean is that of the column `ahead` before the one that enters: the first ones are of none.
  return take(<usize>(ahead + width + 3) * OCTET) + <usize>ahead * OCTET;
}

/** Address of the luma of the last eight rows, as octets. */
export function lumaOctets(): usize {
  return luma;
}

/** Eight rows of pixels, rowBytes apart, to their means along rows. Columns behind the last come out as zeros. */
export function boxAlongRows(source: usize, rowBytes: usize, channels: i32, out: usize): void {
  const whole = width & ~3;
  // Up to here fewer cells lie under the box: these columns are taken in again, one by one.
  const inner = min(whole, (window + 2) & ~3);
  takeIn(source, rowBytes, channels, out, 0, inner);
  v128.store(sums, f32x4.splat(0));
  v128.store(sums, f32x4.splat(0), HALF);
  takeInLuma(out, 0, inner);
  takeIn(source, rowBytes, channels, out, inner, whole);
  if (whole < width) {
    const sum0 = v128.load(sums);
    const sum1 = v128.load(sums, HALF);
    takeIn(source, rowBytes, channels, out, whole, whole + 4);
    v128.store(sums, sum0);
    v128.store(sums, sum1, HALF);
  }
  memory.fill(luma + <usize>width * OCTET, 0, <usize>(ahead + 3) * OCTET);
  takeInLuma(out, whole, width + ahead);
  memory.fill(out + <usize>width * OCTET, 0, 3 * OCTET);
}

/** Takes in pixels in groups of four, with the box wholly in the row. Compiled once for each layout of a pixel. */
function takeIn(source: usize, rowBytes: usize, channels: i32, out: usize, from: i32, end: i32): void {
  if (channels == 1) takeInPixels(source, rowBytes, 1, out, from, end);
  else if (channels == 3) takeInPixels(source, rowBytes, 3, out, from, end);
  else takeInPixels(source, rowBytes, 4, out, from, end);
}

// @ts-ignore: decorator
@inline function takeInPixels(source: usize, rowBytes: usize, channels: usize, out: usize, from: i32, end: i32): void {
  const red = redShare();
  const green = greenShare();
  const blue = blueShare();
  const mask = byteMask();
  const lower: usize = rowBytes << 2;
  let sum0 = v128.load(sums);
  let sum1 = v128.load(sums, HALF);
  let pixels = source + <usize>from * channels;
  const count = f32x4.splat(<f32>window);
  let place = luma + <usize>from * OCTET;
  let leaving = place - <usize>window * OCTET;
  let to = out + <usize>(from - ahead) * OCTET;
  for (let x = from; x < end; x += 4) {
    sum0 = slideFour(pixels, rowBytes, channels, red, green, blue, mask, sum0, count, place, leaving, to);
    sum1 = slideFour(pixels + lower, rowBytes, channels, red, green, blue, mask, sum1, count, place + HALF, leaving + HALF, to + HALF);
    pixels += 4 * channels;
    place += 4 * OCTET;
    leaving += 4 * OCTET;
    to += 4 * OCTET;
  }
  v128.store(sums, sum0);
  v128.store(sums, sum1, HALF);
}

/** Takes in columns one by one, whose luma is there already, or that lie behind the row. */
function takeInLuma(out: usize, from: i32, end: i32): void {
  let sum0 = v128.load(sums);
  let sum1 = v128.load(sums, HALF);
  for (let x = from; x < end; x++) {
    const place = luma + <usize>x * OCTET;
    const leaving = place - <usize>window * OCTET;
    const count = v128.load32_splat(counts + (<usize>x << 2));
    const to = out + <usize>(x - ahead) * OCTET;
    sum0 = slide(sum0, v128.load(place), place, leaving);
    sum1 = slide(sum1, v128.load(place, HALF), place + HALF, leaving + HALF);
    v128.store(to, f32x4.div(sum0, count));
    v128.store(to, f32x4.div(sum1, count), HALF);
  }
  v128.store(sums, sum0);
  v128.store(sums, sum1, HALF);
}
