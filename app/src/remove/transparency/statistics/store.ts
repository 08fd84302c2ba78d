// SQL of publications: the figures of a period as they were published, once.
import type { Work } from '../../../runtime/database.ts';
import type { Figures } from './figures.ts';

export interface Publication {
  fromDay: string;
  toDay: string;
  madeAt: Date;
  figures: Figures;
}

const columns = `from_day::text AS "fromDay", to_day::text AS "toDay", made_at AS "madeAt", figures`;

/** Stores the figures of a period; false when they were published already. */
export async function insertPublication({ client }: Work, given: Publication): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO remove.publication (organisation_id, from_day, to_day, made_at, figures)
     VALUES (runtime.organisation(), $1, $2, $3, $4) ON CONFLICT (organisation_id, from_day) DO NOTHING`,
    [given.fromDay, given.toDay, given.madeAt, JSON.stringify(given.figures)],
  );
  return rowCount === 1;
}

/** What was published, the latest period first. */
export async function readPublications({ client }: Work): Promise<Publication[]> {
  const { rows } = await client.query<Publication>(
    `SELECT ${columns} FROM remove.publication WHERE organisation_id = runtime.organisation() ORDER BY from_day DESC`,
  );
  return rows;
}

/** The first day of the latest period that was published; null before the first. */
export async function lastPublished({ client }: Work): Promise<string | null> {
  const { rows } = await client.query<{ day: string | null }>(
    'SELECT max(from_day)::text AS day FROM remove.publication WHERE organisation_id = runtime.organisation()',
  );
  return rows[0]!.day;
}

/** As the node: desks, founded before an instant, whose figures of the period that begins on a day are not published. */
export async function desksWithout({ client }: Work, fromDay: string, foundedBefore: Date): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT o.id FROM access.organisation o WHERE o.kind = 'desk' AND (o.created_at < $2 OR o.demonstration)
        AND NOT EXISTS (SELECT FROM remove.publication p WHERE p.organisation_id = o.id AND p.from_day >= $1) ORDER BY o.id`,
    [fromDay, foundedBefore],
  );
  return rows.map(({ id }) => id);
}
