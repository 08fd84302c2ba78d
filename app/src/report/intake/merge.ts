// The verb that joins a report to another one about the same thing. Nothing of either is lost: the other one shows the
// items and the relation, counts as urgent by what both told, and reopening parts them again.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { doVerb } from '../../verbs/verb.ts';
import { advance, reportStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { findReport, type Report, updateReport } from '../store/reports.ts';
import { hold, inQueue, lockReport, noReport, reckonPlace, seenReport } from './change.ts';
import { mergeReasons } from './reasons.ts';
import { otherReport } from './references.ts';
import { findByReference } from './store/queue.ts';
import { hasJoined } from './store/relatives.ts';

export const mergeReports = doVerb({
  name: 'report.merge',
  permission: 'report.work',
  input: z.object({
    ...seenReport,
    into: otherReport,
    reason: z.enum(mergeReasons, `one of ${mergeReasons.join(', ')}`),
  }),
  async run({ caller, input, now, ...work }) {
    const other = await lockBoth(work, input.id, input.into);
    const { report, took } = await hold(work, { caller, now }, input);
    const to = advance(reportStates, 'merge', report.state);
    await checkOther(work, report, other);
    const { id: into } = other;
    const change = { state: to, stateAt: now, mergedInto: into, takenBy: null, takenAt: null };
    await updateReport(work, report.id, change);
    await updateReport(work, into, await reckonPlace(work, other));
    const [by, at] = [caller.id, now];
    const facts = { from: report.state, to, into, reason: input.reason };
    await insertEntry(work, { reportId: report.id, kind: 'state', facts, by, at });
    await insertEntry(work, { reportId: into, kind: 'joined', facts: { report: report.id }, by, at });
    return { result: { id: report.id, into }, event: { thing: report.id, facts: { ...facts, took } } };
  },
});

/** Locks both reports, in one order for everybody, so that two who join them crosswise never wait for each other. */
async function lockBoth(work: Work, id: string, named: string): Promise<Report> {
  const other = idPattern('report').test(named) ? await findReport(work, named) : await findByReference(work, named);
  if (!other) throw noOther(named);
  if (other.id === id)
    throw new Refusal('unprocessable', 'same-report', 'That is this report itself; name the other one', onInto);
  const report = await findReport(work, id);
  if (!report) throw noReport(id);
  advance(reportStates, 'merge', report.state);
  for (const each of [id, other.id].toSorted()) await lockReport(work, each);
  return lockReport(work, other.id);
}

const onInto = { fields: [{ path: 'into', message: 'the reference of another report that waits' }] };

const noOther = (named: string): Refusal =>
  new Refusal('unprocessable', 'no-other-report', `There is no report "${named}" here`, onInto);

/** A report is joined to one that waits: joined to one that has ended it would be seen by nobody. */
async function checkOther(work: Work, report: Report, other: Report): Promise<void> {
  if (!inQueue(other))
    throw new Refusal(
      'unprocessable',
      'other-has-ended',
      `Report ${other.reference} is ${other.state}; join to one that waits, or reopen it first`,
      { ...onInto, facts: { reference: other.reference, state: other.state } },
    );
  if (await hasJoined(work, report.id))
    throw new Refusal(
      'conflict',
      'others-joined-to-it',
      `Other reports are joined to ${report.reference}; join ${other.reference} to it instead`,
      { facts: { reference: report.reference, other: other.reference } },
    );
}
