// Adding and removing in any order, across every inner size, leaves the index equal to a plain map.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bruteForce, join, seedFor, split } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import { flipBits, random32, uniformCodes } from './synthetic.ts';

const TIERS = [
  { codes: 20, parts: 40 },
  { codes: 80, parts: 23 },
  { codes: 200, parts: 16 },
];

for (const freshCodes of [1, 7, 60]) {
  test(`stays equal to a map through random changes, with ${freshCodes} fresh codes`, (t) => {
    const seed = seedFor(t);
    const random = random32(seed);
    const pool = split(uniformCodes(60, random));
    const draw = () => flipBits(pool[random() % pool.length], random() % 30, random);
    const index = new HammingIndex({ tiers: TIERS, freshCodes });
    const map = new Map<number, Uint8Array>();
    for (let i = 0; i < 5000; i++) {
      // For a while more is added than removed, then the other way round, so that all sizes are crossed both ways.
      const growing = i % 1600 < 900;
      change(index, map, random, draw, growing ? 70 : 30);
      const query = draw();
      const radius = i % 10 === 0 ? random() % 257 : 31;
      assert.deepEqual(index.search(query, radius), bruteForce(map, query, radius), `change ${i}, ${radius} bits`);
      assert.equal(index.size, map.size);
    }
  });
}

function change(
  index: HammingIndex,
  map: Map<number, Uint8Array>,
  random: () => number,
  draw: () => Uint8Array,
  percentAdded: number,
): void {
  const id = random() % 1000;
  assert.equal(index.has(id), map.has(id));
  if (random() % 100 >= percentAdded) {
    const victim = random() % 2 === 0 ? id : ([...map.keys()][random() % map.size] ?? id);
    assert.equal(index.remove(victim), map.delete(victim));
  } else if (map.has(id)) {
    assert.throws(() => index.add(id, draw()), new RegExp(`RangeError: The id ${id} is taken`));
  } else {
    const code = draw();
    index.add(id, code);
    map.set(id, code);
  }
}

test('adding many at once, few or very many, equals adding each', (t) => {
  const random = random32(seedFor(t));
  const index = new HammingIndex({ tiers: TIERS, freshCodes: 5 });
  const map = new Map<number, Uint8Array>();
  let next = 0;
  for (const count of [0, 1, 10, 81, 80, 3, 500, 40, 2000, 100]) {
    const codes = split(uniformCodes(count, random));
    const ids = Uint32Array.from(codes, () => next++);
    index.addMany(ids, join(codes));
    codes.forEach((code, i) => map.set(ids[i], code));
    for (const [id] of [...map].slice(0, 5)) assert.equal(index.remove(id), map.delete(id));
    const query = flipBits(codes[0] ?? new Uint8Array(32), 20, random);
    assert.deepEqual(index.search(query, 31), bruteForce(map, query, 31));
    assert.deepEqual(index.search(query, 110), bruteForce(map, query, 110));
  }
});

test('a refused addMany leaves the index as it was', () => {
  const index = new HammingIndex();
  index.add(7, new Uint8Array(32));
  assert.throws(() => index.addMany(Uint32Array.of(1, 2, 1), new Uint8Array(96)), /RangeError: The id 1 comes twice/);
  assert.throws(() => index.addMany(Uint32Array.of(1, 7), new Uint8Array(64)), /RangeError: The id 7 is taken/);
  assert.equal(index.size, 1);
  assert.equal(index.has(1), false);
});

test('a code added under a removed id is found under it, the removed one is not', () => {
  const index = new HammingIndex({ tiers: TIERS, freshCodes: 3 });
  const zero = new Uint8Array(32);
  const ones = new Uint8Array(32).fill(255);
  for (let i = 0; i < 300; i++) {
    index.add(5, i % 2 === 0 ? zero : ones);
    assert.deepEqual(index.search(zero, 31), i % 2 === 0 ? [{ id: 5, distance: 0 }] : []);
    assert.deepEqual(index.search(ones, 31), i % 2 === 1 ? [{ id: 5, distance: 0 }] : []);
    assert.equal(index.remove(5), true);
    assert.equal(index.remove(5), false);
  }
});
