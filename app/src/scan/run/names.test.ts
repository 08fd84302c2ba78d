// The set of names: what was put in is in it and nothing else, however large it grows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Named, NameSet } from './names.ts';

const named = (text: string, more: Partial<Named> = {}): Named => ({
  name: { text, bytes: null },
  root: 0,
  place: '',
  is: 'file',
  ...more,
});

test('a hundred thousand names are in it once each, and as many others are not', () => {
  const set = new NameSet();
  for (let n = 0; n < 100_000; n += 1) assert.ok(set.add(named(`a/${n}`)));
  assert.equal(set.size, 100_000);
  for (let n = 0; n < 100_000; n += 1) {
    assert.ok(set.has(named(`a/${n}`)));
    assert.ok(!set.has(named(`b/${n}`)));
  }
  assert.ok(!set.add(named('a/5')));
  assert.equal(set.size, 100_000);
});

test('a name is itself only with its root, its place, what it is, and its bytes', () => {
  const set = new NameSet();
  set.add(named('x'));
  assert.ok(!set.has(named('x', { root: 1 })));
  assert.ok(!set.has(named('x', { place: '0' })));
  assert.ok(!set.has(named('x', { is: 'unreadable' })));
  const odd = (byte: number) => ({ name: { text: '\u{FFFD}', bytes: Buffer.from([byte]).toString('base64') } });
  set.add(named('', odd(0xff)));
  assert.ok(set.has(named('', odd(0xff))));
  assert.ok(!set.has(named('', odd(0xfe))));
});
