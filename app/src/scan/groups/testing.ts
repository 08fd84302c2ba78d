// What the tests of groups share: drawn PDQ hashes near each other, and joining by the plain meaning of the words.
import { drawFrom, type Draw } from '../../testing/draw.ts';
import { Codes } from './codes.ts';

export { type Draw, drawFrom, newSeed } from '../../testing/draw.ts';

export const drawnCode = (draw: Draw): Uint8Array => Uint8Array.from({ length: 32 }, () => draw(256));

/** The code with so many different bits flipped. */
export function flippedCode(code: Uint8Array, bits: number, draw: Draw): Uint8Array {
  const flipped = Uint8Array.from(code);
  const places = new Set<number>();
  while (places.size < bits) places.add(draw(256));
  for (const bit of places) flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

export function codesOf(all: readonly Uint8Array[]): Codes {
  const codes = new Codes(all.length);
  for (const [place, code] of all.entries()) codes.at(place).set(code);
  return codes;
}

/** Clusters, chains and strangers, mixed. */
export function drawnCodes(seed: number, count: number): Uint8Array[] {
  const draw = drawFrom(seed);
  const codes: Uint8Array[] = [];
  while (codes.length < count) {
    let code = drawnCode(draw);
    const members = 1 + draw(12);
    const chain = draw(2) === 0;
    for (let n = 0; n < members && codes.length < count; n += 1) {
      const near = flippedCode(code, draw(40), draw);
      codes.push(near);
      if (chain) code = near;
    }
  }
  const order = codes.map((code) => [draw(2 ** 31), code] as const);
  return order.toSorted(([a], [b]) => a - b).map(([, code]) => code);
}

/** Bits of two codes that differ, counted one by one. */
export function bitsApart(one: Uint8Array, other: Uint8Array): number {
  let bits = 0;
  for (const [at, byte] of one.entries())
    for (let bit = 0; bit < 8; bit += 1) if (((byte >> bit) & 1) !== ((other[at]! >> bit) & 1)) bits += 1;
  return bits;
}

/** Components out of all pairs. */
export function plainComponents(all: readonly Uint8Array[], places: readonly number[], radius: number): number[][] {
  const label = new Map(places.map((place) => [place, place]));
  for (const one of places)
    for (const other of places) {
      const [a, b] = [label.get(one)!, label.get(other)!];
      if (a === b || bitsApart(all[one]!, all[other]!) > radius) continue;
      for (const [place, at] of label) if (at === b) label.set(place, a);
    }
  const parts = Map.groupBy(places, (place) => label.get(place)!);
  return [...parts.values()].map((part) => part.toSorted((a, b) => a - b)).toSorted((a, b) => a[0]! - b[0]!);
}

/** The guard out of all pairs. */
export function plainGuard(all: readonly Uint8Array[], component: readonly number[], radius: number): number[][] {
  const medoid = plainMedoid(all, component);
  const near = component.filter((place) => bitsApart(all[place]!, all[medoid]!) <= 2 * radius);
  if (near.length === component.length) return [[...component]];
  const kept = plainComponents(all, near, radius).find((part) => part.includes(medoid))!;
  const rest = component.filter((place) => !kept.includes(place));
  return [kept, ...plainComponents(all, rest, radius)]
    .flatMap((part) => plainGuard(all, part, radius))
    .toSorted((a, b) => a[0]! - b[0]!);
}

export function plainMedoid(all: readonly Uint8Array[], places: readonly number[]): number {
  const sums = places.map((place) => places.reduce((sum, other) => sum + bitsApart(all[place]!, all[other]!), 0));
  return places[sums.indexOf(Math.min(...sums))]!;
}
