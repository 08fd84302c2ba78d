// The tables alone report exactly the slots within the radius, however many candidates they have to look at.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { datasets } from '../suite/datasets.ts';
import { bruteForce, seedFor } from '../suite/oracle.ts';
import { createKernel } from './kernel.ts';
import { Rows } from './rows.ts';
import { random32 } from './synthetic.ts';
import { Tables } from './tables.ts';

const kernel = createKernel(
  new WebAssembly.Module(readFileSync(new URL('../generated/hamming.wasm', import.meta.url))),
);

for (const parts of [11, 12, 13, 16, 23, 64]) {
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
          const seen = [...found].map(([id, distance]) => ({ id, distance }));
          assert.deepEqual(
            seen.toSorted((a, b) => a.distance - b.distance || a.id - b.id),
            expected,
            `${name}, ${radius} bits`,
          );
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
