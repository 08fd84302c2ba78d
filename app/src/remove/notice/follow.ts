// What the process does for notices: it notes what deliveries came to, and what deadlines that passed mean.
import { z } from 'zod';
import { deadlinesOf } from '../../clocks/index.ts';
import { deliveriesOf } from '../../outside/index.ts';
import type { Work } from '../../runtime/database.ts';
import { doVerb } from '../../verbs/verb.ts';
import { mayMove, moveRemoval } from '../removal/move.ts';
import { lockRemovals } from '../removal/store.ts';
import { allowed, noticeStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { handOver, receive } from './answers.ts';
import { showDue } from './clock.ts';
import { noticeId } from './own.ts';
import { findNotice, itemsOfNotice, type Notice, updateNotice } from './store.ts';

const permission = 'remove.follow';

/**
 * A delivery was handed over. An accepted mail says no more than that; a program of theirs that took it in has it. Things
 * that are no notices of ours, and what was noted before, change nothing.
 */
export const followHandOver = doVerb({
  name: 'remove.follow-hand-over',
  permission,
  input: z.object({ noticeId }),
  async run({ input, now, client }) {
    const work = { client };
    const notice = await findNotice(work, input.noticeId, 'FOR UPDATE');
    const noted =
      notice !== null && notice.sentAt !== null && notice.handedOverAt === null && (await wentOut(work, notice));
    if (noted) {
      await handOver(work, notice, { by: null, at: now });
      if (notice.way === 'webhook') await receive(work, { ...notice, handedOverAt: now }, now);
    }
    return { result: { noted }, event: { thing: input.noticeId, facts: { noted } } };
  },
});

/**
 * Whether the notice itself was handed over: that it was withdrawn goes out under the same name, and where it is served at the
 * recipient's desk a mail says no more than that it waits there.
 */
async function wentOut(work: Work, { id, sentAt }: Notice): Promise<boolean> {
  const own = (await deliveriesOf(work, id)).filter(({ queuedAt }) => queuedAt <= sentAt!);
  const served = own.filter(({ carrier }) => carrier === 'desk');
  return (served.length > 0 ? served : own).some(({ state }) => state === 'handed-over');
}

/** A delivery was given up. */
export const followFailure = doVerb({
  name: 'remove.follow-failure',
  permission,
  input: z.object({ noticeId }),
  async run({ input, now, client }) {
    const work = { client };
    const notice = await findNotice(work, input.noticeId, 'FOR UPDATE');
    if (notice) await insertEntry(work, { thing: notice.id, kind: 'not-delivered', at: now });
    return { result: null, event: { thing: input.noticeId } };
  },
});

/** A deadline passed: whoever has not answered is silent, and what is not gone is overdue. */
export const followBreach = doVerb({
  name: 'remove.follow-breach',
  permission,
  input: z.object({ noticeId }),
  async run({ input, now, client }) {
    const work = { client };
    const notice = await findNotice(work, input.noticeId, 'FOR UPDATE');
    const overdue = notice ? await overrun(work, notice, now) : 0;
    return { result: { overdue }, event: { thing: input.noticeId, facts: { overdue } } };
  },
});

async function overrun(work: Work, notice: Notice, at: Date): Promise<number> {
  if (allowed(noticeStates, notice.state).includes('fall-silent')) {
    await updateNotice(work, notice.id, { state: noticeStates['fall-silent'].to });
    await insertEntry(work, { thing: notice.id, kind: 'deadline-passed', at });
  }
  const open = (await itemsOfNotice(work, notice.id)).filter(
    ({ outcome, withdrawnAt }) => outcome !== 'complied' && withdrawnAt === null,
  );
  let overdue = 0;
  for (const removal of await lockRemovals(
    work,
    open.map(({ removalId }) => removalId),
  )) {
    if (!mayMove(removal, 'overrun-deadline')) continue;
    await moveRemoval(work, removal, { transition: 'overrun-deadline', facts: { notice: notice.id }, by: null, at });
    overdue += 1;
  }
  return overdue;
}

/** A deadline was given up: whoever looks is shown the next one that runs, or none. */
export const followWaiver = doVerb({
  name: 'remove.follow-waiver',
  permission,
  input: z.object({ noticeId }),
  async run({ input, client }) {
    const work = { client };
    const notice = await findNotice(work, input.noticeId, 'FOR UPDATE');
    if (notice) {
      const deadlines = (await deadlinesOf(work, [notice.id])).get(notice.id) ?? [];
      const due = deadlines.flatMap(({ state, dueAt }) =>
        state === 'running' || state === 'breached' ? (dueAt ?? []) : [],
      );
      await showDue(work, notice, due.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null);
    }
    return { result: null, event: { thing: input.noticeId } };
  },
});
