// How two codes drawn at random from a sample differ: in which bits how often, and which bits differ together.

import { CODE_BYTES } from './rows.ts';

const BITS = 8 * CODE_BYTES;

/**
 * With x a code's bits as 1 and -1, bit i differs with probability (1 - E[xi]^2) / 2, and the covariance of bits i and j
 * differing is (E[xi xj]^2 - E[xi]^2 E[xj]^2) / 4: what follows from the two codes being independent.
 */
export class Differences {
  /** By bit: E[xi]^2. */
  readonly #leaning: Float64Array;
  /** By two bits. */
  readonly #covariance = new Float64Array(BITS * BITS);

  /** @param codes - the sample, 32 bytes each one after another. */
  constructor(codes: Uint8Array) {
    const columns = columnsOf(codes);
    const none = new Int32Array(columns[0]!.length);
    const expected = (a: Int32Array, b: Int32Array) => 1 - (2 * different(a, b)) / (codes.length / CODE_BYTES || 1);
    this.#leaning = Float64Array.from(columns, (column) => expected(column, none) ** 2);
    for (let i = 0; i < BITS; i++) {
      for (let j = 0; j <= i; j++) {
        const together = expected(columns[i]!, columns[j]!) ** 2;
        const covariance = (together - this.#leaning[i]! * this.#leaning[j]!) / 4;
        this.#covariance[i * BITS + j] = this.#covariance[j * BITS + i] = covariance;
      }
    }
  }

  /** How often a bit differs. */
  mean(i: number): number {
    return (1 - this.#leaning[i]!) / 2;
  }

  covariance(i: number, j: number): number {
    return this.#covariance[i * BITS + j]!;
  }
}

/** Each bit of all codes, 32 codes a word. */
function columnsOf(codes: Uint8Array): Int32Array[] {
  const count = codes.length / CODE_BYTES;
  return Array.from({ length: BITS }, (_, bit) => {
    const column = new Int32Array(Math.ceil(count / 32));
    for (let i = 0; i < count; i++) {
      column[i >> 5]! |= ((codes[i * CODE_BYTES + (bit >> 3)]! >> (bit & 7)) & 1) << (i & 31);
    }
    return column;
  });
}

/** In how many places two columns differ. */
function different(a: Int32Array, b: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    let word = a[i]! ^ b[i]!;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}
