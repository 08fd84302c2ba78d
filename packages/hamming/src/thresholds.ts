// How a search is spread over the parts: generalised pigeonhole, as in Qin et al., "GPH: Similarity Search in Hamming
// Space", ICDE 2018, and around the ring of parts, as in Qin and Xiao, "Pigeonring: A Principle for Faster Thresholded
// Similarity Search", VLDB 2018.
//
// A part's share s is how many numbers of flipped bits are looked up in it: 0 up to s - 1. Shares sum up to r + 1. If two
// codes differ in d bits of each part, at most r in all, then the differences d - s sum up to less than 0. Sum them up
// from the first part on, and begin right behind the last place where the sum was greatest: from there on, once around
// the ring, every sum is below 0. So there is a part such that
//
//   d < s                  in it: the search looks into the code's bucket there, and
//   d + d + ... < s + s + ...   over it and any number of parts after it: so many bits the entry's tail may differ in.
//
// The tail decides: in 16 parts at radius 31, key and tail are three parts that together may differ in 5 of 48 bits. Among
// a million correlated codes a search has 8,000 entries to look at; 7 get through, 5 of them rightly. So 32 bits in an
// entry are enough, and the fewer bytes it has, the fewer cache lines are read.

/**
 * The parts' shares, `sum` in all: alike, but for one more in the parts where the query has the fewest neighbours so
 * far. The cheapest allotment of all, found by dynamic programming with exact counts, leads to 2 to 4 % fewer entries.
 *
 * @param neighbours - how many entries a share leads to in a part.
 */
export function allot(sum: number, parts: number, neighbours: (part: number, share: number) => number): number[] {
  const share = Math.floor(sum / parts);
  const further = sum % parts;
  const shares = Array.from<number>({ length: parts }).fill(share);
  if (further === 0) return shares;
  const crowds = shares.map((_, part) => ({ part, entries: neighbours(part, share) }));
  crowds.sort((a, b) => a.entries - b.entries);
  for (const { part } of crowds.slice(0, further)) shares[part]!++;
  return shares;
}

/**
 * For each part, in how many bits a code that it is to find may differ in it and the `following` parts after it, or in
 * only some of their bits. `following` must be less than the number of parts.
 */
export function limitsOf(shares: readonly number[], following: number): number[] {
  return shares.map((_, part) => {
    let sum = 0;
    for (let i = 0; i <= following; i++) sum += shares[(part + i) % shares.length]!;
    return sum - 1;
  });
}
