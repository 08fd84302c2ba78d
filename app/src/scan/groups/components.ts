// Connected components: hashes that lead to each other in steps within the radius. Exact, whatever the hashes are.
import { HammingIndex } from '@suaka/hamming';
import type { Codes } from './codes.ts';

/** Fewer are compared one by one: that is quicker than an index. */
const fewerThanIndex = 600;

/** Splits places into components: each with its places in order, the components in the order of their first. */
export function components(codes: Codes, places: readonly number[], radiusBits: number): number[][] {
  return places.length < fewerThanIndex
    ? among(places, (place, left) => left.filter((other) => codes.distance(place, other) <= radiusBits))
    : throughIndex(codes, places, radiusBits);
}

function among(places: readonly number[], near: (place: number, left: number[]) => number[]): number[][] {
  const found: number[][] = [];
  let left = [...places];
  while (left.length > 0) {
    const component = [left[0]!];
    left = left.slice(1);
    for (let next = 0; next < component.length && left.length > 0; next += 1) {
      const met = new Set(near(component[next]!, left));
      if (met.size === 0) continue;
      component.push(...met);
      left = left.filter((place) => !met.has(place));
    }
    found.push(component.toSorted((a, b) => a - b));
  }
  return found;
}

// What was met is taken out of the index, so each hash is found once: a million that are all alike are joined in a million
// answers, not in a million times a million.
function throughIndex(codes: Codes, places: readonly number[], radiusBits: number): number[][] {
  const index = new HammingIndex();
  const packed = new Uint8Array(places.length * 32);
  for (const [n, place] of places.entries()) packed.set(codes.at(place), n * 32);
  index.addMany(Uint32Array.from(places), packed);
  const found: number[][] = [];
  for (const start of places) {
    if (!index.has(start)) continue;
    index.remove(start);
    const component = [start];
    for (let next = 0; next < component.length && index.size > 0; next += 1)
      for (const { id } of index.search(codes.at(component[next]!), radiusBits)) {
        index.remove(id);
        component.push(id);
      }
    found.push(component.toSorted((a, b) => a - b));
  }
  return found;
}
