// Verbs that file reports: from the public form (open to anyone), by staff for someone on the telephone or at the
// counter, and by partners' programs.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { type DoCircumstances, type Done, doVerb } from '../../verbs/verb.ts';
import { anonymities } from '../facts.ts';
import { makeReceipt, newOnce, once, receiptSentBefore } from '../receipt/index.ts';
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

/** By staff, for someone on the telephone or at the counter; the receipt is read out or handed over. */
export const recordReport = doVerb({
  name: 'report.record',
  permission: 'report.work',
  input: told.extend({
    channel: z.enum(['phone', 'walk-in'], 'phone or walk-in'),
    anonymity: z.enum(anonymities, `one of ${anonymities.join(', ')}`).default('anonymous'),
    once: once.default(newOnce),
  }),
  run({ input: { once, channel, anonymity, ...given }, ...circumstances }) {
    const filedBy = circumstances.caller.id;
    return fileOnce(circumstances, once, { told: given, channel, anonymity, filedBy });
  },
});

type Told = Pick<Filing, 'told' | 'channel' | 'anonymity' | 'filedBy'>;

/** Files a report with a receipt, or finds the one that this very form filed before. */
async function fileOnce(
  { house, now, client }: Pick<DoCircumstances<unknown>, 'house' | 'now' | 'client'>,
  once: string,
  given: Told,
): Promise<Done<FiledPublicly>> {
  const fields = house.part(fieldsPart);
  const before = await receiptSentBefore({ client }, fields, once, now);
  if (before) {
    const reference = (await findReport({ client }, before.thing))?.reference ?? '';
    const result = { id: before.thing, reference, receipt: before.words };
    return { result, event: { thing: before.thing, facts: { again: true } } };
  }
  const onceBlind = fields.blind('report.once', once);
  const filed = await file({ client }, house, { ...given, partnerReference: null, onceBlind, now });
  const { words } = await makeReceipt({ client }, fields, once, filed.id, now);
  return {
    result: { id: filed.id, reference: filed.reference, receipt: words },
    event: { thing: filed.id, facts: eventFacts(given.channel, given.told.concern, filed) },
  };
}

/** By a partner's program. It gets the id and the reference; the person behind it, if any, gets no receipt from us. */
export const filePartnerReport = doVerb({
  name: 'report.file-for-partner',
  permission: 'report.file',
  input: told.extend({
    /** The partner's own reference, given back to it with every answer. */
    partnerReference: z.string().trim().min(1).max(200, 'at most 200 characters').nullable().default(null),
  }),
  async run({ house, caller, input, now, ...work }) {
    const { partnerReference, ...given } = input;
    const filed = await file(work, house, {
      told: given,
      channel: 'partner',
      anonymity: given.contact ? 'confidential' : 'anonymous',
      filedBy: caller.id,
      partnerReference,
      onceBlind: null,
      now,
    });
    return {
      result: { id: filed.id, reference: filed.reference, receivedAt: now, items: filed.items },
      event: { thing: filed.id, facts: eventFacts('partner', given.concern, filed) },
    };
  },
});

const eventFacts = (channel: string, concern: string, filed: { urgency: string[]; items: number }) => ({
  channel,
  concern,
  urgency: filed.urgency,
  items: filed.items,
});
