// Every answer of a reading process is checked: it is not trusted.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAnswer, parseVideoAnswer } from './answer.ts';

const digests = {
  sizeBytes: 3,
  type: 'image/jpeg',
  md5: 'a'.repeat(32),
  sha1: 'b'.repeat(40),
  sha256: 'c'.repeat(64),
  modifiedAtMs: 1.5,
  changed: false,
  more: true,
};
const picture = { width: 3, height: 4, pdq: 'd'.repeat(64), quality: 100 };

describe('the answer of a reading process', () => {
  it('is taken as it stands', () => {
    for (const answer of [{ digests }, { picture }, { refused: 'damaged' }, { failed: 'EIO' }, { alive: true }])
      assert.deepEqual(parseAnswer(JSON.stringify(answer)), answer);
    for (const answer of [
      { frame: { atMs: 0, pdq: picture.pdq, quality: 0 } },
      { size: { width: 1, height: 1 } },
      { done: true },
    ])
      assert.deepEqual(parseVideoAnswer(JSON.stringify(answer)), answer);
  });

  const nonsense: Array<[what: string, answer: unknown]> = [
    ['a hash of 63 digits', { picture: { ...picture, pdq: 'd'.repeat(63) } }],
    ['a hash in capitals', { picture: { ...picture, pdq: 'D'.repeat(64) } }],
    ['a quality above 100', { picture: { ...picture, quality: 101 } }],
    ['a side of 0', { picture: { ...picture, width: 0 } }],
    ['a field nobody asked for', { picture: { ...picture, thumbnail: 'AAAA' } }],
    ['a missing digest', { digests: { ...digests, md5: undefined } }],
    ['a type that is none', { digests: { ...digests, type: 'image/<b>' } }],
    ['an unknown reason', { refused: 'fine' }],
    ['words instead of a code', { failed: 'no such file /evidence/x' }],
    ['two answers in one', { digests, picture }],
    ['null', null],
  ];
  for (const [what, answer] of nonsense)
    it(`is not believed with ${what}`, () => {
      assert.throws(() => parseAnswer(JSON.stringify(answer)));
      assert.throws(() => parseVideoAnswer(JSON.stringify(answer)));
    });
});
