// The tables of all parts. thresholds.ts says how a search is spread over them, order.ts which bits each part has.

import type { Kernel } from './kernel.ts';
import { learnOrder } from './order.ts';
import { MAX_FLIPS, Part } from './part.ts';
import { Ring, TAIL_BITS } from './ring.ts';
import { CODE_BYTES } from './rows.ts';
import type { Rows } from './rows.ts';
import { allot, limitsOf } from './thresholds.ts';

const CODE_BITS = 8 * CODE_BYTES;

/** So many codes, evenly spread over all, are what the order of the bits is learnt from. */
const SAMPLE = 4096;

export class Tables {
  /** The largest radius that the tables can search exactly. */
  readonly reach: number;
  readonly #rows: Rows;
  /** How many parts an entry's tail reaches into. */
  readonly #following: number;
  readonly #parts: Part[];
  #ring: Ring;

  /** Tables for `count` parts of equal width; bits left over belong to no part. */
  constructor(kernel: Kernel, rows: Rows, count: number) {
    this.#rows = rows;
    const width = Math.floor(CODE_BITS / count);
    this.#following = Math.ceil(TAIL_BITS / width);
    this.#parts = Array.from({ length: count }, () => new Part(kernel, rows, width));
    this.#ring = new Ring(
      Uint8Array.from({ length: CODE_BITS }, (_, bit) => bit),
      count,
    );
    this.reach = count * (MAX_FLIPS + 1) - 1;
  }

  /** How many steps updating takes; building takes one more. */
  get steps(): number {
    return this.#parts.length;
  }

  /** Makes all tables anew from the codes in the given slots: learns the order of the bits, then one part a step. */
  *build(slots: Uint32Array): Generator<void> {
    this.#ring = new Ring(learnOrder(this.#sample(slots), this.#parts.length), this.#parts.length);
    yield;
    for (const [i, part] of this.#parts.entries()) {
      part.build(this.#ring.bitsOf(i), slots);
      yield;
    }
  }

  /** Adds the codes in the given slots and takes out those set in the bitmap `removed`, one part a step. */
  *update(slots: Uint32Array, removed: Uint8Array): Generator<void> {
    for (const part of this.#parts) {
      part.update(slots, removed);
      yield;
    }
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
