// The screen of @suaka/pdq against its full path, over varied pictures: how far apart they are at most, which is what the
// screen's margin rests on, how often its word is taken, and that it was never wrong.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathsOf } from '../packages/pdq/src/kernel.ts';
import { compareOnScreen, drawVaried } from '../packages/pdq/suite/screened.ts';
import type { Proof } from './proof.ts';

const mostPixels = 12_000_000;
/** One in so many is drawn up to the full size; the others stay below two megapixels. */
const largeEvery = 20;

export function proveScreen(pictures: number, seed = randomInt(2 ** 24)): Proof {
  console.log(`screen: ${pictures} pictures, seed ${seed}`);
  const kernel = readFileSync(new URL(import.meta.resolve('@suaka/pdq/pdq.wasm')));
  const paths = pathsOf(new WebAssembly.Instance(new WebAssembly.Module(kernel)));
  let [sampleError, error, ofSeen, forScreen, taken, wrong] = [0, 0, 0, 0, 0, 0];
  for (let number = 0; number < pictures; number += 1) {
    const picture = drawVaried(seed + number, number % largeEvery === 0 ? mostPixels : 2_000_000);
    const found = compareOnScreen(paths, picture);
    if (found.forScreen) {
      forScreen += 1;
      sampleError = Math.max(sampleError, found.sampleError);
      error = Math.max(error, found.error);
      ofSeen = Math.max(ofSeen, found.ofSeen);
    }
    if (found.taken) taken += 1;
    if (found.taken && !found.same) wrong += 1;
  }
  return {
    title: 'The screen for lookups',
    how: `${pictures.toLocaleString('en')} drawn pictures of 0.26 to ${mostPixels / 1e6} megapixels (waves, blocks, stripes, spots and ramps at any contrast, with and without grain; grey, RGB and RGBA), each on the screen and on the full path. Seed ${seed}.`,
    figures: [
      ['for the screen: enough contrast and detail', `${((100 * forScreen) / pictures).toFixed(1)} %`],
      ['of these, the largest difference of a sample', sampleError.toExponential(2)],
      ['of a coefficient', error.toExponential(2)],
      ['the largest as a share of what the margin counts as seen, and allows for fifty times', ofSeen.toFixed(2)],
      ['left to the screen', `${((100 * taken) / pictures).toFixed(1)} %`],
      ['of these with another hash or quality', String(wrong)],
    ],
    holds: wrong === 0 && ofSeen <= 1,
  };
}
