// Verbs for whoever comes back with a receipt. All are open to anyone: the receipt is the permission, and afterwards the
// ticket that it was exchanged for. What a report said at first is never shown again.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { safeContact } from '../contact.ts';
import { contactText } from '../filing/file.ts';
import {
  hashPhrase,
  isPhraseOf,
  actsFrom,
  gavePhrase,
  lockReceiptOf,
  markWrittenDown,
  needsPhrase,
  newPhrase,
  newTicket,
  once,
  openTicket,
  receiptOf,
  receiptSentBefore,
  receiptTyped,
  sealTicket,
  storeRecovery,
  ticket,
  typedPhrase,
  withPhrase,
} from '../receipt/index.ts';
import { withoutMedia } from '../no-media.ts';
import { plainText } from '../plain.ts';
import { insertEntry } from '../store/entries.ts';
import { insertMessage, readMessages } from '../store/messages.ts';
import { findReport, type Report, reportTable, updateReport } from '../store/reports.ts';
import { changedHeadStarts } from '../store/rules.ts';
import { advance, reportStates } from '../states.ts';
import { queueAt } from '../urgency.ts';
import { refuseTooMuch } from './bounds.ts';
import { hasContact, viewOf } from './view.ts';

/**
 * "I have written it down": from now on the receipt is never shown again. Open to whoever holds the form's token, who goes
 * on from there. @throws Refusal `receipt-shown-once` later: then only the words open it.
 */
export const confirmWrittenDown = doVerb({
  name: 'report.confirm-written-down',
  permission: null,
  input: z.object({ once }),
  async run({ house, organisationId, input: { once }, now, ...work }) {
    const fields = house.part(fieldsPart);
    const made = await receiptSentBefore(work, fields, { once, organisationId }, now);
    if (!made) throw new Refusal('not-found', 'receipt-unknown', 'There is no receipt of this form');
    if (!made.opens)
      throw new Refusal('conflict', 'receipt-shown-once', 'The receipt was shown once; type its words to go on');
    const { thing } = made;
    await markWrittenDown(work, thing, now);
    return { result: { thing, ticket: newTicket(fields, thing, now) }, event: { thing } };
  },
});

/** Exchanges a receipt for a ticket; the thing it opens is a report, a contest or a submission of fingerprints. */
export const openReceipt = doVerb({
  name: 'report.open-receipt',
  permission: null,
  input: z.object({ receipt: z.string().max(400, 'nine words') }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const { thing } = await receiptTyped(work, fields, input.receipt);
    await markWrittenDown(work, thing, now); // whoever types it has it
    return { result: { thing, ticket: newTicket(fields, thing, now) }, event: { thing } };
  },
});

/** What a report's receipt tells now. Changes something: the desk's messages count as read where they are shown. */
export const comeBack = doVerb({
  name: 'report.come-back',
  permission: null,
  input: z.object({ ticket }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const given = openTicket(fields, input.ticket, now);
    const view = await viewOf(work, house, given, now);
    if (!view) throw noReport();
    return { result: { ...view, ticket: sealTicket(fields, given, now) }, event: { thing: given.thing } };
  },
});

/** The recovery phrase behind a receipt. A wrong one is answered, not refused: a refusal would undo the count. */
export const givePhrase = doVerb({
  name: 'report.give-phrase',
  permission: null,
  input: z.object({ ticket, phrase: typedPhrase }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    const right = await isPhraseOf(work, thing, input.phrase, now);
    const recovery = right ? ((await receiptOf(work, thing))?.recovery ?? null) : null;
    const next = recovery === null ? null : sealTicket(fields, withPhrase(given, recovery), now);
    return { result: { ticket: next }, event: { thing, facts: { right } } };
  },
});

/**
 * Chooses a recovery phrase, or another one in its place, for which the present one has to have been given. It can hide
 * the messages, so that the receipt alone does not show them.
 */
export const setRecovery = doVerb({
  name: 'report.set-recovery',
  permission: null,
  input: z.object({ ticket, phrase: newPhrase, hideMessages: z.boolean().default(false) }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    const receipt = await lockReceiptOf(work, thing);
    if (!receipt) throw noReport();
    if (receipt.recovery && !gavePhrase(given, receipt)) throw needsPhrase();
    const recovery = await hashPhrase(input.phrase);
    await storeRecovery(work, thing, recovery, input.hideMessages, now);
    return {
      result: { ticket: sealTicket(fields, withPhrase(given, recovery), now) },
      event: { thing, facts: { hidesMessages: input.hideMessages } },
    };
  },
});

