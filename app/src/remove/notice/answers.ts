// What a recipient answers: that it has the notice, that it complied with all or some of it, that it refuses. From the
// platform desk it comes by itself; what came by mail, telephone or a form, an officer writes down.
import { z } from 'zod';
import { meetDeadlines, startDeadlines } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { doVerb } from '../../verbs/verb.ts';
import { noteStatement } from '../checks/index.ts';
import { mayMove, moveRemoval } from '../removal/move.ts';
import { lockRemovals } from '../removal/store.ts';
import { advance, allowed, noticeStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { showDue } from './clock.ts';
import { lockNotice, noticeId, ownNotice, seenNotice } from './own.ts';
import { sealFor } from './secrets.ts';
import { itemsOfNotice, type Notice, noteOutcome, refusalReasons, type RefusalReason, updateNotice } from './store.ts';

/** An answer, whichever way it came. */
export interface Answer {
  state: 'acknowledged' | 'complied' | 'partial' | 'refused';
  /** Numbers of the items in the notice that were taken down; of `complied` all. */
  complied: readonly number[];
  refusedFor: RefusalReason | null;
  /** In their own words. */
  words: string | null;
  at: Date;
}

const transitionTo = {
  acknowledged: 'acknowledge',
  complied: 'comply',
  partial: 'comply-partly',
  refused: 'refuse',
} as const;

interface Answering extends Work {
  house: House;
  /** Who wrote it down; null where the other side did. */
  by: string | null;
}

/** Applies an answer to a locked notice. @throws Refusal `wrong-state`, `no-such-number`. */
export async function applyAnswer(answering: Answering, notice: Notice, answer: Answer): Promise<void> {
  const { house, client, by } = answering;
  const work = { client };
  const { at } = answer;
  await receive(work, notice, at);
  // Once the next step has gone out, what its first recipient refuses or does in part changes no state; what is gone is gone.
  const late = notice.state === 'escalated' && answer.state !== 'complied';
  const state = late ? notice.state : advance(noticeStates, transitionTo[answer.state], notice.state);
  const words = answer.words === null ? {} : await sealFor(work, house, notice.id, { answer: answer.words });
  const answered = answer.state === 'acknowledged' ? {} : { answeredAt: at, refusedFor: answer.refusedFor };
  await updateNotice(work, notice.id, { state, ...answered, ...words });
  const facts = { state, complied: answer.complied.length, reason: answer.refusedFor };
  await insertEntry(work, { thing: notice.id, kind: 'answered', facts, by, at });
  if (answer.state === 'acknowledged') return;
  const { complied, rest } = await sort(work, notice, answer);
  await noteOutcome(work, notice.id, complied, 'complied', at);
  if (answer.state === 'refused') await noteOutcome(work, notice.id, rest, 'refused', at);
  for (const removal of await lockRemovals(work, complied)) await noteStatement(work, removal, { by: 'platform', at });
  if (answer.state === 'refused' && !late)
    for (const removal of await lockRemovals(work, rest))
      if (mayMove(removal, 'refuse'))
        await moveRemoval(work, removal, { transition: 'refuse', facts: { notice: notice.id }, by, at });
  if (answer.state === 'complied') await meetDeadlines(work, { thing: notice.id, at });
}

/** That the other side has it is proved by any answer; a clock that waited for this begins. */
export async function receive(work: Work, notice: Notice, at: Date): Promise<void> {
  if (notice.acknowledgedAt !== null) return;
  await updateNotice(work, notice.id, { acknowledgedAt: at, ...(notice.handedOverAt ? {} : { handedOverAt: at }) });
  await startClocks(work, notice, ['handed-over', 'received'], at);
}

/** Starts what waited for an event, and shows the clock on the notice and its removals. */
export async function startClocks(
  work: Work,
  notice: Pick<Notice, 'id'>,
  events: readonly ('handed-over' | 'received')[],
  at: Date,
): Promise<void> {
  let dueAt: Date | null = null;
  for (const event of events)
    for (const deadline of await startDeadlines(work, { thing: notice.id, event, at, now: at }))
      if (deadline.dueAt && (dueAt === null || deadline.dueAt < dueAt)) dueAt = deadline.dueAt;
  if (dueAt === null) return;
  await showDue(work, notice, dueAt);
}

async function sort(
  work: Work,
  notice: Notice,
  { state, complied }: Answer,
): Promise<{ complied: string[]; rest: string[] }> {
  const named = await itemsOfNotice(work, notice.id);
  const wrong = complied.find((number) => named[number - 1] === undefined);
  if (wrong !== undefined)
    throw new Refusal('unprocessable', 'no-such-number', `The notice has no item ${wrong}; it names ${named.length}`, {
      facts: { number: wrong },
    });
  const isComplied = (position: number) => state === 'complied' || complied.includes(position + 1);
  // What is asked for no longer is not theirs to answer: it may have moved to another host, and stand there.
  const open = named
    .map(({ removalId, withdrawnAt }, position) => ({ removalId, withdrawnAt, done: isComplied(position) }))
    .filter(({ withdrawnAt }) => withdrawnAt === null);
  return {
    complied: open.filter(({ done }) => done).map(({ removalId }) => removalId),
    rest: open.filter(({ done }) => !done).map(({ removalId }) => removalId),
  };
}

const answerStates = ['acknowledged', 'complied', 'partial', 'refused'] as const;
const answer = {
  state: z.enum(answerStates, `one of ${answerStates.join(', ')}`),
  complied: z.array(z.coerce.number().int().min(1, 'numbers of items, from 1 on')).default([]),
  refusedFor: z
    .enum(refusalReasons, `one of ${refusalReasons.join(', ')}`)
    .nullable()
    .default(null),
  words: z.string().trim().max(5000, 'at most 5,000 characters').nullable().default(null),
};

/** Writes down what a recipient answered. @throws Refusal `wrong-state`, `reason-needed`, `which-items`. */
export const noteAnswer = doVerb({
  name: 'remove.note-answer',
  permission: 'remove.work',
  input: z.object({ ...seenNotice, ...answer }),
  async run({ house, caller, input, now, client }) {
    const notice = await lockNotice({ client }, input);
    if (input.state === 'refused' && input.refusedFor === null)
      throw new Refusal('unprocessable', 'reason-needed', 'Say for which reason they refuse', {
        fields: [{ path: 'refusedFor', message: `one of ${refusalReasons.join(', ')}` }],
      });
    if (input.state === 'partial' && input.complied.length === 0)
      throw new Refusal('unprocessable', 'which-items', 'Say which of the items they took down', {
        fields: [{ path: 'complied', message: 'at least one number' }],
      });
    await applyAnswer({ house, client, by: caller.id }, notice, { ...input, words: input.words || null, at: now });
    return { result: null, event: { thing: notice.id, facts: { state: input.state, reason: input.refusedFor } } };
  },
});

/** An answer from the platform desk, carried over by the process. The same one again, or an older one, changes nothing. */
export const takeAnswer = doVerb({
  name: 'remove.take-answer',
  permission: 'remove.follow',
  input: z.object({
    noticeId,
    ...answer,
    at: z.date('a time'),
    acknowledgedAt: z.date('a time').nullable(),
  }),
  async run({ house, input, client }) {
    const work = { client };
    const notice = await ownNotice(work, input.noticeId, 'FOR UPDATE');
    if (input.acknowledgedAt !== null) await receive(work, notice, input.acknowledgedAt);
    const now = await ownNotice(work, notice.id);
    const news = await isNews(work, now, input);
    if (news) await applyAnswer({ house, client, by: null }, now, { ...input, words: input.words || null });
    return { result: { news }, event: { thing: notice.id, facts: { state: input.state, news } } };
  },
});

/** Whether an answer says more than is known: another state that may follow, or items that were not taken down before. */
async function isNews(
  work: Work,
  notice: Notice,
  { state, complied }: Pick<Answer, 'state' | 'complied'>,
): Promise<boolean> {
  if (state === 'partial' && (notice.state === 'partial' || notice.state === 'escalated')) {
    const named = await itemsOfNotice(work, notice.id);
    return complied.some((number) => {
      const item = named[number - 1];
      return item === undefined || (item.withdrawnAt === null && item.outcome !== 'complied');
    });
  }
  if (state === 'refused' && notice.state === 'escalated') return notice.refusedFor === null;
  return state !== notice.state && allowed(noticeStates, notice.state).some((name) => noticeStates[name].to === state);
}

/** An officer filled in the recipient's form, or handed it over otherwise: the way is noted, with under what it is known there. */
export const noteHandedOver = doVerb({
  name: 'remove.note-handed-over',
  permission: 'remove.work',
  input: z.object(seenNotice),
  async run({ caller, input, now, client }) {
    const work = { client };
    const notice = await lockNotice(work, input);
    if (notice.state !== 'sent' || notice.handedOverAt !== null)
      throw new Refusal('conflict', 'handed-over-already', 'That this notice was handed over is recorded already');
    await handOver(work, notice, { by: caller.id, at: now });
    return { result: null, event: { thing: notice.id } };
  },
});

export async function handOver(work: Work, notice: Notice, { by, at }: { by: string | null; at: Date }): Promise<void> {
  await updateNotice(work, notice.id, { handedOverAt: at });
  await insertEntry(work, { thing: notice.id, kind: 'handed-over', by, at });
  await startClocks(work, notice, ['handed-over'], at);
}
