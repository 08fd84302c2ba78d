// Made-up codes for tests and measurements, the same for the same seed, that resemble PDQ hashes of real pictures more
// than uniform bits do: exactly 128 ones, and bits that depend on each other.

const BITS = 256;
const CODE_BYTES = BITS / 8;
const FACTORS = 10;

/** How much of a bit's variance its factors explain; with the bias, pairs are 123 bits apart on average, sd 11.5. */
const FACTOR_SHARE = 0.36;

/** Standard deviation of how far single bits lean towards one or zero. */
const BIAS = 0.265;

/** Steps in which values are told apart, and the value, in standard deviations, where the first begins. */
const STEPS = 1024;
const LOWEST = -5;

/** A generator of numbers from 0 to 2^32 - 1, the same for the same seed (SplitMix with 32 bits of state). */
export function random32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** Uniformly distributed codes, 32 bytes each one after another. */
export function uniformCodes(count: number, random: () => number): Uint8Array {
  return new Uint8Array(Uint32Array.from({ length: (count * CODE_BYTES) / 4 }, random).buffer);
}

/**
 * A source of correlated codes from one factor model: each bit leans to one side, follows ten hidden factors that a code
 * draws anew, and has noise of its own; the 128 bits with the highest values are one.
 *
 * @returns a function that draws the next `count` codes, 32 bytes each one after another.
 */
export function correlatedCodes(seed: number): (count: number) => Uint8Array {
  const random = random32(seed);
  const bias = Float64Array.from({ length: BITS }, () => BIAS * normal(random));
  const loading = Math.sqrt(FACTOR_SHARE / FACTORS);
  const loadings = Array.from({ length: FACTORS }, () =>
    Float64Array.from({ length: BITS }, () => loading * normal(random)),
  );
  const values = new Float64Array(BITS);
  return (count) => {
    const codes = new Uint8Array(count * CODE_BYTES);
    for (let at = 0; at < codes.length; at += CODE_BYTES) {
      values.set(bias);
      for (const ofFactor of loadings) addTo(values, ofFactor, normal(random));
      for (let bit = 0; bit < BITS; bit++) values[bit] += noise(random());
      setHighest(values, codes, at);
    }
    return codes;
  };
}

function addTo(values: Float64Array, loadings: Float64Array, factor: number): void {
  for (let bit = 0; bit < BITS; bit++) values[bit] += factor * loadings[bit];
}

const histogram = new Uint16Array(STEPS);

/** Sets the 128 bits with the highest values, to a step; of equal values, the first bits. */
function setHighest(values: Float64Array, codes: Uint8Array, at: number): void {
  histogram.fill(0);
  for (let bit = 0; bit < BITS; bit++) histogram[stepOf(values[bit])]++;
  let threshold = STEPS - 1;
  let left = BITS / 2;
  while (histogram[threshold] <= left) left -= histogram[threshold--];
  for (let bit = 0; bit < BITS; bit++) {
    const step = stepOf(values[bit]);
    if (step > threshold || (step === threshold && left-- > 0)) codes[at + (bit >> 3)] |= 1 << (bit & 7);
  }
}

function stepOf(value: number): number {
  return Math.min(STEPS - 1, Math.max(0, Math.floor((value - LOWEST) * (STEPS / (-2 * LOWEST)))));
}

/** A normally distributed number (Box and Muller). */
function normal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log((random() + 1) / 2 ** 32));
  return radius * Math.cos((2 * Math.PI * random()) / 2 ** 32);
}

const NOISE_SCALE = Math.sqrt((1 - FACTOR_SHARE) / ((4 * (256 ** 2 - 1)) / 12));

/** Noise that is nearly normal: the sum of the four bytes of a random number. */
function noise(random: number): number {
  const sum = (random & 255) + ((random >>> 8) & 255) + ((random >>> 16) & 255) + (random >>> 24);
  return (sum - 510) * NOISE_SCALE;
}

/** A copy of a code in which `flips` different bits are flipped. */
export function flipBits(code: Uint8Array, flips: number, random: () => number): Uint8Array {
  const flipped = code.slice();
  const bits = Array.from({ length: BITS }, (_, bit) => bit);
  for (let i = 0; i < flips; i++) {
    const j = i + (random() % (BITS - i));
    [bits[i], bits[j]] = [bits[j], bits[i]];
    flipped[bits[i] >> 3] ^= 1 << (bits[i] & 7);
  }
  return flipped;
}
