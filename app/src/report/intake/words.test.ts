// The words of intake: both languages say everything, and every verb and refusal has its words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingWords } from '../../kit/words.ts';
import { verbsOf } from '../../testing/matrix.ts';
import * as verbs from './verbs.ts';
import { eventWords, words } from './words.ts';

test('both languages say everything', () => {
  assert.deepEqual(missingWords(words('id'), words('en')), []);
});

test('whatever leaves an event has words for it', () => {
  const named = Object.keys(eventWords('en'));
  const unsaid = verbsOf(verbs).filter(({ name }) => name !== 'report.read-queue' && !named.includes(name));
  assert.deepEqual(unsaid, []);
});
