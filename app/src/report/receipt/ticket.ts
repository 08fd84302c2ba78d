// Tickets: what a page of someone who has shown a receipt carries to the next page, instead of a cookie. Sealed, good for
// half an hour, stored nowhere; gone with the page.
import { z } from 'zod';
import type { Fields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { minuteMs } from '../../kit/time.ts';

/** Half an hour: long enough to write a message, short enough for a shared device. */
export const ticketMs = 30 * minuteMs;
const purpose = 'report.ticket';

export const ticket = z.string().min(1, 'the ticket that came with the page').max(1000);

export interface TicketContent {
  /** The thing that the receipt opens. */
  thing: string;
  /** Whether the recovery phrase was given as well. */
  phrase: boolean;
  [key: string]: unknown;
}

export function sealTicket(fields: Fields, content: TicketContent, now: Date): string {
  return fields.sealTicket(purpose, content, new Date(now.getTime() + ticketMs));
}

/** @throws Refusal `ticket-over` when half an hour has passed, or it never was a ticket. */
export function openTicket(fields: Fields, given: string, now: Date): TicketContent {
  const content = fields.openTicket(purpose, given, now) as TicketContent | null;
  if (content) return content;
  throw new Refusal('unprocessable', 'ticket-over', 'Half an hour has passed; type the receipt again', {
    fields: [{ path: 'receipt', message: 'the receipt, once more' }],
  });
}
