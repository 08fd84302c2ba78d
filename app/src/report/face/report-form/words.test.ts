// The form's words: the same in both languages, readable, blaming nobody, and never asking for a picture.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable } from '../testing/readable.ts';
import { en as receiptEn } from '../receipt-words.en.ts';
import { id as receiptId } from '../receipt-words.id.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

test('every word of the report form can be read by a frightened child, and none lays blame', () => {
  assert.deepEqual(readable({ id, en }), []);
});

test('so can every word of the page with the receipt', () => {
  assert.deepEqual(readable({ id: receiptId, en: receiptEn }), []);
});
