// One search after another, in whichever thread: through the tables and the fresh codes, or through every code.

import type { Kernel, Place } from './kernel.ts';
import type { Lives } from './lives.ts';
import { CODE_BYTES, Rows } from './rows.ts';
import type { Fresh } from './rows.ts';
import type { Tables } from './tables.ts';

/** A code that was found: its id, and in how many bits it differs from the one searched for. */
export interface Match {
  id: number;
  distance: number;
}

/**
 * What there is to search at some moment. What goes later is not found any more; what comes later may be found where it
 * has the slot of what had gone before.
 */
export interface Moment {
  /** How many codes there are. */
  size: number;
  /** All of them stand in slots below this. */
  used: number;
  fresh: Fresh;
}

export class Search {
  readonly rows: Rows;
  readonly #lives: Lives;
  readonly #isOwner: boolean;
  #radius = 0;
  #matches: Match[] = [];

  /** @param place - where another thread's rows are; by default there are new ones. */
  constructor(kernel: Kernel, lives: Lives, place?: Place) {
    this.rows = new Rows(kernel, (slot, distance) => this.#found(slot, distance), place);
    this.#lives = lives;
    this.#isOwner = place === undefined;
  }

  /** All codes within the radius: nearest first, then by id. `tables` hold all but the fresh ones, if there are any. */
  find(code: Uint8Array, radius: number, tables: Tables | undefined, moment: Moment): Match[] {
    this.#matches = [];
    this.#radius = radius;
    this.rows.aim(code, radius);
    // Beyond their reach tables cannot search; and they give up where reading every code takes less long.
    if (tables && radius <= tables.reach && tables.search(code, radius, moment.size)) {
      this.rows.scanFresh(moment.fresh);
    } else {
      this.#matches = [];
      this.rows.scan(moment.used);
    }
    const matches = this.#matches.toSorted((a, b) => a.distance - b.distance || a.id - b.id);
    if (matches.length < 2) return matches;
    // Two parts, or a part and the fresh codes, may have led to the same code; and an id that was given another code
    // meanwhile may be found with both.
    const ids = new Set<number>();
    return matches.filter(({ id }) => !ids.has(id) && ids.add(id));
  }

  /** What `find` gives for each of many codes, 32 bytes each one after another. */
  findMany(codes: Uint8Array, radius: number, tables: Tables | undefined, moment: Moment): Match[][] {
    return Array.from({ length: codes.length / CODE_BYTES }, (_, i) =>
      this.find(codes.subarray(i * CODE_BYTES, (i + 1) * CODE_BYTES), radius, tables, moment),
    );
  }

  /**
   * A slot may be given to another code during a search in another thread, though only once, and only if it had none when
   * the search began (upkeep.ts). Then its code may have been read half written: it counts as it is once it is live.
   */
  #found(slot: number, distance: number): void {
    if (!this.#lives.isLive(slot)) return;
    const now = this.#isOwner ? distance : this.rows.distanceTo(slot);
    if (now <= this.#radius) this.#matches.push({ id: this.#lives.idOf(slot), distance: now });
  }
}
