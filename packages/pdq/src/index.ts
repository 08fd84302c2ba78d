// @suaka/pdq in Node: the WebAssembly kernel, loaded from disk on import, ready at once.

import { readFileSync } from 'node:fs';
import { createKernel } from './kernel.ts';

const bytes = readFileSync(new URL('../generated/pdq.wasm', import.meta.url));
const kernel = createKernel(new WebAssembly.Instance(new WebAssembly.Module(bytes)));

/** The PDQ hash and quality of a decoded picture: see {@link Fingerprinter.fingerprint}. */
export const fingerprint = kernel.fingerprint;

/** The hashes of a decoded picture, turned and mirrored too: see {@link Fingerprinter.fingerprintVariants}. */
export const fingerprintVariants = kernel.fingerprintVariants;

/** The same, faster, for lookups only: see {@link Kernel.fingerprintForLookup}. */
export const fingerprintForLookup = kernel.fingerprintForLookup;

export { distance, fromHex, toHex } from './hash.ts';
export type { Variant } from './bits.ts';
export type { Kernel, LookupFingerprint } from './kernel.ts';
export type { Fingerprint, Fingerprinter, FingerprintVariants } from './fingerprinter.ts';
export type { Pixels } from './picture.ts';
