// How often two different pictures are taken for one at 31 bits, by quality band, on drawn pictures: from nearly plain
// ones, whose hashes are mostly noise of the same few shapes, to busy ones.
import { distance, fingerprint } from '@suaka/pdq';
import { figure, type Part } from './figures.ts';

const drawn = 6000;
const side = 96;
const bands = [0, 10, 25, 50, 75, 100];

export function measureFalseMatches(): Part {
  const byBand = new Map<number, Uint8Array[]>(bands.map((band) => [band, []]));
  for (let seed = 1; seed <= drawn; seed += 1) {
    const { hash, quality } = fingerprint(drawPlain(seed), side, side);
    byBand.get(bands.findLast((band) => quality >= band)!)!.push(hash);
  }
  const rows = bands.map((band, n) => {
    const { pairs, near } = countNear(byBand.get(band)!);
    const name = band === 100 ? '100' : `${band} to ${bands[n + 1]! - 1}`;
    return [
      name,
      figure(byBand.get(band)!.length),
      figure(pairs),
      figure(near),
      pairs > 0 ? (near / pairs).toExponential(1) : '-',
    ];
  });
  return {
    title: 'False matches',
    how: `${drawn.toLocaleString('en')} different drawn pictures, every pair within a quality band. Drawings of a few smooth waves are alike more often than photographs are; the figures keep watch over a change, and are not what a real list would meet.`,
    head: ['quality', 'pictures', 'pairs', 'within 31 bits', 'share'],
    rows,
  };
}

function countNear(hashes: Uint8Array[]): { pairs: number; near: number } {
  let near = 0;
  for (let a = 0; a < hashes.length; a += 1)
    for (let b = a + 1; b < hashes.length; b += 1) if (distance(hashes[a]!, hashes[b]!) <= 31) near += 1;
  return { pairs: (hashes.length * (hashes.length - 1)) / 2, near };
}

/** A picture whose contrast grows with its seed: a few waves of light over a plain ground. */
function drawPlain(seed: number): Uint8Array {
  let state = seed * 2654435761;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let n = 0; n < 8; n += 1) random();
  const contrast = 100 * random() ** 3;
  const waves = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
    x: (random() - 0.5) * 4,
    y: (random() - 0.5) * 4,
    phase: random() * 6.283,
    weight: random(),
  }));
  const pixels = new Uint8Array(side * side);
  for (let y = 0, at = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const light = waves.reduce(
        (sum, wave) => sum + wave.weight * Math.sin(((wave.x * x + wave.y * y) / side) * 6.283 + wave.phase),
        0,
      );
      pixels[at++] = Math.max(0, Math.min(255, 128 + contrast * light));
    }
  return pixels;
}
