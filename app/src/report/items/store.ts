// SQL of reported items. What an item is stands encrypted; the same one reported again is found by its blind index.
import type { Work } from '../../runtime/database.ts';
import type { ItemState } from '../states.ts';

export type ItemKind = 'url' | 'account' | 'phone' | 'group';

export interface Item {
  id: string;
  kind: ItemKind;
  platform: string | null;
  state: ItemState;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

export interface NewItem {
  id: string;
  kind: ItemKind;
  platform: string | null;
  value: Buffer;
  blind: Buffer;
}

export const itemTable = 'report.item';
export const itemColumns = `i.id, i.kind, i.platform, i.state, i.first_seen_at AS "firstSeenAt", i.last_seen_at AS "lastSeenAt"`;

/** Ids of the items that stand already, by the hexadecimal digits of their blind index; each is marked as seen now. */
export async function seeItems({ client }: Work, blinds: readonly Buffer[], now: Date): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; blind: Buffer }>(
    `UPDATE report.item SET last_seen_at = greatest(last_seen_at, $2)
      WHERE organisation_id = runtime.organisation() AND value_blind = ANY($1) RETURNING id, value_blind AS blind`,
    [blinds, now],
  );
  return new Map(rows.map(({ id, blind }) => [blind.toString('hex'), id]));
}

/** Stores items; the ids of those that were not there already, put in by someone else at this moment. */
export async function insertItems({ client }: Work, items: readonly NewItem[], now: Date): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO report.item (id, organisation_id, kind, platform, state, value, value_blind, first_seen_at, last_seen_at)
     SELECT n.id, runtime.organisation(), n.kind, n.platform, 'new', n.value, n.blind, $6, $6
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[]) AS n (id, kind, platform, value, blind)
     ON CONFLICT (organisation_id, value_blind) DO NOTHING RETURNING id`,
    [
      items.map((item) => item.id),
      items.map((item) => item.kind),
      items.map((item) => item.platform),
      items.map((item) => item.value),
      items.map((item) => item.blind),
      now,
    ],
  );
  return new Set(rows.map((row) => row.id));
}

export type AddedBy = 'reporter' | 'desk' | 'partner';

/** Joins items to a report, also those that were taken off it; how many did not stand with it. */
export const linkItems = (
  work: Work,
  reportId: string,
  itemIds: readonly string[],
  addedBy: AddedBy,
  now: Date,
): Promise<number> =>
  linkAll(
    work,
    itemIds.map((itemId) => ({ reportId, itemId, addedBy })),
    now,
  );

/**
 * The same for items of several reports. A report's items of one moment keep the order given: it stands in the
 * microseconds of the time at which they were added, of which there are more than a report may name items.
 */
export async function linkAll(
  { client }: Work,
  links: readonly { reportId: string; itemId: string; addedBy: AddedBy }[],
  now: Date,
): Promise<number> {
  const places = new Map<string, number>();
  const placeOf = (reportId: string): number => {
    const place = places.get(reportId) ?? 0;
    places.set(reportId, place + 1);
    return place;
  };
  const { rowCount } = await client.query(
    `INSERT INTO report.report_item (report_id, item_id, organisation_id, added_at, added_by)
     SELECT n.report_id, n.item_id, runtime.organisation(), $4::timestamptz + n.place * interval '1 microsecond', n.added_by
       FROM unnest($1::text[], $2::text[], $3::text[], $5::int[]) AS n (report_id, item_id, added_by, place)
     ON CONFLICT (report_id, item_id) DO UPDATE SET removed_at = NULL, removed_by = NULL, removed_for = NULL
      WHERE report_item.removed_at IS NOT NULL`,
    [
      links.map(({ reportId }) => reportId),
      links.map(({ itemId }) => itemId),
      links.map(({ addedBy }) => addedBy),
      now,
      links.map(({ reportId }) => placeOf(reportId)),
    ],
  );
  return rowCount ?? 0;
}

/** A report's items with what they are still sealed, in the order they were added. */
export async function itemsOfReport({ client }: Work, reportId: string): Promise<(Item & { value: Buffer })[]> {
  const { rows } = await client.query<Item & { value: Buffer }>(
    `SELECT ${itemColumns}, i.value FROM report.report_item l JOIN report.item i ON i.id = l.item_id
      WHERE l.report_id = $1 AND l.removed_at IS NULL ORDER BY l.added_at, i.id LIMIT 500`,
    [reportId],
  );
  return rows;
}
