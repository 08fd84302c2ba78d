// The measurement runs and gives plausible figures; it tests no speed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureSearch } from './measure.ts';

test('measures searches among a few codes', async () => {
  const figures = await measureSearch({ count: 10_000, queries: 50, seed: 1 });
  assert.equal(figures.count, 10_000);
  for (const [name, figure] of Object.entries(figures)) assert.ok(figure > 0, `${name} is ${figure}`);
  assert.ok(figures.p99Ms >= figures.medianMs);
});
