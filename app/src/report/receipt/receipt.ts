// Receipts: nine words that open one thing and that nobody but their holder has. They are drawn from the form's own
// token by a keyed hash, so that the same form sent twice gives the same receipt and nothing has to be stored to say so.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Fields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { hourMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { decodeReceipt, encodeReceipt } from './code.ts';
import { findReceipt, insertReceipt, type Receipt, waitForReceipt } from './store.ts';

/** A form's own token: 128 random bits, made with the form and sent back with it. */
export const newOnce = (): string => randomBytes(16).toString('base64url');
export const once = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'the token that came with the form');

/** How long the page that made a receipt may show it again, unless it was written down before. */
export const shownAgainMs = hourMs;

export interface MadeReceipt {
  /** Nine words; null when they were written down or too much time has passed: they are shown no more. */
  words: string[] | null;
  thing: string;
  /** Whether the form was sent before; then nothing new was made. */
  again: boolean;
}

/** The form's receipt if the form was sent before, or is being sent at this very moment: then it waits for that. */
export async function receiptSentBefore(
  work: Work,
  fields: Fields,
  once: string,
  now: Date,
): Promise<MadeReceipt | null> {
  const words = wordsOf(fields, once);
  const blind = blindOf(fields, words.join(' '));
  await waitForReceipt(work, blind);
  const found = await findReceipt(work, blind);
  return found && { words: mayShow(found, now) ? words : null, thing: found.thing, again: true };
}

/** Makes the receipt of a thing. @throws Refusal `sent-twice` when the same form is being sent at this very moment. */
export async function makeReceipt(
  work: Work,
  fields: Fields,
  once: string,
  thing: string,
  now: Date,
): Promise<MadeReceipt> {
  const words = wordsOf(fields, once);
  if (!(await insertReceipt(work, blindOf(fields, words.join(' ')), thing, now)))
    throw new Refusal('conflict', 'sent-twice', 'This form is being sent a second time at this moment; it counts once');
  return { words, thing, again: false };
}

function mayShow({ writtenDownAt, madeAt }: Receipt, now: Date): boolean {
  return writtenDownAt === null && now.getTime() - madeAt.getTime() < shownAgainMs;
}

function wordsOf(fields: Fields, once: string): string[] {
  const bits = fields.blind('report.receipt-words', once).subarray(0, 11);
  bits[10]! &= 0b1100_0000; // 82 bits; the last six of eleven bytes are not used
  return encodeReceipt(bits);
}

const blindOf = (fields: Fields, normal: string): Buffer => fields.blind('report.receipt', normal);

/**
 * The receipt that was typed.
 * @throws Refusal `receipt-unreadable` naming the word that is not understood, or `receipt-unknown`.
 */
export async function receiptTyped(work: Work, fields: Fields, typed: string): Promise<Receipt> {
  const read = decodeReceipt(typed);
  if (!read.ok) {
    const { why, position = 0, suggestion = '' } = read;
    throw new Refusal('unprocessable', `receipt-${why}`, `The receipt cannot be read: ${why} ${position}`.trim(), {
      facts: { position, suggestion },
      fields: [{ path: 'receipt', message: 'nine words, as they were written down' }],
    });
  }
  const found = await findReceipt(work, blindOf(fields, read.normal));
  if (found) return found;
  throw new Refusal(
    'not-found',
    'receipt-unknown',
    'No receipt has these words; compare them with what was written down',
  );
}
