// One picture from bytes to its hash, or to the reason why not. Runs in the reading process.
import { fingerprint, toHex } from '@suaka/pdq';
import type { Unreadable } from '../types.ts';
import type { Decoding } from './kinds.ts';
import { saysOutOfMemory } from './out-of-memory.ts';
import { readHeader, readPixels } from './pixels.ts';
import { wipe } from './wipe.ts';
import type { PictureOnWire } from './wire.ts';

/** Largest side that `@suaka/pdq` takes, which is also the largest of a JPEG. */
const MAX_SIDE = 65_535;

class TooManyPixels extends Error {}

export async function lookAt(bytes: Buffer, maxPixels: number): Promise<PictureOnWire> {
  const header = await readHeader(bytes);
  if (header.width * header.height > maxPixels || Math.max(header.width, header.height) > MAX_SIDE) {
    throw new TooManyPixels(`${header.width} x ${header.height} pixels; at most ${maxPixels} are read`);
  }
  const { pixels, width, height } = await readPixels(bytes, header, maxPixels);
  try {
    const { hash, quality } = fingerprint(pixels, width, height);
    return { width, height, pdq: toHex(hash), quality };
  } finally {
    wipe(pixels);
  }
}

/** The reason that an error from `lookAt` amounts to. */
export function reasonOf(error: unknown, decoding: Decoding): Unreadable {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof TooManyPixels || /exceeds pixel limit/.test(words)) return 'too-many-pixels';
  if (saysOutOfMemory(words)) return 'out-of-memory';
  return decoding === 'decode-heif' ? 'no-decoder' : 'damaged';
}
