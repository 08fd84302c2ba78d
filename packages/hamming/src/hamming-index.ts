// The index as its users see it. Which id has which slot is in slots.ts, each code in rows.ts; tables.ts finds most of
// the codes within a radius without reading the rest, and upkeep.ts keeps the tables up to date.

import { checkCode, checkCodes, checkId, checkIds, checkRadius } from './checks.ts';
import type { Kernel } from './kernel.ts';
import { settingsOf } from './options.ts';
import type { HammingOptions } from './options.ts';
import { CODE_BYTES } from './rows.ts';
import { Search } from './search.ts';
import type { Match, Moment } from './search.ts';
import type { Crew, Shared } from './sharing.ts';
import { Slots } from './slots.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { Upkeep } from './upkeep.ts';

export type { Match } from './search.ts';

/**
 * An index of 256-bit codes, 32 bytes each, that finds exactly those within a Hamming distance. Each code has an id of
 * its own, 0 to 2^32 - 1; the same code may stand under many ids. What is added or removed counts at once.
 */
export class HammingIndex {
  readonly #slots: Slots;
  readonly #kernel: Kernel;
  readonly #search: Search;
  readonly #upkeep: Upkeep;

  /** @throws RangeError if an option is outside its range. */
  constructor(options: HammingOptions & { kernel: Kernel }) {
    this.#kernel = options.kernel;
    this.#slots = new Slots(this.#kernel.shared);
    this.#search = new Search(this.#kernel, this.#slots.lives);
    this.#upkeep = new Upkeep(this.#kernel, this.#search.rows, this.#slots, settingsOf(options));
  }

  /**
   * The index in a snapshot's buffer, its tables built anew.
   *
   * @throws TypeError if it is neither an ArrayBuffer nor a Uint8Array; RangeError if it is no snapshot, of another
   *   version, cut short, too long or changed since it was written.
   */
  static from(buffer: ArrayBuffer | Uint8Array, options: HammingOptions & { kernel: Kernel }): HammingIndex {
    const { ids, codes } = readSnapshot(buffer);
    const index = new this(options);
    index.addMany(ids, codes);
    return index;
  }

  /** How many codes there are. */
  get size(): number {
    return this.#slots.size;
  }

  /** Whether there is a code under the id. */
  has(id: number): boolean {
    checkId(id);
    return this.#slots.has(id);
  }

  /**
   * Adds a code, 32 bytes, under a new id.
   *
   * @throws TypeError for a wrong type; RangeError if the id is no uint32 or taken, the code not 32 bytes long, or memory
   *   at its end. The index is then as it was.
   */
  add(id: number, code: Uint8Array): void {
    checkId(id);
    checkCode(code);
    if (this.#slots.has(id)) throw new RangeError(`The id ${id} is taken; remove it first to give it another code`);
    this.#upkeep.step();
    this.#search.rows.reserve(this.#slots.used + 1);
    this.#upkeep.added(this.#put(id, code));
  }

  /**
   * Adds many codes, 32 bytes each one after another, under as many new ids: much faster than one by one.
   *
   * @throws as `add`, and if an id comes twice; the index is then as it was, except that running out of memory may leave
   *   some of the codes added.
   */
  addMany(ids: Uint32Array, codes: Uint8Array): void {
    checkIds(ids, codes);
    this.#checkNew(ids);
    this.#search.rows.reserve(this.#slots.used + ids.length);
    this.#slots.reserve(ids.length);
    const bulk = this.#upkeep.isBulk(ids.length);
    for (let i = 0; i < ids.length; i++) {
      if (!bulk) this.#upkeep.step();
      const slot = this.#put(ids[i]!, codes.subarray(i * CODE_BYTES, (i + 1) * CODE_BYTES));
      if (!bulk) this.#upkeep.added(slot);
    }
    if (bulk) this.#upkeep.rebuild();
  }

  /** Removes the code under an id. Returns false if there was none. */
  remove(id: number): boolean {
    checkId(id);
    this.#upkeep.step();
    const slot = this.#slots.release(id);
    if (slot < 0) return false;
    this.#upkeep.removed(slot);
    return true;
  }

  /**
   * All codes that differ from the given one, 32 bytes, in at most `radius` bits, 0 to 256: nearest first, then by id.
   *
   * @throws TypeError if the code or the radius has a wrong type; RangeError if it is outside its range.
   */
  search(code: Uint8Array, radius: number): Match[] {
    checkCode(code);
    checkRadius(radius);
    return this.#search.find(code, radius, this.#upkeep.tables, this.#moment);
  }

  /** What `search` finds for each of many codes, 32 bytes each one after another. */
  searchMany(codes: Uint8Array, radius: number): Match[][] {
    checkCodes(codes);
    checkRadius(radius);
    return this.#search.findMany(codes, radius, this.#upkeep.tables, this.#moment);
  }

  /** All ids and codes in one buffer, 24 + 36 bytes a code, for `HammingIndex.from`. */
  toBuffer(): ArrayBuffer {
    return writeSnapshot(this.size, ({ ids, codes }) => {
      const slots = this.#slots.live();
      slots.forEach((slot, i) => (ids[i] = this.#slots.idOf(slot)));
      this.#search.rows.copy(slots, codes);
    });
  }

  /**
   * For readers.ts: lets a crew of other threads search the index from now on and renew its tables; without one, this
   * thread has it for itself again. There can be one crew at a time.
   *
   * @throws Error if it has one already, or the index is not made to be shared.
   */
  share(crew: Crew | undefined): Shared {
    if (!this.#kernel.shared) throw new Error('The index lies in memories of its own; make it with { shared: true }');
    this.#upkeep.work(crew);
    const { rows } = this.#search;
    return {
      module: this.#kernel.module,
      rows: rows.memory,
      lives: this.#slots.lives.memories,
      moment: () => this.#moment,
    };
  }

  #checkNew(ids: Uint32Array): void {
    const sorted = ids.toSorted();
    sorted.forEach((id, i) => {
      if (i > 0 && sorted[i - 1] === id) throw new RangeError(`The id ${id} comes twice; expected each id once`);
      if (this.#slots.has(id)) throw new RangeError(`The id ${id} is taken; remove it first to give it another code`);
    });
  }

  #put(id: number, code: Uint8Array): number {
    this.#search.rows.write(this.#slots.next, code); // before the slot is live: other threads may come to it then
    return this.#slots.take(id);
  }

  get #moment(): Moment {
    return { size: this.#slots.size, used: this.#slots.used, fresh: this.#search.rows.range };
  }
}
