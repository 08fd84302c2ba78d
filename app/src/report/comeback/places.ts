// SQL of the places that a reporter named: in the order in which they named them, with what this desk was told of their
// removal. What a place is stays sealed: it is opened only to leave out what was erased.
import { type Fields, fieldsPart } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { itemTable } from '../items/store.ts';
import type { Report } from '../store/reports.ts';
import { heardAt, type Place, type RemovalStep } from './told-places.ts';

/**
 * The places that the reporter named, on the form or to the officer who wrote it down; not what the desk added. One that
 * the desk took off the report, or whose item was erased, is left out and keeps its number; one that was made a report
 * of its own stays theirs.
 */
export async function placesOf(work: Work, house: House, report: Pick<Report, 'id' | 'receivedAt'>): Promise<Place[]> {
  const named = await namedPlaces(work, report.id);
  const fields = house.part(fieldsPart);
  const opened = await fields.unseal(
    work,
    itemTable,
    named.filter(({ standing }) => standing),
    ['value'],
  );
  const told = opened.filter(({ value }) => value !== null);
  const steps = await stepsOf(
    work,
    report.id,
    told.map(({ id }) => id),
  );
  return told.map(({ id, number }) => ({
    number,
    heardAt: heardAt(report.receivedAt, drawnFor(fields, report.id, id)),
    steps: steps.get(id) ?? [],
  }));
}

interface NamedPlace {
  id: string;
  number: number;
  /** It was not taken off the report as mistyped, as their own, or as having nothing to do with it. */
  standing: boolean;
  value: Buffer;
}

// Of one moment, in an order that tells nothing: an item's id would tell which of them were known before.
async function namedPlaces({ client }: Work, reportId: string): Promise<NamedPlace[]> {
  const { rows } = await client.query<NamedPlace>(
    `SELECT i.id, i.value, row_number() OVER (ORDER BY l.added_at, i.value_blind) AS number,
       (l.removed_at IS NULL OR l.removed_for = 'split') AS standing
       FROM report.report r JOIN report.report_item l ON l.report_id = r.id JOIN report.item i ON i.id = l.item_id
      WHERE r.id = $1 AND (l.added_by = 'reporter' OR (r.channel IN ('phone', 'walk-in') AND l.added_by = 'desk'
         AND date_trunc('milliseconds', l.added_at) = r.received_at))
      ORDER BY number LIMIT 500`,
    [reportId],
  );
  return rows;
}

/**
 * What this desk was told of the removal of items, oldest first, by item: on the report itself, on those that parts of it
 * were made into, and on the first that still names the item, which was told everything from the beginning.
 */
async function stepsOf(
  { client }: Work,
  reportId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, RemovalStep[]>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await client.query<RemovalStep & { item: string }>(
    `SELECT w.item, e.facts->>'to' AS "to", e.facts->>'grade' AS grade, e.at
       FROM unnest($2::text[]) AS w (item)
      CROSS JOIN LATERAL (
        SELECT $1::text AS report_id
        UNION (SELECT id FROM report.report WHERE split_from = $1 LIMIT 100)
        UNION (SELECT o.report_id FROM report.report_item o JOIN report.report r ON r.id = o.report_id
                WHERE o.item_id = w.item AND o.removed_at IS NULL AND r.state <> 'spam' ORDER BY o.added_at, r.id LIMIT 1)) s
       JOIN report.entry e ON e.report_id = s.report_id AND e.kind = 'removal' AND e.facts->>'item' = w.item
      GROUP BY w.item, e.facts->>'to', e.facts->>'grade', e.at
      ORDER BY e.at, min(e.number)`,
    [reportId, itemIds],
  );
  return Map.groupBy(rows, ({ item }) => item);
}

/** From 0 to 1: fixed for a report and a place, and known to nobody without the desk's key. */
const drawnFor = (fields: Fields, reportId: string, itemId: string): number =>
  fields.blind('report.place-heard', `${reportId} ${itemId}`).readUInt32BE(0) / 2 ** 32;
