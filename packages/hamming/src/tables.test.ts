// The tables alone report exactly the slots within the radius, however many candidates they have to look at.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { datasets } from '../suite/datasets.ts';
import { bruteForce, seedFor, split } from '../suite/oracle.ts';
import type { Match } from './hamming-index.ts';
import { createKernel } from './kernel.ts';
import { Rows } from './rows.ts';
import { random32, uniformCodes } from './synthetic.ts';
import { Tables } from './tables.ts';

const kernel = createKernel(
  new WebAssembly.Module(readFileSync(new URL('../generated/hamming.wasm', import.meta.url))),
);

for (const parts of [11, 13, 16, 23, 64]) {
  test(`tables of ${parts} parts report each slot within the radius, and no other`, (t) => {
    const seed = seedFor(t);
    for (const { name, codes, queries } of datasets(600, seed, random32(seed))) {
      const { found, rows, tables } = tablesOf(parts, codes);
      for (const [i, query] of queries.entries()) {
        for (const radius of [31, (seed + i) % (tables.reach + 1)]) {
          found.clear();
          rows.aim(query, radius);
          assert.ok(tables.search(query, radius, Infinity));
          const expected = bruteForce(codes.entries(), query, radius);
          assert.deepEqual(matchesOf(found), expected, `${name}, ${radius} bits`);
        }
      }
    }
  });
}

test('a search gives up once it has looked at more entries than allowed', () => {
  const code = new Uint8Array(32);
  const { rows, tables } = tablesOf(
    16,
    Array.from({ length: 100 }, () => code),
  );
  rows.aim(code, 31);
  assert.equal(tables.search(code, 31, 1599), false);
  assert.equal(tables.search(code, 31, 1600), true);
  // One flip away in every part, so that only the five parts that are probed further find them.
  const oneFlip = new Uint8Array(32).map((_, i) => 1 - (i % 2));
  assert.equal(tables.search(oneFlip, 20, 499), false);
  assert.equal(tables.search(oneFlip, 20, 500), true);
});

test('an update takes out the removed slots and no others, and adds the new ones', (t) => {
  const seed = seedFor(t);
  const random = random32(seed);
  const codes = split(uniformCodes(5, random)).flatMap((code) => Array.from({ length: 400 }, () => code));
  const { found, rows, tables } = tablesOf(16, codes.slice(0, 1900));
  rows.reserve(2000);
  for (let slot = 1900; slot < 2000; slot++) rows.write(slot, codes[slot]);
  const removed = new Uint8Array(250);
  for (let i = 0; i < 700; i++) removed[random() % 230] |= 1 << (random() % 8);
  Array.from(
    tables.update(
      Uint32Array.from({ length: 100 }, (_, i) => 1900 + i),
      removed,
    ),
  );
  const kept = [...codes.entries()].filter(([slot]) => (removed[slot >> 3] & (1 << (slot & 7))) === 0);
  assert.ok(kept.length > 200 && kept.length < 1800);
  for (const query of new Set(codes)) {
    found.clear();
    rows.aim(query, 31);
    assert.ok(tables.search(query, 31, 16 * kept.length));
    assert.deepEqual(matchesOf(found), bruteForce(kept, query, 31));
  }
});

/** Tables of the codes, slots counted from 0, half of them built at once and half merged in later. */
function tablesOf(parts: number, codes: Uint8Array[]) {
  const found = new Map<number, number>();
  const rows = new Rows(kernel, (slot, distance) => found.set(slot, distance));
  rows.reserve(codes.length);
  codes.forEach((code, slot) => rows.write(slot, code));
  const tables = new Tables(kernel, rows, parts);
  const slots = Uint32Array.from(codes.keys());
  const half = codes.length >> 1;
  Array.from(tables.build(slots.subarray(0, half)));
  Array.from(tables.update(slots.subarray(half), new Uint8Array()));
  return { found, rows, tables };
}

/** Found slots and their distances, as brute force gives them. */
function matchesOf(found: Map<number, number>): Match[] {
  const matches = Array.from(found, ([id, distance]) => ({ id, distance }));
  return matches.toSorted((a, b) => a.distance - b.distance || a.id - b.id);
}
