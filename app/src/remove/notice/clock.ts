// The clock of a notice, stopped and let run again by a person: because the desk itself decides on a contest about it, or
// because a court or an authority stayed it. A contest alone stops nothing, or whoever is asked could stop every clock.
import { z } from 'zod';
import { resumeDeadlines, suspendDeadlines } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { doVerb } from '../../verbs/verb.ts';
import { lockRemovals, updateRemoval } from '../removal/store.ts';
import { insertEntry } from '../store/entries.ts';
import { lockNotice, seenNotice } from './own.ts';
import { itemsOfNotice, type Notice, updateNotice } from './store.ts';

const reasons = ['contest', 'stayed'] as const;

/** @throws Refusal `no-clock-to-stop` where none runs, or its rule knows no such pause. */
export const suspendClock = doVerb({
  name: 'remove.suspend-clock',
  permission: 'remove.supervise',
  input: z.object({ ...seenNotice, reason: z.enum(reasons, `one of ${reasons.join(', ')}`) }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const notice = await lockNotice(work, input);
    const stopped = await suspendDeadlines(work, { thing: notice.id, at: now, reason: input.reason });
    if (stopped.length === 0)
      throw new Refusal('conflict', 'no-clock-to-stop', 'No clock runs here that may stand still for this reason');
    await showDue(work, notice, null);
    const facts = { reason: input.reason };
    await insertEntry(work, { thing: notice.id, kind: 'clock-stopped', facts, by: caller.id, at: now });
    return { result: null, event: { thing: notice.id, facts } };
  },
});

/** Lets it run again; it is due later by as long as it stood still. @throws Refusal `no-clock-to-start`. */
export const resumeClock = doVerb({
  name: 'remove.resume-clock',
  permission: 'remove.supervise',
  input: z.object(seenNotice),
  async run({ caller, input, now, client }) {
    const work = { client };
    const notice = await lockNotice(work, input);
    const running = await resumeDeadlines(work, { thing: notice.id, at: now });
    if (running.length === 0)
      throw new Refusal('conflict', 'no-clock-to-start', 'No clock of this notice stands still');
    const due = running.flatMap(({ dueAt }) => dueAt ?? []).toSorted((a, b) => a.getTime() - b.getTime());
    await showDue(work, notice, due[0] ?? null);
    await insertEntry(work, { thing: notice.id, kind: 'clock-resumed', by: caller.id, at: now });
    return { result: null, event: { thing: notice.id } };
  },
});

/** Shows on a notice, and on what it still asks for, when it is due; null: nothing runs. */
export async function showDue(work: Work, notice: Pick<Notice, 'id'>, dueAt: Date | null): Promise<void> {
  await updateNotice(work, notice.id, { dueAt });
  const named = (await itemsOfNotice(work, notice.id)).filter(({ withdrawnAt }) => withdrawnAt === null);
  for (const removal of await lockRemovals(
    work,
    named.map(({ removalId }) => removalId),
  ))
    if (removal.state === 'notice-open') await updateRemoval(work, removal.id, { dueAt });
}
