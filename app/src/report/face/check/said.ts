// What is said to a refusal behind a receipt: which field it is about, and what would be right. Null for what is no answer
// to a form.
import { retryAfterSeconds } from '../../../access/http.ts';
import { Refusal } from '../../../kit/errors.ts';
import type { CheckWords } from './words.ts';

/** What to say about a receipt that could not be read, or that opens nothing. */
export function sayAboutReceipt({ code, facts }: Refusal, { wrong }: CheckWords): string | null {
  switch (code) {
    case 'receipt-empty':
      return wrong.empty;
    case 'receipt-count':
      return wrong.count;
    case 'receipt-unknown-word':
      return wrong.unknownWord(Number(facts.position), String(facts.suggestion));
    case 'receipt-checksum':
      return wrong.checksum;
    case 'receipt-unknown':
      return wrong.unknown;
    case 'bad-input':
      return wrong.count;
    default:
      return null;
  }
}

/** What to say to whoever has to wait; null where nobody has to. */
export function sayWait(refusal: Refusal, { wrong }: CheckWords): string | null {
  const seconds = retryAfterSeconds(refusal);
  return seconds === null ? null : wrong.wait(Math.ceil(seconds / 60));
}

/** What to say beside the phrase; anything that is not about it is thrown on. */
export function sayAboutPhrase(thrown: unknown, words: CheckWords): string {
  const said = thrown instanceof Refusal ? sayWait(thrown, words) : null;
  if (said !== null) return said;
  if (thrown instanceof Refusal && thrown.code === 'needs-phrase') return words.wrong.needsPhrase;
  throw thrown;
}
