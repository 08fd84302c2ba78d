// When the screen's word is enough: its coefficients differ a little from those of the full path, and a hash is the same
// beyond doubt where none of them comes near the limit between a 0 and a 1.

/** In pixels. Smaller pictures take a millisecond on the full path. */
export const MIN_SCREENED_SIDE = 512;

/**
 * So far apart, at least, are the 96th and the 160th coefficient in order of size. Drawings without grain or contrast stay
 * below it. In these the full path's rounding leans to one side and its sums drift most, by up to 0.03; their coefficients
 * lie too close together for the screen anyway.
 */
const LEAST_SPAN = 5;

/** Whether the screen may be asked about a picture of such coefficients and quality: the rest goes the full way. */
export function isForScreen(coefficients: Float32Array, quality: number): boolean {
  if (quality < 100) return false;
  const sorted = coefficients.toSorted();
  return sorted[160]! - sorted[96]! >= LEAST_SPAN;
}

/** In pixels: the longest side of the pictures that the errors below come from. */
const SEEN_SIDE = 5000;

/** The full path's float32 sums drift along a side, so a longer side is allowed as much more. */
const growth = (side: number): number => Math.max(1, side / SEEN_SIDE);

/**
 * More than a sample, 0 to 255, and a coefficient were ever seen to differ from the full path's, in pictures that are for
 * the screen: `npm run prove -- screen` looks for more. The drift tells most in the lowest frequency along one of the sides.
 */
export const sampleErrorSeen = (side: number): number => 0.01 * growth(side);
export const errorSeen = (coefficient: number, side: number): number =>
  (coefficient < 16 || coefficient % 16 === 0 ? 0.02 : 0.005) * growth(side);

/** So many times as much is allowed for. */
export const ALLOWANCE = 50;

/**
 * Whether no coefficient that is above the median lies within its margin, or the median's own, of it.
 *
 * @param side - the picture's longest, in pixels.
 */
export function isBeyondDoubt(coefficients: Float32Array, side: number): boolean {
  const margin = (at: number) => ALLOWANCE * errorSeen(at, side);
  const median = coefficients.toSorted()[127]!;
  const own = margin(coefficients.indexOf(median));
  // Those below it may change places with it: their bits are zero all the same.
  return coefficients.every((value, at) => value <= median || value - median > Math.max(own, margin(at)));
}
