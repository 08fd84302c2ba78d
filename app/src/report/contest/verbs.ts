// Verbs of contests: filed in public by whoever says that their content was wrongly removed or that they are wrongly
// named, decided within 14 days by a person who had nothing to do with it. No answer ever tells whether anything is listed
// or reported here: whoever contests is told the same whatever the decision, and what the desk writes besides.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { findIdentifiers } from '../../kit/identifiers/index.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, type Done, doVerb } from '../../verbs/verb.ts';
import { refuseTooMuch } from '../comeback/bounds.ts';
import { newReference } from '../filing/file.ts';
import { itemBlind } from '../items/join.ts';
import { type Form, makeReceipt, once, openTicket, receiptSentBefore, sealTicket, ticket } from '../receipt/index.ts';
import { needDesk } from '../needs-desk.ts';
import { withoutMedia } from '../no-media.ts';
import { plainText } from '../plain.ts';
import { advance, contestStates } from '../states.ts';
import { insertMessage, markMessagesRead, readMessages } from '../store/messages.ts';
import { concernedBy, isInvolved } from './concerned.ts';
import {
  type Contest,
  contestKinds,
  contestTable,
  type Decision,
  decisions,
  findContest,
  insertContest,
  listContests,
  relatedThings,
  sealedContest,
  updateContest,
} from './store.ts';

/** Within which a contest is decided, by the rule of this desk. */
export const decideWithinMs = 14 * dayMs;

const messageBody = withoutMedia(plainText().trim().min(1, 'a few words').max(5000, 'at most 5,000 characters'));
const contestId = z.string().regex(idPattern('contest'), 'the id of a contest, such as con_…');

export interface FiledContest {
  id: string;
  reference: string;
  /** Nine words; null where they were written down already. */
  receipt: string[] | null;
}

/** From the public door. Open to anyone: whoever is wrongly named has no account. Sending the same form again files nothing. */
export const fileContest = doVerb({
  name: 'report.file-contest',
  permission: null,
  input: z.object({
    once,
    kind: z.enum(contestKinds, `one of ${contestKinds.join(', ')}`),
    /** The address or account in question, in any form, or in words. */
    subject: withoutMedia(plainText().trim().min(3, 'what it is about').max(2000, 'at most 2,000 characters')),
    statement: withoutMedia(plainText().trim().max(10_000, 'at most 10,000 characters')).nullable().default(null),
    language: z.enum(['id', 'en'], 'id or en').default('id'),
  }),
  async run({ house, organisationId, input, now, client }): Promise<Done<FiledContest>> {
    needDesk(organisationId);
    const [work, fields] = [{ client }, house.part(fieldsPart)];
    const form: Form = { once: input.once, organisationId, makes: 'contest' };
    const before = await receiptSentBefore(work, fields, form, now);
    if (before) {
      const reference = (await findContest(work, before.thing))?.reference ?? '';
      return {
        result: { id: before.thing, reference, receipt: before.words },
        event: { thing: before.thing, facts: { again: true } },
      };
    }
    const id = newId('contest', now);
    const [sealed] = await fields.sealNew(work, contestTable, [
      { id, values: { subject: input.subject, statement: input.statement || null } },
    ]);
    const { kind, language } = input;
    const contest = { id, reference: newReference(), kind, language, receivedAt: now, dueAt: dueAt(now) };
    const named = findIdentifiers(input.subject, { defaultCountry: 'ID' });
    const blinds = named.map((one) => itemBlind(fields, one));
    while (!(await insertContest(work, contest, sealed!, blinds))) contest.reference = newReference();
    const { words } = await makeReceipt(work, fields, form, id, now);
    return { result: { id, reference: contest.reference, receipt: words }, event: { thing: id, facts: { kind } } };
  },
});

const dueAt = (now: Date): Date => new Date(now.getTime() + decideWithinMs);

/** What a contest's receipt tells: whether it was decided, until when it will be, and what the desk wrote. */
export const comeBackToContest = doVerb({
  name: 'report.come-back-to-contest',
  permission: null,
  input: z.object({ ticket }),
  async run({ house, input, now, client }) {
    const [work, fields] = [{ client }, house.part(fieldsPart)];
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    const contest = await ownContest(work, thing);
    const messages = await readMessages(work, fields, thing);
    await markMessagesRead(work, thing, { byDesk: true }, now);
    const { reference, receivedAt, dueAt, state } = contest;
    return {
      result: {
        reference,
        receivedAt,
        dueAt,
        decided: state === 'decided',
        messages: messages.map(({ fromDesk, body, writtenAt }) => ({ fromDesk, body: body ?? '', writtenAt })),
        ticket: sealTicket(fields, given, now),
      },
      event: { thing },
    };
  },
});

/** The same words sent twice in a row, as a page that is loaded again does, are one message. */
export const writeAboutContest = doVerb({
  name: 'report.write-about-contest',
  permission: null,
  input: z.object({ ticket, body: messageBody }),
  async run({ house, input, now, client }) {
    const [work, fields] = [{ client }, house.part(fieldsPart)];
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    await ownContest(work, thing, 'FOR UPDATE');
    const result = { ticket: sealTicket(fields, given, now) };
    const last = (await readMessages(work, fields, thing)).at(-1);
    if (last && !last.fromDesk && last.body === input.body) return { result, event: { thing, facts: { again: true } } };
    await refuseTooMuch(work, thing, now);
    await insertMessage(work, fields, { thing, body: input.body, writtenBy: null, now });
    await updateContest(work, thing, { messageWaiting: true });
    return { result, event: { thing } };
  },
});

