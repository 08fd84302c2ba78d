// Pictures in every format, drawn by arithmetic, and files made wrong on purpose.
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { drawScene } from '../../../testing/pictures.ts';

export function scene(width: number, height: number, seed = 1): Sharp {
  return sharp(drawScene(width, height, seed), { raw: { width, height, channels: 3 } });
}

/** Frames below one another, as sharp takes a moving picture. */
export function moving(width: number, height: number, frames: number): Sharp {
  const raw = { width, height: height * frames, channels: 3 as const, pageHeight: height };
  return sharp(drawScene(width, height * frames), { raw });
}

/** Everything that is decoded, and ways in which a file differs without being broken. */
export async function everyKind(): Promise<Record<string, Buffer>> {
  const of = scene(300, 200, 3);
  const file = async (picture: Sharp) => picture.toBuffer();
  return {
    jpeg: await file(of.clone().jpeg()),
    'progressive jpeg': await file(of.clone().jpeg({ progressive: true })),
    'grey jpeg': await file(of.clone().toColourspace('b-w').jpeg()),
    'cmyk jpeg': await file(of.clone().toColourspace('cmyk').jpeg()),
    'jpeg that is to be turned': await file(of.clone().withMetadata({ orientation: 6 }).jpeg()),
    'jpeg with a profile': await file(of.clone().withIccProfile('p3').jpeg()),
    png: await file(of.clone().png()),
    'grey png of 16 bits': await file(of.clone().toColourspace('grey16').png()),
    'png with transparency': await file(of.clone().ensureAlpha(0.4).png()),
    'png with a palette': await file(of.clone().png({ palette: true })),
    webp: await file(of.clone().webp()),
    avif: await file(of.clone().avif({ effort: 0 })),
    tiff: await file(of.clone().tiff({ compression: 'lzw' })),
    gif: await file(of.clone().gif()),
    'picture of 3 x 3': await file(scene(3, 3).png()),
    'picture of 64 x 64': await file(scene(64, 64).jpeg()),
  };
}

function pngChunk(type: string, data: Buffer): Buffer {
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
  const parts = [pngChunk('IHDR', header), pngChunk('IDAT', Buffer.alloc(64)), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

/** A true PNG of one flat grey, many pixels in few bytes. */
export function flatPng(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: 'grey' }, limitInputPixels: false })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** The same JPEG with other sides in its frame header. */
export function jpegClaiming(jpeg: Buffer, width: number, height: number): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const changed = Buffer.from(jpeg);
  changed.writeUInt16BE(height, at + 5);
  changed.writeUInt16BE(width, at + 7);
  return changed;
}

/** A GIF of one small picture and then the same frame again and again. */
export function longGif(frames: number): Buffer {
  const screen = Buffer.from([8, 0, 8, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  const frame = Buffer.from([
    0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2, 7, 0x84, 0x8f, 0xa9, 0xcb, 0xed, 0x0f, 0x53, 0,
  ]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    screen,
    ...Array.from({ length: frames }, () => frame),
    Buffer.from([0x3b]),
  ]);
}

/** What is no picture, whatever it says or holds. */
export const notPictures: Record<string, Buffer> = {
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
  pdf: Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  text: Buffer.from('made-up words, nothing else\n'.repeat(50)),
  empty: Buffer.alloc(0),
  zeros: Buffer.alloc(200_000),
};
