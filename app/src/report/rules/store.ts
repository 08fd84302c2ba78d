// SQL of changing urgency rules, and of putting the reports that wait into the order of the new ones.
import type { Work } from '../../runtime/database.ts';
import { openStates } from '../states.ts';
import type { UrgencyCode } from '../urgency.ts';

export interface ChangedRule {
  code: string;
  headStartHours: number;
  changedAt: Date;
  changedBy: string;
}

/** The rules that a supervisor changed. */
export async function readChanged({ client }: Work): Promise<ChangedRule[]> {
  const { rows } = await client.query<ChangedRule>(
    `SELECT code, head_start_hours AS "headStartHours", changed_at AS "changedAt", changed_by AS "changedBy" FROM report.urgency_rule`,
  );
  return rows;
}

/** Changes a rule; null hours take it back to what the product ships. */
export async function storeRule(
  { client }: Work,
  { code, hours, by, now }: { code: UrgencyCode; hours: number | null; by: string; now: Date },
): Promise<void> {
  if (hours === null) await client.query('DELETE FROM report.urgency_rule WHERE code = $1', [code]);
  else
    await client.query(
      `INSERT INTO report.urgency_rule (organisation_id, code, head_start_hours, changed_at, changed_by)
       VALUES (runtime.organisation(), $1, $2, $3, $4)
       ON CONFLICT (organisation_id, code) DO UPDATE SET head_start_hours = $2, changed_at = $3, changed_by = $4`,
      [code, hours, now, by],
    );
}

/** Moves every report that waits and that the rule applies to; how many. A report's version stays: nothing told changed. */
export async function requeue(
  { client }: Work,
  code: UrgencyCode,
  headStarts: Readonly<Record<UrgencyCode, number>>,
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE report.report r SET queue_at = r.received_at - make_interval(hours => (
         SELECT sum(h.hours)::int FROM unnest($3::text[], $4::int[]) AS h (code, hours) WHERE h.code = ANY(r.urgency)))
      WHERE r.organisation_id = runtime.organisation() AND r.state = ANY($1) AND $2 = ANY(r.urgency)`,
    [openStates, code, Object.keys(headStarts), Object.values(headStarts)],
  );
  return rowCount ?? 0;
}

/** How many reports wait that the rule applies to, counted up to `most`. */
export async function countWaiting({ client }: Work, code: UrgencyCode, most: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT FROM report.report WHERE organisation_id = runtime.organisation()
       AND state = ANY($1) AND $2 = ANY(urgency) LIMIT $3) AS waiting`,
    [openStates, code, most],
  );
  return rows[0]!.n;
}
