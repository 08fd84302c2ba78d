// The PDQ kernel against the plain reference and against decoding the same JPEG, one core.
import { fingerprint, fingerprintForLookup } from '@suaka/pdq';
import { fingerprint as reference } from '@suaka/pdq/reference';
import sharp from 'sharp';
import { drawScene } from '../app/src/testing/pictures.ts';
import { figure, medianMs, type Part } from './figures.ts';

const sizes = [
  [512, 512],
  [1920, 1080],
  [4000, 3000],
] as const;

export async function measurePdq(): Promise<Part> {
  sharp.concurrency(1);
  sharp.cache(false);
  const rows: string[][] = [];
  for (const [width, height] of sizes) {
    const pixels = drawScene(width, height, 7);
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
    const kernelMs = await medianMs(15, () => fingerprint(pixels, width, height));
    const lookupMs = await medianMs(15, () => fingerprintForLookup(pixels, width, height));
    const plainMs = await medianMs(3, () => reference(pixels, width, height));
    const decodeMs = await medianMs(7, () => sharp(jpeg).raw().toBuffer());
    rows.push([
      `${width} x ${height}`,
      figure(kernelMs),
      figure(lookupMs),
      figure(plainMs),
      `${figure(plainMs / kernelMs)} x`,
      figure(decodeMs),
      `${figure(kernelMs / decodeMs)} x`,
    ]);
  }
  return {
    title: 'Fingerprint',
    how: 'Median ms for one drawn RGB picture on one core. "For lookups": the screen, and the full path where it does not suffice. "Of decoding": the kernel’s time as a share of what sharp needs to decode the same picture from JPEG.',
    head: [
      'picture',
      'kernel ms',
      'for lookups ms',
      'plain TypeScript ms',
      'faster by',
      'sharp decode ms',
      'of decoding',
    ],
    rows,
  };
}
