// SQL of lists of removals and of the overview: each an index scan, however many there are.
import type { Work } from '../../runtime/database.ts';
import { type Grade, type RemovalState, removalStateNames } from '../states.ts';
import { type Removal, removalColumns } from './store.ts';

export type RemovalRow = Removal & { kind: string; platformName: string | null };

const rowColumns = `${removalColumns}, i.kind, p.name AS "platformName"`;
const joins = `JOIN report.item i ON i.id = m.item_id LEFT JOIN remove.platform p ON p.id = m.platform_id`;

/** Where a list goes on: the time and id of its last row. */
export interface Cursor {
  at: Date;
  id: string;
}

export interface ListOptions {
  states: readonly RemovalState[];
  platformId: string | null;
  after: Cursor | null;
  limit: number;
}

/** Removals in some states, the latest change first. */
export async function listRemovals({ client }: Work, options: ListOptions): Promise<RemovalRow[]> {
  const { states, platformId, after, limit } = options;
  const { rows } = await client.query<RemovalRow>(
    `SELECT ${rowColumns} FROM (
       SELECT m.id FROM unnest($1::text[]) AS s (state) CROSS JOIN LATERAL (
         SELECT m.id, m.state_at FROM remove.removal m
          WHERE m.organisation_id = runtime.organisation() AND m.state = s.state
            AND ($2::text IS NULL OR m.platform_id = $2) AND ($3::timestamptz IS NULL OR (m.state_at, m.id) < ($3, $4))
          ORDER BY m.state_at DESC, m.id DESC LIMIT $5) m
       ORDER BY m.state_at DESC, m.id DESC LIMIT $5) k
     JOIN remove.removal m ON m.id = k.id ${joins} ORDER BY m.state_at DESC, m.id DESC`,
    [states, platformId, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** What has a clock, the most urgent first. */
export async function listByClock({ client }: Work, limit: number): Promise<RemovalRow[]> {
  const { rows } = await client.query<RemovalRow>(
    `SELECT ${rowColumns} FROM (
       SELECT m.id FROM remove.removal m WHERE m.organisation_id = runtime.organisation() AND m.due_at IS NOT NULL
          AND m.state IN ('notice-open', 'overdue') ORDER BY m.due_at, m.id LIMIT $1) k
     JOIN remove.removal m ON m.id = k.id ${joins} ORDER BY m.due_at, m.id`,
    [limit],
  );
  return rows;
}

/** States in which something is still to be done: few, however long a desk has worked. */
const unsettled = removalStateNames.filter((state) => state !== 'removed' && state !== 'stopped');

/** How many removals stand in each state where something is to be done, and how many were removed since, by which grade. */
export async function countRemovals(
  { client }: Work,
  since: Date,
): Promise<{ state: RemovalState; grade: Grade | null; n: number }[]> {
  const { rows } = await client.query<{ state: RemovalState; grade: Grade | null; n: number }>(
    `SELECT m.state, m.grade, count(*) AS n FROM remove.removal m
      WHERE m.organisation_id = runtime.organisation() AND m.state = ANY($1) GROUP BY m.state, m.grade
     UNION ALL SELECT m.state, m.grade, count(*) FROM remove.removal m
      WHERE m.organisation_id = runtime.organisation() AND m.state = 'removed' AND m.state_at >= $2 GROUP BY m.state, m.grade`,
    [unsettled, since],
  );
  return rows;
}

/** Of all that is asked for by recipient: how many are open, overdue, refused and came back, and were removed since. */
export async function countByPlatform(
  { client }: Work,
  limit: number,
  since: Date,
): Promise<
  { id: string; name: string; open: number; overdue: number; refused: number; removed: number; back: number }[]
> {
  const { rows } = await client.query(
    `SELECT p.id, p.name, c.open, c.overdue, c.refused, c.removed, c.back FROM (
       SELECT m.platform_id, count(*) FILTER (WHERE m.state = 'notice-open') AS open, count(*) FILTER (WHERE m.state = 'overdue') AS overdue,
              count(*) FILTER (WHERE m.state = 'refused') AS refused, count(*) FILTER (WHERE m.state = 'removed') AS removed,
              count(*) FILTER (WHERE m.state = 'reappeared') AS back
         FROM (SELECT m.platform_id, m.state, m.asked_at FROM remove.removal m
                WHERE m.organisation_id = runtime.organisation() AND m.state = ANY($2)
               UNION ALL SELECT m.platform_id, m.state, m.asked_at FROM remove.removal m
                WHERE m.organisation_id = runtime.organisation() AND m.state = 'removed' AND m.state_at >= $3) m
        WHERE m.platform_id IS NOT NULL AND m.asked_at IS NOT NULL
        GROUP BY m.platform_id ORDER BY count(*) FILTER (WHERE m.state = 'overdue') DESC, count(*) DESC LIMIT $1) c
       JOIN remove.platform p ON p.id = c.platform_id ORDER BY c.overdue DESC, c.open DESC, p.name`,
    [limit, unsettled, since],
  );
  return rows;
}

/** Ids of everything this desk has about some items: whoever acted on one of them is no stranger to a contest about them. */
export async function thingsAbout({ client }: Work, itemIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `WITH own AS (SELECT id FROM remove.removal WHERE item_id = ANY($1))
     SELECT id FROM own
     UNION SELECT l.notice_id FROM remove.notice_item l JOIN own ON own.id = l.removal_id
     UNION SELECT h.id FROM remove.hand_off h JOIN own ON own.id = h.removal_id
     UNION SELECT h.id FROM remove.hold h JOIN own ON own.id = h.removal_id`,
    [itemIds],
  );
  return rows.map(({ id }) => id);
}
