// Every code in full, by slot, in a WebAssembly memory, and the list of fresh slots: those that no table holds yet.

import { reserve } from './kernel.ts';
import type { Kernel, RowsKernel } from './kernel.ts';

/** Bytes of a code. */
export const CODE_BYTES = 32;

export class Rows {
  readonly #kernel: RowsKernel;
  readonly #start: number;
  #memory = new Uint8Array();
  #fresh = new Uint32Array();
  #freshCount = 0;

  /** @param found - is called with each slot that a search finds, and its distance. */
  constructor(kernel: Kernel, found: (slot: number, distance: number) => void) {
    this.#kernel = kernel.startRows(found);
    this.#start = this.#kernel.ROWS.value;
    this.reserve(0);
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
    this.#fresh = new Uint32Array(memory.buffer, FRESH.value, FRESH_CAPACITY.value);
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
    this.#memory.set(code, this.#kernel.QUERY.value);
    this.#kernel.setRadius(radius);
  }

  /** Reports every slot below `slots` whose code lies within the radius. */
  scan(slots: number): void {
    this.#kernel.scan(slots);
  }

  /** Reports every fresh slot whose code lies within the radius. */
  scanFresh(): void {
    this.#kernel.scanFresh(this.#freshCount);
  }

  get freshCount(): number {
    return this.#freshCount;
  }

  /** A copy of the fresh slots, oldest first. */
  get fresh(): Uint32Array {
    return this.#fresh.slice(0, this.#freshCount);
  }

  /** @throws Error when the list is full. */
  addFresh(slot: number): void {
    if (this.#freshCount === this.#fresh.length) throw new Error('The list of fresh codes is full');
    this.#fresh[this.#freshCount++] = slot;
  }

  /** Drops the oldest `count` fresh slots from the list. */
  dropFresh(count: number): void {
    this.#fresh.copyWithin(0, count, this.#freshCount);
    this.#freshCount -= count;
  }
}

/** How many slots from place `from` on follow one another. */
function runLength(slots: Uint32Array, from: number): number {
  let end = from + 1;
  while (end < slots.length && slots[end] === slots[end - 1]! + 1) end++;
  return end - from;
}
