// The questions asked of a picture's header before a pixel is decoded. Runs in the decoding process.
import type { Metadata } from 'sharp';
import { PictureRefused } from './facts.ts';
import type { PictureFormat } from './facts.ts';

/** Largest side that `@suaka/pdq` takes, which is also the largest of a JPEG. */
const MAX_SIDE = 65_535;

/** @throws PictureRefused `too-many-pixels` or `animated`. */
export function checkHeader(bytes: Buffer, format: PictureFormat, header: Metadata, maxPixels: number): void {
  const { width, height } = header;
  if (width * height > maxPixels || Math.max(width, height) > MAX_SIDE) {
    const most = `at most ${maxPixels} pixels and no side above ${MAX_SIDE} are read`;
    throw new PictureRefused('too-many-pixels', `the header says ${width} x ${height} pixels; ${most}`);
  }
  const frames = format === 'png' ? framesOfPng(bytes) : (header.pages ?? 1);
  if (frames > 1) {
    throw new PictureRefused('animated', `the file holds ${frames} pictures; offer each as a file of its own`);
  }
}

/**
 * Frames of an animated PNG, 1 for any other. libvips shows its first picture only and does not tell: the number stands
 * in the chunk `acTL`, which comes before the first `IDAT` (PNG 3rd edition, 11.3.6). A chunk is length, type, data, check.
 */
function framesOfPng(bytes: Buffer): number {
  const fixedBytes = 12;
  for (let at = 8; at + fixedBytes <= bytes.length; at += fixedBytes + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') return bytes.readUInt32BE(at + 8);
    if (type === 'IDAT') return 1;
  }
  return 1;
}
