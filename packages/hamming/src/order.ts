// In which order the 256 bits are cut into parts, learnt from a sample of the codes: bits that depend on each other go to
// different parts. In a part of such bits most codes share few values, and their buckets are crowded. Among a million
// correlated codes a search in 16 parts looks at 18 % fewer entries, and the slowest searches at a third fewer: it takes
// 6 % less in the median, a tenth less at p90.

import { Differences } from './differences.ts';
import { CODE_BYTES } from './rows.ts';

const BITS = 8 * CODE_BYTES;

/** The radius that the order is learnt for; every order is exact for every radius. */
const RADIUS = 31;

/** Times through all pairs of bits, some 5 ms each: the first gains nine tenths of what twelve do, four 98 %. */
const ROUNDS = 4;

/** A swap must gain so much of what the two parts cost, so that rounding does not swap for ever. */
const LEAST_GAIN = 1e-6;

/**
 * The bits in the order that cuts them well into `parts` parts of equal width; those that belong to no part come last.
 *
 * @param codes - a sample, 32 bytes each one after another. With none, or all equal, the bits stay in their order.
 */
export function learnOrder(codes: Uint8Array, parts: number): Uint8Array {
  const cut = new Cut(new Differences(codes), parts);
  for (let round = 0; round < ROUNDS && cut.improve(); round++);
  return Uint8Array.from({ length: BITS }, (_, bit) => bit).toSorted(
    (a, b) => cut.partOf[a]! - cut.partOf[b]! || a - b,
  );
}

/** Which part each bit belongs to. What it costs is how many pairs of codes are neighbours in its parts. */
class Cut {
  /** By bit. Those left over belong to a last part that costs nothing. */
  readonly partOf: Uint8Array;
  readonly #differences: Differences;
  readonly #parts: number;
  /** By part: mean and variance of the number of its bits in which two codes differ. */
  readonly #means: Float64Array;
  readonly #variances: Float64Array;
  /** By part: what it costs. */
  readonly #costs: Float64Array;
  /** By bit and part: the sum of the bit's covariances with the part's bits. */
  readonly #shared: Float64Array[];

  constructor(differences: Differences, parts: number) {
    const width = Math.floor(BITS / parts);
    this.partOf = Uint8Array.from({ length: BITS }, (_, bit) => Math.min(parts, Math.floor(bit / width)));
    this.#differences = differences;
    this.#parts = parts;
    this.#means = new Float64Array(parts + 1);
    this.#variances = new Float64Array(parts + 1);
    this.#shared = Array.from({ length: BITS }, () => new Float64Array(parts + 1));
    for (let i = 0; i < BITS; i++) {
      this.#means[this.partOf[i]!]! += differences.mean(i);
      for (let j = 0; j < BITS; j++) this.#shared[i]![this.partOf[j]!]! += differences.covariance(i, j);
    }
    for (let i = 0; i < BITS; i++) this.#variances[this.partOf[i]!]! += this.#shared[i]![this.partOf[i]!]!;
    this.#costs = Float64Array.from(this.#means, (_, part) => this.#cost(part, 0, 0));
  }

  /** Swaps each two bits of different parts if that costs less. Returns whether any were swapped. */
  improve(): boolean {
    let improved = false;
    for (let i = 0; i < BITS; i++) {
      for (let j = 0; j < i; j++) if (this.#improve(i, j)) improved = true;
    }
    return improved;
  }

  #improve(i: number, j: number): boolean {
    const [a, b] = [this.partOf[i]!, this.partOf[j]!];
    if (a === b) return false;
    const mean = this.#differences.mean(j) - this.#differences.mean(i);
    const [inA, inB] = [this.#growth(a, j, i), this.#growth(b, i, j)];
    const [costA, costB] = [this.#cost(a, mean, inA), this.#cost(b, -mean, inB)];
    if (costA + costB >= (this.#costs[a]! + this.#costs[b]!) * (1 - LEAST_GAIN)) return false;
    this.#costs[a] = costA;
    this.#costs[b] = costB;
    this.#means[a]! += mean;
    this.#means[b]! -= mean;
    this.#variances[a]! += inA;
    this.#variances[b]! += inB;
    this.#swap(i, j);
    return true;
  }

  /** How much a part's variance grows if one bit comes to it and another goes. */
  #growth(part: number, coming: number, going: number): number {
    const differences = this.#differences;
    const own = differences.covariance(coming, coming) + differences.covariance(going, going);
    const others = this.#shared[coming]![part]! - this.#shared[going]![part]!;
    return own + 2 * (others - differences.covariance(coming, going));
  }

  /**
   * The share of pairs of codes within a part's threshold if its mean and variance grow so much: that of a normal
   * distribution, by its logistic approximation.
   */
  #cost(part: number, mean: number, variance: number): number {
    if (part === this.#parts) return 0;
    const threshold = (RADIUS + 1) / this.#parts - 0.5;
    const deviation = Math.sqrt(Math.max(this.#variances[part]! + variance, 1e-3));
    return 1 / (1 + Math.exp((1.702 * (this.#means[part]! + mean - threshold)) / deviation));
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.partOf[i]!, this.partOf[j]!];
    for (let k = 0; k < BITS; k++) {
      const moved = this.#differences.covariance(k, j) - this.#differences.covariance(k, i);
      this.#shared[k]![a]! += moved;
      this.#shared[k]![b]! -= moved;
    }
    this.partOf[i] = b;
    this.partOf[j] = a;
  }
}
