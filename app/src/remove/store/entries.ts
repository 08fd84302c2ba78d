// SQL of the desk's own timeline: what happened with a removal or a notice, in codes.
import type { Work } from '../../runtime/database.ts';

export type EntryFacts = Record<string, string | number | boolean | null>;

export interface Entry {
  number: number;
  kind: string;
  facts: EntryFacts;
  /** The person or key who did it; null for the desk's own clock and for the other side. */
  by: string | null;
  at: Date;
}

export async function insertEntry(
  { client }: Work,
  entry: { thing: string; kind: string; facts?: EntryFacts; by?: string | null; at: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO remove.entry (organisation_id, thing, kind, facts, by, at) VALUES (runtime.organisation(), $1, $2, $3, $4, $5)`,
    [entry.thing, entry.kind, JSON.stringify(entry.facts ?? {}), entry.by ?? null, entry.at],
  );
}

/** A thing's timeline, oldest first; of more than 500 entries the latest. */
export async function readEntries({ client }: Work, thing: string): Promise<Entry[]> {
  const { rows } = await client.query<Entry>(
    `SELECT e.number, e.kind, e.facts, e.by, e.at
       FROM (SELECT * FROM remove.entry WHERE thing = $1 ORDER BY at DESC, number DESC LIMIT 500) e ORDER BY e.at, e.number`,
    [thing],
  );
  return rows;
}
