// Hashes as values: hexadecimal form and distance.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, fromHex, toHex } from '@suaka/pdq';

const DIGITS = '0123456789abcdef'.repeat(4);

test('the hexadecimal form is the bytes in order, and comes back from either case', () => {
  assert.equal(toHex(Uint8Array.of(0x00, 0x0f, 0xa0, ...new Uint8Array(29))), `000fa0${'00'.repeat(29)}`);
  assert.equal(fromHex(DIGITS)[1], 0x23);
  assert.equal(toHex(fromHex(DIGITS)), DIGITS);
  assert.deepEqual(fromHex(DIGITS.toUpperCase()), fromHex(DIGITS));
});

for (const wrong of [
  '',
  DIGITS.slice(1),
  `${DIGITS}0`,
  ` ${DIGITS.slice(1)}`,
  `${DIGITS}\n`,
  `0x${DIGITS.slice(2)}`,
  `g${DIGITS.slice(1)}`,
]) {
  test(`${JSON.stringify(wrong)} is not a hash, and the error says what it was`, () => {
    assert.throws(
      () => fromHex(wrong),
      (error) => error instanceof RangeError && error.message.includes(JSON.stringify(wrong)),
    );
  });
}

test('an error names only the beginning of a long text', () => {
  assert.throws(() => fromHex('a'.repeat(1_000_000)), {
    name: 'RangeError',
    message: /^hash is "a{80}\.\.\." \(1000000 characters\)/,
  });
});

test('a hash that is not text, or not bytes, is refused', () => {
  assert.throws(() => Reflect.apply(fromHex, undefined, [12]), { name: 'TypeError', message: /number/ });
  assert.throws(() => Reflect.apply(toHex, undefined, [DIGITS]), { name: 'TypeError', message: /string/ });
  assert.throws(() => toHex(new Uint8Array(31)), { name: 'RangeError', message: /31 bytes/ });
  assert.throws(() => distance(new Uint8Array(32), new Uint8Array(33)), { name: 'RangeError', message: /33 bytes/ });
});

test('the distance counts every bit that differs', () => {
  const zeros = new Uint8Array(32);
  assert.equal(distance(zeros, zeros), 0);
  assert.equal(distance(zeros, new Uint8Array(32).fill(255)), 256);
  for (let bit = 0; bit < 256; bit++) {
    const one = new Uint8Array(32);
    one[bit >> 3] = 1 << (bit & 7);
    assert.equal(distance(zeros, one), 1);
    assert.equal(distance(one, zeros), 1);
  }
});

test('the distance of two hashes is the number of ones in their sum without carry', () => {
  const a = fromHex(DIGITS);
  const b = fromHex('f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22');
  const ones = (BigInt(`0x${toHex(a)}`) ^ BigInt(`0x${toHex(b)}`)).toString(2).replaceAll('0', '').length;
  assert.equal(distance(a, b), ones);
});
