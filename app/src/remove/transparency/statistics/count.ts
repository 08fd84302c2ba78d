// SQL that counts: notices, removals, holds, reappearances of one period. What it gives is exact, and never published so.
import type { Work } from '../../../runtime/database.ts';
import type { Period } from './periods.ts';

/** What became of a notice, as the desk knew when the period was published. */
export const outcomes = ['waiting', 'complied', 'partial', 'refused', 'silent', 'escalated', 'withdrawn'] as const;
export type Outcome = (typeof outcomes)[number];

export interface NoticeCount {
  /** The rule that it invokes; "voluntary" for notices without one. */
  rule: string;
  ground: string;
  recipient: string;
  reach: string;
  outcome: Outcome;
  count: number;
}

export async function countNotices({ client }: Work, { from, until }: Period): Promise<NoticeCount[]> {
  const { rows } = await client.query<NoticeCount>(
    `SELECT CASE n.basis WHEN 'statutory' THEN n.rule_id ELSE 'voluntary' END AS rule, n.ground, p.kind AS recipient, n.reach,
       CASE WHEN n.state IN ('sent', 'acknowledged') THEN 'waiting' ELSE n.state END AS outcome, count(*) AS count
       FROM remove.notice n JOIN remove.platform p ON p.id = n.platform_id
      WHERE n.organisation_id = runtime.organisation() AND n.sent_at >= $1 AND n.sent_at < $2 GROUP BY 1, 2, 3, 4, 5`,
    [from, until],
  );
  return rows;
}

/** How it is known that an item is gone, or why it does not count as removed. */
export const results = [
  'machine-confirmed',
  'attested',
  'gone-one-place',
  'stated',
  'waiting',
  'refused',
  'unclear',
  'blocked',
  'moved',
  'reappeared',
  'stopped',
] as const;
export type Result = (typeof results)[number];

/** From the first notice until it was gone; "not-removed" for everything that is not said to be gone. */
export const times = ['within-24-hours', 'within-3-days', 'later', 'not-removed'] as const;
export type Time = (typeof times)[number];

export interface RemovalCount {
  result: Result;
  ground: string;
  time: Time;
  count: number;
}

const removed = `m.state = 'removed'`;
// The first time that it was gone; where only a grade was given, when it was given.
const took = `greatest(coalesce(m.removed_at, m.graded_at) - m.asked_at, interval '0')`;
const asked = 'm.organisation_id = runtime.organisation() AND m.asked_at >= $1 AND m.asked_at < $2';

/** Items for which the first notice went out in the period, with where they stand now. */
export async function countRemovals({ client }: Work, { from, until }: Period): Promise<RemovalCount[]> {
  const { rows } = await client.query<RemovalCount>(
    `SELECT CASE WHEN ${removed} THEN m.grade WHEN m.state = 'unknown' THEN 'unclear' WHEN m.state = 'geo-blocked' THEN 'blocked'
         WHEN m.state IN ('refused', 'moved', 'reappeared', 'stopped') THEN m.state ELSE 'waiting' END AS result,
       m.ground,
       CASE WHEN NOT ${removed} THEN 'not-removed' WHEN ${took} <= interval '24 hours' THEN 'within-24-hours'
         WHEN ${took} <= interval '72 hours' THEN 'within-3-days' ELSE 'later' END AS time,
       count(*) AS count
       FROM remove.removal m WHERE ${asked} GROUP BY 1, 2, 3`,
    [from, until],
  );
  return rows;
}

/** Half of what was removed took no longer, in hours; null where nothing was. */
export async function medianHours({ client }: Work, { from, until }: Period): Promise<number | null> {
  const { rows } = await client.query<{ hours: number | null }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${took}) / 3600) AS hours
       FROM remove.removal m WHERE ${asked} AND ${removed}`,
    [from, until],
  );
  return rows[0]!.hours;
}

/** How often something that was gone was there again. Of what was merely stated to be gone nobody knows that it was. */
export async function countReappearances({ client }: Work, { from, until }: Period): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM remove.entry e
      WHERE e.organisation_id = runtime.organisation() AND e.kind = 'removal' AND e.facts ->> 'transition' = 'find-again'
        AND e.facts ->> 'was' IS DISTINCT FROM 'stated'
        AND e.at >= $1 AND e.at < $2`,
    [from, until],
  );
  return rows[0]!.count;
}

/** Holds that police asked for, and how often one was renewed. */
export async function countHolds(
  { client }: Work,
  { from, until }: Period,
): Promise<{ placed: number; renewals: number }> {
  const { rows } = await client.query<{ placed: number; renewals: number }>(
    `SELECT count(*) FILTER (WHERE h.renews IS NULL) AS placed, count(*) FILTER (WHERE h.renews IS NOT NULL) AS renewals
       FROM remove.hold h WHERE h.organisation_id = runtime.organisation() AND h.from_at >= $1 AND h.from_at < $2`,
    [from, until],
  );
  return rows[0]!;
}

/** When the desk sent its first notice; null before. */
export async function firstNoticeAt({ client }: Work): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    'SELECT min(sent_at) AS at FROM remove.notice WHERE organisation_id = runtime.organisation() AND sent_at IS NOT NULL',
  );
  return rows[0]!.at;
}

/** When the desk was founded. */
export async function foundedAt({ client }: Work): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>(
    'SELECT created_at AS at FROM access.organisation WHERE id = runtime.organisation()',
  );
  return rows[0]!.at;
}
