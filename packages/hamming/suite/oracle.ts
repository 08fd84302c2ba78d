// What every search must find, in the plainest way: each code compared with the query, byte by byte.

import type { TestContext } from 'node:test';
import type { Match } from '../src/hamming-index.ts';

/** The seed of a randomised test: SEED if it is set. It is printed, to repeat a failure with. */
export function seedFor(t: TestContext): number {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  t.diagnostic(`SEED=${seed}`);
  return seed;
}

/** What a search for `query` must give. */
export function bruteForce(codes: Iterable<[number, Uint8Array]>, query: Uint8Array, radius: number): Match[] {
  return Array.from(codes, ([id, code]) => ({ id, distance: distanceOf(code, query) }))
    .filter(({ distance }) => distance <= radius)
    .toSorted((a, b) => a.distance - b.distance || a.id - b.id);
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** In how many bits two codes differ. */
export function distanceOf(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < 32; i++) distance += ONES[a[i] ^ b[i]];
  return distance;
}

/** The codes that lie one after another in `codes`. */
export function split(codes: Uint8Array): Uint8Array[] {
  return Array.from({ length: codes.length / 32 }, (_, i) => codes.subarray(i * 32, (i + 1) * 32));
}

/** The given codes one after another. */
export function join(codes: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(codes.length * 32);
  codes.forEach((code, i) => joined.set(code, i * 32));
  return joined;
}
