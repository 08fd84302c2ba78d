// Digests, columns and texts outside the heap, against plain maps.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { drawFrom, newSeed } from '../../testing/draw.ts';
import { Column, DigestTable, Texts } from './index.ts';

test('a table of digests holds what a map holds', () => {
  for (const bytes of [16, 20, 32]) {
    const seed = newSeed();
    const draw = drawFrom(seed);
    const table = new DigestTable(bytes);
    const plain = new Map<string, number>();
    // Few different bytes, so that many digests agree in most of them.
    const drawn = () => Buffer.from(Array.from({ length: bytes }, (_, at) => (at < 3 ? draw(40) : draw(2) * 255)));
    for (let n = 0; n < 200_000; n += 1) {
      const digest = drawn();
      const expected = plain.get(digest.toString('hex')) ?? plain.size;
      plain.set(digest.toString('hex'), expected);
      assert.equal(table.add(digest), expected, `seed ${seed}`);
    }
    assert.equal(table.size, plain.size);
    for (const [hex, place] of plain) {
      assert.equal(table.find(Buffer.from(hex, 'hex')), place, `seed ${seed}`);
      assert.equal(Buffer.from(table.at(place)).toString('hex'), hex);
    }
    for (let n = 0; n < 1000; n += 1) assert.equal(table.find(randomBytes(bytes)), -1);
  }
});

test('digests that differ in one bit anywhere are different', () => {
  const table = new DigestTable(32);
  const zero = Buffer.alloc(32);
  table.add(zero);
  for (let bit = 0; bit < 256; bit += 1) {
    const other = Buffer.from(zero);
    other[bit >> 3]! ^= 1 << (bit & 7);
    assert.equal(table.find(other), -1);
  }
  assert.throws(() => table.find(Buffer.alloc(20)), /a digest of 20 bytes; expected 32/);
  assert.throws(() => table.at(1), /place 1 of 1/);
});

test('columns keep every row, and refuse what has no room', () => {
  for (const bytes of [1, 2, 4] as const) {
    const column = new Column(bytes);
    const largest = 2 ** (8 * bytes) - 1;
    for (const row of [0, 65_535, 65_536, 200_000]) column.set(row, largest - (row % 7));
    for (const row of [0, 65_535, 65_536, 200_000]) assert.equal(column.get(row), largest - (row % 7));
    assert.equal(column.get(199_999), 0);
    assert.equal(column.get(10_000_000), 0);
    assert.throws(() => column.set(0, largest + 1), RangeError);
  }
});

test('texts come back as they were, numbered ones and others', () => {
  const texts = new Texts();
  const said = [
    '',
    '0',
    'line 12',
    'line 012',
    'sig_4294967295',
    'sig_999999999',
    'a1b2',
    'kata-kata rekaan ✓',
    'x'.repeat(4096),
    'two\nlines 3',
    '-5',
    '1e3',
  ];
  const many = Array.from({ length: 5000 }, (_, n) => `${randomBytes(4 + (n % 300)).toString('hex')}-${n}`);
  const all = [...said, ...many];
  for (const [row, text] of all.entries()) texts.set(row, text);
  for (const [row, text] of all.entries()) assert.equal(texts.get(row), text);
  assert.throws(() => texts.set(0, 'x'.repeat(4097)), RangeError);
});
