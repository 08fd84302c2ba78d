// A picture's fingerprints, computed here in the browser. Nothing in this file sends anything.
import { type loadKernel, toHex } from '@suaka/pdq/browser';

export type Kernel = Awaited<ReturnType<typeof loadKernel>>;

export interface Fingerprints {
  /** 64 hexadecimal digits, and how much there is to see in the picture, 0 to 100. */
  pdq: string;
  quality: number;
  sha1: string;
  sha256: string;
}

/** @throws when the browser cannot read the file as a picture. */
export async function fingerprintsOf(file: File, kernel: Kernel): Promise<Fingerprints> {
  const { data, width, height } = await pixelsOf(file);
  const { hash, quality } = kernel.fingerprint(data, width, height);
  const bytes = await file.arrayBuffer();
  return {
    pdq: toHex(hash),
    quality,
    sha1: await digest('SHA-1', bytes),
    sha256: await digest('SHA-256', bytes),
  };
}

// As it lies in the file: not turned by its EXIF note and not recoloured, because the listed hashes were made so.
async function pixelsOf(file: File): Promise<ImageData> {
  const bitmap = await createImageBitmap(file, {
    imageOrientation: 'none',
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function digest(algorithm: string, bytes: ArrayBuffer): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest(algorithm, bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
