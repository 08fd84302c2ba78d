// Which types are pictures and videos, and which of them are decoded. Both sides import this file.
import type { FileFacts } from '../types.ts';

/** Decoded by the picture decoder. Raw files of cameras that are TIFF inside give the picture that stands in them first. */
const decoded = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/gif',
  'image/webp',
  'image/tiff',
  'image/avif',
  'image/x-canon-cr2',
  'image/x-nikon-nef',
  'image/x-sony-arw',
  'image/x-adobe-dng',
]);

/** Decoded where the picture decoder was built with HEVC, else by the video decoder if there is one. */
const heif = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']);

/** Pictures too, but none that is decoded: they are known by their digests alone, and said to be unread. */
const notDecoded = new Set([
  'image/bmp',
  'image/jxl',
  'image/jp2',
  'image/jpx',
  'image/jpm',
  'image/j2c',
  'image/jls',
  'image/bpg',
  'image/flif',
  'image/vnd.ms-photo',
  'image/vnd.adobe.photoshop',
  'image/x-xcf',
  'image/x-canon-cr3',
  'image/x-olympus-orf',
  'image/x-panasonic-rw2',
  'image/x-fujifilm-raf',
]);

const videoBesides = new Set([
  'application/vnd.ms-asf',
  'application/mxf',
  'application/vnd.rn-realmedia',
  'image/mj2',
]);

export type Decoding = 'decode' | 'decode-heif' | 'no-decoder';

/** How a picture of this type is decoded; undefined for what is no picture. A drawing or a document is none. */
export function decodingOf(type: string | null): Decoding | undefined {
  if (type === null) return undefined;
  if (decoded.has(type)) return 'decode';
  if (heif.has(type)) return 'decode-heif';
  return notDecoded.has(type) ? 'no-decoder' : undefined;
}

export function kindOf(type: string | null): FileFacts['kind'] {
  if (type === null) return 'other';
  if (decodingOf(type)) return 'picture';
  return type.startsWith('video/') || videoBesides.has(type) ? 'video' : 'other';
}
