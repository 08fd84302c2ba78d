// Filing a report, whichever way it came: stored once, encrypted where it is personal, its items joined, its place in the
// queue reckoned. The verbs of each channel say who may and what the answer is.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type SafeContact, safeContact } from '../contact.ts';
import { type Anonymity, type Channel, type ToldFacts, toldFacts } from '../facts.ts';
import { type Given, readGiven } from '../items/given.ts';
import { joinAll } from '../items/join.ts';
import { withoutMedia } from '../no-media.ts';
import { plainText } from '../plain.ts';
import { insertEntries } from '../store/entries.ts';
import { insertReports, type NewReport, type Report, type ReportSecrets, reportTable } from '../store/reports.ts';
import { headStartsForFiling } from '../store/rules.ts';
import { type HeadStarts, queueAt, urgencyOf } from '../urgency.ts';

/** What every channel may tell. */
export const told = toldFacts.extend({
  language: z.enum(['id', 'en'], 'id or en').default('id'),
  /** In the reporter's own words; they are never asked to describe a picture. */
  story: withoutMedia(plainText().trim().max(10_000, 'at most 10,000 characters')).nullable().default(null),
  /** Where help would have to come. No address is kept otherwise, so rescue needs it. */
  place: withoutMedia(plainText().trim().max(500, 'at most 500 characters')).nullable().default(null),
  /** Addresses, accounts, numbers and groups, in any form: recognised, or kept as text for the desk to look at. */
  items: withoutMedia(plainText().max(10_000, 'at most 10,000 characters')).default(''),
  contact: safeContact.nullable().default(null),
});
export type Told = z.output<typeof told>;

export interface Filing {
  told: Told;
  channel: Channel;
  anonymity: Anonymity;
  filedBy: string | null;
  partnerReference: string | null;
  /** The report that this one is a part of: it was received when that was. */
  splitFrom?: Pick<Report, 'id' | 'receivedAt'>;
  onceBlind: Buffer | null;
  now: Date;
}

export interface Filed {
  id: string;
  reference: string;
  urgency: string[];
  items: number;
  freshItems: number;
  /** Numbers, from 1, of the lines given as items in which nothing was recognised; they stand with the story. */
  unreadLines: number[];
}

/** Files a report in the transaction; the answer's facts are what the record may say. */
export async function file(work: Work, house: House, filing: Filing): Promise<Filed> {
  return (await fileAll(work, house, [filing]))[0]!;
}

/** So many at a time are read and encrypted before others get their turn. */
const atATime = 250;
const addedBy = { web: 'reporter', partner: 'partner', phone: 'desk', 'walk-in': 'desk', file: 'desk' } as const;

/** Files several reports in the transaction, in the order given: the same as one after the other, in fewer statements. */
export async function fileAll(work: Work, house: House, filings: readonly Filing[]): Promise<Filed[]> {
  if (filings.length === 0) return [];
  const headStarts = await headStartsForFiling(work);
  const made: Made[] = [];
  for (let at = 0; at < filings.length; at += atATime)
    made.push(...(await store(work, house, filings.slice(at, at + atATime), headStarts)));
  const joinings = made.map(({ report, read, filing }) => ({
    reportId: report.id,
    identifiers: read.identifiers,
    addedBy: addedBy[filing.channel],
  }));
  // All items last and at once: whoever else names one of them waits no longer than that.
  const { of } = await joinAll(work, house.part(fieldsPart), joinings, filings[0]!.now);
  await insertEntries(
    work,
    made.map(({ report, filing: { channel, filedBy, now } }) => ({
      reportId: report.id,
      kind: 'received',
      facts: { channel },
      by: filedBy,
      at: now,
    })),
  );
  return made.map(({ report: { id, reference, urgency }, read: { unreadLines } }, position) => {
    const { ids, fresh } = of[position]!;
    return { id, reference, urgency, items: ids.length, freshItems: fresh, unreadLines };
  });
}

interface Made {
  filing: Filing;
  report: NewReport;
  read: Given;
}

async function store(work: Work, house: House, filings: readonly Filing[], headStarts: HeadStarts): Promise<Made[]> {
  const made = filings.map((filing) => ({
    filing,
    report: newReport(filing, headStarts),
    read: readGiven(filing.told.items),
  }));
  const secrets = made.map(({ filing, report: { id }, read: { words } }) => ({
    id,
    values: { ...secretsOf(filing, words) },
  }));
  const sealed = await house.part(fieldsPart).sealNew(work, reportTable, secrets);
  let left = made.map(({ filing: { onceBlind }, report }, position) => ({
    report,
    sealed: sealed[position]!,
    onceBlind,
  }));
  // References are short enough to be said aloud, so that two may meet by chance: then another one is drawn.
  while (left.length > 0) {
    const stored = await insertReports(work, left);
    left = left.filter(({ report }) => !stored.has(report.id));
    for (const { report } of left) report.reference = newReference();
  }
  return made;
}

function newReport(filing: Filing, headStarts: HeadStarts): NewReport {
  const { told, channel, anonymity, filedBy, now } = filing;
  const urgency = urgencyOf(told);
  const receivedAt = filing.splitFrom?.receivedAt ?? now;
  return {
    ...factsOf(told),
    id: newId('report', now),
    reference: newReference(),
    state: 'received',
    channel,
    anonymity,
    language: told.language,
    wantsReply: true,
    filedBy,
    receivedAt,
    urgency,
    queueAt: queueAt(receivedAt, urgency, headStarts),
    splitFrom: filing.splitFrom?.id ?? null,
  };
}

function factsOf({ concern, relation, ageBand, inDanger, extortion, paid, spread }: ToldFacts): ToldFacts {
  return { concern, relation, ageBand, inDanger, extortion, paid, spread };
}

// What was given as an address and says more, or could not be read, stays with the story, so that nothing is lost.
function secretsOf({ told, partnerReference }: Filing, words: string): ReportSecrets {
  const story = [told.story, words].filter(Boolean).join('\n\n') || null;
  return { story, place: told.place || null, contact: contactText(told.contact), partner_reference: partnerReference };
}

export const contactText = (contact: SafeContact | null): string | null =>
  contact === null ? null : JSON.stringify(contact);

// Crockford's base 32 in capitals: no I, L, O, U, so that it survives being said aloud. 40 bits.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newReference(): string {
  const drawn = [...randomBytes(8)].map((byte) => alphabet[byte & 31]).join('');
  return `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}
