// The role "rows": every code in full, 32 bytes each, in the order of their slots, and the list of fresh slots.

import { SEATS, seat } from './seat';

/** Tells the host of a code within the radius. */
@external('host', 'found')
declare function found(slot: u32, distance: u32): void;

/** A cache line a seat, so that threads do not take turns at one. */
const SEAT_BYTES: usize = 64;

/** Slots that no table holds yet, u32 each, in a ring: the place of the n-th is n modulo its capacity, a power of two. */
export const FRESH: usize = <usize>SEATS * SEAT_BYTES;
export const FRESH_CAPACITY: u32 = 262144;

export const ROWS: usize = FRESH + <usize>FRESH_CAPACITY * 4;

let radius: u32 = 0;

export function setRadius(bits: u32): void {
  radius = bits;
}

/** Where the code stands that this instance searches for, 32 bytes. */
export function query(): usize {
  return <usize>seat * SEAT_BYTES;
}

/** Reports the code of one slot if it lies within the radius. Part tables call this for their candidates. */
export function verify(slot: u32): void {
  const at = query();
  check(slot, load<u64>(at), load<u64>(at, 8), load<u64>(at, 16), load<u64>(at, 24));
}

/** Reports every code within the radius among the first `count` slots. */
export function scan(count: u32): void {
  const at = query();
  const a = load<u64>(at), b = load<u64>(at, 8), c = load<u64>(at, 16), d = load<u64>(at, 24);
  for (let slot: u32 = 0; slot < count; slot++) check(slot, a, b, c, d);
}

/** Reports every code within the radius among the fresh slots from the `first`-th up to the `end`-th; both may wrap. */
export function scanFresh(first: u32, end: u32): void {
  const at = query();
  const a = load<u64>(at), b = load<u64>(at, 8), c = load<u64>(at, 16), d = load<u64>(at, 24);
  for (let n = first; n != end; n++) check(load<u32>(FRESH + (<usize>(n & (FRESH_CAPACITY - 1)) << 2)), a, b, c, d);
}

/** In how many bits the code of one slot differs from the one searched for. */
export function distance(slot: u32): u32 {
  const at = query();
  const row = ROWS + (<usize>slot << 5);
  let bits: u64 = 0;
  for (let i: usize = 0; i < 32; i += 8) bits += popcnt(load<u64>(row + i) ^ load<u64>(at + i));
  return <u32>bits;
}

/** Half of it tells of nearly every code that it lies beyond a small radius: a quarter less for codes in a cache. */
// @ts-ignore: decorator
@inline
function check(slot: u32, a: u64, b: u64, c: u64, d: u64): void {
  const row = ROWS + (<usize>slot << 5);
  const half = <u32>(popcnt(load<u64>(row) ^ a) + popcnt(load<u64>(row, 8) ^ b));
  if (half > radius) return;
  const bits = half + <u32>(popcnt(load<u64>(row, 16) ^ c) + popcnt(load<u64>(row, 24) ^ d));
  if (bits <= radius) found(slot, bits);
}
