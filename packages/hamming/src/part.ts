// One part of the bits and its table, in a WebAssembly memory of its own: see assembly/part.ts.

import { reserve } from './kernel.ts';
import type { Kernel, PartKernel, Place } from './kernel.ts';
import { TAIL_BITS } from './ring.ts';
import { CODE_BYTES } from './rows.ts';
import type { Rows } from './rows.ts';

/** Keys are looked up at up to so many flipped bits from the query's key. */
export const MAX_FLIPS = 2;

/** A table that has become too small gets room for one 16th more than it needs. */
const SPARE_SHIFT = 4;

/** Keys purged in a call: few enough that engines replace the slow code they start a function with between two calls. */
const PURGED_KEYS = 16_384;

/** Each table's number, by which other threads know it again. */
let tables = 0;

/** A part's table where any thread can take it up. It is not to be changed while others search it. */
export interface Table {
  number: number;
  memory: WebAssembly.Memory;
  width: number;
  capacity: number;
}

export class Part {
  /** Sets key and tail of the code that is searched for. Straight from the kernel, as the next two: a tenth faster. */
  readonly aim: (key: number, tail: number) => void;
  /** Has the buckets found brought from memory, before they are checked. */
  readonly touch: () => void;
  /** Reports the candidates in the buckets found. */
  readonly check: () => void;
  readonly #find: PartKernel['find'];
  readonly #kernel: PartKernel;
  readonly #number = tables++;
  readonly #rows: Rows;
  readonly #width: number;
  /** How many masks have fewer than 0, 1, 2, ... flips; they stand in that order. */
  readonly #masks: number[] = [0];
  /** How many entries there is room for. */
  #capacity = 0;

  /**
   * A part of `width` bits. Candidates are reported through the rows.
   *
   * @param place - where the table of another thread is; by default it is new.
   */
  constructor(kernel: Kernel, rows: Rows, width: number, place?: Place) {
    this.#rows = rows;
    this.#width = width;
    this.#kernel = kernel.startPart(rows.verify, place);
    const rings = flipMasks(width);
    for (const ring of rings) this.#masks.push(this.#masks.at(-1)! + ring.length);
    if (!place) {
      this.#reserve(this.#kernel.CODES.value);
      new Uint32Array(this.#kernel.memory.buffer, this.#kernel.MASKS.value).set(rings.flat());
    }
    this.aim = this.#kernel.aim;
    this.touch = this.#kernel.touch;
    this.check = this.#kernel.check;
    this.#find = this.#kernel.find;
  }

  get table(): Table {
    return { number: this.#number, memory: this.#kernel.memory, width: this.#width, capacity: this.#capacity };
  }

  /** Takes the table, which is in the same memory, as another thread left it. */
  open(capacity: number): void {
    this.#kernel.open(this.#width, capacity);
    this.#capacity = capacity;
  }

  /** Makes this table a copy of another one, of as many bits. */
  copy({ memory, capacity }: Table): void {
    this.open(capacity);
    const [first, end] = [this.#kernel.BITS.value, this.#kernel.endOf(capacity)];
    this.#reserve(end);
    new Uint8Array(this.#kernel.memory.buffer).set(new Uint8Array(memory.buffer, first, end - first), first);
  }

  /** How many entries there are at fewer than `share` flipped bits from the query's key. */
  neighbours(share: number): number {
    return this.#kernel.neighbours(this.#masks[share]!);
  }

  /**
   * Finds the buckets at fewer than `share` flipped bits, for codes that differ from the query in at most `limit` bits of
   * key and tail. Returns how many entries they have.
   */
  find(share: number, limit: number): number {
    return this.#find(this.#masks[share]!, limit);
  }

  /** Makes the table anew from the codes in the given slots, for a part of the given `bits` and the tail behind them. */
  build(bits: Uint8Array, slots: Uint32Array): void {
    const kernel = this.#kernel;
    new Uint8Array(kernel.memory.buffer, kernel.BITS.value).set(bits);
    kernel.choose(bits.length - TAIL_BITS);
    this.#reserve(kernel.endOf(slots.length));
    kernel.clear();
    this.#widen(slots.length);
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
    const at = this.#kernel.endOf(this.#capacity);
    this.#reserve(at + removed.length);
    new Uint8Array(this.#kernel.memory.buffer).set(removed, at);
    let first = 0;
    while (this.#kernel.purge(at, first, first + PURGED_KEYS)) first += PURGED_KEYS;
  }

  #merge(codes: number): void {
    const kernel = this.#kernel;
    const entries = kernel.length() + codes;
    if (entries > this.#capacity) this.#widen(entries + (entries >> SPARE_SHIFT));
    kernel.rank(codes);
    new Float64Array(kernel.memory.buffer, kernel.RANKS.value, codes).sort();
    kernel.merge(codes);
  }

  #widen(capacity: number): void {
    this.#reserve(this.#kernel.endOf(capacity));
    this.#kernel.widen(capacity);
    this.#capacity = capacity;
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
    reserve(this.#kernel.memory, bytes);
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
