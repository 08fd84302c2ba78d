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
import { type ReceiptThing, thingOf } from './thing.ts';
import { ticketMs } from './ticket.ts';

/** A form's own token: 128 random bits, made with the form and sent back with it. */
export const newOnce = (): string => randomBytes(16).toString('base64url');
export const once = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'the token that came with the form');

/** How long the page that made a receipt may show it again, unless it was written down before. */
export const shownAgainMs = hourMs;

/** A form that was sent: its token, the desk that it was sent to, and what it makes, where that is known. */
export interface Form {
  once: string;
  organisationId: string;
  makes?: ReceiptThing;
}

export interface MadeReceipt {
  /** Nine words; null when they were written down or too much time has passed: they are shown no more. */
  words: string[] | null;
  thing: string;
  /** Whether the form was sent before; then nothing new was made. */
  again: boolean;
  /** Whether the page that made it may go on from it: a token that is found in the browser later opens nothing. */
  opens: boolean;
}

/**
 * The form's receipt if the form was sent before, or is being sent at this very moment: then it waits for that.
 * @throws Refusal `token-of-another-form` when it made something else: what is sent now would be lost without a word.
 */
export async function receiptSentBefore(
  work: Work,
  fields: Fields,
  form: Form,
  now: Date,
): Promise<MadeReceipt | null> {
  const words = wordsOf(fields, form);
  const blind = blindOf(fields, words.join(' '));
  await waitForReceipt(work, blind);
  const found = await findReceipt(work, blind);
  if (!found) return null;
  const { thing } = found;
  if (form.makes && thingOf(thing) !== form.makes) throw anotherForm();
  const shown = mayShow(found, now);
  return { words: shown ? words : null, thing, again: true, opens: shown || wasJustWrittenDown(found, now) };
}

const anotherForm = (): Refusal =>
  new Refusal('conflict', 'token-of-another-form', 'Another form was sent with this token; open the form anew', {
    fields: [{ path: 'once', message: 'the token that came with this form' }],
  });

/** Makes the receipt of a thing. @throws Refusal `sent-twice` when the same form is being sent at this very moment. */
export async function makeReceipt(
  work: Work,
  fields: Fields,
  form: Form,
  thing: string,
  now: Date,
): Promise<MadeReceipt> {
  const words = wordsOf(fields, form);
  if (!(await insertReceipt(work, blindOf(fields, words.join(' ')), thing, now)))
    throw new Refusal('conflict', 'sent-twice', 'This form is being sent a second time at this moment; it counts once');
  return { words, thing, again: false, opens: true };
}

function mayShow({ writtenDownAt, madeAt }: Receipt, now: Date): boolean {
  return writtenDownAt === null && now.getTime() - madeAt.getTime() < shownAgainMs;
}

// The page loaded again: no longer than a ticket would have lasted that was given then.
function wasJustWrittenDown({ writtenDownAt }: Receipt, now: Date): boolean {
  return writtenDownAt !== null && now.getTime() - writtenDownAt.getTime() < ticketMs;
}

/** What a report keeps of its form: equal exactly for the same form at the same desk. */
export const onceBlind = (fields: Fields, form: Form): Buffer => fields.blind('report.once', sentBy(form));

// One token at two desks is two forms: neither is in the other's way, nor tells of the other.
const sentBy = ({ organisationId, once }: Form): string => `${organisationId} ${once}`;

function wordsOf(fields: Fields, form: Form): string[] {
  const bits = fields.blind('report.receipt-words', sentBy(form)).subarray(0, 11);
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
