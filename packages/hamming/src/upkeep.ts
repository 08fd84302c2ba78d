// Keeps the tables up to date: new codes wait among the fresh ones, which every search reads, until there are enough to
// go into the tables. That happens in steps, one part each, spread over the following changes, so that none takes long.

import type { Kernel } from './kernel.ts';
import type { Settings } from './options.ts';
import type { Rows } from './rows.ts';
import type { Slots } from './slots.ts';
import { Tables } from './tables.ts';

/** Adding more codes at once than so many times what may be fresh takes longer than building the tables anew. */
const BULK = 16;

export class Upkeep {
  readonly #kernel: Kernel;
  readonly #rows: Rows;
  readonly #slots: Slots;
  readonly #settings: Settings;
  #tables: Tables | undefined;
  /** The number of the tier that the tables belong to; -1 while there are none. */
  #tier = -1;
  /** Slots released while tables may hold their entries: recycled once an update has taken these out. */
  #removed: number[] = [];
  #update: Generator<void> | undefined;
  /** How many changes the next step of the update waits for. */
  #wait = 0;

  constructor(kernel: Kernel, rows: Rows, slots: Slots, settings: Settings) {
    this.#kernel = kernel;
    this.#rows = rows;
    this.#slots = slots;
    this.#settings = settings;
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
    if (this.#tables || this.#update) this.#rows.addFresh(slot);
  }

  /** To be called when a slot has been released. */
  removed(slot: number): void {
    if (this.#tables || this.#update) this.#removed.push(slot);
    else this.#slots.recycle([slot]);
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
    return this.#settings.freshCodes(this.#slots.size);
  }

  #tierDue(): number {
    return this.#settings.tiers.findLastIndex(({ codes }) => this.#slots.size >= codes);
  }

  /** The update that should start now, if any. */
  #due(): Generator<void> | undefined {
    const tier = this.#tierDue();
    if (tier > this.#tier) return this.#build(tier);
    const limit = this.#freshLimit();
    const full = this.#rows.freshCount >= limit || this.#removed.length >= limit + this.#slots.size / 4;
    return this.#tables && full ? this.#merge(this.#tables) : undefined;
  }

  /** Builds tables for a tier, or builds the given ones anew, and then uses them. */
  *#build(tier: number, reused?: Tables): Generator<void> {
    const tables = reused ?? new Tables(this.#kernel, this.#rows, this.#settings.tiers[tier]!.parts);
    yield* this.#settle(tables.build(this.#slots.live()), tables.steps);
    this.#tables = tables;
    this.#tier = tier;
  }

  /** Puts what is fresh into the tables and takes out what is removed. */
  *#merge(tables: Tables): Generator<void> {
    const fresh = this.#rows.fresh.filter((slot) => this.#slots.isLive(slot));
    yield* this.#settle(tables.update(fresh, bitmapOf(this.#removed, this.#slots.used)), tables.steps);
  }

  /** Takes the steps; what was fresh or removed when they began is then neither. */
  *#settle(steps: Iterable<void>, count: number): Generator<void> {
    const fresh = this.#rows.freshCount;
    const removed = this.#removed.length;
    for (const _ of steps) {
      this.#wait = Math.floor(this.#freshLimit() / (2 * count));
      yield;
    }
    this.#rows.dropFresh(fresh);
    this.#slots.recycle(this.#removed.splice(0, removed));
  }
}

/** One bit a slot, set for the given ones; empty if there are none. */
function bitmapOf(slots: number[], used: number): Uint8Array {
  const bitmap = new Uint8Array(slots.length > 0 ? Math.ceil(used / 8) : 0);
  for (const slot of slots) bitmap[slot >> 3]! |= 1 << (slot & 7);
  return bitmap;
}
