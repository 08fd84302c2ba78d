// Pictures for the tests of this folder, drawn by arithmetic and encoded on the spot; and files made wrong on purpose.
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { PictureFormat } from '../facts.ts';

export interface Samples {
  /** Of 8 or 16 bits, or linear light; row by row. */
  pixels: Uint8Array | Uint16Array | Float32Array;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}

export interface Drawing extends Samples {
  pixels: Buffer;
}

/** Tiles of uneven brightness under a soft slope: a picture with structure, of PDQ quality 100 from about 64 x 64. */
export function drawing(width: number, height: number): Drawing {
  const random = seededNumbers(7);
  const tiles = Array.from({ length: 11 * 9 }, () => random(200));
  const pixels = Buffer.alloc(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = tiles[Math.floor((x * 11) / width) + 11 * Math.floor((y * 9) / height)] ?? 0;
      for (let c = 1; c <= 3; c++) pixels[at++] = tile + Math.floor(((x * c) / width / 3 + y / height) * 25);
    }
  }
  return { pixels, width, height, channels: 3 };
}

/** Stripes of one channel: very many pixels that a PNG packs into next to nothing. */
export function stripes(width: number, height: number): Drawing {
  const row = Buffer.from(Array.from({ length: width }, (_, x) => (Math.floor((x * 9) / width) & 1) * 200));
  const pixels = Buffer.alloc(width * height);
  for (let y = 0; y < height; y++) pixels.set(row, y * width);
  return { pixels, width, height, channels: 1 };
}

/** A drawing as sharp takes it, ready to be encoded. With `frames`, so many frames lie below one another. */
export function ink({ pixels, width, height, channels }: Samples, frames = 1): Sharp {
  const raw = { width, height, channels, ...(frames > 1 ? { pageHeight: height / frames } : {}) };
  return sharp(pixels, { raw, limitInputPixels: false });
}

/** The drawing in each format that is read, without loss where the format can. */
export async function inEveryFormat(of: Drawing): Promise<Record<PictureFormat, Buffer>> {
  return {
    jpeg: await ink(of).jpeg({ quality: 95 }).toBuffer(),
    png: await ink(of).png().toBuffer(),
    webp: await ink(of).webp({ lossless: true }).toBuffer(),
    avif: await ink(of).avif({ quality: 90, effort: 0 }).toBuffer(),
    tiff: await ink(of).tiff({ compression: 'lzw' }).toBuffer(),
    gif: await ink(of).gif({ dither: 0 }).toBuffer(),
  };
}

/** A chunk of a PNG: length, type, data, check. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** A PNG whose header promises these sides, with next to nothing behind it. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.alloc(64)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same PNG with one more chunk right behind its header. */
export function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const afterHeader = 8 + 25; // signature, IHDR
  return Buffer.concat([png.subarray(0, afterHeader), pngChunk(type, data), png.subarray(afterHeader)]);
}

/** The same PNG with an animation header of so many frames before its pixels. */
export function withAnimationHeader(png: Buffer, frames: number): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames, 0);
  return withChunk(png, 'acTL', control);
}

/** The first box of an ISO media file with these brands, the first one being the major. */
export function fileWithBrands(...brands: string[]): Buffer {
  const [major = '', ...compatible] = brands;
  const box = Buffer.from(`\0\0\0\0ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  box.writeUInt32BE(box.length, 0);
  return Buffer.concat([box, Buffer.from('\0\0\0\x08mdat', 'latin1')]);
}

/** Numbers from 0 up to but not including `below`, the same for the same seed. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
