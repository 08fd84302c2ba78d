// One part of the bits and its table, in a WebAssembly memory of its own: see assembly/part.ts.

import { reserve } from './kernel.ts';
import type { Kernel, PartKernel } from './kernel.ts';
import { CODE_BYTES } from './rows.ts';
import type { Rows } from './rows.ts';

/** Keys are looked up at up to so many flipped bits from the query's key. */
export const MAX_FLIPS = 2;

const ENTRY_BYTES = 16;

/** Keys purged in a call: few enough that engines replace the slow code they start a function with between two calls. */
const PURGED_KEYS = 16_384;

export class Part {
  readonly #kernel: PartKernel;
  readonly #rows: Rows;
  readonly #entriesAt: number;
  /** Masks with f flips have the numbers from #rings[f] up to #rings[f + 1]. */
  readonly #rings: number[];
  #query = new Uint8Array();

  /** The part of `width` bits from `firstBit` on. Candidates are reported through the rows. */
  constructor(kernel: Kernel, rows: Rows, firstBit: number, width: number) {
    this.#rows = rows;
    this.#kernel = kernel.startPart(rows.verify);
    this.#entriesAt = this.#kernel.choose(firstBit, width);
    this.#reserve(this.#entriesAt);
    const rings = flipMasks(width);
    new Uint32Array(this.#kernel.memory.buffer, this.#kernel.MASKS.value).set(rings.flat());
    this.#rings = [0];
    for (const ring of rings) this.#rings.push(this.#rings.at(-1)! + ring.length);
  }

  /** Sets the code that the next probes search for. */
  aim(code: Uint8Array): void {
    this.#query.set(code);
  }

  /**
   * Reports the candidates whose key differs in exactly `flips` bits from the query's, `flips` being at most both
   * MAX_FLIPS and `radius`. Returns how many entries it looked at.
   */
  probe(flips: number, radius: number): number {
    return this.#kernel.probe(this.#rings[flips]!, this.#rings[flips + 1]!, radius - flips);
  }

  /** Makes the table anew, from the codes in the given slots. */
  build(slots: Uint32Array): void {
    const kernel = this.#kernel;
    this.#reserve(this.#entriesAt + slots.length * ENTRY_BYTES);
    kernel.clear();
    for (const block of this.#blocks(slots)) kernel.count(block);
    kernel.accumulate();
    for (const block of this.#blocks(slots)) kernel.place(block);
  }

  /** Adds the codes in the given slots, after taking out the entries whose slot is set in the bitmap `removed`. */
  update(slots: Uint32Array, removed: Uint8Array): void {
    if (removed.length > 0) this.#purge(removed);
    for (const block of this.#blocks(slots)) this.#merge(block);
  }

  #purge(removed: Uint8Array): void {
    const at = this.#end();
    this.#reserve(at + removed.length);
    new Uint8Array(this.#kernel.memory.buffer).set(removed, at);
    let first = 0;
    while (this.#kernel.purge(at, first, first + PURGED_KEYS)) first += PURGED_KEYS;
  }

  #merge(codes: number): void {
    const kernel = this.#kernel;
    this.#reserve(this.#end() + codes * ENTRY_BYTES);
    kernel.rank(codes);
    new Float64Array(kernel.memory.buffer, kernel.RANKS.value, codes).sort();
    kernel.merge(codes);
  }

  #end(): number {
    return this.#entriesAt + this.#kernel.length() * ENTRY_BYTES;
  }

  /** Puts the codes in the given slots before the kernel, block by block, and says how many a block holds. */
  *#blocks(slots: Uint32Array): Generator<number> {
    const { memory, BLOCK, CODES, SLOTS } = this.#kernel;
    for (let from = 0; from < slots.length; from += BLOCK.value) {
      const block = slots.subarray(from, from + BLOCK.value);
      new Uint32Array(memory.buffer, SLOTS.value, block.length).set(block);
      this.#rows.copy(block, new Uint8Array(memory.buffer, CODES.value, block.length * CODE_BYTES));
      yield block.length;
    }
  }

  #reserve(bytes: number): void {
    const { memory, QUERY } = this.#kernel;
    reserve(memory, bytes);
    this.#query = new Uint8Array(memory.buffer, QUERY.value, CODE_BYTES);
  }
}

/** All masks of `width` bits with 0, 1, ... MAX_FLIPS bits set, ascending, so that probes walk through memory. */
function flipMasks(width: number): number[][] {
  const rings: number[][] = [[0]];
  for (let flips = 1; flips <= MAX_FLIPS; flips++) {
    rings.push(
      rings[flips - 1]!.flatMap((mask) => {
        const first = 32 - Math.clz32(mask);
        return Array.from({ length: width - first }, (_, i) => mask | (1 << (first + i)));
      }),
    );
  }
  return rings.map((ring) => ring.toSorted((a, b) => a - b));
}
