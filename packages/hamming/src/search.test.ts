// Every search finds what brute force finds, whatever the data, the radius and the inner sizes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasets } from '../suite/datasets.ts';
import { bruteForce, join, seedFor, split } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import type { HammingOptions } from './index.ts';
import { correlatedCodes, flipBits, random32, uniformCodes } from './synthetic.ts';

const RADII = [...Array.from({ length: 41 }, (_, radius) => radius), 47, 64, 128, 192, 255, 256];

const OPTIONS: Record<string, HammingOptions> = {
  'without tables': { tiers: [] },
  'with all codes in the tables': { tiers: [{ codes: 1, parts: 13 }], freshCodes: 20 },
  'with some codes fresh': { tiers: [{ codes: 1, parts: 16 }], freshCodes: 300 },
  'with 23 parts': { tiers: [{ codes: 1, parts: 23 }], freshCodes: 10 },
};

for (const [name, options] of Object.entries(OPTIONS)) {
  test(`finds what brute force finds, ${name}`, (t) => {
    const seed = seedFor(t);
    for (const { name, codes, queries } of datasets(1000, seed, random32(seed))) {
      const index = new HammingIndex(options);
      index.addMany(Uint32Array.from(codes.keys()), join(codes));
      for (const [i, query] of queries.entries()) {
        for (const radius of [31, RADII[(seed + i) % RADII.length]]) {
          const expected = bruteForce(codes.entries(), query, radius);
          assert.deepEqual(index.search(query, radius), expected, `${name}, ${radius} bits`);
        }
      }
    }
  });
}

test('the first radius that the tables do not reach is exact too', (t) => {
  const parts = 16;
  const random = random32(seedFor(t));
  const index = new HammingIndex({ tiers: [{ codes: 1, parts }], freshCodes: 1 });
  index.addMany(
    Uint32Array.from({ length: 1000 }, (_, id) => id),
    uniformCodes(1000, random),
  );
  const query = uniformCodes(1, random);
  const code = query.slice();
  for (let part = 0; part < parts; part++) code[2 * part] ^= 0b111;
  index.add(1000, code);
  for (let id = 1001; id < 1100; id++) index.add(id, uniformCodes(1, random));
  assert.deepEqual(index.search(query, 3 * parts), [{ id: 1000, distance: 3 * parts }]);
  assert.deepEqual(index.search(query, 3 * parts - 1), []);
});

test('finds what brute force finds among 100,000 codes, after adding and removing some', (t) => {
  const seed = seedFor(t);
  const random = random32(seed);
  const codes = split(correlatedCodes(seed)(100_000));
  const index = new HammingIndex();
  const bulk = 95_000;
  index.addMany(
    Uint32Array.from({ length: bulk }, (_, id) => id),
    join(codes.slice(0, bulk)),
  );
  for (let id = bulk; id < codes.length; id++) index.add(id, codes[id]);
  const kept = new Map(codes.entries());
  for (let i = 0; i < 5000; i++) {
    const id = random() % codes.length;
    assert.equal(index.remove(id), kept.delete(id));
  }
  for (let flips = 0; flips < 40; flips++) {
    const query = flipBits(codes[random() % codes.length], flips, random);
    assert.deepEqual(index.search(query, 31), bruteForce(kept, query, 31));
  }
});

test('searching many codes gives what searching each gives', (t) => {
  const seed = seedFor(t);
  const index = new HammingIndex();
  const draw = correlatedCodes(seed);
  index.addMany(
    Uint32Array.from({ length: 20_000 }, (_, i) => 4_000_000_000 + i),
    draw(20_000),
  );
  const queries = draw(100);
  for (const radius of [31, 100]) {
    const expected = split(queries).map((query) => index.search(query, radius));
    assert.deepEqual(index.searchMany(queries, radius), expected);
  }
  assert.ok(index.searchMany(queries, 100).some((matches) => matches.length > 0));
  assert.deepEqual(index.searchMany(new Uint8Array(), 31), []);
});