/**
 * A message to the desk. One on a report that had ended opens it again: nothing that is written goes unseen. The same
 * words sent twice in a row, as a page that is loaded again does, are one message.
 */
export const writeToDesk = doVerb({
  name: 'report.write-to-desk',
  permission: null,
  input: z.object({
    ticket,
    body: withoutMedia(plainText().trim().min(1, 'a few words').max(5000, 'at most 5,000 characters')),
  }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    const report = await ownReport(work, thing);
    const result = { ticket: sealTicket(fields, given, now) };
    const last = (await readMessages(work, fields, thing)).at(-1);
    if (last && !last.fromDesk && last.body === input.body) return { result, event: { thing, facts: { again: true } } };
    await refuseTooMuch(work, thing, now);
    await insertMessage(work, fields, { thing, body: input.body, writtenBy: null, now });
    await updateReport(work, thing, { messageWaiting: true });
    await insertEntry(work, { reportId: thing, kind: 'message-from-reporter', at: now });
    if (report.mergedInto) await noteOnOther(work, report.mergedInto, now);
    await reopenIfEnded(work, report, now);
    return { result, event: { thing } };
  },
});

// Whoever works on the report that this one was joined to has to see it.
async function noteOnOther(work: Pick<DoCircumstances<unknown>, 'client'>, id: string, now: Date): Promise<void> {
  await updateReport(work, id, { messageWaiting: true });
  await insertEntry(work, { reportId: id, kind: 'message-on-joined-report', at: now });
}

const ended = ['resolved', 'closed', 'out-of-scope'] as const;

async function reopenIfEnded(
  work: Pick<DoCircumstances<unknown>, 'client'>,
  { id, state, receivedAt, urgency }: Report,
  now: Date,
): Promise<void> {
  if (!ended.some((one) => one === state)) return;
  const to = advance(reportStates, 'reopen', state);
  // The rules may have changed while it stood in no queue.
  const place = queueAt(receivedAt, urgency, await changedHeadStarts(work));
  await updateReport(work, id, { state: to, stateAt: now, queueAt: place });
  await insertEntry(work, { reportId: id, kind: 'state', facts: { from: state, to }, at: now });
}

/**
 * A safe way to be reached, or none any more (null). Taking it away needs no more than the ticket. Giving one needs the
 * recovery phrase where there is one: whoever found the paper could have the desk call them instead.
 */
export const setContact = doVerb({
  name: 'report.set-contact',
  permission: null,
  input: z.object({ ticket, contact: safeContact.nullable() }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    const report = await ownReport(work, thing);
    const receipt = await lockReceiptOf(work, thing);
    const result = { ticket: sealTicket(fields, given, now) };
    if (input.contact && receipt?.recovery && !gavePhrase(given, receipt)) throw needsPhrase();
    const replaced = await hasContact(work, house, thing);
    if (input.contact) await refuseTooMuch(work, thing, now);
    else if (!replaced) return { result, event: { thing, facts: { contact: false } } };
    const { contact } = await fields.seal(
      work,
      { table: reportTable, id: thing },
      { contact: contactText(input.contact) },
    );
    // Anonymity is one-way: who gave a way to be reached is confidential from then on.
    const anonymity = input.contact && report.anonymity === 'anonymous' ? 'confidential' : report.anonymity;
    await updateReport(work, thing, { contact, anonymity });
    const kind = input.contact ? 'contact-given' : 'contact-withdrawn';
    // Whoever calls has to know whether the paper alone was enough to have them call somebody else.
    const facts = { replaced, locked: receipt !== null && gavePhrase(given, receipt) && actsFrom(receipt)! <= now };
    await insertEntry(work, { reportId: thing, kind, facts, at: now });
    return { result, event: { thing, facts: { contact: input.contact !== null } } };
  },
});

async function ownReport(work: Pick<DoCircumstances<unknown>, 'client'>, thing: string): Promise<Report> {
  const report = await findReport(work, thing, 'FOR UPDATE');
  if (report) return report;
  throw noReport();
}

const noReport = (): Refusal => new Refusal('not-found', 'receipt-unknown', 'This receipt does not open a report');
