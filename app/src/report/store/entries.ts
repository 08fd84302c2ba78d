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

export interface NewEntry {
  reportId: string;
  kind: string;
  facts?: EntryFacts;
  by?: string | null;
  at: Date;
}

export const insertEntry = (work: Work, entry: NewEntry): Promise<void> => insertEntries(work, [entry]);

/** Entries of any reports, in the order given. */
export async function insertEntries({ client }: Work, entries: readonly NewEntry[]): Promise<void> {
  await client.query(
    `INSERT INTO report.entry (organisation_id, report_id, kind, facts, by, at)
     SELECT runtime.organisation(), n.report_id, n.kind, n.facts, n.by, n.at
       FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
         AS n (report_id, kind, facts, by, at, position) ORDER BY n.position`,
    [
      entries.map(({ reportId }) => reportId),
      entries.map(({ kind }) => kind),
      entries.map(({ facts = {} }) => JSON.stringify(facts)),
      entries.map(({ by = null }) => by),
      entries.map(({ at }) => at),
    ],
  );
}

/** A report's timeline, oldest first; of more than 1,000 entries the latest. */
export async function readEntries({ client }: Work, reportId: string): Promise<Entry[]> {
  const { rows } = await client.query<Entry>(
    `SELECT e.number, e.kind, e.facts, e.by, e.at
       FROM (SELECT * FROM report.entry WHERE report_id = $1 ORDER BY at DESC, number DESC LIMIT 1000) e
      ORDER BY e.at, e.number`,
    [reportId],
  );
  return rows;
}
