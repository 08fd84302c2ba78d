// Photo-like pictures drawn by arithmetic: hills of light and a few plain shapes, under grain like that of a sensor, so
// that they take as long to decode as photographs. The same number always gives the same picture; no one is in them.
import sharp, { type Sharp } from 'sharp';
import { drawFrom, type Draw } from '../../testing/draw.ts';

export interface Photo {
  number: number;
  width: number;
  height: number;
}

/** The light is drawn at this many pixels a side and then enlarged. */
const SKETCH = 96;

/** Most of a camera roll is small or middling; a few are the camera's full 12 megapixels. */
const megapixels = [0.3, 0.3, 0.5, 0.5, 0.8, 0.8, 1, 1, 1.6, 2, 3, 5, 8, 12];
const shapes = [4 / 3, 3 / 2, 16 / 9, 3 / 4, 2 / 3, 1];

export function planPhoto(number: number, maxMegapixels = 12): Photo {
  const draw = drawFrom(number * 2 + 1);
  const pixels = Math.min(maxMegapixels, megapixels[draw(megapixels.length)]!) * 1e6;
  const shape = shapes[draw(shapes.length)]!;
  const width = Math.round(Math.sqrt(pixels * shape));
  return { number, width, height: Math.round(pixels / width) };
}

/** RGB, row by row. */
export function drawPhoto({ number, width, height }: Photo): Buffer {
  const draw = drawFrom(number * 2);
  const light = sketch(draw);
  const pixels = Buffer.allocUnsafeSlow(width * height * 3);
  const into = new Uint8ClampedArray(pixels.buffer);
  const row = new Float64Array(SKETCH * 3);
  for (let y = 0, noiseAt = draw(grain.length); y < height; y += 1) {
    const down = (y * (SKETCH - 1)) / height;
    const above = Math.floor(down) * SKETCH * 3;
    for (let at = 0; at < row.length; at += 1) {
      row[at] = light[above + at]! + (light[above + SKETCH * 3 + at]! - light[above + at]!) * (down % 1);
    }
    if (noiseAt + width * 3 > grain.length) noiseAt = y % 1000;
    drawRow(into, y * width * 3, width, row, noiseAt);
    noiseAt += width * 3;
  }
  return pixels;
}

/** One row of the sketch, stretched to the width, under grain. */
function drawRow(into: Uint8ClampedArray, start: number, width: number, row: Float64Array, noiseAt: number): void {
  const noise = grain;
  for (let part = 0, x = 0, at = start, n = noiseAt; part < SKETCH - 1; part += 1) {
    const end = Math.floor(((part + 1) * width) / (SKETCH - 1));
    const step = (SKETCH - 1) / width;
    let [red, green, blue] = [row[part * 3]!, row[part * 3 + 1]!, row[part * 3 + 2]!];
    const redStep = (row[part * 3 + 3]! - red) * step;
    const greenStep = (row[part * 3 + 4]! - green) * step;
    const blueStep = (row[part * 3 + 5]! - blue) * step;
    for (; x < end; x += 1, at += 3, n += 3) {
      into[at] = red + noise[n]!;
      into[at + 1] = green + noise[n + 1]!;
      into[at + 2] = blue + noise[n + 2]!;
      red += redStep;
      green += greenStep;
      blue += blueStep;
    }
  }
}

export function photoFrom(pixels: Buffer, { width, height }: Photo): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

function sketch(draw: Draw): Buffer {
  const light = Buffer.alloc(SKETCH * SKETCH * 3);
  const waves = Array.from({ length: 9 }, (_, n) => ({
    x: ((draw(2001) - 1000) / 1000) * (1 + n * 0.8),
    y: ((draw(2001) - 1000) / 1000) * (1 + n * 0.8),
    phase: draw(6283) / 1000,
    weight: 46 / (1 + n * 0.35),
    hue: draw(3),
  }));
  for (let y = 0, at = 0; y < SKETCH; y += 1)
    for (let x = 0; x < SKETCH; x += 1, at += 3)
      for (const { x: wx, y: wy, phase, weight, hue } of waves) {
        const wave = weight * Math.sin(((wx * x + wy * y) / SKETCH) * 6.283 + phase);
        for (let channel = 0; channel < 3; channel += 1)
          light[at + channel] = clamp((light[at + channel]! || 118) + wave * (channel === hue ? 1.2 : 0.9));
      }
  for (let shape = 0; shape < 6; shape += 1) addShape(light, draw);
  return light;
}

/** A plain rectangle, as of a wall or a table: edges that a compressor has to spend bits on. */
function addShape(light: Buffer, draw: Draw): void {
  const [left, top, width, height] = [draw(SKETCH - 12), draw(SKETCH - 12), 6 + draw(30), 6 + draw(30)];
  const colour = [draw(256), draw(256), draw(256)];
  for (let y = top; y < Math.min(SKETCH, top + height); y += 1)
    for (let x = left; x < Math.min(SKETCH, left + width); x += 1)
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (y * SKETCH + x) * 3 + channel;
        light[at] = (light[at]! + colour[channel]!) >> 1;
      }
}

const clamp = (value: number) => Math.max(1, Math.min(255, value));

const grain = drawGrain(2 ** 20);

function drawGrain(length: number): Int8Array {
  const draw = drawFrom(77);
  return Int8Array.from({ length }, () => Math.round((draw(1000) + draw(1000) + draw(1000) - 1500) / 70));
}
