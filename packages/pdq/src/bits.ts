// The last steps of PDQ: 16 x 16 DCT coefficients to 256 bits, as they are and as eight-fold variants.

/** Rows and columns of the coefficients. */
const SIDE = 16;

/**
 * The picture as it is and its seven turned and mirrored forms, by the names of the PDQ definition. rotate90 is a
 * quarter turn to the left, rotate270 one to the right; flipX is upside down, flipY left to right; flipPlus1 swaps rows
 * and columns, flipMinus1 does so and turns it by half.
 */
export const VARIANTS = [
  'original',
  'rotate90',
  'rotate180',
  'rotate270',
  'flipX',
  'flipY',
  'flipPlus1',
  'flipMinus1',
] as const;

export type Variant = (typeof VARIANTS)[number];

/**
 * Hash of 16 x 16 coefficients, row by row: bit 16 i + j is set if coefficient (i, j) is above the median, which is the
 * 128th smallest. Bit 0 is the lowest bit of the last byte, so that the bytes in order are the usual hexadecimal form.
 */
export function hashOf(coefficients: Float32Array): Uint8Array {
  const median = coefficients.toSorted()[127]!;
  const hash = new Uint8Array(32);
  coefficients.forEach((value, bit) => {
    if (value > median) hash[31 - (bit >> 3)]! |= 1 << (bit & 7);
  });
  return hash;
}

/** How a variant's coefficients come from the original's: rows and columns swapped or not, some signs turned. */
interface Rearrangement {
  swapped: boolean;
  /** Whether the original's coefficient (i, j) keeps its sign. */
  keepsSign: (i: number, j: number) => boolean;
}

const isOdd = (n: number) => n % 2 === 1;

const REARRANGEMENTS: Record<Variant, Rearrangement> = {
  original: { swapped: false, keepsSign: () => true },
  rotate90: { swapped: true, keepsSign: (_, j) => isOdd(j) },
  rotate180: { swapped: false, keepsSign: (i, j) => !isOdd(i + j) },
  rotate270: { swapped: true, keepsSign: (i) => isOdd(i) },
  flipX: { swapped: false, keepsSign: (i) => isOdd(i) },
  flipY: { swapped: false, keepsSign: (_, j) => isOdd(j) },
  flipPlus1: { swapped: true, keepsSign: () => true },
  flipMinus1: { swapped: true, keepsSign: (i, j) => !isOdd(i + j) },
};

/** One hash for each variant, as that function gives it. */
export function eachVariant(hash: (variant: Variant) => Uint8Array): Record<Variant, Uint8Array> {
  return {
    original: hash('original'),
    rotate90: hash('rotate90'),
    rotate180: hash('rotate180'),
    rotate270: hash('rotate270'),
    flipX: hash('flipX'),
    flipY: hash('flipY'),
    flipPlus1: hash('flipPlus1'),
    flipMinus1: hash('flipMinus1'),
  };
}

/** The coefficients that the turned or mirrored picture would have, computed without looking at it again. */
export function rearrange(coefficients: Float32Array, variant: Variant): Float32Array {
  const { swapped, keepsSign } = REARRANGEMENTS[variant];
  const result = new Float32Array(coefficients.length);
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const value = coefficients[SIDE * i + j]!;
      result[swapped ? SIDE * j + i : SIDE * i + j] = keepsSign(i, j) ? value : -value;
    }
  }
  return result;
}
