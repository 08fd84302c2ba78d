// Ten million listed digests stay within what a laptop has: measured in memory, never in time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Listed } from './listed.ts';

const count = 10_000_000;
const megabyte = 1024 * 1024;

/** A digest that is the same for the same number, and unlike its neighbours'. */
function digestOf(number: number, into: Uint32Array): void {
  for (let word = 0; word < into.length; word += 1)
    into[word] = Math.imul(number + word * 7919, 0x9e3779b1) ^ (number >>> word);
  into[0] = number; // no two are equal
}

test('10 million SHA-256 digests with entries and classifications take less than 0.65 GB, outside the heap', (t) => {
  const before = process.memoryUsage();
  const listed = new Listed();
  const facts = {
    name: 'Made up',
    kind: 'plain',
    file: '',
    sha256: '',
    radiusBits: 31,
    qualityFloor: 50,
    leftOut: 0,
    bad: 0,
  } as const;
  const list = listed.addList(facts);
  const words = new Uint32Array(8);
  const digest = new Uint8Array(words.buffer);
  for (let number = 0; number < count; number += 1) {
    digestOf(number, words);
    listed.add(list, 'sha256', digest, `sig_${number}`, number % 3 === 0 ? 'A' : null);
  }
  const after = process.memoryUsage();
  const taken = Math.round((after.arrayBuffers - before.arrayBuffers) / megabyte);
  t.diagnostic(`${count} digests: ${taken} MB outside the heap, ${Math.round(after.rss / megabyte)} MB process`);
  assert.equal(listed.lists[0]!.entries, count);
  for (const number of [0, 1, 65_535, 65_536, 4_999_999, count - 1]) {
    digestOf(number, words);
    const [found] = listed.equal('sha256', digest);
    assert.deepEqual(found, { list, entry: `sig_${number}`, classification: number % 3 === 0 ? 'A' : null });
  }
  assert.ok(taken < 650, `${taken} MB`);
  assert.ok(after.heapUsed - before.heapUsed < 150 * megabyte, `${after.heapUsed - before.heapUsed} bytes of heap`);
});
