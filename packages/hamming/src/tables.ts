// The tables of all parts, and how a search is spread over them: generalised pigeonhole, as in Qin et al., "GPH:
// Similarity Search in Hamming Space", ICDE 2018. If two codes differ in at most r bits, and the disjoint parts get
// thresholds t with sum(t + 1) = r + 1, then some part differs in at most its own threshold.

import type { Kernel } from './kernel.ts';
import { MAX_FLIPS, Part } from './part.ts';
import type { Rows } from './rows.ts';

const CODE_BITS = 256;

export class Tables {
  /** The largest radius that the tables can search exactly. */
  readonly reach: number;
  readonly #parts: Part[];

  /** Tables for `count` parts of equal width; bits left over belong to no part. */
  constructor(kernel: Kernel, rows: Rows, count: number) {
    const width = Math.floor(CODE_BITS / count);
    this.#parts = Array.from({ length: count }, (_, i) => new Part(kernel, rows, i * width, width));
    this.reach = count * (MAX_FLIPS + 1) - 1;
  }

  /** How many steps building or updating takes. */
  get steps(): number {
    return this.#parts.length;
  }

  /** Makes all tables anew from the codes in the given slots, one part a step. */
  *build(slots: Uint32Array): Generator<void> {
    for (const part of this.#parts) {
      part.build(slots);
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
   * it has looked at more than `mostEntries` entries.
   *
   * The sum of thresholds leaves most parts the same number of flips and some one more. Those are the parts where the
   * query has the fewest neighbours so far, which spares the crowded ones.
   */
  search(code: Uint8Array, radius: number, mostEntries: number): boolean {
    const flips = Math.floor((radius + 1) / this.#parts.length);
    const further = (radius + 1) % this.#parts.length;
    let looked = 0;
    const neighbours: { part: Part; entries: number }[] = [];
    for (const part of this.#parts) {
      part.aim(code);
      const entries = probeAll(part, flips, radius);
      neighbours.push({ part, entries });
      looked += entries;
      if (looked > mostEntries) return false;
    }
    neighbours.sort((a, b) => a.entries - b.entries);
    for (const { part } of neighbours.slice(0, further)) {
      looked += part.probe(flips, radius);
      if (looked > mostEntries) return false;
    }
    return true;
  }
}

/** Probes a part at fewer than `flips` flips. Returns how many entries were looked at. */
function probeAll(part: Part, flips: number, radius: number): number {
  let entries = 0;
  for (let f = 0; f < flips; f++) entries += part.probe(f, radius);
  return entries;
}
