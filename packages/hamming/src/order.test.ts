// The order of the bits is one of all bits, whatever it is learnt from, and makes neighbours rarer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasets } from '../suite/datasets.ts';
import { bruteForce, join, seedFor, split } from '../suite/oracle.ts';
import { HammingIndex } from './index.ts';
import { learnOrder } from './order.ts';
import { correlatedCodes, flipBits, random32 } from './synthetic.ts';

const NATURAL = Uint8Array.from({ length: 256 }, (_, bit) => bit);

test('every order holds each bit once, and is the same for the same codes', (t) => {
  const seed = seedFor(t);
  for (const { name, codes } of datasets(300, seed, random32(seed))) {
    for (const parts of [11, 14, 16, 64]) {
      const order = learnOrder(join(codes), parts);
      assert.deepEqual(order.toSorted(), NATURAL, `${name}, ${parts} parts`);
      assert.deepEqual(learnOrder(join(codes), parts), order);
    }
  }
});

test('nothing to learn from leaves the bits in their order', () => {
  assert.deepEqual(learnOrder(new Uint8Array(), 16), NATURAL);
  assert.deepEqual(learnOrder(new Uint8Array(32 * 100).fill(0x5a), 16), NATURAL);
});

test('other codes from the same source have fewer neighbours in the parts of a learnt order', (t) => {
  const draw = correlatedCodes(seedFor(t));
  const order = learnOrder(draw(4096), 16);
  const others = split(draw(3000));
  const [natural, learnt] = [neighbours(others, NATURAL), neighbours(others, order)];
  assert.ok(learnt < 0.97 * natural, `${learnt} neighbours, ${natural} in the natural order`);
});

test('bits that are always alike go to different parts', () => {
  // Four bits in a row are copies of one, so that parts of 16 bits in a row have the values of 4.
  const random = random32(5);
  const codes = Uint8Array.from({ length: 32 * 1000 }, () => [0x00, 0x0f, 0xf0, 0xff][random() >>> 30]);
  const order = learnOrder(codes, 16);
  for (let part = 0; part < 16; part++) {
    const groups = new Set(order.subarray(16 * part, 16 * (part + 1)).map((bit) => bit >> 2));
    assert.ok(groups.size >= 15, `part ${part} has bits of ${groups.size} groups`);
  }
});

test('an order learnt from other codes is exact too, and so is the one learnt anew from a snapshot', (t) => {
  const seed = seedFor(t);
  const random = random32(seed);
  const codes = [seed, seed + 1].flatMap((source) => split(correlatedCodes(source)(2000)));
  const options = { tiers: [{ codes: 1, parts: 16 }], freshCodes: 100 };
  const index = new HammingIndex(options);
  const half = codes.length / 2;
  index.addMany(
    Uint32Array.from({ length: half }, (_, id) => id),
    join(codes.slice(0, half)),
  );
  for (let id = half; id < codes.length; id++) index.add(id, codes[id]);
  const copy = HammingIndex.from(index.toBuffer(), options);
  for (let i = 0; i < 200; i++) {
    const query = flipBits(codes[random() % codes.length], random() % 40, random);
    const expected = bruteForce(codes.entries(), query, 31);
    assert.deepEqual(index.search(query, 31), expected);
    assert.deepEqual(copy.search(query, 31), expected);
  }
});

/** How many pairs of codes and parts of 16 bits there are in which two codes differ in at most 2 bits. */
function neighbours(codes: Uint8Array[], order: Uint8Array): number {
  const keys = codes.map((code) => {
    const bits = Array.from(order, (bit) => (code[bit >> 3] >> (bit & 7)) & 1);
    return Array.from({ length: 16 }, (_, part) =>
      bits.slice(16 * part, 16 * (part + 1)).reduce((key, bit) => 2 * key + bit, 0),
    );
  });
  let sum = 0;
  for (let i = 0; i < keys.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let part = 0; part < 16; part++) if (atMostTwo(keys[i][part] ^ keys[j][part])) sum++;
    }
  }
  return sum;
}

/** Whether at most two bits are set. */
function atMostTwo(bits: number): boolean {
  const butLowest = bits & (bits - 1);
  return (butLowest & (butLowest - 1)) === 0;
}
