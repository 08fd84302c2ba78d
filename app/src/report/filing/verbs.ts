// Verbs that file reports with a receipt: from the public form (open to anyone), and by staff for someone on the telephone
// or at the counter. Those without one stand in channels/.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { type DoCircumstances, type Done, doVerb } from '../../verbs/verb.ts';
import { anonymities } from '../facts.ts';
import { type Form, makeReceipt, newOnce, once, onceBlind, receiptSentBefore } from '../receipt/index.ts';
import { needDesk } from '../needs-desk.ts';
import { findReport } from '../store/reports.ts';
import { file, type Filing, told } from './file.ts';

export interface FiledPublicly {
  id: string;
  reference: string;
  /** Nine words; null where they were written down already and are shown no more. */
  receipt: string[] | null;
}

/** From the public form. Open to anyone: whoever is afraid has no account. Sending the same form again files nothing. */
export const fileReport = doVerb({
  name: 'report.file',
  permission: null,
  input: told.extend({ once }),
  run({ input: { once, ...given }, ...circumstances }) {
    const anonymity = given.contact ? 'confidential' : 'anonymous';
    return fileOnce(circumstances, once, { told: given, channel: 'web', anonymity, filedBy: null });
  },
});

/** What whoever listens has to tell the caller: that nothing says where they are, what must be passed on, when it is read. */
export const explanations = ['no-address', 'passed-on', 'when-read', 'no-pictures', 'receipt'] as const;

/** By staff, for someone on the telephone or at the counter; the receipt is read out or handed over. */
export const recordReport = doVerb({
  name: 'report.record',
  permission: 'report.work',
  input: told.extend({
    channel: z.enum(['phone', 'walk-in'], 'phone or walk-in'),
    anonymity: z.enum(anonymities, `one of ${anonymities.join(', ')}`).default('anonymous'),
    once: once.default(newOnce),
    /** What the caller was told; the record keeps it. */
    explained: z.array(z.enum(explanations, `of ${explanations.join(', ')}`)).default([]),
  }),
  async run({ input: { once, channel, explained, ...input }, ...circumstances }) {
    const { anonymity, ...given } = input;
    const done = await fileOnce(circumstances, once, {
      told: given,
      channel,
      // Anonymity is one-way: who gives a way to be reached is confidential from then on.
      anonymity: given.contact && anonymity === 'anonymous' ? 'confidential' : anonymity,
      filedBy: circumstances.caller.id,
    });
    return { ...done, event: { ...done.event, facts: { ...done.event.facts, explained } } };
  },
});

type Told = Pick<Filing, 'told' | 'channel' | 'anonymity' | 'filedBy'>;

/** Files a report with a receipt, or finds the one that this very form filed before. */
async function fileOnce(
  { house, now, client, organisationId }: Pick<DoCircumstances<unknown>, 'house' | 'now' | 'client' | 'organisationId'>,
  once: string,
  given: Told,
): Promise<Done<FiledPublicly>> {
  needDesk(organisationId);
  const fields = house.part(fieldsPart);
  const form: Form = { once, organisationId, makes: 'report' };
  const before = await receiptSentBefore({ client }, fields, form, now);
  if (before) {
    const reference = (await findReport({ client }, before.thing))?.reference ?? '';
    const result = { id: before.thing, reference, receipt: before.words };
    return { result, event: { thing: before.thing, facts: { again: true } } };
  }
  const filing = { ...given, partnerReference: null, onceBlind: onceBlind(fields, form), now };
  const filed = await file({ client }, house, filing);
  const { words } = await makeReceipt({ client }, fields, form, filed.id, now);
  return {
    result: { id: filed.id, reference: filed.reference, receipt: words },
    event: { thing: filed.id, facts: eventFacts(given.channel, given.told.concern, filed) },
  };
}

/** What the record says of a filed report. */
export const eventFacts = (channel: string, concern: string, filed: { urgency: string[]; items: number }) => ({
  channel,
  concern,
  urgency: filed.urgency,
  items: filed.items,
});
