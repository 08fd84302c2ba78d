// SQL of the urgency rules' head starts, as far as a supervisor changed them.
import type { Work } from '../../runtime/database.ts';
import type { HeadStarts } from '../urgency.ts';

/** Head starts in hours that differ from those the product ships, by rule. */
export async function changedHeadStarts({ client }: Work): Promise<HeadStarts> {
  const { rows } = await client.query<{ code: string; hours: number }>(
    'SELECT code, head_start_hours AS hours FROM report.urgency_rule',
  );
  return Object.fromEntries(rows.map(({ code, hours }) => [code, hours]));
}
