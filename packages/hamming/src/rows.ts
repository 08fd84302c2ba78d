// Every code in full, by slot, in a WebAssembly memory, and the list of fresh slots: those that no table holds yet.

import { reserve } from './kernel.ts';
import type { Kernel, Place, RowsKernel } from './kernel.ts';

/** Bytes of a code. */
export const CODE_BYTES = 32;

/** Which of the fresh slots are to be read: from the `first`-th up to the `end`-th that ever were, modulo 2^32. */
export interface Fresh {
  first: number;
  end: number;
}

export class Rows {
  readonly #kernel: RowsKernel;
  readonly #start: number;
  readonly #query: number;
  #memory = new Uint8Array();
  /** The list of fresh slots, a ring. */
  #list = new Uint32Array();
  #first = 0;
  #end = 0;
  /** Before it, places of the ring may be written again. */
  #kept = 0;

  /**
   * @param found - is called with each slot that a search finds, and its distance.
   * @param place - where another thread's rows are, to search them; by default they are new.
   */
  constructor(kernel: Kernel, found: (slot: number, distance: number) => void, place?: Place) {
    this.#kernel = kernel.startRows(found, place);
    this.#start = this.#kernel.ROWS.value;
    this.#query = this.#kernel.query();
    this.reserve(0);
  }

  get memory(): WebAssembly.Memory {
    return this.#kernel.memory;
  }

  /** The kernel's function that reports a candidate slot if its code lies within the radius. */
  get verify(): (slot: number) => void {
    return this.#kernel.verify;
  }

  /** Makes room for codes in the slots below `slots`. */
  reserve(slots: number): void {
    const bytes = this.#start + slots * CODE_BYTES;
    if (bytes <= this.#memory.length) return;
    const { memory, FRESH, FRESH_CAPACITY } = this.#kernel;
    reserve(memory, bytes);
    this.#memory = new Uint8Array(memory.buffer);
    this.#list = new Uint32Array(memory.buffer, FRESH.value, FRESH_CAPACITY.value);
  }

  /** Writes a code; its slot must have been reserved. */
  write(slot: number, code: Uint8Array): void {
    this.#memory.set(code, this.#start + slot * CODE_BYTES);
  }

  /** Copies the codes of the given slots one after another into `target`. */
  copy(slots: Uint32Array, target: Uint8Array): void {
    for (let i = 0; i < slots.length; ) {
      const run = runLength(slots, i);
      const at = this.#start + slots[i]! * CODE_BYTES;
      target.set(this.#memory.subarray(at, at + run * CODE_BYTES), i * CODE_BYTES);
      i += run;
    }
  }

  /** Sets what the next scans and verifications search for. */
  aim(code: Uint8Array, radius: number): void {
    this.#memory.set(code, this.#query);
    this.#kernel.setRadius(radius);
  }

  /** In how many bits the code in a slot differs from the one searched for. */
  distanceTo(slot: number): number {
    return this.#kernel.distance(slot);
  }

  /** Reports every slot below `slots` whose code lies within the radius. */
  scan(slots: number): void {
    this.#kernel.scan(slots);
  }

  /** Reports every fresh slot whose code lies within the radius. */
  scanFresh({ first, end }: Fresh = this.range): void {
    this.#kernel.scanFresh(first, end);
  }

  /** Where the fresh slots stand now. */
  get range(): Fresh {
    return { first: this.#first, end: this.#end };
  }

  get freshCount(): number {
    return (this.#end - this.#first) >>> 0;
  }

  /** A copy of the fresh slots, oldest first. */
  get fresh(): Uint32Array {
    return Uint32Array.from({ length: this.freshCount }, (_, i) => this.#list[this.#placeOf(this.#first + i)]!);
  }

  /** Whether a fresh slot would be written where an older one still stands. */
  get isFull(): boolean {
    return (this.#end - this.#kept) >>> 0 === this.#list.length;
  }

  /** @throws Error when the list is full. */
  addFresh(slot: number): void {
    if (this.isFull) throw new Error('The list of fresh codes is full');
    this.#list[this.#placeOf(this.#end)] = slot;
    this.#end = (this.#end + 1) >>> 0;
  }

  /** Drops the oldest `count` fresh slots. They stay where they are, for searches under way, until they are let go. */
  dropFresh(count: number): void {
    this.#first = (this.#first + count) >>> 0;
  }

  /** Lets go of the slots before the `first`-th. */
  letGo(first: number): void {
    this.#kept = first;
  }

  #placeOf(n: number): number {
    return n & (this.#list.length - 1);
  }
}

/** How many slots from place `from` on follow one another. */
function runLength(slots: Uint32Array, from: number): number {
  let end = from + 1;
  while (end < slots.length && slots[end] === slots[end - 1]! + 1) end++;
  return end - from;
}
