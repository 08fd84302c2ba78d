// @suaka/hamming in Node: the index with its kernel loaded from disk on import.

import { readFileSync } from 'node:fs';
import { HammingIndex as KernelIndex } from './hamming-index.ts';
import { createKernel } from './kernel.ts';
import type { HammingOptions } from './options.ts';

const bytes = readFileSync(new URL('../generated/hamming.wasm', import.meta.url));
const kernel = createKernel(new WebAssembly.Module(bytes));

/** See {@link KernelIndex}; the kernel is there already. */
export class HammingIndex extends KernelIndex {
  constructor(options: HammingOptions = {}) {
    super({ kernel, ...options });
  }

  static override from(buffer: ArrayBuffer | Uint8Array, options: HammingOptions = {}): HammingIndex {
    return super.from(buffer, { kernel, ...options });
  }
}

export type { Match } from './search.ts';
export type { HammingOptions, Tier } from './options.ts';
