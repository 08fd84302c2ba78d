// What holds for every word of a receipt, so that it survives being written by hand, read aloud and typed again.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { receiptWords } from './words-list.ts';

/** Whether one letter changed, missing, added or swapped with its neighbour leads from one word to the other. */
function isSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const shorter = Math.min(a.length, b.length) - start;
  while (end < shorter && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (Math.max(restA.length, restB.length) <= 1) return true;
  return restA.length === 2 && restB === restA[1]! + restA[0]!;
}

/** A word as it may sound on a bad line: letters that Indonesian speech hardly tells apart are one. */
const nearSound = (word: string): string =>
  word.replaceAll('kh', 'k').replaceAll('sy', 's').replaceAll('z', 's').replaceAll('v', 'f');

const unvoiced: Record<string, string> = { b: 'p', d: 't', g: 'k', j: 'c', o: 'u', e: 'i' };

/** The same, with voiced as unvoiced and open as closed vowels: two words that are one here would be one by telephone. */
const poorSound = (word: string): string => nearSound(word).replace(/[bdgjoe]/g, (letter) => unvoiced[letter]!);

test('there are 1,024 words in alphabetical order, so that ten bits name one', () => {
  assert.equal(receiptWords.length, 1024);
  assert.deepEqual(receiptWords, [...new Set(receiptWords)].toSorted());
});

test('the list is the one that receipts were written down with', () => {
  const digest = createHash('sha256').update(receiptWords.join('\n')).digest('hex');
  assert.equal(digest, '7289c64d474cadba22e927a525a80e805ba93cad85606328383a31eef61d8239');
});

test('every word has four to seven plain letters', () => {
  for (const word of receiptWords) assert.match(word, /^[a-z]{4,7}$/);
});

test('the first four letters are enough', () => {
  assert.equal(new Set(receiptWords.map((word) => word.slice(0, 4))).size, receiptWords.length);
});

test('no slip of one letter leads from one word to another, nor to what sounds like another', () => {
  for (const [place, a] of receiptWords.entries())
    for (const b of receiptWords.slice(place + 1)) {
      assert.ok(!isSlip(a, b), `${a} and ${b}`);
      assert.ok(!isSlip(nearSound(a), nearSound(b)), `${a} and ${b}, spoken`);
    }
});

test('no two words are the same on a bad line', () => {
  const heard = Map.groupBy(receiptWords, poorSound);
  assert.deepEqual(
    [...heard.values()].filter((words) => words.length > 1),
    [],
  );
});
