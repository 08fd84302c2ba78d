// A picture's bytes to pixels, with sharp: the same pixels that the desk's own decoding gives, so that a hash made here is
// the hash made there. Runs in the reading process only.
import sharp from 'sharp';
import type { SharpOptions } from 'sharp';
import { readJpegHeader } from './jpeg-header.ts';

// Nothing of one picture is kept for the next, and one picture uses one processor: the processes are the parallelism.
sharp.cache(false);
sharp.concurrency(1);

// Of the loaders in libvips only these, and only from memory: a document, a drawing or a file name finds none. Leaving out
// `Uhdr` makes an Ultra HDR JPEG decode as the plain JPEG that it also is.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((loader) => `VipsForeignLoad${loader}Buffer`),
});

export interface Header {
  width: number;
  height: number;
  isGrey: boolean;
}

export interface Pixels {
  /** One byte a channel, grey or RGB, row by row. */
  pixels: Buffer;
  width: number;
  height: number;
}

/** A file cut short is an error; a wrong byte inside is not. An embedded colour profile is ignored. Of several, the first. */
const reading = { failOn: 'truncated', ignoreIcc: true } satisfies SharpOptions;

/** What the header says, without decoding pixels. */
export async function readHeader(bytes: Buffer): Promise<Header> {
  const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8 ? readJpegHeader(bytes) : undefined;
  if (jpeg) return { width: jpeg.width, height: jpeg.height, isGrey: jpeg.components === 1 };
  const { width, height, space } = await sharp(bytes, { ...reading, limitInputPixels: false }).metadata();
  return { width, height, isGrey: space === 'b-w' };
}

/**
 * The pixels at full size as the decoder gives them: not turned by EXIF, transparency dropped and not blended. Grey of
 * 8 bits stays grey, since PDQ takes it as it is; of 16 bits the high 8 are taken; CMYK becomes sRGB.
 */
export async function readPixels(bytes: Buffer, { isGrey }: Header, maxPixels: number): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { ...reading, limitInputPixels: maxPixels })
    .removeAlpha()
    .toColourspace(isGrey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}
