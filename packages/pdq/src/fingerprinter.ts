// What every implementation of PDQ offers, built from the one step in which they differ: picture to coefficients.

import { eachVariant, hashOf, rearrange } from './bits.ts';
import type { Variant } from './bits.ts';
import { checkPicture } from './picture.ts';
import type { Picture, Pixels } from './picture.ts';

export interface Fingerprint {
  /** 32 bytes; in order they are the usual hexadecimal form, as `toHex` prints it. */
  hash: Uint8Array;
  /** 0 to 100. Below 50 the picture has too little structure to be matched by its hash. */
  quality: number;
}

export interface FingerprintVariants {
  /** A hash for the picture as it is and for each of its turned and mirrored forms, 32 bytes each. */
  hashes: Record<Variant, Uint8Array>;
  /** 0 to 100, of the picture as it is. */
  quality: number;
}

export interface Fingerprinter {
  /**
   * The PDQ hash of a decoded picture, at full resolution. A picture with a side below 5 has an all-zero hash of
   * quality 0.
   *
   * @param pixels - one byte a channel, row by row from the top left, no gaps: grey, RGB or RGBA, told apart by the
   *   length. Alpha is passed over.
   * @param width - pixels, 1 to 65,535.
   * @param height - pixels, 1 to 65,535.
   * @throws TypeError if pixels is not a byte array or a side not a number; RangeError if a side is out of range or the
   *   length fits none of the three layouts.
   */
  fingerprint(this: void, pixels: Pixels, width: number, height: number): Fingerprint;

  /**
   * The PDQ hashes of a decoded picture and of its seven turned and mirrored forms, for the cost of one. Takes what
   * `fingerprint` takes and throws what it throws.
   */
  fingerprintVariants(this: void, pixels: Pixels, width: number, height: number): FingerprintVariants;
}

/** A picture of at least 5 x 5 pixels to 16 x 16 coefficients, row by row, and quality. */
export type Transform = (picture: Picture) => { coefficients: Float32Array; quality: number };

/** A side below this is too small to be hashed. */
const MIN_SIDE = 5;

export function createFingerprinter(transform: Transform): Fingerprinter {
  /** Undefined for a picture that is too small. */
  function measure(pixels: Pixels, width: number, height: number) {
    const picture = checkPicture(pixels, width, height);
    return Math.min(width, height) < MIN_SIDE ? undefined : transform(picture);
  }
  const zeros = () => new Uint8Array(32);

  return {
    fingerprint(pixels, width, height) {
      const measured = measure(pixels, width, height);
      if (!measured) return { hash: zeros(), quality: 0 };
      return { hash: hashOf(measured.coefficients), quality: measured.quality };
    },
    fingerprintVariants(pixels, width, height) {
      const measured = measure(pixels, width, height);
      if (!measured) return { hashes: eachVariant(zeros), quality: 0 };
      const { coefficients, quality } = measured;
      return { hashes: eachVariant((variant) => hashOf(rearrange(coefficients, variant))), quality };
    },
  };
}
