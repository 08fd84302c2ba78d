// The verb that moves a report through its states, all but joining it to another one. What ends leaves the queue and is
// nobody's any more, so that a report which comes back later waits for whoever is there.
import { z } from 'zod';
import type { Work } from '../../runtime/database.ts';
import { doVerb } from '../../verbs/verb.ts';
import { advance, openStates, outcomes, referrals, type ReportState, reportStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { type ReportChanges, type Report, updateReport } from '../store/reports.ts';
import { hold, inQueue, lockReport, reckonPlace, seenReport } from './change.ts';

export const moves = ['triage', 'begin', 'resolve', 'close', 'reopen', 'mark-spam', 'refer'] as const;
export type Move = (typeof moves)[number];

const given = z
  .object({
    ...seenReport,
    transition: z.enum(moves, `one of ${moves.join(', ')}`),
    outcome: z
      .enum(outcomes, `one of ${outcomes.join(', ')}`)
      .nullable()
      .default(null),
    referredTo: z
      .enum(referrals, `one of ${referrals.join(', ')}`)
      .nullable()
      .default(null),
  })
  .refine(({ transition, outcome }) => transition !== 'resolve' || outcome, {
    message: `what it came to: ${outcomes.join(', ')}`,
    path: ['outcome'],
  })
  .refine(({ transition, referredTo }) => transition !== 'refer' || referredTo, {
    message: `where it goes: ${referrals.join(', ')}`,
    path: ['referredTo'],
  });

export const moveReport = doVerb({
  name: 'report.move',
  permission: 'report.work',
  input: given,
  async run({ caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    const { transition } = input;
    const to = advance(reportStates, transition, report.state);
    const reason = reasonOf(input);
    await updateReport(work, report.id, {
      ...changesOf(to, report, caller.id, now),
      // The rules may have changed while it stood in no queue.
      ...(transition === 'reopen' ? await reckonPlace(work, report) : {}),
      ...reason,
      state: to,
      stateAt: now,
    });
    const facts = { from: report.state, to, ...reason };
    await insertEntry(work, { reportId: report.id, kind: 'state', facts, by: caller.id, at: now });
    if (report.mergedInto) await letGo(work, report.mergedInto, report.id, caller.id, now);
    return { result: { id: report.id, state: to }, event: { thing: report.id, facts: { ...facts, transition, took } } };
  },
});

function reasonOf({ transition, outcome, referredTo }: z.output<typeof given>): {
  outcome?: string;
  referredTo?: string;
} {
  if (transition === 'resolve') return { outcome: outcome! };
  return transition === 'refer' ? { referredTo: referredTo! } : {};
}

/** What goes with a state besides its name. What is reopened is the caller's and forgets how it had ended. */
function changesOf(to: ReportState, report: Report, takenBy: string, takenAt: Date): ReportChanges {
  if (!openStates.some((open) => open === to)) return { takenBy: null, takenAt: null };
  if (inQueue(report)) return {};
  return { takenBy, takenAt, mergedInto: null, referredTo: null, outcome: null };
}

/** The report that this one was joined to stands without it again. Locked after this one, as everywhere. */
async function letGo(work: Work, id: string, joined: string, by: string, now: Date): Promise<void> {
  const other = await lockReport(work, id);
  await updateReport(work, id, await reckonPlace(work, other));
  await insertEntry(work, { reportId: id, kind: 'parted', facts: { report: joined }, by, at: now });
}
