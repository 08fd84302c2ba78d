// Items as desks to the right need them: what they are, opened, and which reports name them.
import { fieldsPart } from '../../fields/index.ts';
import { defang } from '../../kit/identifiers/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type ItemKind, itemTable } from './store.ts';

export interface OpenItem {
  id: string;
  kind: ItemKind;
  platform: string | null;
  /** Its normal form; null once it was erased. */
  value: string | null;
  /** Made harmless to look at; null once it was erased. */
  shown: string | null;
}

/** Items with what they are, by id. Whoever calls answers for who gets to see it. */
export async function openItems(work: Work, house: House, ids: readonly string[]): Promise<Map<string, OpenItem>> {
  const { rows } = await work.client.query<{ id: string; kind: ItemKind; platform: string | null; value: Buffer }>(
    'SELECT id, kind, platform, value FROM report.item WHERE id = ANY($1)',
    [ids],
  );
  const opened = await house.part(fieldsPart).unseal(work, itemTable, rows, ['value']);
  return new Map(
    opened.map(({ value, ...item }) => [
      item.id,
      { ...item, value, shown: value === null ? null : defang({ ...item, value }) },
    ]),
  );
}

/** Reports that name an item and were not joined to another, with whether they told of danger now; up to 1,000. */
export async function reportsOfItem({ client }: Work, itemId: string): Promise<{ id: string; inDanger: boolean }[]> {
  const { rows } = await client.query<{ id: string; inDanger: boolean }>(
    `SELECT r.id, coalesce(r.in_danger, false) AS "inDanger" FROM report.report_item l JOIN report.report r ON r.id = l.report_id
      WHERE l.item_id = $1 AND l.removed_at IS NULL AND r.state NOT IN ('spam') ORDER BY l.added_at, r.id LIMIT 1000`,
    [itemId],
  );
  return rows;
}

/** Items of which nobody has said anything yet, the latest seen first; up to `limit`. For made-up data. */
export async function unclassifiedItems({ client }: Work, limit: number): Promise<{ id: string; kind: ItemKind }[]> {
  const { rows } = await client.query<{ id: string; kind: ItemKind }>(
    `SELECT i.id, i.kind FROM report.item i WHERE i.organisation_id = runtime.organisation()
        AND NOT EXISTS (SELECT FROM report.classification c WHERE c.item_id = i.id)
      ORDER BY i.last_seen_at DESC, i.id LIMIT $1`,
    [limit],
  );
  return rows;
}
