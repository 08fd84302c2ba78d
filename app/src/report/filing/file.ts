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
import { readGiven } from '../items/given.ts';
import { joinItems } from '../items/join.ts';
import { withoutMedia } from '../no-media.ts';
import { insertEntry } from '../store/entries.ts';
import { insertReport, type NewReport, type Report, type ReportSecrets, reportTable } from '../store/reports.ts';
import { changedHeadStarts } from '../store/rules.ts';
import { queueAt, urgencyOf } from '../urgency.ts';

/** What every channel may tell. */
export const told = toldFacts.extend({
  language: z.enum(['id', 'en'], 'id or en').default('id'),
  /** In the reporter's own words; they are never asked to describe a picture. */
  story: withoutMedia(z.string().trim().max(10_000, 'at most 10,000 characters')).nullable().default(null),
  /** Where help would have to come. No address is kept otherwise, so rescue needs it. */
  place: withoutMedia(z.string().trim().max(500, 'at most 500 characters')).nullable().default(null),
  /** Addresses, accounts, numbers and groups, in any form: recognised, or kept as text for the desk to look at. */
  items: withoutMedia(z.string().max(10_000, 'at most 10,000 characters')).default(''),
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
  const { told, now } = filing;
  const fields = house.part(fieldsPart);
  const { identifiers, unreadLines, words } = readGiven(told.items);
  const report = await store(work, house, filing, secretsOf(filing, words));
  const addedBy = { web: 'reporter', partner: 'partner', phone: 'desk', 'walk-in': 'desk', file: 'desk' } as const;
  const joined = await joinItems(work, fields, {
    reportId: report.id,
    identifiers,
    addedBy: addedBy[filing.channel],
    now,
  });
  await insertEntry(work, {
    reportId: report.id,
    kind: 'received',
    facts: { channel: filing.channel },
    by: filing.filedBy,
    at: now,
  });
  return { ...report, items: joined.ids.length, freshItems: joined.fresh, unreadLines };
}

async function store(work: Work, house: House, filing: Filing, secrets: ReportSecrets) {
  const { told, channel, anonymity, filedBy, onceBlind, now } = filing;
  const id = newId('report', now);
  const urgency = urgencyOf(told);
  const receivedAt = filing.splitFrom?.receivedAt ?? now;
  const [sealed] = await house.part(fieldsPart).sealNew(work, reportTable, [{ id, values: { ...secrets } }]);
  const report: NewReport = {
    ...factsOf(told),
    id,
    reference: newReference(),
    state: 'received',
    channel,
    anonymity,
    language: told.language,
    wantsReply: true,
    filedBy,
    receivedAt,
    urgency,
    queueAt: queueAt(receivedAt, urgency, await changedHeadStarts(work)),
    splitFrom: filing.splitFrom?.id ?? null,
  };
  // References are short enough to be said aloud, so that two may meet by chance: then another one is drawn.
  while (!(await insertReport(work, report, sealed!, onceBlind))) report.reference = newReference();
  return { id, reference: report.reference, urgency };
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
