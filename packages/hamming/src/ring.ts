// The bits of all parts in their order, as a ring: behind the last part comes the first. Each part has a key, its own
// bits, and a tail, the TAIL_BITS bits behind them.

import { CODE_BYTES } from './rows.ts';

/** How many of the bits that follow a part stand in each of its entries. */
export const TAIL_BITS = 32;

const CODE_BITS = 8 * CODE_BYTES;
const WORDS = (CODE_BITS + TAIL_BITS) / 32;

export class Ring {
  readonly #width: number;
  /** Once around, and as far again as the last part's tail reaches. */
  readonly #bits: Uint8Array;
  /** Those bits of a code, and a word that is only read past the end. */
  readonly #words = new Uint32Array(WORDS + 1);

  /** @param order - the bits of the first part, then of the second, and so on; those left over are in no part. */
  constructor(order: Uint8Array, parts: number) {
    this.#width = Math.floor(CODE_BITS / parts);
    const around = parts * this.#width;
    this.#bits = Uint8Array.from({ length: around + TAIL_BITS }, (_, i) => order[i % around]!);
  }

  /** The bits of a part's key, and then of its tail. */
  bitsOf(part: number): Uint8Array {
    const first = part * this.#width;
    return this.#bits.slice(first, first + this.#width + TAIL_BITS);
  }

  /**
   * Makes keyOf and tailOf those of a code. The kernel does the same with tables, for the codes that come into a part:
   * a million times the same is quicker so, but once for each of all parts is not, with nothing of them in a cache.
   */
  read(code: Uint8Array): void {
    this.#words.fill(0);
    for (let i = 0; i < this.#bits.length; i++) {
      const bit = this.#bits[i]!;
      this.#words[i >> 5]! |= ((code[bit >> 3]! >> (bit & 7)) & 1) << (i & 31);
    }
  }

  /** The code's value in a part. */
  keyOf(part: number): number {
    return this.#wordAt(part * this.#width) & ((1 << this.#width) - 1);
  }

  /** The code's bits behind a part. */
  tailOf(part: number): number {
    return this.#wordAt((part + 1) * this.#width);
  }

  /** The 32 bits from place `first` on. */
  #wordAt(first: number): number {
    const [low, high] = [this.#words[first >> 5]!, this.#words[(first >> 5) + 1]!];
    return (first & 31) === 0 ? low : (low >>> (first & 31)) | (high << (32 - (first & 31)));
  }
}
