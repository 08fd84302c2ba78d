// How the table of a part is built and kept up to date, block by block; part.ts says where everything stands.

import { BLOCK, CODES, RANKS, SLOTS, gather, keys, length, offsetOf, slotAt, tailAt } from './part';

// @ts-ignore: decorator
@inline
function gatherNumber(number: u32): u64 {
  return gather(CODES + (<usize>number << 5));
}

/** Writes the entry of a code of the block. */
// @ts-ignore: decorator
@inline
function writeEntry(index: u32, number: u32, tail: u32): void {
  store<u32>(tailAt(index), tail);
  store<u32>(slotAt(index), load<u32>(SLOTS + (<usize>number << 2)));
}

/** Empties the table before it is built: count every block, accumulate once, then place every block. */
export function clear(): void {
  memory.fill(offsetOf(0), 0, (<usize>keys + 1) << 2);
}

export function count(codes: u32): void {
  for (let i: u32 = 0; i < codes; i++) {
    const offset = offsetOf(<u32>gatherNumber(i));
    store<u32>(offset, load<u32>(offset) + 1);
  }
}

/** Turns counts into the ends of buckets, from which placing counts down to their starts. */
export function accumulate(): void {
  let sum: u32 = 0;
  for (let key: u32 = 0; key <= keys; key++) {
    sum += load<u32>(offsetOf(key));
    store<u32>(offsetOf(key), sum);
  }
}

export function place(codes: u32): void {
  for (let i: u32 = 0; i < codes; i++) {
    const gathered = gatherNumber(i);
    const offset = offsetOf(<u32>gathered);
    const index = load<u32>(offset) - 1;
    store<u32>(offset, index);
    writeEntry(index, i, <u32>(gathered >> 32));
  }
}

/** Writes the block's ranks, which the host sorts before it calls `merge`. */
export function rank(codes: u32): void {
  for (let i: u32 = 0; i < codes; i++) {
    const key = <u64>(<u32>gatherNumber(i));
    store<f64>(RANKS + (<usize>i << 3), <f64>(key * BLOCK + i));
  }
}

/**
 * Adds a block of ranked codes. Works from the last key down, so that what stands in the table moves up by as many
 * entries as are still to be added below it, and nothing is overwritten before it has moved.
 */
export function merge(codes: u32): void {
  let end = length();
  let key = keys;
  for (let left = codes; left > 0; left--) {
    const ranked = <u64>load<f64>(RANKS + (<usize>(left - 1) << 3));
    const next = <u32>(ranked / BLOCK);
    if (next < key) {
      for (; key > next; key--) store<u32>(offsetOf(key), load<u32>(offsetOf(key)) + left);
      const start = load<u32>(offsetOf(key + 1)) - left;
      memory.copy(tailAt(start + left), tailAt(start), <usize>(end - start) << 2);
      memory.copy(slotAt(start + left), slotAt(start), <usize>(end - start) << 2);
      end = start;
    }
    const number = <u32>(ranked % BLOCK);
    writeEntry(end + left - 1, number, <u32>(gatherNumber(number) >> 32));
  }
}

/** Where the next entry that stays goes while the table is purged. */
let kept: u32 = 0;

/**
 * Takes out the entries of slots whose bit is set in the bitmap at `removed`, for the keys from `first` up to `end`; all
 * keys must be gone through in ascending order. Returns false after the last one.
 */
export function purge(removed: usize, first: u32, end: u32): bool {
  if (first == 0) kept = 0;
  const last = min(end, keys);
  let from = load<u32>(offsetOf(first));
  for (let key = first; key < last; key++) {
    const to = load<u32>(offsetOf(key + 1));
    store<u32>(offsetOf(key), kept);
    for (; from < to; from++) {
      const slot = load<u32>(slotAt(from));
      store<u32>(tailAt(kept), load<u32>(tailAt(from)));
      store<u32>(slotAt(kept), slot);
      kept += ~(<u32>load<u8>(removed + (slot >> 3)) >> (slot & 7)) & 1;
    }
  }
  if (last == keys) store<u32>(offsetOf(keys), kept);
  return last < keys;
}
