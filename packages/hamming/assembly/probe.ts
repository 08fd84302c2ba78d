// How the table of a part is searched, in passes: find the buckets, touch them, check their entries. Within a pass no
// load waits for another, so cache misses overlap; the host makes each pass over all parts before the next. Touching
// apart from checking saves a third of a search among a million codes.

import { FOUND_BYTES, MASKS, SEAT_BYTES, gap, offsetOf, tailAt } from './part';
import { seat } from './seat';

/** Hands the host a slot whose code may lie within the radius. */
@external('host', 'candidate')
declare function candidate(slot: u32): void;

let queryKey: u32 = 0;
let queryTail: u32 = 0;

/**
 * Where the list of found buckets ends. Of each it holds where its tails start and end, and the most bits in which they
 * may differ, u32 each.
 */
let found: usize = 0;

/** Bytes of a cache line. */
const LINE: usize = 64;

/** Where this instance's list of found buckets starts. */
// @ts-ignore: decorator
@inline
function firstFound(): usize {
  return <usize>seat * SEAT_BYTES;
}

/** Sets key and tail of the code that is searched for. */
export function aim(key: u32, tail: u32): void {
  queryKey = key;
  queryTail = tail;
  found = firstFound();
}

/** How many entries the first `masks` masks lead to. */
export function neighbours(masks: u32): u32 {
  let entries: u32 = 0;
  for (let i: u32 = 0; i < masks; i++) {
    const offset = offsetOf(queryKey ^ maskAt(i));
    entries += load<u32>(offset, 4) - load<u32>(offset);
  }
  return entries;
}

/**
 * Lists the filled buckets that the first `masks` masks lead to, for entries that differ in at most `limit` bits of key
 * and tail. Returns how many entries they have.
 */
export function find(masks: u32, limit: u32): u32 {
  let entries: u32 = 0;
  for (let i: u32 = 0; i < masks; i++) {
    const mask = maskAt(i);
    const offset = offsetOf(queryKey ^ mask);
    const from = load<u32>(offset);
    const to = load<u32>(offset, 4);
    store<u32>(found, <u32>tailAt(from));
    store<u32>(found, <u32>tailAt(to), 4);
    store<u32>(found, limit - popcnt(mask), 8);
    found += <usize>(from < to) * FOUND_BYTES;
    entries += to - from;
  }
  return entries;
}

// @ts-ignore: decorator
@inline
function maskAt(number: u32): u32 {
  return load<u32>(MASKS + (<usize>number << 2));
}

/** Reads from each cache line of the buckets found. What it returns only keeps the compiler from leaving it out. */
export function touch(): u32 {
  let touched: u32 = 0;
  for (let bucket = firstFound(); bucket < found; bucket += FOUND_BYTES) {
    const last: usize = load<u32>(bucket, 4);
    for (let tail: usize = load<u32>(bucket); tail < last; tail += LINE) touched += load<u32>(tail);
    touched += load<u32>(last - 4);
  }
  return touched;
}

/**
 * Hands on each candidate in the buckets found. Eight tails at a time, with one jump for all: a quarter less at ten
 * million codes, where buckets are long. The last eight may reach beyond their bucket.
 */
export function check(): void {
  const query = i32x4.splat(queryTail);
  for (let bucket = firstFound(); bucket < found; bucket += FOUND_BYTES) {
    const last: usize = load<u32>(bucket, 4);
    const beyond = i32x4.splat(load<u32>(bucket, 8) + 1);
    for (let tail: usize = load<u32>(bucket); tail < last; tail += 32) {
      const near = nearAt(tail, query, beyond);
      const behind = nearAt(tail + 16, query, beyond);
      if (v128.any_true(v128.or(near, behind))) {
        handOn(tail, last, i32x4.bitmask(near) | (i32x4.bitmask(behind) << 4));
      }
    }
  }
}

/** Which of four tails differ from the query's in fewer bits than `beyond`. */
// @ts-ignore: decorator
@inline
function nearAt(tail: usize, query: v128, beyond: v128): v128 {
  const bits = i8x16.popcnt(v128.xor(v128.load(tail), query));
  return i32x4.gt_s(beyond, i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_u(bits)));
}

/** Hands on those of eight tails, at most up to `last`, whose bit is set in `near`. */
function handOn(tail: usize, last: usize, near: i32): void {
  for (; near != 0; near &= near - 1) {
    const at = tail + (<usize>ctz(near) << 2);
    if (at < last) candidate(load<u32>(at + gap));
  }
}
