// The one more question while there is a flood: a small sum in words. It works without JavaScript, in a text browser and
// read aloud; it slows a script down and stops none that is made for it, which the limit of each source does.
import { randomBytes, randomInt } from 'node:crypto';
import type { Fields } from '../../fields/index.ts';
import { minuteMs } from '../../kit/time.ts';
import type { Language } from '../../kit/words.ts';

/** A question is good for ten minutes and for one sending. */
const puzzleMs = 10 * minuteMs;
const purpose = 'report.puzzle';

export interface Puzzle {
  /** The question in the reader's language. */
  question: string;
  /** Sent back with the answer; only this desk opens it. */
  ticket: string;
}

const numerals: Record<Language, readonly string[]> = {
  id: ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
};

const ask: Record<Language, (left: string, right: string, plus: boolean) => string> = {
  id: (left, right, plus) => `Berapa ${left} ${plus ? 'ditambah' : 'dikurangi'} ${right}?`,
  en: (left, right, plus) => `What is ${left} ${plus ? 'plus' : 'minus'} ${right}?`,
};

export function newPuzzle(fields: Fields, language: Language, now: Date): Puzzle {
  const [one, two, plus] = [randomInt(1, 11), randomInt(1, 11), randomInt(2) === 1];
  const [left, right] = plus ? [one, two] : [Math.max(one, two), Math.min(one, two)];
  const answer = plus ? left + right : left - right;
  const names = numerals[language];
  return {
    question: ask[language](names[left]!, names[right]!, plus),
    ticket: fields.sealTicket(
      purpose,
      { answer, id: randomBytes(9).toString('base64url') },
      new Date(now.getTime() + puzzleMs),
    ),
  };
}

/** Answers that were used up, by the question's id; bounded, and forgotten with the process: a question is one of many. */
export class SpentPuzzles {
  readonly #spent = new Set<string>();

  /** Whether it is spent now for the first time. */
  spend(id: string): boolean {
    if (this.#spent.has(id)) return false;
    this.#spent.add(id);
    if (this.#spent.size > 100_000) this.#spent.delete(this.#spent.values().next().value!);
    return true;
  }
}

/** Whether the answer is right, in digits or in a word of either language, and the question was not used before. */
export function isSolved(
  fields: Fields,
  spent: SpentPuzzles,
  given: { ticket: string; answer: string },
  now: Date,
): boolean {
  const sealed = fields.openTicket(purpose, given.ticket, now);
  return sealed !== null && numberIn(given.answer) === sealed.answer && spent.spend(String(sealed.id));
}

const beyondTen: Record<string, number> = {
  sebelas: 11,
  'dua belas': 12,
  'tiga belas': 13,
  'empat belas': 14,
  'lima belas': 15,
  'enam belas': 16,
  'tujuh belas': 17,
  'delapan belas': 18,
  'sembilan belas': 19,
  'dua puluh': 20,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
};

function numberIn(text: string): number | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[.!]+$/g, '')
    .replaceAll(/\s+/g, ' ');
  if (/^\d{1,2}$/.test(plain)) return Number(plain);
  const found = Object.values(numerals)
    .map((names) => names.indexOf(plain))
    .find((at) => at !== -1);
  return found ?? beyondTen[plain] ?? null;
}
