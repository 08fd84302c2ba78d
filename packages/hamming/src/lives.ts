// By slot: the id whose code stands there, and whether that is still so. Any thread may read it while its owner writes.

import { createMemory, reserve } from './kernel.ts';

const ID_BYTES = 4;

/** The two memories, for other threads. */
export interface LivesMemories {
  ids: WebAssembly.Memory;
  live: WebAssembly.Memory;
}

export class Lives {
  readonly memories: LivesMemories;
  #ids = new Uint32Array();
  #live = new Uint8Array();

  constructor(memories: LivesMemories) {
    this.memories = memories;
  }

  /** Lives of slots that are still to come, in memories that can be shared or not. */
  static none(shared: boolean): Lives {
    return new Lives({ ids: createMemory(shared), live: createMemory(shared) });
  }

  /** Makes room for the slots below `slots`, or sees what room another thread has made. */
  reserve(slots: number): void {
    if (slots <= this.#ids.length && slots <= this.#live.length) return;
    const { ids, live } = this.memories;
    reserve(ids, slots * ID_BYTES);
    this.#ids = new Uint32Array(ids.buffer); // before the next, which may fail: growing has ended the old view
    reserve(live, slots);
    this.#live = new Uint8Array(live.buffer);
  }

  /** Gives a slot to an id. There must be room for it, and its code must be there: who sees it live may read the code. */
  begin(slot: number, id: number): void {
    this.#ids[slot] = id;
    Atomics.store(this.#live, slot, 1);
  }

  end(slot: number): void {
    Atomics.store(this.#live, slot, 0);
  }

  isLive(slot: number): boolean {
    return Atomics.load(this.#live, slot) === 1;
  }

  /** The id that has the slot, or had it last. */
  idOf(slot: number): number {
    return this.#ids[slot]!;
  }
}
