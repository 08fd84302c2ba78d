// Wrong arguments are refused with the value seen and what would be right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HammingIndex } from './index.ts';

const code = new Uint8Array(32);

const refused: [string, (index: HammingIndex) => unknown, RegExp][] = [
  [
    'a negative id',
    (index) => index.add(-1, code),
    /RangeError: The id is -1; expected an integer from 0 to 4294967295/,
  ],
  ['an id of 33 bits', (index) => index.add(2 ** 32, code), /RangeError: The id is 4294967296/],
  ['a broken id', (index) => index.remove(1.5), /RangeError: The id is 1.5/],
  ['an id that is no number', (index) => index.has(NaN), /RangeError: The id is NaN/],
  // @ts-expect-error: a caller without types
  ['an id in words', (index) => index.add('1', code), /TypeError: The id is String; expected Number/],
  ['a taken id', (index) => index.add(7, code), /RangeError: The id 7 is taken/],
  ['a short code', (index) => index.add(1, new Uint8Array(31)), /RangeError: The code has 31 bytes; expected 32/],
  // @ts-expect-error: a caller without types
  ['a code in an array', (index) => index.add(1, [1]), /TypeError: The code is Array; expected Uint8Array/],
  ['a long query', (index) => index.search(new Uint8Array(64), 31), /RangeError: The code has 64 bytes; expected 32/],
  ['a radius above all', (index) => index.search(code, 257), /RangeError: The radius is 257; expected .* 0 to 256/],
  ['a negative radius', (index) => index.search(code, -1), /RangeError: The radius is -1/],
  // @ts-expect-error: a caller without types
  ['no radius', (index) => index.searchMany(code), /TypeError: The radius is Undefined; expected Number/],
  [
    'a broken code',
    (index) => index.searchMany(new Uint8Array(33), 31),
    /RangeError: .* 33 bytes; expected a multiple/,
  ],
  ['too few codes', (index) => index.addMany(Uint32Array.of(1, 2), code), /RangeError: There are 1 codes for 2 ids/],
  // @ts-expect-error: a caller without types
  ['ids in an array', (index) => index.addMany([1], code), /TypeError: The ids are Array; expected Uint32Array/],
];

for (const [what, run, error] of refused) {
  test(`${what} is refused`, () => {
    const index = new HammingIndex();
    index.add(7, code);
    assert.throws(() => run(index), error);
    assert.equal(index.size, 1);
  });
}

test('options outside their range are refused', () => {
  assert.throws(() => new HammingIndex({ freshCodes: 0 }), /RangeError: freshCodes is 0; expected .* 1 to 32768/);
  assert.throws(() => new HammingIndex({ freshCodes: 32_769 }), /RangeError: freshCodes is 32769/);
  assert.throws(
    () => new HammingIndex({ tiers: [{ codes: 1, parts: 10 }] }),
    /RangeError: A tier has 10 parts; .* 11 to/,
  );
  assert.throws(() => new HammingIndex({ tiers: [{ codes: 1, parts: 65 }] }), /RangeError: A tier has 65 parts/);
  const equal = [16, 12].map((parts) => ({ codes: 5, parts }));
  assert.throws(() => new HammingIndex({ tiers: equal }), /RangeError: A tier starts at 5 codes; expected .* above 5/);
});

test('the smallest and largest id and radius are allowed', () => {
  const index = new HammingIndex();
  index.add(0, code);
  index.add(0xffff_ffff, new Uint8Array(32).fill(255));
  assert.deepEqual(index.search(code, 0), [{ id: 0, distance: 0 }]);
  assert.deepEqual(index.search(code, 256), [
    { id: 0, distance: 0 },
    { id: 0xffff_ffff, distance: 256 },
  ]);
});
