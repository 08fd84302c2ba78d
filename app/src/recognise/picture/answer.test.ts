// Every answer of a decoding process is checked: it is not trusted.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAnswer } from './answer.ts';

const facts = {
  hash: 'f0'.repeat(32),
  quality: 88,
  width: 3,
  height: 4,
  md5: 'a'.repeat(32),
  sha1: 'b'.repeat(40),
  sha256: 'c'.repeat(64),
};

describe('the answer of a decoding process', () => {
  it('gives facts with the hash as bytes', () => {
    const parsed = parseAnswer(JSON.stringify({ facts }));
    assert.deepEqual(parsed.hash, new Uint8Array(32).fill(0xf0));
    assert.equal(parsed.quality, 88);
    assert.equal(parsed.variants, undefined);
  });

  it('raises a refusal with its code', () => {
    const line = JSON.stringify({ refused: { code: 'damaged', detail: 'cut short' } });
    assert.throws(() => parseAnswer(line), { name: 'PictureRefused', code: 'damaged', detail: 'cut short' });
  });

  const nonsense: Array<[what: string, answer: unknown]> = [
    ['a hash of 63 digits', { facts: { ...facts, hash: facts.hash.slice(1) } }],
    ['a hash in capitals', { facts: { ...facts, hash: facts.hash.toUpperCase() } }],
    ['a quality above 100', { facts: { ...facts, quality: 101 } }],
    ['a width that is no number', { facts: { ...facts, width: '3' } }],
    ['a field nobody asked for', { facts: { ...facts, thumbnail: 'AAAA' } }],
    ['a missing digest', { facts: { ...facts, md5: undefined } }],
    ['a variant too few', { facts: { ...facts, variants: { original: facts.hash } } }],
    ['an unknown code', { refused: { code: 'fine', detail: '' } }],
    ['a detail without end', { refused: { code: 'damaged', detail: 'x'.repeat(1001) } }],
    ['null', null],
  ];
  for (const [what, answer] of nonsense) {
    it(`is not believed with ${what}`, () => {
      assert.throws(
        () => parseAnswer(JSON.stringify(answer)),
        (error: Error) => error.name !== 'PictureRefused',
      );
    });
  }

  it('is not believed when it is not JSON', () => {
    assert.throws(() => parseAnswer('ready'), SyntaxError);
  });
});
