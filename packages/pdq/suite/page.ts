// The suite inside a browser: browser.test.ts bundles this file and calls `run` in a page.

import { loadKernel } from '../src/browser.ts';
import type { Fingerprinter } from '../src/fingerprinter.ts';
import * as reference from '../src/reference.ts';
import { agreementCases } from './agreement.ts';
import { cases } from './cases.ts';
import type { Case } from './cases.ts';

export { loadKernel };

export interface Outcome {
  name: string;
  /** What went wrong; absent if nothing did. */
  error?: string;
}

/** Runs everything on the kernel from that address, and the published cases on the reference too. */
export async function run(kernelUrl: string, seed: number): Promise<Outcome[]> {
  const kernel = await loadKernel(kernelUrl);
  return [
    ...cases.map((one) => outcome('kernel', kernel, one)),
    ...cases.map((one) => outcome('reference', reference, one)),
    ...agreementCases(seed).map((one) => outcome('kernel', kernel, one)),
  ];
}

function outcome(title: string, implementation: Fingerprinter, { name, run }: Case): Outcome {
  try {
    run(implementation);
    return { name: `${title}: ${name}` };
  } catch (error) {
    return { name: `${title}: ${name}`, error: String(error) };
  }
}
