// @suaka/pdq in the browser: the same kernel, fetched from where the page's own server offers it.

import { createKernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';

/**
 * Fetches and starts the kernel. A page's content security policy must allow 'wasm-unsafe-eval'.
 *
 * @param url - where `@suaka/pdq/pdq.wasm` is served.
 * @throws Error if the address does not answer with the file; WebAssembly.CompileError on a browser without WebAssembly
 *   SIMD (before 2021, Safari before 16.4), where `@suaka/pdq/reference` gives the same hashes, only slower.
 */
export async function loadKernel(url: string | URL): Promise<Kernel> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}; expected the kernel, pdq.wasm`);
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
  return createKernel(instance);
}

export { distance, fromHex, toHex } from './hash.ts';
export type { Variant } from './bits.ts';
export type { Fingerprint, Fingerprinter, FingerprintVariants } from './fingerprinter.ts';
export type { Pixels } from './picture.ts';
