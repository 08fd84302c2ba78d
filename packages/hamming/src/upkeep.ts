// Keeps the tables up to date: new codes wait among the fresh ones, which every search reads, until there are enough to
// go into the tables. That happens in steps, one part each: spread over the following changes, so that none takes long,
// or in another thread where the index is shared with one.

import type { Kernel } from './kernel.ts';
import type { Settings } from './options.ts';
import type { Rows } from './rows.ts';
import type { Crew } from './sharing.ts';
import type { Slots } from './slots.ts';
import { Tables } from './tables.ts';

/** Adding more codes at once than so many times what may be fresh takes longer than building the tables anew. */
const BULK = 16;

/** A merge that nobody waits for begins at one in so many, so that searches have less to read. */
const SOONER = 4;

/** How many are fresh and removed when an update begins; at its end they are neither. */
interface Waiting {
  freshCount: number;
  removedCount: number;
}

/** What goes into the tables, and what goes out of them. */
interface Merge extends Waiting {
  fresh: Uint32Array;
  removed: Uint8Array;
}

/** A merge by another thread. */
interface Renewing {
  merge: Merge;
  tables: Tables;
  /** The part that is renewed next. */
  part: number;
}

/** Slots, and places in the list of the fresh ones, that searches under way may still come to. */
interface Leaving {
  slots: number[];
  first: number;
}

export class Upkeep {
  readonly #kernel: Kernel;
  readonly #rows: Rows;
  readonly #slots: Slots;
  readonly #settings: Settings;
  #tables: Tables | undefined;
  /** The number of the tier that the tables belong to; -1 while there are none. */
  #tier = -1;
  /** Slots released while tables or other threads may lead to them: recycled once none does. */
  #removed: number[] = [];
  #update: Generator<void> | undefined;
  /** How many changes the next step of the update waits for. */
  #wait = 0;
  #crew: Crew | undefined;
  #renewing: Renewing | undefined;
  /** Whether the crew could not go on, so that this thread has to. */
  #failed = false;
  readonly #leaving = new Set<Leaving>();

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

