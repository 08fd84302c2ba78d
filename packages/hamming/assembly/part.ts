// The role "part": one part of the 256 bits, and a table from that part's value (the key) to the codes that have it.
// Here is where everything stands in its memory; probe.ts searches the table, changes.ts builds it and keeps it up to
// date. An entry is a slot and the 32 bits that follow the part around the ring of parts, its tail.

import { SEATS } from './seat';

/**
 * Of each bucket that a search found filled: 12 bytes, see probe.ts; and room for one bucket a mask at each seat. What
 * stands behind the seats makes the table: a copy of it is the table again.
 */
export const FOUND_BYTES: usize = 12;
const MOST_MASKS: usize = 1 + 23 + 253;
export const SEAT_BYTES: usize = (MOST_MASKS * FOUND_BYTES + 63) & ~63;

/** Which bits of a code are the key's, then which are the tail's, one byte each: at most 23 + 32. */
export const BITS: usize = <usize>SEATS * SEAT_BYTES;

/** Keys are reached from the query's key by flip masks, u32 each. */
export const MASKS: usize = BITS + 64;

/** For each of a code's 32 bytes and each of its 256 values: what it adds to the key (low half) and the tail, u64. */
const GATHERED: usize = (MASKS + 4 * MOST_MASKS + 63) & ~63;

/** Where the host puts a block of codes, 32 bytes each, and their slots, u32 each. */
export const BLOCK: u32 = 32768;
export const CODES: usize = GATHERED + 32 * 256 * 8;
export const SLOTS: usize = CODES + <usize>BLOCK * 32;

/** A block's keys and their numbers in it as `key * BLOCK + number`, f64 each: exact, and the host can sort them. */
export const RANKS: usize = SLOTS + <usize>BLOCK * 4;

/** Where each key's entries start, u32 each, and a last one where all end. */
const OFFSETS: usize = RANKS + <usize>BLOCK * 8;

const TAIL_BITS: u32 = 32;

export let keys: u32 = 0;

/**
 * Where the tails start, and how far behind each tail its slot stands. They stand apart because a search reads all tails
 * of a bucket and hardly any of its slots: 4 bytes an entry come from memory instead of 8.
 */
let tails: usize = 0;
export let gap: usize = 0;

/** Takes the table as another instance left it: of a part of `width` <= 23 bits, with room for `capacity` entries. */
export function open(width: u32, capacity: u32): void {
  keys = 1 << width;
  tails = (OFFSETS + ((<usize>keys + 1) << 2) + 63) & ~63;
  gap = <usize>capacity << 2;
}

/** Makes the part one of `width` <= 23 bits, those that BITS names. The table is to be cleared then. */
export function choose(width: u32): void {
  open(width, 0);
  for (let byte: u32 = 0; byte < 32; byte++) {
    for (let value: u32 = 0; value < 256; value++) store<u64>(gatheredAt(byte, value), 0);
  }
  for (let i: u32 = 0; i < width + TAIL_BITS; i++) {
    const bit: u32 = load<u8>(BITS + i);
    const one = <u64>1 << (i < width ? i : i - width + 32);
    for (let value: u32 = 0; value < 256; value++) {
      const at = gatheredAt(bit >> 3, value);
      if ((value >> (bit & 7)) & 1) store<u64>(at, load<u64>(at) | one);
    }
  }
}

// @ts-ignore: decorator
@inline
function gatheredAt(byte: u32, value: u32): usize {
  return GATHERED + (<usize>byte << 11) + (<usize>value << 3);
}

/** A code's key in the low half, its tail in the high one. */
export function gather(code: usize): u64 {
  let gathered: u64 = 0;
  for (let byte: u32 = 0; byte < 32; byte++) gathered |= load<u64>(gatheredAt(byte, load<u8>(code + byte)));
  return gathered;
}

// @ts-ignore: decorator
@inline
export function offsetOf(key: u32): usize {
  return OFFSETS + (<usize>key << 2);
}

// @ts-ignore: decorator
@inline
export function tailAt(index: u32): usize {
  return tails + (<usize>index << 2);
}

// @ts-ignore: decorator
@inline
export function slotAt(index: u32): usize {
  return tailAt(index) + gap;
}

/** How many entries the table holds. */
export function length(): u32 {
  return load<u32>(offsetOf(keys));
}

/** Tails are read eight at a time, the last of them perhaps beyond the table. */
const MARGIN: usize = 32;

/** Where a table with room for so many entries ends, in bytes. */
export function endOf(capacity: u32): usize {
  return tails + (<usize>capacity << 3) + MARGIN;
}

/** Makes room for so many entries; memory must reach up to `endOf(capacity)`. */
export function widen(capacity: u32): void {
  const slots = slotAt(0);
  gap = <usize>capacity << 2;
  memory.copy(slotAt(0), slots, <usize>length() << 2);
}
