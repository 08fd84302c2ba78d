// One picture from bytes to facts, or to the reason why not. Runs in the decoding process.
import { createHash } from 'node:crypto';
import { fingerprint, fingerprintVariants, toHex } from '@suaka/pdq';
import { PictureRefused } from './facts.ts';
import type { RefusalCode } from './facts.ts';
import { checkHeader } from './header.ts';
import { readHeader, readPixels } from './pixels.ts';
import type { DecodedPicture } from './pixels.ts';
import { saysOutOfMemory } from './out-of-memory.ts';
import type { FactsOnWire, RequestHeader } from './wire.ts';
import { wipe } from './wipe.ts';

/** @throws PictureRefused, or whatever the decoder throws: see `refusalOf`. */
export async function readPicture(bytes: Buffer, request: RequestHeader, maxPixels: number): Promise<FactsOnWire> {
  const header = await readHeader(bytes);
  checkHeader(bytes, request.format, header, maxPixels);
  const decoding = readPixels(bytes, header);
  const digests = digestsOf(bytes); // while libvips decodes on its own thread
  const picture = await decoding;
  try {
    return { ...digests, ...hashesOf(picture, request.variants), width: picture.width, height: picture.height };
  } finally {
    wipe(picture.pixels);
  }
}

function digestsOf(bytes: Buffer): Pick<FactsOnWire, 'md5' | 'sha1' | 'sha256'> {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return { md5: digest('md5'), sha1: digest('sha1'), sha256: digest('sha256') };
}

function hashesOf(
  { pixels, width, height }: DecodedPicture,
  wantsVariants: boolean,
): Pick<FactsOnWire, 'hash' | 'quality' | 'variants'> {
  if (!wantsVariants) {
    const { hash, quality } = fingerprint(pixels, width, height);
    return { hash: toHex(hash), quality };
  }
  const { hashes, quality } = fingerprintVariants(pixels, width, height);
  const variants = Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [name, toHex(hash)]));
  return { hash: toHex(hashes.original), quality, variants };
}

/** The refusal that an error from `readPicture` amounts to. */
export function refusalOf(error: unknown): { code: RefusalCode; detail: string } {
  if (error instanceof PictureRefused) return { code: error.code, detail: error.detail };
  const message = error instanceof Error ? error.message : String(error);
  const words = lastLine(message);
  if (saysOutOfMemory(message)) {
    return { code: 'ran-out-of-memory', detail: `decoding asked for more memory than a reader may take: ${words}` };
  }
  const meaning = 'the file is cut short, broken, or uses a part of its format that is not read';
  return { code: 'damaged', detail: `the decoder says "${words}": ${meaning}; save it again as JPEG or PNG` };
}

/** A decoder's conclusion comes last. Its words come partly from the file: printable letters only, and not many. */
function lastLine(message: string): string {
  const line = message.trimEnd().split('\n').at(-1) ?? '';
  return line.replace(/[^ -~]/g, '?').slice(0, 200);
}
