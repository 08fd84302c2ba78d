// The suite inside a browser: browser.test.ts bundles this file and calls `run` in a page.

import { HammingIndex, loadKernel } from '../src/browser.ts';
import { random32 } from '../src/synthetic.ts';
import { datasets } from './datasets.ts';
import { bruteForce, join } from './oracle.ts';

/** Searches every data set, before and after a snapshot. Returns how many searches were made and which were wrong. */
export async function run(kernelUrl: string, seed: number): Promise<{ searches: number; wrong: string[] }> {
  const kernel = await loadKernel(kernelUrl);
  const wrong: string[] = [];
  let searches = 0;
  for (const { name, codes, queries } of datasets(500, seed, random32(seed))) {
    const index = new HammingIndex({ kernel, tiers: [{ codes: 1, parts: 16 }], freshCodes: 100 });
    index.addMany(Uint32Array.from(codes.keys()), join(codes));
    const copy = HammingIndex.from(index.toBuffer(), { kernel });
    for (const query of queries) {
      const expected = JSON.stringify(bruteForce(codes.entries(), query, 31));
      const found = [index, copy].map((one) => JSON.stringify(one.search(query, 31)));
      if (found.some((matches) => matches !== expected)) wrong.push(name);
      searches++;
    }
  }
  return { searches, wrong };
}
