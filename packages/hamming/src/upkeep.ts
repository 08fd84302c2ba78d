// Keeps the tables up to date: new codes wait among the fresh ones, which every search reads, until there are enough to
// go into the tables. That happens in steps, one part each, spread over the following changes, so that none takes long.

import type { Kernel } from './kernel.ts';
import { chooseFreshCodes } from './options.ts';
import type { Tier } from './options.ts';
import type { Rows } from './rows.ts';
import type { Slots } from './slots.ts';
import { Tables } from './tables.ts';

/** Adding more codes at once than so many times what may be fresh takes longer than building the tables anew. */
const BULK = 16;

/** What an index keeps, and how it was told to keep it. */
export interface Keeping {
  kernel: Kernel;
  rows: Rows;
  slots: Slots;
  tiers: readonly Tier[];
  freshCodes: number | undefined;
}

export class Upkeep {
  readonly #keeping: Keeping;
  #tables: Tables | undefined;
  /** The number of the tier that the tables belong to; -1 while there are none. */
  #tier = -1;
  /** Slots released while tables may hold their entries: recycled once an update has taken these out. */
  #removed: number[] = [];
  #update: Generator<void> | undefined;
  /** How many changes the next step of the update waits for. */
  #wait = 0;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  /** Tables of all codes but the fresh ones; none while every code is to be read. */
  get tables(): Tables | undefined {
    return this.#tables;
  }

  /** To be called before each change. @throws RangeError when there is no memory for larger tables. */
  step(): void {
    this.#update ??= this.#due();
    if (!this.#update || --this.#wait > 0) return;
    if (this.#update.next().done) this.#update = undefined;
  }

  /** To be called when a slot has got its code. */
  added(slot: number): void {
    if (this.#tables || this.#update) this.#keeping.rows.addFresh(slot);
  }

  /** To be called when a slot has been released. */
  removed(slot: number): void {
    if (this.#tables || this.#update) this.#removed.push(slot);
    else this.#keeping.slots.recycle([slot]);
  }

  /** Whether so many codes should all be written and then `rebuild` be called, instead of a step for each. */
  isBulk(codes: number): boolean {
    return codes > BULK * this.#freshLimit();
  }

  /** Builds the tables for all codes at once. Until it is done, or if it fails, there are none. */
  rebuild(): void {
    const tier = Math.max(this.#tier, this.#tierDue());
    const tables = tier === this.#tier ? this.#tables : undefined;
    this.#tables = undefined;
    this.#tier = -1;
    this.#update = undefined;
    if (tier < 0) return;
    const build = this.#build(tier, tables);
    while (!build.next().done);
  }

  #freshLimit(): number {
    const { freshCodes, slots } = this.#keeping;
    return freshCodes ?? chooseFreshCodes(slots.size);
  }

  #tierDue(): number {
    const { tiers, slots } = this.#keeping;
    return tiers.findLastIndex(({ codes }) => slots.size >= codes);
  }

  /** The update that should start now, if any. */
  #due(): Generator<void> | undefined {
    const { rows, slots } = this.#keeping;
    const tier = this.#tierDue();
    if (tier > this.#tier) return this.#build(tier);
    const limit = this.#freshLimit();
    const full = rows.freshCount >= limit || this.#removed.length >= limit + slots.size / 4;
    return this.#tables && full ? this.#merge(this.#tables) : undefined;
  }

  /** Builds tables for a tier, or builds the given ones anew, and then uses them. */
  *#build(tier: number, reused?: Tables): Generator<void> {
    const { kernel, rows, slots, tiers } = this.#keeping;
    const tables = reused ?? new Tables(kernel, rows, tiers[tier].parts);
    yield* this.#settle(tables.build(slots.live()), tables.steps);
    this.#tables = tables;
    this.#tier = tier;
  }

  /** Puts what is fresh into the tables and takes out what is removed. */
  *#merge(tables: Tables): Generator<void> {
    const { rows, slots } = this.#keeping;
    const fresh = rows.fresh.filter((slot) => slots.isLive(slot));
    yield* this.#settle(tables.update(fresh, bitmapOf(this.#removed, slots.used)), tables.steps);
  }

  /** Takes the steps; what was fresh or removed when they began is then neither. */
  *#settle(steps: Iterable<void>, count: number): Generator<void> {
    const { rows, slots } = this.#keeping;
    const fresh = rows.freshCount;
    const removed = this.#removed.length;
    for (const _ of steps) {
      this.#wait = Math.floor(this.#freshLimit() / (2 * count));
      yield;
    }
    rows.dropFresh(fresh);
    slots.recycle(this.#removed.splice(0, removed));
  }
}

/** One bit a slot, set for the given ones; empty if there are none. */
function bitmapOf(slots: number[], used: number): Uint8Array {
  const bitmap = new Uint8Array(slots.length > 0 ? Math.ceil(used / 8) : 0);
  for (const slot of slots) bitmap[slot >> 3] |= 1 << (slot & 7);
  return bitmap;
}
