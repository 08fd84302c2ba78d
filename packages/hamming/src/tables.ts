// The tables of all parts. thresholds.ts says how a search is spread over them, order.ts which bits each part has.

import type { Kernel } from './kernel.ts';
import { learnOrder } from './order.ts';
import { MAX_FLIPS, Part } from './part.ts';
import type { Table } from './part.ts';
import { Ring, TAIL_BITS } from './ring.ts';
import { CODE_BYTES } from './rows.ts';
import type { Rows } from './rows.ts';
import { allot, limitsOf } from './thresholds.ts';

const CODE_BITS = 8 * CODE_BYTES;

/** So many codes, evenly spread over all, are what the order of the bits is learnt from. */
const SAMPLE = 4096;

/** The tables where any thread can take them up. */
export interface TablesView {
  order: Uint8Array;
  tables: Table[];
}

/** A part's table to be made anew elsewhere: a copy of `from` in `to`, updated. */
export interface Renewal {
  from: Table;
  to: Table;
  slots: Uint32Array;
  removed: Uint8Array;
}

export class Tables {
  /** The largest radius that the tables can search exactly. */
  readonly reach: number;
  readonly #kernel: Kernel;
  readonly #rows: Rows;
  readonly #width: number;
  /** How many parts an entry's tail reaches into. */
  readonly #following: number;
  readonly #parts: Part[];
  /** Where the next part is made anew. */
  #spare: Part | undefined;
  #order: Uint8Array = Uint8Array.from({ length: CODE_BITS }, (_, bit) => bit);
  #ring: Ring;

  /**
   * Tables for `count` parts of equal width; bits left over belong to no part.
   *
   * @param parts - those of another thread; by default they are new.
   */
  constructor(kernel: Kernel, rows: Rows, count: number, parts?: Part[]) {
    this.#kernel = kernel;
    this.#rows = rows;
    this.#width = Math.floor(CODE_BITS / count);
    this.#following = Math.ceil(TAIL_BITS / this.#width);
    this.#parts = parts ?? Array.from({ length: count }, () => this.#newPart());
    this.#ring = new Ring(this.#order, count);
    this.reach = count * (MAX_FLIPS + 1) - 1;
  }

  /** How many steps updating takes; building takes one more. */
  get steps(): number {
    return this.#parts.length;
  }

  /** Makes all tables anew from the codes in the given slots: learns the order of the bits, then one part a step. */
  *build(slots: Uint32Array): Generator<void> {
    this.setOrder(learnOrder(this.#sample(slots), this.#parts.length));
    yield;
    for (const [i, part] of this.#parts.entries()) {
      part.build(this.#ring.bitsOf(i), slots);
      yield;
    }
  }

  /** Adds the codes in the given slots and takes out those set in the bitmap `removed`, one part a step. */
  *update(slots: Uint32Array, removed: Uint8Array, from = 0): Generator<void> {
    for (const part of this.#parts.slice(from)) {
      part.update(slots, removed);
      yield;
    }
  }

  /** What is to be made elsewhere so that a part can be renewed, instead of updating it here. */
  renewal(part: number, slots: Uint32Array, removed: Uint8Array): Renewal {
    this.#spare ??= this.#newPart();
    return { from: this.#parts[part]!.table, to: this.#spare.table, slots, removed };
  }

  /** Puts the new table of a part, which has room for `capacity` entries, in the place of the old one. */
  renew(part: number, capacity: number): void {
    const made = this.#spare!;
    made.open(capacity);
    [this.#parts[part], this.#spare] = [made, this.#parts[part]];
  }

  get view(): TablesView {
    return { order: this.#order, tables: this.#parts.map((part) => part.table) };
  }

  /** Sets which bits each part has. */
  setOrder(order: Uint8Array): void {
    this.#order = order;
    this.#ring = new Ring(order, this.#parts.length);
  }

  /**
   * Reports every code within a radius of at most `reach`, some of them more than once. Gives up, returning false, when
   * there are more than `mostEntries` entries to look at.
   */
  search(code: Uint8Array, radius: number, mostEntries: number): boolean {
    const parts = this.#parts;
    this.#aim(code);
    const shares = allot(radius + 1, parts.length, (i, share) => parts[i]!.neighbours(share));
    const limits = limitsOf(shares, this.#following);
    let entries = 0;
    for (let i = 0; i < parts.length; i++) {
      entries += parts[i]!.find(shares[i]!, limits[i]!);
      if (entries > mostEntries) return false;
    }
    for (const part of parts) part.touch();
    for (const part of parts) part.check();
    return true;
  }

  #newPart(): Part {
    return new Part(this.#kernel, this.#rows, this.#width);
  }

  #aim(code: Uint8Array): void {
    const ring = this.#ring;
    ring.read(code);
    for (let i = 0; i < this.#parts.length; i++) this.#parts[i]!.aim(ring.keyOf(i), ring.tailOf(i));
  }

  #sample(slots: Uint32Array): Uint8Array {
    const step = Math.max(1, slots.length / SAMPLE);
    const count = Math.ceil(slots.length / step);
    const sample = Uint32Array.from({ length: count }, (_, i) => slots[Math.floor(i * step)]!);
    const codes = new Uint8Array(count * CODE_BYTES);
    this.#rows.copy(sample, codes);
    return codes;
  }
}
