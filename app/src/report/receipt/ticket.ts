// Tickets: what a page of someone who has shown a receipt carries to the next page, instead of a cookie. Sealed, good for
// half an hour and renewed by each page, up to an end that nothing renews; stored nowhere; gone with the page.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Fields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import type { Receipt } from './store.ts';

/** Half an hour: long enough to write a message, short enough for a shared device. */
export const ticketMs = 30 * minuteMs;
/** After which the words are asked for again however busy the page was: a ticket that somebody took does not live on. */
export const longestStayMs = 3 * hourMs;
const purpose = 'report.ticket';

export const ticket = z.string().min(1, 'the ticket that came with the page').max(1000);

export interface TicketContent {
  /** The thing that the receipt opens. */
  thing: string;
  /** A mark of the recovery phrase that was given as well; null where none was. It ends with that phrase. */
  phrase: string | null;
  /** When the receipt was shown, in milliseconds since 1970. */
  begunAt: number;
  [key: string]: unknown;
}

/** The ticket for a receipt that was shown just now. */
export function newTicket(fields: Fields, thing: string, now: Date): string {
  return sealTicket(fields, { thing, phrase: null, begunAt: now.getTime() }, now);
}

/** The ticket for the next page. */
export function sealTicket(fields: Fields, content: TicketContent, now: Date): string {
  const expiresAt = Math.min(now.getTime() + ticketMs, content.begunAt + longestStayMs);
  return fields.sealTicket(purpose, content, new Date(expiresAt));
}

/** @throws Refusal `ticket-over` when its time has passed, or it never was a ticket. */
export function openTicket(fields: Fields, given: string, now: Date): TicketContent {
  const content = fields.openTicket(purpose, given, now);
  if (content) return content as TicketContent; // nobody else seals for this purpose
  throw new Refusal('unprocessable', 'ticket-over', 'Half an hour has passed; type the receipt again', {
    fields: [{ path: 'receipt', message: 'the receipt, once more' }],
  });
}

/** The ticket of somebody who gave the receipt's phrase as well, or chose it. */
export function withPhrase(content: TicketContent, recovery: string): TicketContent {
  return { ...content, phrase: markOf(recovery) };
}

/** Whether the phrase that the receipt has now was given. */
export function gavePhrase({ phrase }: TicketContent, { recovery }: Pick<Receipt, 'recovery'>): boolean {
  return recovery !== null && phrase === markOf(recovery);
}

const markOf = (recovery: string): string => createHash('sha256').update(recovery).digest('base64url').slice(0, 22);
