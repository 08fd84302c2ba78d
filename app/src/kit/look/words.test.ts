// The shell says the same in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingWords } from '../words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';
import { lookWords } from './words.ts';

test('no word of the shell is missing in either language', () => {
  assert.deepEqual(missingWords(id, en), []);
});

test('the seven verbs stand in the order of a case', () => {
  assert.deepEqual(Object.keys(lookWords('id').verbs), [
    'recognise',
    'report',
    'remove',
    'protect',
    'trace',
    'measure',
    'prevent',
  ]);
});
