// The box filter along rows, on octets. Before and behind the octets lie zeros: the cells outside the picture.

import { boxAhead, boxCount, boxWindow, samplePosition } from './box';
import { take } from './memory';
import { HALF, OCTET } from './octets';

let window: i32 = 0;
let ahead: i32 = 0;
/** Number of cells under the box, a float for each column. */
let counts: usize = 0;
/** The 64 columns that are sampled. */
const sampledColumns: usize = memory.data(64 * 4, 16);

/** Sets up the passes for rows of that many pixels. Returns a place for their octets, between zeros. */
export function beginRows(width: i32): usize {
  window = boxWindow(width);
  ahead = boxAhead(window);
  counts = take(<usize>width * 4);
  for (let x = 0; x < width; x++) store<f32>(counts + (<usize>x << 2), boxCount(x, width, window));
  for (let i = 0; i < 64; i++) store<i32>(sampledColumns + (<usize>i << 2), samplePosition(i, width));
  const before = <usize>window * OCTET;
  return take(before + <usize>(width + 3 + ahead) * OCTET) + before;
}

/** Clears the octets behind the last column. */
export function zeroBehind(octets: usize, width: i32): void {
  memory.fill(octets + <usize>width * OCTET, 0, <usize>(ahead + 3) * OCTET);
}

/** First pass: the mean for every column. */
export function boxAlongRows(octets: usize, out: usize, width: i32): void {
  const behind = <usize>window * OCTET;
  let entering = octets;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  for (let step = 0; step < ahead; step++) {
    sum0 = f32x4.add(sum0, v128.load(entering));
    sum1 = f32x4.add(sum1, v128.load(entering, HALF));
    entering += OCTET;
  }
  let leaving = entering - behind;
  for (let x = 0; x < width; x++) {
    sum0 = f32x4.sub(f32x4.add(sum0, v128.load(entering)), v128.load(leaving));
    sum1 = f32x4.sub(f32x4.add(sum1, v128.load(entering, HALF)), v128.load(leaving, HALF));
    const count = v128.load32_splat(counts + (<usize>x << 2));
    v128.store(out, f32x4.div(sum0, count));
    v128.store(out, f32x4.div(sum1, count), HALF);
    entering += OCTET;
    leaving += OCTET;
    out += OCTET;
  }
}

/** Second pass: the means of the 64 sampled columns, as 64 octets. */
export function boxAlongRowsSampled(octets: usize, out: usize): void {
  let entering = octets;
  let leaving = octets - <usize>window * OCTET;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  const count = f32x4.splat(<f32>window);
  for (let i: usize = 0; i < 64; i++) {
    const end = octets + <usize>(load<i32>(sampledColumns + (i << 2)) + ahead + 1) * OCTET;
    while (entering < end) {
      sum0 = f32x4.sub(f32x4.add(sum0, v128.load(entering)), v128.load(leaving));
      sum1 = f32x4.sub(f32x4.add(sum1, v128.load(entering, HALF)), v128.load(leaving, HALF));
      entering += OCTET;
      leaving += OCTET;
    }
    v128.store(out, f32x4.div(sum0, count));
    v128.store(out, f32x4.div(sum1, count), HALF);
    out += OCTET;
  }
}
