// SQL of lists of notices: what waits for a name, what is out and when it is due, what is over.
import type { Work } from '../../runtime/database.ts';
import type { NoticeState } from '../states.ts';
import { type Notice, noticeColumns } from './store.ts';

export type NoticeRow = Notice & { platformName: string; items: number };

const rowColumns = `${noticeColumns}, p.name AS "platformName",
  (SELECT count(*) FROM remove.notice_item l WHERE l.notice_id = n.id) AS items`;

export interface ListOptions {
  states: readonly NoticeState[];
  platformId: string | null;
  after: { at: Date; id: string } | null;
  limit: number;
}

/** Notices in some states, the latest first. */
export async function listNotices(
  { client }: Work,
  { states, platformId, after, limit }: ListOptions,
): Promise<NoticeRow[]> {
  const { rows } = await client.query<NoticeRow>(
    `SELECT ${rowColumns} FROM (
       SELECT n.id, n.drafted_at FROM unnest($1::text[]) AS s (state) CROSS JOIN LATERAL (
         SELECT n.id, n.drafted_at FROM remove.notice n
          WHERE n.organisation_id = runtime.organisation() AND n.state = s.state
            AND ($2::text IS NULL OR n.platform_id = $2) AND ($3::timestamptz IS NULL OR (n.drafted_at, n.id) < ($3, $4))
          ORDER BY n.drafted_at DESC, n.id DESC LIMIT $5) n
       ORDER BY n.drafted_at DESC, n.id DESC LIMIT $5) k
     JOIN remove.notice n ON n.id = k.id JOIN remove.platform p ON p.id = n.platform_id ORDER BY n.drafted_at DESC, n.id DESC`,
    [states, platformId, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** Notices that are out, the most urgent clock first. */
export async function listByClock({ client }: Work, limit: number): Promise<NoticeRow[]> {
  const { rows } = await client.query<NoticeRow>(
    `SELECT ${rowColumns} FROM (
       SELECT n.id FROM remove.notice n WHERE n.organisation_id = runtime.organisation() AND n.due_at IS NOT NULL
          AND n.state IN ('sent', 'acknowledged', 'partial', 'silent') ORDER BY n.due_at, n.id LIMIT $1) k
     JOIN remove.notice n ON n.id = k.id JOIN remove.platform p ON p.id = n.platform_id ORDER BY n.due_at, n.id`,
    [limit],
  );
  return rows;
}

/** How many notices stand in each state in which they wait for somebody. */
export async function countNotices({ client }: Work): Promise<Partial<Record<NoticeState, number>>> {
  const { rows } = await client.query<{ state: NoticeState; n: number }>(
    `SELECT n.state, count(*) AS n FROM remove.notice n WHERE n.organisation_id = runtime.organisation()
        AND n.state IN ('draft', 'proposed', 'approved', 'sent', 'acknowledged', 'partial', 'silent') GROUP BY n.state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** The notices that name a removal, oldest first. */
export async function noticesOfRemoval({ client }: Work, removalId: string): Promise<NoticeRow[]> {
  const { rows } = await client.query<NoticeRow>(
    `SELECT ${rowColumns} FROM remove.notice_item l JOIN remove.notice n ON n.id = l.notice_id JOIN remove.platform p ON p.id = n.platform_id
      WHERE l.removal_id = $1 AND l.withdrawn_at IS NULL ORDER BY n.drafted_at, n.id LIMIT 100`,
    [removalId],
  );
  return rows;
}
