// Bytes of an allowed format to pixels, with sharp. Runs in the decoding process only.
import sharp from 'sharp';
import type { Metadata, SharpOptions } from 'sharp';

// Nothing of one picture is kept for the next, and one picture uses one processor: the processes are the parallelism.
sharp.cache(false);
sharp.concurrency(1);

// Of the loaders in libvips only these, and only from memory: a document, a drawing or a file name finds none. Leaving out
// `Uhdr` makes an Ultra HDR JPEG decode as the plain JPEG that it also is.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((loader) => `VipsForeignLoad${loader}Buffer`),
});

export interface DecodedPicture {
  /** One byte a channel, grey or RGB, row by row. */
  pixels: Buffer;
  width: number;
  height: number;
}

/**
 * A file cut short is an error; a wrong byte inside is not, since viewers show such pictures too. An embedded colour
 * profile is ignored as the PDQ reference ignores it. The pixel limit is checkHeader's, which says what it saw.
 */
const reading: SharpOptions = { failOn: 'truncated', ignoreIcc: true, limitInputPixels: false };

/** What the header says, without decoding pixels. */
export function readHeader(bytes: Buffer): Promise<Metadata> {
  return sharp(bytes, reading).metadata();
}

/**
 * The pixels at full size as the decoder gives them: not turned by EXIF, transparency dropped and not blended. Grey of
 * 8 bits stays grey, since PDQ takes it as it is; of 16 bits the high 8 are taken; CMYK becomes sRGB.
 */
export async function readPixels(bytes: Buffer, { space }: Metadata): Promise<DecodedPicture> {
  const { data, info } = await sharp(bytes, reading)
    .removeAlpha()
    .toColourspace(space === 'b-w' ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}
