// The tables follow the number of codes, and no change leaves anything behind for ever.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HammingIndex } from './index.ts';
import { createKernel } from './kernel.ts';
import { settingsOf } from './options.ts';
import { Rows } from './rows.ts';
import { Slots } from './slots.ts';
import { Upkeep } from './upkeep.ts';
import { random32, uniformCodes } from './synthetic.ts';

const kernel = createKernel(
  new WebAssembly.Module(readFileSync(new URL('../generated/hamming.wasm', import.meta.url))),
);

test('each tier brings tables of its own, some changes after its size is reached, and a smaller size none', () => {
  const tiers = [40, 23, 16].map((parts, i) => ({ codes: 100 * (i + 1), parts }));
  const rows = new Rows(kernel, () => {});
  const slots = new Slots();
  const upkeep = new Upkeep(kernel, rows, slots, settingsOf({ tiers, freshCodes: 10 }));
  rows.reserve(400);
  const partsAt: Record<number, number | undefined> = {};
  for (let id = 0; id < 400; id++) {
    upkeep.step();
    upkeep.added(slots.take(id));
    if (id % 50 === 49) partsAt[id + 1] = upkeep.tables?.steps;
  }
  assert.deepEqual(partsAt, { 50: undefined, 100: undefined, 150: 40, 200: 40, 250: 23, 300: 23, 350: 16, 400: 16 });
  for (let id = 0; id < 400; id++) {
    upkeep.step();
    upkeep.removed(slots.release(id));
  }
  assert.equal(upkeep.tables?.steps, 16);
});

for (const [name, tiers] of Object.entries({ 'with tables': [{ codes: 1, parts: 32 }], 'without tables': [] })) {
  test(`adding and removing for ever needs no more memory, ${name}`, () => {
    const random = random32(1);
    const index = new HammingIndex({ tiers, freshCodes: 500 });
    const turn = (ids: number) => {
      const codes = uniformCodes(ids, random);
      for (let id = 0; id < ids; id++) index.add(id, codes.subarray(id * 32, (id + 1) * 32));
      for (let id = 0; id < ids; id++) index.remove(id);
    };
    turn(1000);
    turn(1000);
    const before = process.memoryUsage().external;
    for (let i = 0; i < 40; i++) turn(1000);
    const grown = process.memoryUsage().external - before;
    assert.ok(grown < 1_000_000, `grown by ${grown} bytes`);
  });
}
