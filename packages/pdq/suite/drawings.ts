// The drawn pictures of the suite: plain arithmetic, so that no image codec stands between a picture and its hash.

/** Value of one channel (0 red, 1 green, 2 blue) of a pixel before it is cut to a byte. */
type Brush = (pixel: Pixel, channel: number) => number;

interface Pixel {
  x: number;
  y: number;
  width: number;
  height: number;
  /** 32 random bits, the same for the same pixel of every picture of that width. */
  random: number;
}

/** Part of the way along a side, in whole steps of which the side has that many. */
const steps = (at: number, count: number, side: number) => Math.floor((at * count) / side);

/** 0 or 1, alternating over a chequered board of that many columns and rows. */
const chequer = ({ x, y, width, height }: Pixel, columns: number, rows: number) =>
  (steps(x, columns, width) + steps(y, rows, height)) % 2;

/** A little noise, 0 to 15. */
const grain = ({ random }: Pixel) => random >>> 28;

const BRUSHES: Record<string, Brush> = {
  /** Ramps in both directions that wrap around. */
  waves(pixel, channel) {
    const { x, y, width, height } = pixel;
    return steps(x, (channel + 3) * 255, width) + steps(y, (5 - channel) * 127, height) + grain(pixel);
  },
  /** A chequered board on a diagonal ramp. */
  tiles(pixel, channel) {
    const { x, y, width, height } = pixel;
    return chequer(pixel, 7, 5) * 160 + steps(x + y, (channel + 1) * 60, width + height) + grain(pixel);
  },
  noise: ({ random }, channel) => random >>> (8 * channel + 4),
  /** A faint board in the lowest values. */
  dark: (pixel, channel) => chequer(pixel, 5, 3) * (9 + 2 * channel) + steps(pixel.x, 20, pixel.width),
  flat: () => 77,
};

/** Draws a picture of one of the kinds: RGB bytes, row by row from the top left. */
export function draw(kind: string, width: number, height: number): Uint8Array {
  const brush = BRUSHES[kind];
  if (!brush) throw new RangeError(`kind is ${kind}; expected one of ${Object.keys(BRUSHES).join(', ')}`);
  const rgb = new Uint8Array(width * height * 3);
  let random = 12345;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      random = nextRandom(random);
      const pixel = { x, y, width, height, random };
      for (let channel = 0; channel < 3; channel++) rgb[at++] = brush(pixel, channel);
    }
  }
  return rgb;
}

/** The next 32 bits of a linear congruential generator (multiplier and increment of Numerical Recipes). */
export function nextRandom(state: number): number {
  return (Math.imul(state, 1664525) + 1013904223) >>> 0;
}
