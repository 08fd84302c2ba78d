// Octets: eight rows lie side by side, for each column one octet: its eight values in two vectors, a row in each lane.
// A running sum along a row, which vector instructions cannot do, so runs along eight rows at once, each row's sum in
// its own order of operations; two vectors rather than one, because one sum must wait for its last addition.

/** Bytes of an octet, and of its half. */
export const OCTET: usize = 32;
export const HALF: usize = 16;

/** Turns the 4 x 4 values of four vectors over their diagonal and stores them at four addresses. */
// @ts-ignore: decorator
@inline export function storeTurned(
  a: v128, b: v128, c: v128, d: v128,
  to0: usize, to1: usize, to2: usize, to3: usize,
): void {
  const low0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5); // a0 b0 a1 b1
  const high0 = v128.shuffle<i32>(a, b, 2, 6, 3, 7); // a2 b2 a3 b3
  const low1 = v128.shuffle<i32>(c, d, 0, 4, 1, 5); // c0 d0 c1 d1
  const high1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7); // c2 d2 c3 d3
  v128.store(to0, v128.shuffle<i64>(low0, low1, 0, 2)); // a0 b0 c0 d0
  v128.store(to1, v128.shuffle<i64>(low0, low1, 1, 3)); // a1 b1 c1 d1
  v128.store(to2, v128.shuffle<i64>(high0, high1, 0, 2));
  v128.store(to3, v128.shuffle<i64>(high0, high1, 1, 3));
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
