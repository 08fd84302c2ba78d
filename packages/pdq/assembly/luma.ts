// Luma: 0.299f * R + 0.587f * G + 0.114f * B, left to right; a grey picture is used as it is.

import { HALF, OCTET, storeTurned } from './octets';

/** Turns eight rows of pixels, rowBytes apart, into octets of luma. Up to three octets behind the last hold rubbish. */
export function lumaOctets(source: usize, rowBytes: usize, width: i32, channels: i32, octets: usize): void {
  for (let half: usize = 0; half < OCTET; half += HALF) {
    // Three calls, so that the loop is compiled once for each layout of a pixel.
    if (channels == 1) lumaFourRows(source, rowBytes, width, 1, octets + half);
    else if (channels == 3) lumaFourRows(source, rowBytes, width, 3, octets + half);
    else lumaFourRows(source, rowBytes, width, 4, octets + half);
    source += 4 * rowBytes;
  }
}

// @ts-ignore: decorator
@inline function lumaFourRows(source: usize, rowBytes: usize, width: i32, channels: usize, to: usize): void {
  for (let x = 0; x < width; x += 4) {
    const a = lumaFourPixels(source, channels);
    const b = lumaFourPixels(source + rowBytes, channels);
    const c = lumaFourPixels(source + 2 * rowBytes, channels);
    const d = lumaFourPixels(source + 3 * rowBytes, channels);
    storeTurned(a, b, c, d, to, to + OCTET, to + 2 * OCTET, to + 3 * OCTET);
    source += 4 * channels;
    to += 4 * OCTET;
  }
}

// @ts-ignore: decorator
@inline function lumaFourPixels(source: usize, channels: usize): v128 {
  if (channels == 1) {
    const shorts = i16x8.extend_low_i8x16_u(v128.load32_zero(source));
    return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(shorts));
  }
  let pixels = v128.load(source);
  // Three bytes a pixel: spread to four, so that each pixel fills a lane.
  if (channels == 3) pixels = i8x16.swizzle(pixels, i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
  const red = f32x4.mul(f32x4.splat(0.299), byteOfLanes(pixels, 0));
  const green = f32x4.mul(f32x4.splat(0.587), byteOfLanes(pixels, 8));
  const blue = f32x4.mul(f32x4.splat(0.114), byteOfLanes(pixels, 16));
  return f32x4.add(f32x4.add(red, green), blue);
}

/** One byte of each lane as float. Converted as signed, which is one instruction; unsigned would be many. */
// @ts-ignore: decorator
@inline function byteOfLanes(lanes: v128, shift: i32): v128 {
  return f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(lanes, shift), i32x4.splat(0xff)));
}
