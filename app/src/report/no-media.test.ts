// A picture written out as text is found at any depth, and a body that is nothing but depth is refused, not fallen over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostDeep, holdsMedia } from './no-media.ts';

const picture = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').toString('base64')}`;
const within = (value: unknown, depth: number): unknown => {
  let outer = value;
  for (let at = 0; at < depth; at += 1) outer = at % 2 === 0 ? [outer] : { a: outer };
  return outer;
};

test('at any depth, in lists, in names and in values', () => {
  for (const depth of [0, 1, 2, 7, mostDeep]) {
    assert.equal(holdsMedia(within(picture, depth)), true, String(depth));
    assert.equal(holdsMedia(within('kata-kata', depth)), false, String(depth));
  }
  assert.equal(holdsMedia([{ ok: 1 }, null, { [picture]: 1 }]), true);
  assert.equal(holdsMedia({ a: null, b: 1, c: true, d: [] }), false);
});

test('what is nested deeper than any report is refused', () => {
  for (const depth of [mostDeep + 1, 1_000_000])
    assert.throws(() => holdsMedia(within(picture, depth)), { code: 'body-too-deep' });
});
