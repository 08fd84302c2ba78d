// SQL of the urgency rules' head starts, as far as a supervisor changed them.
import type { QueryResult } from 'pg';
import type { Work } from '../../runtime/database.ts';
import type { HeadStarts } from '../urgency.ts';

const changed = 'SELECT code, head_start_hours AS hours FROM report.urgency_rule';
const rulesKey = `hashtextextended('report.rules ' || runtime.organisation(), 0)`;

interface Row {
  code: string;
  hours: number;
}
const byCode = (rows: readonly Row[]): HeadStarts => Object.fromEntries(rows.map(({ code, hours }) => [code, hours]));

/** Head starts in hours that differ from those the product ships, by rule. */
export async function changedHeadStarts({ client }: Work): Promise<HeadStarts> {
  return byCode((await client.query<Row>(changed)).rows);
}

/**
 * The same for reports that are being filed: no rule changes before this transaction ends, so that a report which a change
 * could not see yet is not left where the old rules would put it. Two statements, because each sees only what was there
 * when it began; one message, because reports are filed by the hundred.
 */
export async function headStartsForFiling({ client }: Work): Promise<HeadStarts> {
  const both = await client.query(`SELECT pg_advisory_xact_lock_shared(${rulesKey}); ${changed}`);
  return byCode((both as unknown as QueryResult<Row>[])[1]!.rows);
}

/** Waits until nothing is being filed, and holds it up to the end of this transaction. */
export async function lockRules({ client }: Work): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${rulesKey})`);
}
