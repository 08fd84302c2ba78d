// The side of those who search an index that another thread owns: the same classes, on the owner's memories.

import { createKernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { Lives } from './lives.ts';
import { Part } from './part.ts';
import type { Table } from './part.ts';
import { Search } from './search.ts';
import type { Match, Moment } from './search.ts';
import type { Shared } from './sharing.ts';
import { Tables } from './tables.ts';
import type { Renewal, TablesView } from './tables.ts';

export class Reader {
  readonly #kernel: Kernel;
  readonly #seat: number;
  readonly #lives: Lives;
  readonly #search: Search;
  #tables: Tables | undefined;
  /** By number: the parts that were shown last, and those before that may come again. */
  #known = new Map<number, Part>();

  /** @param seat - no two that search the same memories at the same time may have the same; 0 is the owner's. */
  constructor({ module, rows, lives }: Omit<Shared, 'moment'>, seat: number) {
    this.#kernel = createKernel(module, true);
    this.#seat = seat;
    this.#lives = new Lives(lives);
    this.#search = new Search(this.#kernel, this.#lives, { memory: rows, seat });
  }

  /** Has later searches use these tables, or read every code. */
  show(view: TablesView | undefined): void {
    this.#tables = undefined; // should taking the new ones fail, every code is read: the old ones are not to be kept
    this.#tables = view && this.#take(view);
  }

  findMany(codes: Uint8Array, radius: number, moment: Moment): Match[][] {
    this.#see(moment.used);
    return this.#search.findMany(codes, radius, this.#tables, moment);
  }

  /** Makes a table of codes in slots below `used`. Returns how many entries it has room for. */
  make({ from, to, slots, removed }: Renewal, used: number): number {
    this.#see(used);
    const part = new Part(this.#kernel, this.#search.rows, to.width, { memory: to.memory, seat: this.#seat });
    part.copy(from);
    part.update(slots, removed);
    return part.table.capacity;
  }

  /** Sees the memories as long as the owner has made them. */
  #see(used: number): void {
    this.#search.rows.reserve(used);
    this.#lives.reserve(used);
  }

  #take({ order, tables }: TablesView): Tables {
    if (this.#known.size > 2 * tables.length) this.#known = new Map();
    const parts = tables.map((table) => {
      const part = this.#partOf(table);
      part.open(table.capacity);
      return part;
    });
    const taken = new Tables(this.#kernel, this.#search.rows, parts.length, parts);
    taken.setOrder(order);
    return taken;
  }

  #partOf({ number, memory, width }: Table): Part {
    const place = { memory, seat: this.#seat };
    const part = this.#known.get(number) ?? new Part(this.#kernel, this.#search.rows, width, place);
    this.#known.set(number, part);
    return part;
  }
}
