// The rules of a lookup: radius, quality, quarantine and negative banks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, strongest } from './decide.ts';
import type { Bank } from './store/banks.ts';
import type { ListedHash } from './store/lookups.ts';

const zero = Buffer.alloc(32);

function withBits(bits: number): Buffer {
  const code = Buffer.alloc(32);
  for (let bit = 0; bit < bits; bit += 1) code[bit >> 3]! |= 1 << (bit & 7);
  return code;
}

let number = 0;
function listed(bank: Partial<Bank>, signal: Partial<ListedHash['signal']> = {}): ListedHash {
  number += 1;
  return {
    bank: { kind: 'listing', action: 'block', radiusBits: 31, qualityFloor: 50, ...bank } as Bank,
    signal: {
      number,
      algorithm: 'pdq',
      code: zero,
      state: 'active',
      reviewedAt: null,
      ...signal,
    } as ListedHash['signal'],
  };
}

const pdq = (bits: number, quality: number | null = 100) => ({
  algorithm: 'pdq' as const,
  code: withBits(bits),
  quality,
});
const actions = (query: Parameters<typeof decide>[0], hashes: ListedHash[]) =>
  decide(query, hashes).map((hit) => hit.action);

test('a PDQ hash matches up to its bank’s radius and not one bit further', () => {
  for (const radiusBits of [0, 1, 16, 30, 31]) {
    assert.deepEqual(
      decide(pdq(radiusBits), [listed({ radiusBits })]).map((hit) => hit.distanceBits),
      [radiusBits],
    );
    assert.deepEqual(decide(pdq(radiusBits + 1), [listed({ radiusBits })]), []);
  }
});

test('a picture below the bank’s quality floor does not match there; an unsaid quality is taken', () => {
  assert.deepEqual(actions(pdq(3, 49), [listed({ qualityFloor: 50 })]), []);
  assert.deepEqual(actions(pdq(3, 50), [listed({ qualityFloor: 50 })]), ['block']);
  assert.deepEqual(actions(pdq(3, null), [listed({ qualityFloor: 50 })]), ['block']);
});

test('a cryptographic hash matches only when equal, and only its own algorithm', () => {
  const md5 = listed({}, { algorithm: 'md5', code: Buffer.alloc(16) });
  assert.deepEqual(actions({ algorithm: 'md5', code: Buffer.alloc(16), quality: null }, [md5]), ['block']);
  assert.deepEqual(actions({ algorithm: 'md5', code: Buffer.alloc(16, 1), quality: null }, [md5]), []);
  assert.deepEqual(actions({ algorithm: 'sha256', code: zero, quality: null }, [listed({}, { algorithm: 'pdq' })]), []);
});

test('the strongest action comes first, then the nearest', () => {
  const hits = decide(pdq(5), [
    listed({ action: 'log' }),
    listed({ action: 'review' }, { code: withBits(5) }),
    listed({ action: 'review' }, { code: withBits(6) }),
    listed({ action: 'block' }),
  ]);
  assert.deepEqual(
    hits.map((hit) => [hit.action, hit.distanceBits]),
    [
      ['block', 5],
      ['review', 0],
      ['review', 1],
      ['log', 5],
    ],
  );
  assert.equal(strongest(hits), 'block');
  assert.equal(strongest([]), null);
});

test('a hash in quarantine blocks nothing; it asks for review at most', () => {
  assert.deepEqual(actions(pdq(0), [listed({ action: 'block' }, { state: 'disputed' })]), ['review']);
  assert.deepEqual(actions(pdq(0), [listed({ action: 'log' }, { state: 'disputed' })]), ['log']);
});

test('a negative bank overrules a plain perceptual hit and is itself no hit', () => {
  const hits = decide(pdq(0), [listed({ action: 'block' }), listed({ kind: 'negative', action: 'log' })]);
  assert.deepEqual(
    hits.map((hit) => [hit.action, hit.knownHarmless, hit.conflict]),
    [['log', true, false]],
  );
});

test('a negative bank never vetoes a cryptographic or a second-reviewed hit: the conflict goes to review', () => {
  const md5 = { algorithm: 'md5' as const, code: Buffer.alloc(16) };
  const harmless = listed({ kind: 'negative' }, md5);
  assert.deepEqual(
    decide({ ...md5, quality: null }, [listed({ action: 'block' }, md5), harmless]).map((hit) => [
      hit.action,
      hit.conflict,
    ]),
    [['review', true]],
  );
  const reviewed = listed({ action: 'block' }, { reviewedAt: new Date(0) });
  assert.deepEqual(
    decide(pdq(0), [reviewed, listed({ kind: 'negative' })]).map((hit) => [hit.action, hit.conflict]),
    [['review', true]],
  );
});

test('a negative hash that is itself disputed overrules nothing', () => {
  assert.deepEqual(
    actions(pdq(0), [listed({ action: 'block' }), listed({ kind: 'negative' }, { state: 'disputed' })]),
    ['block'],
  );
});

test('a negative hash beyond its own bank’s radius overrules nothing', () => {
  assert.deepEqual(actions(pdq(20), [listed({ action: 'block' }), listed({ kind: 'negative', radiusBits: 10 })]), [
    'block',
  ]);
});