export const readContests = askVerb({
  name: 'report.read-contests',
  permission: 'report.look',
  input: z.object({ open: z.boolean().default(true) }),
  run: ({ client, input }) => listContests({ client }, input.open),
});

/** A contest with its words, its messages and what it is about. Reading it is recorded: it is about a person. */
export const readContest = askVerb({
  name: 'report.read-contest',
  permission: 'report.decide-contest',
  input: z.object({ id: contestId }),
  audited: (input) => input.id,
  async run({ house, caller, client, input }) {
    const [work, fields] = [{ client }, house.part(fieldsPart)];
    const contest = await ownContest(work, input.id);
    const [opened] = await fields.unseal(
      work,
      contestTable,
      [(await sealedContest(work, contest.id))!],
      ['subject', 'statement', 'reasons'],
    );
    const concerned = await concernedBy(work, house, contest.id);
    const { items, reports } = concerned;
    return {
      contest,
      subject: opened!.subject,
      statement: opened!.statement,
      reasons: opened!.reasons,
      messages: await readMessages(work, fields, contest.id),
      items,
      reports,
      names: await namesOf(work, fields, [contest.takenBy, contest.decidedBy]),
      involved: await isInvolved(work, caller, concerned),
    };
  },
});

/** Takes a contest to decide on it. @throws Refusal `involved` for whoever acted on what it is about. */
export const takeContest = doVerb({
  name: 'report.take-contest',
  permission: 'report.decide-contest',
  input: z.object({ id: contestId }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const contest = await ownContest(work, input.id, 'FOR UPDATE');
    if (await isInvolved(work, caller, await concernedBy(work, house, contest.id))) throw involved();
    if (contest.takenBy && contest.takenBy !== caller.id) throw takenByAnother();
    const state = advance(contestStates, 'take', contest.state);
    await updateContest(work, contest.id, { state, takenBy: caller.id, takenAt: now });
    return { result: null, event: { thing: contest.id } };
  },
});

export const handContestBack = doVerb({
  name: 'report.hand-contest-back',
  permission: 'report.decide-contest',
  input: z.object({ id: contestId }),
  async run({ caller, client, input }) {
    const work = { client };
    const contest = await ownContest(work, input.id, 'FOR UPDATE');
    const state = advance(contestStates, 'hand-back', contest.state);
    if (contest.takenBy !== caller.id) throw takenByAnother();
    await updateContest(work, contest.id, { state, takenBy: null, takenAt: null });
    return { result: null, event: { thing: contest.id } };
  },
});

export const writeToContester = doVerb({
  name: 'report.write-to-contester',
  permission: 'report.decide-contest',
  input: z.object({ id: contestId, body: messageBody }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const contest = await ownContest(work, input.id, 'FOR UPDATE');
    if (contest.takenBy !== caller.id) throw takenByAnother();
    await insertMessage(work, house.part(fieldsPart), {
      thing: contest.id,
      body: input.body,
      writtenBy: caller.id,
      now,
    });
    await markMessagesRead(work, contest.id, { byDesk: false }, now);
    await updateContest(work, contest.id, { messageWaiting: false });
    return { result: null, event: { thing: contest.id } };
  },
});

/** Decides, with reasons that stay inside. Only whoever took it, and only who had nothing to do with it, at that moment too. */
export const decideContest = doVerb({
  name: 'report.decide-contest',
  permission: 'report.decide-contest',
  input: z.object({
    id: contestId,
    decision: z.enum(decisions, `one of ${decisions.join(', ')}`),
    reasons: z.string().trim().min(10, 'the reasons, in a sentence at least').max(10_000, 'at most 10,000 characters'),
  }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const contest = await ownContest(work, input.id, 'FOR UPDATE');
    const state = advance(contestStates, 'decide', contest.state);
    if (contest.takenBy !== caller.id) throw takenByAnother();
    if (await isInvolved(work, caller, await concernedBy(work, house, contest.id))) throw involved();
    const { reasons } = await house
      .part(fieldsPart)
      .seal(work, { table: contestTable, id: contest.id }, { reasons: input.reasons });
    await updateContest(work, contest.id, {
      state,
      decision: input.decision,
      reasons,
      decidedBy: caller.id,
      decidedAt: now,
    });
    return {
      result: null,
      event: { thing: contest.id, facts: { decision: input.decision, late: now > contest.dueAt } },
    };
  },
});

/** What was decided on a contest, and the items that it is about by now; null while nobody has decided. */
export async function decidedContest(work: Work, id: string): Promise<{ decision: Decision; items: string[] } | null> {
  const contest = await findContest(work, id);
  if (!contest?.decision) return null;
  return { decision: contest.decision, items: (await relatedThings(work, id)).items };
}

async function ownContest(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Contest> {
  const contest = await findContest(work, id, lock);
  if (contest) return contest;
  throw new Refusal('not-found', 'no-such-contest', `There is no contest "${id}" here`);
}

const involved = (): Refusal =>
  new Refusal('forbidden', 'involved', 'You acted on what this contest is about; someone who did not has to decide');
const takenByAnother = (): Refusal =>
  new Refusal('conflict', 'contest-taken', 'Someone else decides on this contest; take it first if it is free');
