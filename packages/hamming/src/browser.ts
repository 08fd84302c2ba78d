// @suaka/hamming in the browser: the same index, its kernel fetched from where the page's own server offers it.

import { createKernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';

/**
 * Fetches and compiles the kernel, to be given to `new HammingIndex({ kernel })`. A page's content security policy must
 * allow 'wasm-unsafe-eval'.
 *
 * @param url - where `@suaka/hamming/hamming.wasm` is served.
 * @throws Error if the address does not answer with the file; WebAssembly.CompileError on a browser without WebAssembly
 *   SIMD (before 2021, Safari before 16.4).
 */
export async function loadKernel(url: string | URL): Promise<Kernel> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}; expected the kernel, hamming.wasm`);
  return createKernel(await WebAssembly.compile(await response.arrayBuffer()));
}

export { HammingIndex } from './hamming-index.ts';
export type { Match } from './search.ts';
export type { Kernel } from './kernel.ts';
export type { HammingOptions, Tier } from './options.ts';
