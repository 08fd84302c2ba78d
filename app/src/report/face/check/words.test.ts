// The words of coming back: the same in both languages, readable, blaming nobody, and naming neither police nor platform.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable, textsOf } from '../testing/readable.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

test('every word of coming back can be read by a frightened child, and none lays blame', () => {
  assert.deepEqual(readable({ id, en }), []);
});

test('no word of coming back speaks of police, spam, copies or numbers of anything', () => {
  const told = ({ states, places, thirdParty }: typeof en | typeof id) => ({ ...states, places, thirdParty });
  // What the words for a day and a far place are called with here is a number.
  for (const text of textsOf({ id: told(id), en: told(en) }))
    assert.doesNotMatch(
      text.replace(/^(Place|Tempat nomor|News of|Kabar) \d+$/, ''),
      /polisi|police|spam|duplik|duplicate|\d/i,
    );
});
