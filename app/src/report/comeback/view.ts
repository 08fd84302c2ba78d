// What is shown to whoever came back with the receipt of a report.
import { fieldsPart } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { readContact } from '../contact.ts';
import { gavePhrase, receiptOf, type TicketContent } from '../receipt/index.ts';
import { readEntries } from '../store/entries.ts';
import { countUnread, markMessagesRead, readMessages } from '../store/messages.ts';
import { findReport, reportTable } from '../store/reports.ts';
import { placesOf } from './places.ts';
import { isPersonConcerned, type ToldState, toldState } from './told.ts';
import { type ToldPlace, toldPlaces } from './told-places.ts';

export interface ToldMessage {
  fromDesk: boolean;
  body: string;
  writtenAt: Date;
}

export interface ComeBack {
  reference: string;
  /** The day it was received. */
  receivedAt: Date;
  state: ToldState;
  personConcerned: boolean;
  /** Where each place stands that the person concerned named; none for everyone else, nor while messages are hidden. */
  places: ToldPlace[];
  /** Null while they are hidden behind the recovery phrase. Never what the report itself said. */
  messages: ToldMessage[] | null;
  /** Messages of the desk not read before; null where messages are hidden. */
  unread: number | null;
  hasRecovery: boolean;
  hidesMessages: boolean;
  /** Whether a safe way to reach them stands recorded; which one is not shown again. */
  hasContact: boolean;
  writtenDown: boolean;
}

/** The view of a report's receipt. Reading it marks the desk's messages as read where they are shown. */
export async function viewOf(work: Work, house: House, ticket: TicketContent, now: Date): Promise<ComeBack | null> {
  const { thing } = ticket;
  const [report, receipt] = [await findReport(work, thing), await receiptOf(work, thing)];
  if (!report || !receipt) return null;
  const hidden = receipt.recoveryHidesMessages && receipt.recovery !== null && !gavePhrase(ticket, receipt);
  const unread = hidden ? null : await countUnread(work, thing);
  const messages = hidden ? null : await readAll(work, house, thing, now);
  return {
    reference: report.reference,
    receivedAt: report.receivedAt,
    state: toldState(report, await readEntries(work, thing), now),
    personConcerned: isPersonConcerned(report.relation),
    // Nobody but the person concerned: for them places are not even looked up.
    places:
      hidden || !isPersonConcerned(report.relation) ? [] : toldPlaces(report, await placesOf(work, house, report), now),
    messages,
    unread,
    hasRecovery: receipt.recovery !== null,
    hidesMessages: receipt.recoveryHidesMessages,
    hasContact: await hasContact(work, house, thing),
    writtenDown: receipt.writtenDownAt !== null,
  };
}

async function readAll(work: Work, house: House, thing: string, now: Date): Promise<ToldMessage[]> {
  const messages = await readMessages(work, house.part(fieldsPart), thing);
  await markMessagesRead(work, thing, { byDesk: true }, now);
  return messages.map(({ fromDesk, body, writtenAt }) => ({ fromDesk, body: body ?? '', writtenAt }));
}

/** Whether a safe way to reach them stands recorded. */
export async function hasContact(work: Work, house: House, id: string): Promise<boolean> {
  const { rows } = await work.client.query('SELECT id, contact FROM report.report WHERE id = $1', [id]);
  const [opened] = await house.part(fieldsPart).unseal(work, reportTable, rows, ['contact']);
  return readContact(opened?.contact ?? null) !== null;
}
