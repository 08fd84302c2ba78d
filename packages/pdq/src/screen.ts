// When the screen's word is enough: its coefficients differ a little from those of the full path, and a hash is the same
// beyond doubt where none of them comes near the limit between a 0 and a 1.

/** In pixels. Smaller pictures take a millisecond on the full path. */
export const MIN_SCREENED_SIDE = 512;

/**
 * More than a sample, 0 to 255, and a coefficient were ever seen to differ from the full path's, over varied pictures of up
 * to 12 megapixels: `npm run prove -- screen` looks for more. The full path's float32 sums drift along a side, which tells
 * in the coefficients of the lowest frequency along one of the sides most: 0.0067 there, 0.0017 elsewhere.
 */
export const SAMPLE_ERROR_SEEN = 0.004;
export const errorSeen = (coefficient: number): number => (coefficient < 16 || coefficient % 16 === 0 ? 0.009 : 0.004);

/** Fifty times as much is allowed for. */
const ALLOWANCE = 50;
export const SAMPLE_MARGIN = ALLOWANCE * SAMPLE_ERROR_SEEN;
const margins = Float32Array.from({ length: 256 }, (_, coefficient) => ALLOWANCE * errorSeen(coefficient));

/** Whether no coefficient that is above the median lies within its margin, or the median's own, of it. */
export function isBeyondDoubt(coefficients: Float32Array): boolean {
  const median = coefficients.toSorted()[127]!;
  const margin = margins[coefficients.indexOf(median)]!;
  // Those below it may change places with it: their bits are zero all the same.
  return coefficients.every((value, at) => value <= median || value - median > Math.max(margin, margins[at]!));
}
