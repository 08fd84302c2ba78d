// @suaka/hamming in Node: the index with its kernel loaded from disk, when the first index is made.

import { readFileSync } from 'node:fs';
import { HammingIndex as KernelIndex } from './hamming-index.ts';
import { createKernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import type { HammingOptions as KernelOptions } from './options.ts';

export interface HammingOptions extends KernelOptions {
  /** Whether it is to have readers in other threads: see readers.ts. */
  shared?: boolean;
}

let own: Kernel | undefined;
let shared: Kernel | undefined;

function kernelFor(options: HammingOptions): Kernel {
  if (options.shared) return (shared ??= createKernel(moduleOf('hamming-shared.wasm'), true));
  return (own ??= createKernel(moduleOf('hamming.wasm')));
}

function moduleOf(file: string): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(`../generated/${file}`, import.meta.url)));
}

/** See {@link KernelIndex}; the kernel is there already. */
export class HammingIndex extends KernelIndex {
  constructor(options: HammingOptions = {}) {
    super({ kernel: kernelFor(options), ...options });
  }

  static override from(buffer: ArrayBuffer | Uint8Array, options: HammingOptions = {}): HammingIndex {
    return super.from(buffer, { kernel: kernelFor(options), ...options });
  }
}

export type { Match } from './search.ts';
export type { Tier } from './options.ts';
