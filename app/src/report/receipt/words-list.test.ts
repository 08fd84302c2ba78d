// What holds for every word of a receipt, so that it survives being written by hand, read aloud and typed again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiptWords } from './words-list.ts';

/** Letters changed, missing, added or swapped with their neighbour that lead from one word to another. */
function slips(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = old[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(old[j]! + 1, row[j - 1]! + 1, changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, older[j - 2]! + 1);
    }
    older = old;
    old = row;
  }
  return old[b.length]!;
}

/** A word as it may sound on a bad line: letters that Indonesian speech hardly tells apart are one. */
const nearSound = (word: string): string =>
  word.replaceAll('kh', 'k').replaceAll('sy', 's').replaceAll('z', 's').replaceAll('v', 'f');

/** The same, with voiced as unvoiced and open as closed vowels: two words that are one here would be one by telephone. */
const poorSound = (word: string): string =>
  [...nearSound(word)].map((letter) => ({ b: 'p', d: 't', g: 'k', j: 'c', o: 'u', e: 'i' })[letter] ?? letter).join('');

test('there are 1,024 words in alphabetical order, so that ten bits name one', () => {
  assert.equal(receiptWords.length, 1024);
  assert.deepEqual(receiptWords, [...new Set(receiptWords)].toSorted());
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
      assert.ok(slips(a, b) >= 2, `${a} and ${b}`);
      assert.ok(slips(nearSound(a), nearSound(b)) >= 2, `${a} and ${b}, spoken`);
    }
});

test('no two words are the same on a bad line', () => {
  const heard = Map.groupBy(receiptWords, poorSound);
  assert.deepEqual(
    [...heard.values()].filter((words) => words.length > 1),
    [],
  );
});
