// SQL of a report's own timeline: what happened with it, in codes.
import type { Work } from '../../runtime/database.ts';

export type EntryFacts = Record<string, string | number | boolean | null>;

export interface Entry {
  number: number;
  kind: string;
  facts: EntryFacts;
  /** The person or key who did it; null for the reporter and for the desk's own clock. */
  by: string | null;
  at: Date;
}

export async function insertEntry(
  { client }: Work,
  entry: { reportId: string; kind: string; facts?: EntryFacts; by?: string | null; at: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO report.entry (organisation_id, report_id, kind, facts, by, at) VALUES (runtime.organisation(), $1, $2, $3, $4, $5)`,
    [entry.reportId, entry.kind, JSON.stringify(entry.facts ?? {}), entry.by ?? null, entry.at],
  );
}

/** A report's timeline, oldest first; at most 1,000 entries. */
export async function readEntries({ client }: Work, reportId: string): Promise<Entry[]> {
  const { rows } = await client.query<Entry>(
    'SELECT number, kind, facts, by, at FROM report.entry WHERE report_id = $1 ORDER BY at, number LIMIT 1000',
    [reportId],
  );
  return rows;
}
