// Marks: hashes that no file has, drawn anew for each export and kept at the desk. Whoever finds an export's hashes where
// they do not belong brings them here, and the marks among them tell whose copy it was.
import { randomBytes, randomInt } from 'node:crypto';
import type { Work } from '../../runtime/database.ts';
import { type Algorithm, algorithms } from '../hashes.ts';
import { type ExportedHash, type Extent, freeNumbers, someHashes } from './store.ts';

/** Marks of one export. Whoever takes out some of the hashes before passing it on would have to take out most. */
export const marksEach = 16;
const candidates = 1024;

/**
 * Draws an export's marks, in the order of their numbers. Each looks like a hash that goes in: it has the algorithm, the
 * list and the classification of one, and a number between theirs, where there is one that no hash of ours has.
 */
export async function drawMarks(
  work: Work,
  bankIds: readonly string[],
  extent: Extent,
  now: Date,
): Promise<ExportedHash[]> {
  const like = await someHashes(work, bankIds, now, marksEach);
  const drawn = Array.from({ length: candidates }, () => randomInt(extent.first, extent.last + 1));
  const free = shuffled(await freeNumbers(work, drawn)).slice(0, marksEach);
  while (free.length < marksEach) free.push(extent.last + 1 + marksEach - free.length); // no gap among the numbers
  return free
    .map((number, n) => ({ ...like[n % like.length]!, number }))
    .map((hash) => ({ ...hash, code: drawnCode(hash.algorithm) }))
    .toSorted((a, b) => a.number - b.number);
}

/** A digest is any bits; of a PDQ hash half are set, as of nearly every picture's. Neither lies near what a file has. */
function drawnCode(algorithm: Algorithm): Buffer {
  const { bytes } = algorithms[algorithm];
  if (algorithm !== 'pdq') return randomBytes(bytes);
  const code = Buffer.alloc(bytes);
  const places = shuffled(Array.from({ length: bytes * 8 }, (_, bit) => bit));
  for (const bit of places.slice(0, bytes * 4)) code[bit >> 3]! |= 1 << (bit & 7);
  return code;
}

function shuffled<T>(given: readonly T[]): T[] {
  const all = [...given];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}
