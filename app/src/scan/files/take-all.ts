// A whole file into one buffer, up to a limit. Runs in the child processes.
import type { Source } from './source.ts';
import { wipe } from './wipe.ts';

/** A picture, or a video in an archive, is held as a whole while it is decoded; no larger file is. */
export const MAX_HELD_BYTES = 512 * 1024 * 1024;

/** Reads until the buffer is full or nothing more comes; says how much there is. */
export function fillUp(source: Source, target: Buffer, from = 0): number {
  let filled = from;
  while (filled < target.length) {
    const got = source.fill(target.subarray(filled));
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

/**
 * What was read already and all that follows, in a buffer of its own. Of a stream that holds more than it said, just above
 * what is held at most: then more may follow.
 */
export function takeAll(source: Source, head: Buffer = Buffer.alloc(0)): Buffer {
  let bytes = Buffer.allocUnsafeSlow(Math.max(Math.min(source.sizeBytes, MAX_HELD_BYTES), head.length));
  head.copy(bytes);
  let filled = fillUp(source, bytes, head.length);
  const one = Buffer.alloc(1);
  while (filled === bytes.length && bytes.length <= MAX_HELD_BYTES && source.fill(one) > 0) {
    const larger = Buffer.allocUnsafeSlow(2 * bytes.length + 1);
    bytes.copy(larger);
    larger[filled] = one[0] ?? 0;
    wipe(bytes);
    bytes = larger;
    filled = fillUp(source, bytes, filled + 1);
  }
  return bytes.subarray(0, filled);
}
