// Octets: eight rows lie side by side, for each column one octet: its eight values in two vectors, a row in each lane.
// A running sum along a row, which vector instructions cannot do, so runs along eight rows at once, each row's sum in
// its own order of operations; two vectors rather than one, because one sum must wait for its last addition.

/** Bytes of an octet, and of its half. */
export const OCTET: usize = 32;
export const HALF: usize = 16;

// To turn the 4 x 4 values of a, b, c, d over their diagonal: low and high pairs of a and b and of c and d, then
// the front and back halves of the low ones, which are columns 0 and 1, and of the high ones, 2 and 3.

/** a0 b0 a1 b1 */
// @ts-ignore: decorator
@inline export function lowPairs(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 4, 1, 5);
}

/** a2 b2 a3 b3 */
// @ts-ignore: decorator
@inline export function highPairs(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 2, 6, 3, 7);
}

/** a0 b0 c0 d0 of the low pairs, a2 b2 c2 d2 of the high ones. */
// @ts-ignore: decorator
@inline export function fronts(ab: v128, cd: v128): v128 {
  return v128.shuffle<i64>(ab, cd, 0, 2);
}

/** a1 b1 c1 d1 of the low pairs, a3 b3 c3 d3 of the high ones. */
// @ts-ignore: decorator
@inline export function backs(ab: v128, cd: v128): v128 {
  return v128.shuffle<i64>(ab, cd, 1, 3);
}

/** Turns four vectors and stores them at four addresses. */
// @ts-ignore: decorator
@inline export function storeTurned(
  a: v128, b: v128, c: v128, d: v128,
  to0: usize, to1: usize, to2: usize, to3: usize,
): void {
  v128.store(to0, fronts(lowPairs(a, b), lowPairs(c, d)));
  v128.store(to1, backs(lowPairs(a, b), lowPairs(c, d)));
  v128.store(to2, fronts(highPairs(a, b), highPairs(c, d)));
  v128.store(to3, backs(highPairs(a, b), highPairs(c, d)));
}

/**
 * One step of a running sum: keeps the cells that enter at their place, and returns the sum with them and without those
 * that leave. They are kept first: a box of few cells lets go of what entered just now.
 */
// @ts-ignore: decorator
@inline export function slide(sum: v128, entering: v128, place: usize, leaving: usize): v128 {
  v128.store(place, entering);
  return f32x4.sub(f32x4.add(sum, entering), v128.load(leaving));
}

/** Writes the octets of 64 columns as eight rows of 64 floats. */
export function unpackRows(octets: usize, rows: usize): void {
  for (let half: usize = 0; half < OCTET; half += HALF) {
    for (let x: usize = 0; x < 64; x += 4) {
      const from = octets + x * OCTET + half;
      const to = rows + half * 64 + (x << 2);
      storeTurned(
        v128.load(from), v128.load(from, OCTET), v128.load(from, 2 * OCTET), v128.load(from, 3 * OCTET),
        to, to + 256, to + 512, to + 768,
      );
    }
  }
}
