// The made-up codes have the properties that measurements rely on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distanceOf, split } from '../suite/oracle.ts';
import { correlatedCodes, flipBits, random32, uniformCodes } from './synthetic.ts';

const zero = new Uint8Array(32);

test('correlated codes have 128 ones, and distances as in the model', () => {
  const codes = split(correlatedCodes(1)(20_000));
  for (const code of codes) assert.equal(distanceOf(code, zero), 128);
  const { mean, deviation } = pairDistances(codes);
  assert.ok(Math.abs(mean - 123) < 1, `mean ${mean}`);
  assert.ok(Math.abs(deviation - 11.5) < 0.5, `standard deviation ${deviation}`);
});

test('uniform codes are 128 bits apart on average, with a standard deviation of 8', () => {
  const { mean, deviation } = pairDistances(split(uniformCodes(20_000, random32(1))));
  assert.ok(Math.abs(mean - 128) < 0.5, `mean ${mean}`);
  assert.ok(Math.abs(deviation - 8) < 0.3, `standard deviation ${deviation}`);
});

test('the same seed draws the same codes, in pieces or at once; another seed others', () => {
  const draw = correlatedCodes(7);
  const pieces = [...draw(3), ...draw(5)];
  assert.deepEqual(pieces, [...correlatedCodes(7)(8)]);
  assert.notDeepEqual(pieces, [...correlatedCodes(8)(8)]);
});

test('flipped bits are as many as asked for, and the code itself stays', () => {
  const random = random32(2);
  for (let flips = 0; flips <= 256; flips++) assert.equal(distanceOf(flipBits(zero, flips, random), zero), flips);
});

function pairDistances(codes: Uint8Array[]): { mean: number; deviation: number } {
  const distances = codes.slice(1).map((code, i) => distanceOf(code, codes[i]));
  const mean = distances.reduce((sum, distance) => sum + distance) / distances.length;
  const variance = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / distances.length;
  return { mean, deviation: Math.sqrt(variance) };
}
