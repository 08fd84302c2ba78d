// Which id has which slot. Slots are small numbers, handed out from 0 on and again after they were recycled, by which
// everything else knows a code. Lookup is an open-addressing hash table of slots: 4 bytes a cell, no object per id.

import { Lives } from './lives.ts';

const FIRST_CELLS = 2048;
const EMPTY = 0xffff_ffff;

export class Slots {
  #size = 0;
  #used = 0;
  #free: number[] = [];
  readonly lives: Lives;
  /** Cells by hash of the id, with linear probing; at most three quarters are filled. */
  #cells = new Uint32Array(FIRST_CELLS).fill(EMPTY);

  /** @param shared - whether other threads are to see which slots are live. */
  constructor(shared = false) {
    this.lives = Lives.none(shared);
  }

  /** How many ids there are. */
  get size(): number {
    return this.#size;
  }

  /** Every slot ever handed out is below this. */
  get used(): number {
    return this.#used;
  }

  isLive(slot: number): boolean {
    return this.lives.isLive(slot);
  }

  /** The id of a live slot. */
  idOf(slot: number): number {
    return this.lives.idOf(slot);
  }

  has(id: number): boolean {
    return this.#cells[this.#find(id)] !== EMPTY;
  }

  /** All live slots, ascending. */
  live(): Uint32Array {
    const slots = new Uint32Array(this.#size);
    for (let slot = 0, i = 0; slot < this.#used; slot++) if (this.isLive(slot)) slots[i++] = slot;
    return slots;
  }

  /** Where `take` would put the next id. */
  get next(): number {
    return this.#free.at(-1) ?? this.#used;
  }

  /** Makes room for so many more ids. @throws RangeError if there is none. */
  reserve(ids: number): void {
    this.lives.reserve(this.#used + ids);
  }

  /** Hands out the next slot to an id that has none. */
  take(id: number): number {
    const slot = this.next;
    this.lives.reserve(slot + 1);
    if (slot === this.#used) this.#used++;
    else this.#free.pop();
    this.lives.begin(slot, id);
    this.#cells[this.#find(id)] = slot;
    this.#size++;
    if (4 * this.#size > 3 * this.#cells.length) this.#rehash();
    return slot;
  }

  /** Ends the life of an id. Returns its slot, which is not handed out again before it is recycled, or -1 if it has none. */
  release(id: number): number {
    const cell = this.#find(id);
    const slot = this.#cells[cell]!;
    if (slot === EMPTY) return -1;
    this.lives.end(slot);
    this.#vacate(cell);
    this.#size--;
    return slot;
  }

  /** Lets released slots be handed out again. */
  recycle(slots: Iterable<number>): void {
    for (const slot of slots) this.#free.push(slot);
  }

  /** The cell that holds the id's slot, or the empty one where it would go. */
  #find(id: number): number {
    const last = this.#cells.length - 1;
    let cell = hash(id) & last;
    while (this.#cells[cell] !== EMPTY && this.idOf(this.#cells[cell]!) !== id) cell = (cell + 1) & last;
    return cell;
  }

  /** Empties a cell and moves up those behind it that linear probing would no longer reach. */
  #vacate(cell: number): void {
    const cells = this.#cells;
    const last = cells.length - 1;
    let hole = cell;
    for (let next = (hole + 1) & last; cells[next] !== EMPTY; next = (next + 1) & last) {
      const home = hash(this.idOf(cells[next]!)) & last;
      if (((next - home) & last) < ((next - hole) & last)) continue;
      cells[hole] = cells[next]!;
      hole = next;
    }
    cells[hole] = EMPTY;
  }

  #rehash(): void {
    const slots = this.#cells;
    this.#cells = new Uint32Array(2 * slots.length).fill(EMPTY);
    for (const slot of slots) if (slot !== EMPTY) this.#cells[this.#find(this.idOf(slot))] = slot;
  }
}

/** The finaliser of MurmurHash3: neighbouring ids spread over the whole table. */
function hash(id: number): number {
  let h = id;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
