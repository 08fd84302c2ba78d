// The guard against chains. Step by step, near hashes can lead from one picture to quite another; so no member of a group
// is farther from its middle than twice the radius, and what is farther makes groups of its own.
import { type Codes, codeWords } from './codes.ts';
import { components } from './components.ts';

export interface NearGroup {
  /** The member whose distances to all others add up to the least; of several the first. */
  medoid: number;
  /** In order; each leads to each other in steps within the radius. */
  places: number[];
}

/** Splits a component until the guard holds for each part. */
export function guarded(codes: Codes, component: number[], radiusBits: number): NearGroup[] {
  const groups: NearGroup[] = [];
  const waiting = [component];
  for (let places = waiting.pop(); places; places = waiting.pop()) {
    const medoid = medoidOf(codes, places);
    const near = places.filter((place) => codes.distance(place, medoid) <= 2 * radiusBits);
    if (near.length === places.length) {
      groups.push({ medoid, places });
      continue;
    }
    const around = components(codes, near, radiusBits).find((part) => part.includes(medoid))!;
    const kept = new Set(around);
    const rest = places.filter((place) => !kept.has(place));
    waiting.push(around);
    for (const part of components(codes, rest, radiusBits)) waiting.push(part);
  }
  return groups.toSorted((a, b) => a.places[0]! - b.places[0]!);
}

// All distances of a member at once: in each bit it differs from as many as have that bit the other way.
export function medoidOf(codes: Codes, places: readonly number[]): number {
  if (places.length < 3) return places[0]!;
  const ones = new Uint32Array(codeWords * 32);
  for (const place of places) for (let bit = 0; bit < ones.length; bit += 1) ones[bit]! += bitOf(codes, place, bit);
  let [best, least] = [places[0]!, Infinity];
  for (const place of places) {
    let sum = 0;
    for (let bit = 0; bit < ones.length; bit += 1)
      sum += bitOf(codes, place, bit) === 1 ? places.length - ones[bit]! : ones[bit]!;
    if (sum < least) [best, least] = [place, sum];
  }
  return best;
}

const bitOf = ({ words }: Codes, place: number, bit: number): number =>
  (words[place * codeWords + (bit >>> 5)]! >>> (bit & 31)) & 1;
