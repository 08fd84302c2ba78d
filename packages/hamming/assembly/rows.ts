// The role "rows": every code in full, 32 bytes each, in the order of their slots, and the list of fresh slots.

/** Tells the host of a code within the radius. */
@external('host', 'found')
declare function found(slot: u32, distance: u32): void;

/** The code that is searched for, 32 bytes. */
export const QUERY: usize = 0;

/** Slots that no table holds yet, u32 each. */
export const FRESH: usize = 64;
export const FRESH_CAPACITY: u32 = 65536;

export const ROWS: usize = FRESH + <usize>FRESH_CAPACITY * 4;

let radius: u32 = 0;

export function setRadius(bits: u32): void {
  radius = bits;
}

/** Reports the code of one slot if it lies within the radius. Part tables call this for their candidates. */
export function verify(slot: u32): void {
  check(slot, load<u64>(QUERY), load<u64>(QUERY, 8), load<u64>(QUERY, 16), load<u64>(QUERY, 24));
}

/** Reports every code within the radius among the first `count` slots. */
export function scan(count: u32): void {
  const a = load<u64>(QUERY), b = load<u64>(QUERY, 8), c = load<u64>(QUERY, 16), d = load<u64>(QUERY, 24);
  for (let slot: u32 = 0; slot < count; slot++) check(slot, a, b, c, d);
}

/** Reports every code within the radius among the first `count` fresh slots. */
export function scanFresh(count: u32): void {
  const a = load<u64>(QUERY), b = load<u64>(QUERY, 8), c = load<u64>(QUERY, 16), d = load<u64>(QUERY, 24);
  for (let i: u32 = 0; i < count; i++) check(load<u32>(FRESH + (<usize>i << 2)), a, b, c, d);
}

// @ts-ignore: decorator
@inline
function check(slot: u32, a: u64, b: u64, c: u64, d: u64): void {
  const row = ROWS + (<usize>slot << 5);
  const distance = <u32>(
    popcnt(load<u64>(row) ^ a) +
    popcnt(load<u64>(row, 8) ^ b) +
    popcnt(load<u64>(row, 16) ^ c) +
    popcnt(load<u64>(row, 24) ^ d)
  );
  if (distance <= radius) found(slot, distance);
}
