// The bounds around the ring of parts at their edge: differences of exactly the radius, spread over the parts in every
// way from all in few parts to evenly, and codes that share most of their bits.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bruteForce, seedFor } from '../suite/oracle.ts';
import type { Match } from './hamming-index.ts';
import { createKernel } from './kernel.ts';
import { Rows } from './rows.ts';
import { flipBits, random32, uniformCodes } from './synthetic.ts';
import { Tables } from './tables.ts';

const kernel = createKernel(
  new WebAssembly.Module(readFileSync(new URL('../generated/hamming.wasm', import.meta.url))),
);

const PARTS = [11, 12, 14, 16, 21, 32, 64];

for (const parts of PARTS) {
  test(`a code at exactly the radius is found wherever its differences are, with ${parts} parts`, (t) => {
    const random = random32(seedFor(t));
    const code = uniformCodes(1, random);
    // A single code leaves the bits in their order, so that the parts are known here.
    const { search, most } = searchIn([code], parts);
    for (let i = 0; i < 1000; i++) {
      const radius = random() % (most + 1);
      const query = differing(code, spread(radius, parts, random), parts, random);
      assert.deepEqual(search(query, radius), [{ id: 0, distance: radius }]);
      if (radius > 0) assert.deepEqual(search(query, radius - 1), []);
    }
  });

  test(`a code that only one part can find, at its limit, is found, with ${parts} parts`, (t) => {
    const random = random32(seedFor(t));
    const code = uniformCodes(1, random);
    const { search } = searchIn([code], parts);
    for (let share = 1; share <= 3; share++) {
      const radius = share * parts - 1;
      for (let i = 0; i < 20 * parts; i++) {
        const query = differing(code, atTheLimit(share, i % parts, parts, random), parts, random);
        assert.deepEqual(search(query, radius), [{ id: 0, distance: radius }], `part ${i % parts} of ${parts}`);
      }
    }
  });

  test(`among codes that share most bits, each radius up to 64 is exact, with ${parts} parts`, (t) => {
    const random = random32(seedFor(t));
    const base = uniformCodes(1, random);
    const shared = mask(random);
    const codes = Array.from({ length: 500 }, () => varied(base, shared, random));
    const { search, most } = searchIn(codes, parts);
    for (let radius = 0; radius <= most; radius++) {
      const code = codes[random() % codes.length];
      for (const query of [code, varied(base, shared, random), flipBits(code, radius, random)]) {
        assert.deepEqual(search(query, radius), bruteForce(codes.entries(), query, radius), `${radius} bits`);
      }
    }
  });
}

/** A search in tables of the codes, slots counted from 0, that never gives up in favour of reading every code. */
function searchIn(codes: Uint8Array[], parts: number) {
  const found = new Map<number, number>();
  const rows = new Rows(kernel, (slot, distance) => found.set(slot, distance));
  rows.reserve(codes.length);
  codes.forEach((code, slot) => rows.write(slot, code));
  const tables = new Tables(kernel, rows, parts);
  Array.from(tables.build(Uint32Array.from(codes.keys())));
  const search = (query: Uint8Array, radius: number): Match[] => {
    found.clear();
    rows.aim(query, radius);
    assert.ok(tables.search(query, radius, Infinity));
    const matches = Array.from(found, ([id, distance]) => ({ id, distance }));
    return matches.toSorted((a, b) => a.distance - b.distance || a.id - b.id);
  };
  return { search, most: Math.min(64, tables.reach) };
}

/** How many bits differ in each part, `sum` in all, in as few or as many parts as it happens. */
function spread(sum: number, parts: number, random: () => number): number[] {
  const width = Math.floor(256 / parts);
  const differences = Array.from<number>({ length: parts }).fill(0);
  const places = Array.from({ length: parts }, (_, part) => (part + random()) % parts);
  const fewest = Math.ceil(sum / width);
  const used = [...new Set(places)].slice(0, Math.max(fewest, 1 + (random() % parts)));
  for (let part = 0; used.length < fewest; part++) if (!used.includes(part)) used.push(part);
  for (let left = sum; left > 0; ) {
    const part = used[random() % used.length];
    if (differences[part] === width) continue;
    differences[part]++;
    left--;
  }
  return differences;
}

/**
 * Differences where every part has the same share and only part `first` can find the code: it differs in one bit less
 * than its share, and the others in as many as theirs, or first one in less and a later one in more.
 */
function atTheLimit(share: number, first: number, parts: number, random: () => number): number[] {
  const differences = Array.from<number>({ length: parts }).fill(share);
  differences[first]--;
  for (let i = 1; i + 1 < parts; i += 2) {
    if (random() % 2 === 0) continue;
    differences[(first + i) % parts]--;
    differences[(first + i + 1) % parts]++;
  }
  return differences;
}

/** A copy in which so many bits of each part are flipped. */
function differing(code: Uint8Array, differences: number[], parts: number, random: () => number): Uint8Array {
  const width = Math.floor(256 / parts);
  const copy = code.slice();
  for (const [part, flips] of differences.entries()) {
    const bits = Array.from({ length: width }, (_, i) => part * width + i);
    for (let i = 0; i < flips; i++) {
      const [bit] = bits.splice(random() % bits.length, 1);
      copy[bit >> 3] ^= 1 << (bit & 7);
    }
  }
  return copy;
}

/** A mask that leaves about 40 bits of a code to differ. */
function mask(random: () => number): Uint8Array {
  const [a, b, c] = [uniformCodes(1, random), uniformCodes(1, random), uniformCodes(1, random)];
  return a.map((byte, i) => byte & b[i] & c[i]);
}

function varied(base: Uint8Array, bits: Uint8Array, random: () => number): Uint8Array {
  const other = uniformCodes(1, random);
  return base.map((byte, i) => byte ^ (other[i] & bits[i]));
}
