// The role "part": one part of the 256 bits, and a table from that part's value (the key) to the codes that have it.
// An entry is a slot and 96 bits of the code outside the part: most candidates are refused without reading their row.

import { QUERY } from './rows';

/** Hands the host a slot whose code may lie within the radius. */
@external('host', 'candidate')
declare function candidate(slot: u32): void;

/** Keys are reached from the query's key by flip masks, u32 each: at most 1 + 23 + 253. */
export const MASKS: usize = 64;

/** Start and end, u32 each, of the buckets that one probe found filled. */
const BUCKETS: usize = 2048;

/** Where the host puts a block of codes, 32 bytes each, and their slots, u32 each. */
export const BLOCK: u32 = 32768;
export const CODES: usize = 8192;
export const SLOTS: usize = CODES + <usize>BLOCK * 32;

/** A block's keys and their numbers in it as `key * BLOCK + number`, f64 each: exact, and the host can sort them. */
export const RANKS: usize = SLOTS + <usize>BLOCK * 4;

/** Where each key's entries start, u32 each, and a last one where all end. */
const OFFSETS: usize = RANKS + <usize>BLOCK * 8;

const ENTRY_SHIFT: usize = 4;

let keyByte: usize = 0;
let keyShift: u64 = 0;
let keys: u32 = 0;
let inlineByte: usize = 0;
let entries: usize = 0;

/** Chooses the part, `width` <= 23 bits from `firstBit` on; returns where its entries start, in bytes. */
export function choose(firstBit: u32, width: u32): usize {
  keyByte = min(firstBit >> 3, 24);
  keyShift = <u64>firstBit - (keyByte << 3);
  keys = 1 << width;
  const endByte = (firstBit + width + 7) >> 3;
  inlineByte = endByte <= 20 ? endByte : (firstBit >> 3) - 12;
  entries = (OFFSETS + ((<usize>keys + 1) << 2) + 63) & ~63;
  return entries;
}

// @ts-ignore: decorator
@inline
function keyOf(code: usize): u32 {
  return <u32>(load<u64>(code + keyByte) >> keyShift) & (keys - 1);
}

// @ts-ignore: decorator
@inline
function offsetOf(key: u32): usize {
  return OFFSETS + (<usize>key << 2);
}

// @ts-ignore: decorator
@inline
function entryAt(index: u32): usize {
  return entries + (<usize>index << ENTRY_SHIFT);
}

// @ts-ignore: decorator
@inline
function codeAt(number: u32): usize {
  return CODES + (<usize>number << 5);
}

/** Writes the entry of a code of the block. */
// @ts-ignore: decorator
@inline
function writeEntry(index: u32, number: u32): void {
  const entry = entryAt(index);
  const inline = codeAt(number) + inlineByte;
  store<u32>(entry, load<u32>(SLOTS + (<usize>number << 2)));
  store<u32>(entry, load<u32>(inline), 4);
  store<u64>(entry, load<u64>(inline, 4), 8);
}

/** How many entries the table holds. */
export function length(): u32 {
  return load<u32>(offsetOf(keys));
}

/**
 * Looks into the buckets that the masks from number `first` up to `end` lead to, and hands on each candidate whose 96
 * bits differ in at most `limit`. Returns how many entries it looked at.
 */
export function probe(first: u32, end: u32, limit: u32): u32 {
  const query = keyOf(QUERY);
  let seen: u32 = 0;
  let filled = BUCKETS;
  // All offsets first, then all entries: within each pass no load waits for another, so cache misses overlap.
  for (let i = first; i < end; i++) {
    const offset = offsetOf(query ^ load<u32>(MASKS + (<usize>i << 2)));
    const from = load<u32>(offset);
    const to = load<u32>(offset, 4);
    store<u32>(filled, from);
    store<u32>(filled, to, 4);
    filled += <usize>(from < to) << 3;
    seen += to - from;
  }
  const a = load<u32>(QUERY + inlineByte);
  const b = load<u64>(QUERY + inlineByte, 4);
  for (let bucket = BUCKETS; bucket < filled; bucket += 8) {
    let entry = entryAt(load<u32>(bucket));
    const last = entryAt(load<u32>(bucket, 4));
    for (; entry < last; entry += 1 << ENTRY_SHIFT) {
      const distance = popcnt(load<u32>(entry, 4) ^ a) + <u32>popcnt(load<u64>(entry, 8) ^ b);
      if (distance <= limit) candidate(load<u32>(entry));
    }
  }
  return seen;
}

/** Empties the table before it is built: count every block, accumulate once, then place every block. */
export function clear(): void {
  memory.fill(OFFSETS, 0, (<usize>keys + 1) << 2);
}

export function count(codes: u32): void {
  for (let i: u32 = 0; i < codes; i++) {
    const offset = offsetOf(keyOf(codeAt(i)));
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
    const offset = offsetOf(keyOf(codeAt(i)));
    const index = load<u32>(offset) - 1;
    store<u32>(offset, index);
    writeEntry(index, i);
  }
}

/** Writes the block's ranks, which the host sorts before it calls `merge`. */
export function rank(codes: u32): void {
  for (let i: u32 = 0; i < codes; i++) {
    store<f64>(RANKS + (<usize>i << 3), <f64>(<u64>keyOf(codeAt(i)) * BLOCK + i));
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
      memory.copy(entryAt(start + left), entryAt(start), <usize>(end - start) << ENTRY_SHIFT);
      end = start;
    }
    writeEntry(end + left - 1, <u32>(ranked % BLOCK));
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
      const entry = v128.load(entryAt(from));
      const slot = <u32>i32x4.extract_lane(entry, 0);
      v128.store(entryAt(kept), entry);
      kept += ~(<u32>load<u8>(removed + (slot >> 3)) >> (slot & 7)) & 1;
    }
  }
  if (last == keys) store<u32>(offsetOf(keys), kept);
  return last < keys;
}
