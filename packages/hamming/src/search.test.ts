// Every search finds what brute force finds, whatever the data, the radius and the inner sizes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasets } from '../suite/datasets.ts';
import { bruteForce, join, seedFor } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import type { HammingOptions } from './index.ts';
import { random32 } from './synthetic.ts';

const RADII = [...Array.from({ length: 41 }, (_, radius) => radius), 47, 64, 128, 192, 255, 256];

const OPTIONS: Record<string, HammingOptions> = {
  'without tables': { tiers: [] },
  'with 12 parts, all codes in tables': { tiers: [{ codes: 1, parts: 12 }], freshCodes: 1 },
  'with 16 parts, some codes fresh': { tiers: [{ codes: 1, parts: 16 }], freshCodes: 300 },
  'with 23 parts': { tiers: [{ codes: 1, parts: 23 }], freshCodes: 10 },
  'with 64 parts': { tiers: [{ codes: 1, parts: 64 }], freshCodes: 10 },
};

for (const [name, options] of Object.entries(OPTIONS)) {
  test(`finds what brute force finds, ${name}`, (t) => {
    const seed = seedFor(t);
    for (const { name, codes, queries } of datasets(1000, seed, random32(seed))) {
      const index = new HammingIndex(options);
      codes.forEach((code, id) => index.add(id, code));
      const entries = [...codes.entries()];
      queries.forEach((query, i) => {
        const radius = RADII[(seed + i) % RADII.length];
        assert.deepEqual(index.search(query, radius), bruteForce(entries, query, radius), `${name}, ${radius} bits`);
        assert.deepEqual(index.search(query, 31), bruteForce(entries, query, 31), `${name}, 31 bits`);
      });
    }
  });
}
