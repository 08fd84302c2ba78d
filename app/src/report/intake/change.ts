// What every change of a report by staff begins with: the report locked, nobody else's, and as the page showed it. Whoever
// changes a report that nobody has takes it by that, and its timeline says so: two people never work on one unknowingly.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { Caller } from '../../verbs/caller.ts';
import { openStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { findReport, type Report, updateReport } from '../store/reports.ts';
import { changedHeadStarts } from '../store/rules.ts';
import { queueAt, type UrgencyCode, urgencyCodes, urgencyOf } from '../urgency.ts';
import { urgencyOfJoined } from './store/relatives.ts';

export const reportId = z.string().regex(idPattern('report'), 'the id of a report, such as rep_…');

/** What every change names: the report, and the version of it that was seen. */
export const seenReport = {
  id: reportId,
  version: z.coerce.number().int().min(1, 'the version of the report that was shown'),
};

export interface Seen {
  id: string;
  version: number;
}

interface Actor {
  caller: Caller;
  now: Date;
}

export const inQueue = ({ state }: Pick<Report, 'state'>): boolean => openStates.some((open) => open === state);

/** @throws Refusal `no-such-report`. */
export async function lockReport(work: Work, id: string): Promise<Report> {
  const report = await findReport(work, id, 'FOR UPDATE');
  if (report) return report;
  throw noReport(id);
}

/**
 * Locks the report for a change, and takes it for the caller where it waits and nobody has it.
 * @returns the report as it stands now, and whether it was taken by this.
 * @throws Refusal `no-such-report`, `taken-by-another`, `changed-meanwhile`.
 */
export async function hold(work: Work, actor: Actor, seen: Seen): Promise<{ report: Report; took: boolean }> {
  const report = await lockReport(work, seen.id);
  if (report.takenBy !== null && report.takenBy !== actor.caller.id) throw takenByAnother();
  checkVersion(report, seen);
  if (report.takenBy !== null || !inQueue(report)) return { report, took: false };
  return { report: await takeFor(work, actor, report), took: true };
}

/** Gives the locked report to the caller. */
export async function takeFor(work: Work, { caller, now }: Actor, report: Report): Promise<Report> {
  const taken = { takenBy: caller.id, takenAt: now };
  await updateReport(work, report.id, taken);
  await insertEntry(work, { reportId: report.id, kind: 'taken', by: caller.id, at: now });
  return { ...report, ...taken };
}

/** @throws Refusal `changed-meanwhile` when what was shown is older than what stands. */
export function checkVersion(report: Report, seen: Seen): void {
  if (report.version === seen.version) return;
  throw new Refusal(
    'conflict',
    'changed-meanwhile',
    `The report has changed since it was shown: version ${report.version}, not ${seen.version}; look at it again`,
    { facts: { version: report.version } },
  );
}

/** @throws Refusal `not-in-queue` for what can only be done with a report that waits. */
export function checkWaiting(report: Report): void {
  if (inQueue(report)) return;
  throw new Refusal(
    'conflict',
    'not-in-queue',
    `The report is ${report.state}; this is possible while it is ${openStates.join(', ')}: reopen it first`,
    { facts: { state: report.state } },
  );
}

/** The report's place in the queue: by what it told, and what the reports joined to it told. */
export async function reckonPlace(
  work: Work,
  report: Pick<Report, 'id' | 'receivedAt'> & Parameters<typeof urgencyOf>[0],
): Promise<{ urgency: UrgencyCode[]; queueAt: Date }> {
  const codes = new Set([...urgencyOf(report), ...(await urgencyOfJoined(work, report.id))]);
  const urgency = urgencyCodes.filter((code) => codes.has(code));
  return { urgency, queueAt: queueAt(report.receivedAt, urgency, await changedHeadStarts(work)) };
}

const takenByAnother = (): Refusal =>
  new Refusal(
    'conflict',
    'taken-by-another',
    'Someone else has this report; take it over first if you should work on it',
  );

export const noReport = (id: string): Refusal =>
  new Refusal('not-found', 'no-such-report', `There is no report "${id}" here`, { facts: { id } });
