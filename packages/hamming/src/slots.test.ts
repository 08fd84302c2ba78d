// Slots against a plain map, through removals that leave gaps in the hash table and slots that are handed out again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedFor } from '../suite/oracle.ts';
import { Slots } from './slots.ts';
import { random32 } from './synthetic.ts';

test('each id keeps its slot until it is released, however the table grows', (t) => {
  const random = random32(seedFor(t));
  const slots = new Slots();
  const map = new Map<number, number>();
  for (let i = 0; i < 50_000; i++) {
    const id = random() % 4000;
    if (map.has(id)) {
      assert.equal(slots.release(id), map.get(id));
      slots.recycle([map.get(id) ?? -1]);
      map.delete(id);
    } else {
      assert.equal(slots.release(id), -1);
      map.set(id, slots.take(id));
    }
    const other = random() % 4000;
    assert.equal(slots.has(other), map.has(other));
    assert.equal(slots.size, map.size);
  }
  for (const [id, slot] of map) {
    assert.equal(slots.idOf(slot), id);
    assert.ok(slots.isLive(slot));
  }
  assert.deepEqual(
    [...slots.live()],
    [...map.values()].toSorted((a, b) => a - b),
  );
});

test('a released slot is handed out again only once it is recycled', () => {
  const slots = new Slots();
  assert.deepEqual([slots.take(10), slots.take(11), slots.take(12)], [0, 1, 2]);
  assert.equal(slots.release(11), 1);
  assert.equal(slots.isLive(1), false);
  assert.equal(slots.take(13), 3);
  slots.recycle([1]);
  assert.equal(slots.take(14), 1);
  assert.equal(slots.take(0xffff_ffff), 4);
  assert.equal(slots.used, 5);
});
