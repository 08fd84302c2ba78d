// The receipt of a form that was sent, once more: for the page that shows it until it was written down.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb } from '../../verbs/verb.ts';
import { findContest } from '../contest/store.ts';
import { once, type ReceiptThing, receiptSentBefore, thingOf } from '../receipt/index.ts';
import { findReport } from '../store/reports.ts';

/**
 * Open to whoever holds the form's token, as the page that sent it does. Files nothing and marks nothing.
 * @throws Refusal `receipt-unknown` when that form was never sent.
 */
export const showReceipt = askVerb({
  name: 'report.show-receipt',
  permission: null,
  input: z.object({ once }),
  async run({ house, organisationId, input: { once }, now, client }) {
    const work = { client };
    const made = await receiptSentBefore(work, house.part(fieldsPart), { once, organisationId }, now);
    const of = made && thingOf(made.thing);
    if (!of) throw new Refusal('not-found', 'receipt-unknown', 'There is no receipt of this form');
    return { of, reference: await referenceOf(work, of, made.thing), receipt: made.words };
  },
});

/** What may be said on the telephone; a submission of fingerprints has nothing of the kind. */
async function referenceOf(work: Work, of: ReceiptThing, thing: string): Promise<string | null> {
  if (of === 'submission') return null;
  const found = await (of === 'report' ? findReport : findContest)(work, thing);
  return found?.reference ?? null;
}