  /**
   * Has a crew search the tables and renew them from now on, or none. What is under way here comes to its end first.
   *
   * @throws Error if another crew does.
   */
  work(crew: Crew | undefined): void {
    if (crew && this.#crew) throw new Error('The index is shared already; close its readers first');
    this.#finish();
    try {
      this.#alone();
    } finally {
      this.#crew = crew;
      if (!this.#tables) this.#settled(this.#waiting);
      this.#show();
    }
  }

  /** To be called before each change. @throws RangeError when there is no memory for larger tables. */
  step(): void {
    if (this.#failed || this.#rows.isFull) this.#catchUp();
    if (this.#renewing) return;
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
    if (this.#tables || this.#update || this.#crew) this.#removed.push(slot);
    else this.#slots.recycle([slot]);
  }

  /** Whether so many codes should all be written and then `rebuild` be called, instead of a step for each. */
  isBulk(codes: number): boolean {
    return codes > BULK * this.#settings.freshCodes(this.#slots.size);
  }

  /** Builds the tables for all codes at once. Until it is done, or if it fails, there are none. */
  rebuild(): void {
    const tier = Math.max(this.#tier, this.#tierDue());
    const tables = tier === this.#tier ? this.#tables : undefined;
    this.#tables = undefined;
    this.#tier = -1;
    this.#update = undefined;
    this.#alone();
    if (tier < 0) return;
    const build = this.#build(tier, tables);
    while (!build.next().done);
  }

  #freshLimit(): number {
    const codes = this.#settings.freshCodes(this.#slots.size);
    return this.#crew ? Math.ceil(codes / SOONER) : codes;
  }

  #tierDue(): number {
    return this.#settings.tiers.findLastIndex(({ codes }) => this.#slots.size >= codes);
  }

  /** The update that should start now in this thread, if any. */
  #due(): Generator<void> | undefined {
    const tier = this.#tierDue();
    if (tier > this.#tier) return this.#build(tier);
    if (!this.#isMergeDue()) return undefined;
    if (!this.#crew) return this.#tables && this.#merge(this.#tables);
    if (this.#tables) void this.#renew(this.#crew, this.#tables);
    else this.#settled(this.#waiting);
    return undefined;
  }

  #isMergeDue(): boolean {
    const limit = this.#freshLimit();
    return this.#rows.freshCount >= limit || this.#removed.length >= limit + this.#slots.size / 4;
  }

  /** Builds tables for a tier, or builds the given ones anew, and then uses them. */
  *#build(tier: number, reused?: Tables): Generator<void> {
    const tables = reused ?? new Tables(this.#kernel, this.#rows, this.#settings.tiers[tier]!.parts);
    const waiting = this.#waiting;
    yield* this.#paced(tables.build(this.#slots.live()), tables.steps);
    this.#tables = tables;
    this.#tier = tier;
    this.#show();
    this.#settled(waiting);
  }

  *#merge(tables: Tables): Generator<void> {
    const merge = this.#gather();
    yield* this.#paced(tables.update(merge.fresh, merge.removed), tables.steps);
    this.#settled(merge);
  }

  *#paced(steps: Iterable<void>, count: number): Generator<void> {
    for (const _ of steps) {
      this.#wait = Math.floor(this.#freshLimit() / (2 * count));
      yield;
    }
  }

  /** Has the crew renew one part after another, each in the memory that the one before has left. */
  async #renew(crew: Crew, tables: Tables): Promise<void> {
    const renewing = { merge: this.#gather(), tables, part: 0 };
    this.#renewing = renewing;
    try {
      for (; renewing.part < tables.steps; renewing.part++) {
        await crew.passed();
        if (this.#renewing !== renewing) return; // this thread has finished it
        const { fresh, removed } = renewing.merge;
        const capacity = await crew.make(tables.renewal(renewing.part, fresh, removed));
        if (this.#renewing !== renewing) return;
        tables.renew(renewing.part, capacity);
        this.#show();
      }
    } catch {
      if (this.#renewing === renewing) this.#failed = true; // the crew tells why; this thread goes on with the next change
      return;
    }
    this.#renewing = undefined;
    this.#settled(renewing.merge);
    if (this.#tierDue() <= this.#tier && this.#isMergeDue()) void this.#renew(crew, tables);
  }

  /** Merges everything that is fresh, while the crew reads every code. */
  #catchUp(): void {
    this.#finish();
    this.#alone();
    if (this.#tables) for (const _ of this.#merge(this.#tables));
    else this.#settled(this.#waiting);
    this.#freeAll(); // nobody has asked for anything since this thread is alone
    this.#show();
  }

  /** Takes all steps that are left of what this thread is at. */
  #finish(): void {
    while (this.#update && !this.#update.next().done);
    this.#update = undefined;
  }

  /** To be called when no search is under way. */
  #freeAll(): void {
    for (const leaving of this.#leaving) this.#free(leaving);
  }

  /** Ends what the crew is at, so that this thread may change everything until it shows the tables again. */
  #alone(): void {
    const crew = this.#crew;
    if (!crew) return;
    crew.show(undefined);
    crew.waitMade();
    crew.waitPassed();
    this.#freeAll();
    const renewing = this.#renewing;
    this.#renewing = undefined;
    this.#failed = false;
    if (!renewing) return;
    const { merge, tables, part } = renewing;
    for (const _ of tables.update(merge.fresh, merge.removed, part));
    this.#settled(merge);
    this.#freeAll();
  }

  #show(): void {
    this.#crew?.show(this.#tables?.view);
  }

  get #waiting(): Waiting {
    return { freshCount: this.#rows.freshCount, removedCount: this.#removed.length };
  }

  #gather(): Merge {
    return {
      ...this.#waiting,
      fresh: this.#rows.fresh.filter((slot) => this.#slots.isLive(slot)),
      removed: bitmapOf(this.#removed, this.#slots.used),
    };
  }

  /** What was merged is neither fresh nor removed any more; its places are used again once no search comes to them. */
  #settled({ freshCount, removedCount }: Waiting): void {
    this.#rows.dropFresh(freshCount);
    const leaving = { slots: this.#removed.splice(0, removedCount), first: this.#rows.range.first };
    this.#leaving.add(leaving);
    if (this.#crew) void this.#crew.passed().then(() => this.#free(leaving));
    else this.#free(leaving);
  }

  #free(leaving: Leaving): void {
    if (!this.#leaving.delete(leaving)) return;
    this.#rows.letGo(leaving.first);
    this.#slots.recycle(leaving.slots);
  }
}

/** One bit a slot, set for the given ones; empty if there are none. */
function bitmapOf(slots: number[], used: number): Uint8Array {
  const bitmap = new Uint8Array(slots.length > 0 ? Math.ceil(used / 8) : 0);
  for (const slot of slots) bitmap[slot >> 3]! |= 1 << (slot & 7);
  return bitmap;
}
