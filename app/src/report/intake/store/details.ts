// SQL of what stands on a report's page besides the report: its secrets, its items and those of the reports joined to
// it, notes of staff, who has the page open, whether anybody holds a receipt.
import type { Fields } from '../../../fields/index.ts';
import { newId } from '../../../kit/ids.ts';
import { minuteMs } from '../../../kit/time.ts';
import type { Work } from '../../../runtime/database.ts';
import { type Item, itemColumns, itemTable } from '../../items/store.ts';
import { type ReportSecrets, reportTable, secretColumns } from '../../store/reports.ts';

export async function readSecrets(work: Work, fields: Fields, id: string): Promise<ReportSecrets | null> {
  const { rows } = await work.client.query(`SELECT id, ${secretColumns.join(', ')} FROM report.report WHERE id = $1`, [
    id,
  ]);
  const [opened] = await fields.unseal(work, reportTable, rows, secretColumns);
  return opened ?? null;
}

/** Whether there is a story, without reading it. */
export async function hasStory({ client }: Work, id: string): Promise<boolean> {
  const { rows } = await client.query('SELECT story IS NOT NULL AS has FROM report.report WHERE id = $1', [id]);
  return rows[0]?.has ?? false;
}

/** Whether anybody holds a receipt that opens this report: whoever writes to nobody is told so. */
export async function hasReceipt({ client }: Work, id: string): Promise<boolean> {
  const { rows } = await client.query('SELECT EXISTS (SELECT FROM report.receipt WHERE thing = $1) AS has', [id]);
  return rows[0].has;
}

export interface NamedItem extends Item {
  /** Null once it was erased. */
  value: string | null;
  /** The report that names it: this one, or one that was joined to it. */
  reportId: string;
  addedBy: string;
  /** In how many other reports it stands, up to 100. */
  otherReports: number;
}

/** How many items a report's page shows, those of reports that were joined to it among them. */
export const mostItemsShown = 500;

/**
 * Items of reports, those of the first one first; what several of them name stands with the first.
 * @returns at most `mostItemsShown`, and whether there are more.
 */
export async function readItems(
  work: Work,
  fields: Fields,
  reportIds: readonly string[],
): Promise<{ items: NamedItem[]; more: boolean }> {
  const { rows } = await work.client.query<Omit<NamedItem, 'value'> & { value: Buffer }>(
    `SELECT ${itemColumns}, i.value, l.report_id AS "reportId", l.added_by AS "addedBy",
       (SELECT count(*) FROM (SELECT FROM report.report_item o WHERE o.item_id = i.id AND o.removed_at IS NULL
          AND o.report_id <> ALL($1) LIMIT 100) x) AS "otherReports"
       FROM unnest($1::text[]) WITH ORDINALITY AS w (id, place)
       JOIN report.report_item l ON l.report_id = w.id AND l.removed_at IS NULL JOIN report.item i ON i.id = l.item_id
      ORDER BY w.place, l.added_at, i.id LIMIT ${mostItemsShown + 1}`,
    [reportIds],
  );
  const shown = rows.slice(0, mostItemsShown);
  const once = [...new Map(shown.toReversed().map((row) => [row.id, row])).values()].toReversed();
  return { items: await fields.unseal(work, itemTable, once, ['value']), more: rows.length > mostItemsShown };
}

/** Takes items off a report; the ids of those that stood with it. */
export async function unlinkItems(
  { client }: Work,
  given: { reportId: string; itemIds: readonly string[]; reason: string; by: string; now: Date },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE report.report_item SET removed_at = $3, removed_by = $4, removed_for = $5
      WHERE report_id = $1 AND item_id = ANY($2) AND removed_at IS NULL RETURNING item_id AS id`,
    [given.reportId, given.itemIds, given.now, given.by, given.reason],
  );
  return rows.map(({ id }) => id);
}

export interface Note {
  id: string;
  /** Null once the report was erased. */
  body: string | null;
  writtenBy: string;
  writtenAt: Date;
}

const noteTable = 'report.note';

export async function insertNote(
  work: Work,
  fields: Fields,
  given: { reportId: string; body: string; by: string; now: Date },
): Promise<string> {
  const { reportId, by, now } = given;
  const id = newId('note', now);
  const { body } = await fields.seal(work, { table: noteTable, id, record: reportId }, { body: given.body });
  await work.client.query(
    `INSERT INTO report.note (id, organisation_id, report_id, body, written_by, written_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5)`,
    [id, reportId, body, by, now],
  );
  return id;
}

/** The notes on a report, the latest first; at most 200. */
export async function readNotes(work: Work, fields: Fields, reportId: string): Promise<Note[]> {
  const { rows } = await work.client.query<Omit<Note, 'body'> & { body: Buffer }>(
    `SELECT id, body, written_by AS "writtenBy", written_at AS "writtenAt" FROM report.note
      WHERE report_id = $1 ORDER BY written_at DESC, id DESC LIMIT 200`,
    [reportId],
  );
  return fields.unseal(work, noteTable, rows, ['body'], () => reportId);
}

/** How long a page counts as open after it was loaded. */
export const viewingMs = 10 * minuteMs;

export interface Viewer {
  personId: string;
  seenAt: Date;
}

/** Says that a person has the report's page open now; those who had it open long ago are forgotten. */
export async function noteViewing({ client }: Work, reportId: string, personId: string, now: Date): Promise<void> {
  await client.query('DELETE FROM report.viewing WHERE report_id = $1 AND person_id <> $2 AND seen_at <= $3', [
    reportId,
    personId,
    new Date(now.getTime() - viewingMs),
  ]);
  await client.query(
    `INSERT INTO report.viewing (report_id, person_id, organisation_id, seen_at) VALUES ($1, $2, runtime.organisation(), $3)
     ON CONFLICT (report_id, person_id) DO UPDATE SET seen_at = $3`,
    [reportId, personId, now],
  );
}

/** Who else has the page open, the latest first. */
export async function readViewers({ client }: Work, reportId: string, except: string, now: Date): Promise<Viewer[]> {
  const { rows } = await client.query<Viewer>(
    `SELECT person_id AS "personId", seen_at AS "seenAt" FROM report.viewing
      WHERE report_id = $1 AND person_id <> $2 AND seen_at > $3 ORDER BY seen_at DESC LIMIT 20`,
    [reportId, except, new Date(now.getTime() - viewingMs)],
  );
  return rows;
}
