// Luma, 0.299f * R + 0.587f * G + 0.114f * B, left to right, and its first box filter along rows; a grey picture is used as
// it is. Four rows of four pixels at a time, turned while they are still bytes: four columns, a row in each lane.

import { backs, fronts, highPairs, lowPairs, OCTET, slide } from './octets';

/** 0.299f, 0.587f, 0.114f and the mask of one byte. From memory, because V8 makes a constant anew at each use of it. */
const CONSTANTS: usize = memory.data(16, 16);
store<f32>(CONSTANTS, 0.299);
store<f32>(CONSTANTS, 0.587, 4);
store<f32>(CONSTANTS, 0.114, 8);
store<i32>(CONSTANTS, 0xff, 12);

// @ts-ignore: decorator
@inline export function redShare(): v128 {
  return v128.load32_splat(CONSTANTS);
}

// @ts-ignore: decorator
@inline export function greenShare(): v128 {
  return v128.load32_splat(CONSTANTS, 4);
}

// @ts-ignore: decorator
@inline export function blueShare(): v128 {
  return v128.load32_splat(CONSTANTS, 8);
}

// @ts-ignore: decorator
@inline export function byteMask(): v128 {
  return v128.load32_splat(CONSTANTS, 12);
}

/**
 * Takes the luma of four pixels, of 1, 3 or 4 bytes each, in four rows into the running sums of these rows, and returns
 * them. For each column: `place` is where its half octet is kept, `leaving` what leaves as it enters, `out` where the sum
 * divided by `count` goes. Where a pixel has 3 bytes it reads 16 of each row.
 */
// @ts-ignore: decorator
@inline export function slideFour(
  from: usize, rowBytes: usize, channels: usize, r: v128, g: v128, b: v128, mask: v128,
  sum: v128, count: v128, place: usize, leaving: usize, out: usize,
): v128 {
  let column0: v128, column1: v128, column2: v128, column3: v128;
  if (channels == 1) {
    const low = lowPairs(v128.load32_zero(from), v128.load32_zero(from + rowBytes));
    const high = lowPairs(v128.load32_zero(from + 2 * rowBytes), v128.load32_zero(from + 3 * rowBytes));
    const four = fronts(low, high);
    column0 = byteAt(four, 0, mask);
    column1 = byteAt(four, 8, mask);
    column2 = byteAt(four, 16, mask);
    column3 = byteAt(four, 24, mask);
  } else {
    const row0 = v128.load(from);
    const row1 = v128.load(from + rowBytes);
    const row2 = v128.load(from + 2 * rowBytes);
    const row3 = v128.load(from + 3 * rowBytes);
    const low0 = lowPairs(row0, row1);
    const high0 = highPairs(row0, row1);
    const low1 = lowPairs(row2, row3);
    const high1 = highPairs(row2, row3);
    // The first, second and third four bytes of each row: with 3 bytes a pixel R G B R, G B R G and B R G B.
    const first = fronts(low0, low1);
    const second = backs(low0, low1);
    const third = fronts(high0, high1);
    column0 = luma(byteAt(first, 0, mask), byteAt(first, 8, mask), byteAt(first, 16, mask), r, g, b);
    if (channels == 3) {
      column1 = luma(byteAt(first, 24, mask), byteAt(second, 0, mask), byteAt(second, 8, mask), r, g, b);
      column2 = luma(byteAt(second, 16, mask), byteAt(second, 24, mask), byteAt(third, 0, mask), r, g, b);
      column3 = luma(byteAt(third, 8, mask), byteAt(third, 16, mask), byteAt(third, 24, mask), r, g, b);
    } else {
      const fourth = backs(high0, high1);
      column1 = luma(byteAt(second, 0, mask), byteAt(second, 8, mask), byteAt(second, 16, mask), r, g, b);
      column2 = luma(byteAt(third, 0, mask), byteAt(third, 8, mask), byteAt(third, 16, mask), r, g, b);
      column3 = luma(byteAt(fourth, 0, mask), byteAt(fourth, 8, mask), byteAt(fourth, 16, mask), r, g, b);
    }
  }
  sum = slide(sum, column0, place, leaving);
  v128.store(out, f32x4.div(sum, count));
  sum = slide(sum, column1, place + OCTET, leaving + OCTET);
  v128.store(out, f32x4.div(sum, count), OCTET);
  sum = slide(sum, column2, place + 2 * OCTET, leaving + 2 * OCTET);
  v128.store(out, f32x4.div(sum, count), 2 * OCTET);
  sum = slide(sum, column3, place + 3 * OCTET, leaving + 3 * OCTET);
  v128.store(out, f32x4.div(sum, count), 3 * OCTET);
  return sum;
}

// @ts-ignore: decorator
@inline function luma(red: v128, green: v128, blue: v128, r: v128, g: v128, b: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(r, red), f32x4.mul(g, green)), f32x4.mul(b, blue));
}

/** One byte of each lane as float. Converted as signed, which is one instruction; unsigned would be many. */
// @ts-ignore: decorator
@inline function byteAt(lanes: v128, shift: i32, mask: v128): v128 {
  if (shift == 0) return f32x4.convert_i32x4_s(v128.and(lanes, mask));
  if (shift == 24) return f32x4.convert_i32x4_s(i32x4.shr_u(lanes, 24));
  return f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(lanes, shift), mask));
}
