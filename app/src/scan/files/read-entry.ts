// One file, read once from its first byte to its last: digests and type, and what a picture shows. Runs in the reading
// process. The digests of a picture are computed while libvips decodes it on a thread of its own.
import { createHash, hash } from 'node:crypto';
import type { Unreadable } from '../types.ts';
import { decodingOf } from './kinds.ts';
import type { Decoding } from './kinds.ts';
import { lookAt, reasonOf } from './picture.ts';
import { FileSource } from './source.ts';
import type { Source } from './source.ts';
import { fillUp, MAX_HELD_BYTES, takeAll } from './take-all.ts';
import { LOOK_AT_BYTES, typeOf } from './type.ts';
import { wipe } from './wipe.ts';
import type { DigestsOnWire } from './wire.ts';

/** A line that shows that reading goes on is due after so many bytes. */
const SIGN_OF_LIFE_BYTES = 64 * 1024 * 1024;

/** Reused for every file, and wiped after each as far as it was used. */
const scratch = Buffer.allocUnsafeSlow(1024 * 1024);

export type Say = (answer: object) => void;

/** Says what there is to say of one file. */
export async function readEntry(source: Source, decode: boolean, maxPixels: number, say: Say): Promise<void> {
  let used = 0;
  try {
    used = fillUp(source, scratch.subarray(0, LOOK_AT_BYTES));
    const head = scratch.subarray(0, used);
    const type = await typeOf(head);
    const decoding = decode ? decodingOf(type) : undefined;
    if (decoding && decoding !== 'no-decoder' && source.sizeBytes <= MAX_HELD_BYTES) {
      await readPicture(source, head, type, decoding, { maxPixels, say });
    } else {
      used = Math.min(source.sizeBytes, scratch.length);
      const refusal = decoding === 'no-decoder' ? 'no-decoder' : 'out-of-memory';
      digestAll(source, head, type, say, decoding && refusal);
    }
  } finally {
    scratch.fill(0, 0, Math.max(used, LOOK_AT_BYTES));
  }
}

interface How {
  maxPixels: number;
  say: Say;
}

async function readPicture(source: Source, head: Buffer, type: string | null, decoding: Decoding, how: How) {
  const bytes = takeAll(source, head);
  try {
    if (bytes.length > MAX_HELD_BYTES) {
      digestAll(source, bytes, type, how.say, 'out-of-memory'); // a stream that held more than it said
      return;
    }
    const looking = lookAt(bytes, how.maxPixels);
    looking.catch(() => {}); // it is awaited below, once the digests are out
    how.say({ digests: { ...oneShot(bytes), ...about(source, bytes.length, type), more: true } });
    try {
      how.say({ picture: await looking });
    } catch (error) {
      how.say({ refused: reasonOf(error, decoding) });
    }
  } finally {
    wipe(bytes);
    letGo();
  }
}

/**
 * Gives back what the file took, now: left to itself, V8 goes through its whole heap for every 64 MB of pixels, which
 * takes up to a tenth of the decoding, and the next picture would be decoded into cold memory.
 */
function letGo(): void {
  globalThis.gc?.({ type: 'minor' });
}

const about = (source: Source, sizeBytes: number, type: string | null) => ({
  sizeBytes,
  type,
  modifiedAtMs: source instanceof FileSource ? source.modifiedAtMs : null,
  changed: source instanceof FileSource && source.hasChanged(),
});

type Digests = Pick<DigestsOnWire, 'md5' | 'sha1' | 'sha256'>;

function oneShot(bytes: Buffer): Digests {
  return { md5: hash('md5', bytes), sha1: hash('sha1', bytes), sha256: hash('sha256', bytes) };
}

/** Everything else passes through a small buffer, however large it is. `refusal` is for a picture that is not decoded. */
function digestAll(source: Source, head: Buffer, type: string | null, say: Say, refusal?: Unreadable): void {
  const hashes = [createHash('md5'), createHash('sha1'), createHash('sha256')] as const;
  const update = (bytes: Buffer) => {
    for (const one of hashes) one.update(bytes);
  };
  update(head);
  let sizeBytes = head.length;
  let dueAt = SIGN_OF_LIFE_BYTES;
  for (let got = source.fill(scratch); got > 0; got = source.fill(scratch)) {
    update(scratch.subarray(0, got));
    sizeBytes += got;
    if (sizeBytes < dueAt) continue;
    say({ alive: true });
    dueAt = sizeBytes + SIGN_OF_LIFE_BYTES;
  }
  const [md5, sha1, sha256] = hashes.map((one) => one.digest('hex'));
  say({ digests: { md5, sha1, sha256, ...about(source, sizeBytes, type), more: refusal !== undefined } });
  if (refusal) say({ refused: refusal });
}
