// The words of checks: the same in both languages, and one for each code that can be shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingWords } from '../../kit/words.ts';
import { grades } from '../states.ts';
import { mandateStandings } from './mandate/verbs.ts';
import { outcomes, reasonCodes } from './reading.ts';
import { attestationBases } from './store/checks.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

test('both languages say the same', () => assert.deepEqual(missingWords(id, en), []));

const shown: [what: string, codes: readonly string[], words: Record<string, unknown>][] = [
  ['outcome', outcomes, en.outcomes],
  ['reason', reasonCodes, en.reasons],
  ['grade', grades, en.grades],
  ['basis', attestationBases, en.bases],
  ['standing of a mandate', mandateStandings, en.mandate.standings],
];
for (const [what, codes, words] of shown)
  test(`every ${what} has its words, and no words are left over`, () =>
    assert.deepEqual(Object.keys(words).toSorted(), [...codes].toSorted()));
