// The PDQ kernel against the plain reference and against decoding the same JPEG, one core.
import { join } from 'node:path';
import type * as Pdq from '@suaka/pdq';
import { fingerprint as reference } from '@suaka/pdq/reference';
import sharp from 'sharp';
import { drawScene } from '../app/src/testing/pictures.ts';
import { figure, medianMs, type Part } from './figures.ts';

const sizes = [
  [512, 512],
  [1920, 1080],
  [4000, 3000],
] as const;

/** A picture that the screen suffices for: most such drawings, unlike photographs, have coefficients near the median. */
const scene = 3;

/** @param checkouts - where the project lies, by what its rows are called. */
export async function measurePdq(checkouts: Record<string, string>): Promise<Part> {
  sharp.concurrency(1);
  sharp.cache(false);
  const rows: string[][] = [];
  for (const [width, height] of sizes) {
    const pixels = drawScene(width, height, scene);
    const grey = pixels.filter((_, at) => at % 3 === 1);
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
    const plainMs = await medianMs(3, () => reference(pixels, width, height));
    const decodeMs = await medianMs(7, () => sharp(jpeg).raw().toBuffer());
    for (const [name, folder] of Object.entries(checkouts)) {
      const pdq: typeof Pdq = await import(join(folder, 'packages/pdq/src/index.ts'));
      const kernelMs = await medianMs(15, () => pdq.fingerprint(pixels, width, height));
      const lookUp = pdq.fingerprintForLookup; // a checkout of before may lack it
      const lookupMs = lookUp ? await medianMs(15, () => lookUp(pixels, width, height)) : Number.NaN;
      const greyMs = lookUp ? await medianMs(15, () => lookUp(grey, width, height)) : Number.NaN;
      rows.push([
        `${width} x ${height}`,
        name,
        figure(kernelMs),
        figure(lookupMs),
        figure(greyMs),
        figure(plainMs),
        `${figure(plainMs / kernelMs)} x`,
        figure(decodeMs),
        `${figure(kernelMs / decodeMs)} x`,
      ]);
    }
  }
  return {
    title: 'Fingerprint',
    how: 'Median ms for one drawn RGB picture on one core. "For lookups": where the screen suffices; "of luma": the same from one byte a pixel, as a decoder’s luma plane has. "Of decoding": the kernel’s time as a share of what sharp needs to decode the same picture from JPEG.',
    head: [
      'picture',
      'version',
      'kernel ms',
      'for lookups ms',
      'of luma ms',
      'plain TypeScript ms',
      'faster by',
      'sharp decode ms',
      'of decoding',
    ],
    rows,
  };
}
