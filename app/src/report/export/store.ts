// SQL of exports: requests and what became of them, and the rows that are exported, read with a cursor.
import type { Work } from '../../runtime/database.ts';
import type { Identifier } from '../../kit/identifiers/index.ts';

export const exportContents = ['facts', 'facts-and-items'] as const;
export type ExportContent = (typeof exportContents)[number];
export const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface Export {
  id: string;
  what: ExportContent;
  /** Days on which the reports were received, both included. */
  fromDay: string;
  toDay: string;
  purpose: string;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  approved: boolean | null;
  downloadedAt: Date | null;
  format: ExportFormat | null;
}

const columns = `id, what, from_day::text AS "fromDay", to_day::text AS "toDay", purpose, requested_by AS "requestedBy",
  requested_at AS "requestedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", approved,
  downloaded_at AS "downloadedAt", format`;

export type NewExport = Pick<Export, 'id' | 'what' | 'fromDay' | 'toDay' | 'purpose' | 'requestedBy' | 'requestedAt'>;

export async function insertExport({ client }: Work, given: NewExport): Promise<void> {
  const { id, what, fromDay, toDay, purpose, requestedBy, requestedAt } = given;
  await client.query(
    `INSERT INTO report.bulk_export (id, organisation_id, what, from_day, to_day, purpose, requested_by, requested_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7)`,
    [id, what, fromDay, toDay, purpose, requestedBy, requestedAt],
  );
}

/** An export, locked until the transaction ends. */
export async function lockExport({ client }: Work, id: string): Promise<Export | null> {
  const { rows } = await client.query<Export>(`SELECT ${columns} FROM report.bulk_export WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return rows[0] ?? null;
}

export async function storeDecision(
  { client }: Work,
  id: string,
  decision: { approved: boolean; by: string; now: Date },
): Promise<void> {
  await client.query(
    'UPDATE report.bulk_export SET approved = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND decided_at IS NULL',
    [id, decision.approved, decision.by, decision.now],
  );
}

export async function storeDownload({ client }: Work, id: string, format: ExportFormat, now: Date): Promise<void> {
  await client.query(
    'UPDATE report.bulk_export SET downloaded_at = $2, format = $3 WHERE id = $1 AND downloaded_at IS NULL',
    [id, now, format],
  );
}

/** Exports, the latest first. */
export async function readRecent({ client }: Work, limit: number): Promise<Export[]> {
  const { rows } = await client.query<Export>(
    `SELECT ${columns} FROM report.bulk_export WHERE organisation_id = runtime.organisation()
      ORDER BY requested_at DESC, id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Reports received in a span, both in instants, the second one not included. */
export interface Span {
  from: Date;
  until: Date;
}

export async function countReports({ client }: Work, { from, until }: Span): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*) AS n FROM report.report
      WHERE organisation_id = runtime.organisation() AND received_at >= $1 AND received_at < $2`,
    [from, until],
  );
  return rows[0]!.n;
}

/** A report as it is exported: what was told in codes, its days, and nobody's name, words, number or way to be reached. */
export interface ExportedReport {
  id: string;
  receivedDay: string;
  channel: string;
  anonymity: string;
  language: string;
  concern: string;
  relation: string | null;
  ageBand: string | null;
  inDanger: boolean | null;
  extortion: string | null;
  paid: boolean | null;
  spread: string | null;
  urgency: string[];
  state: string;
  stateDay: string;
  referredTo: string | null;
  outcome: string | null;
  items: number;
}

const day = (column: string) => `(${column} AT TIME ZONE 'Asia/Jakarta')::date::text`;

const batchRows = 500;

/** Reports of a span in the order they came, in batches, all out of one state of the database. */
export async function* readReports({ client }: Work, { from, until }: Span): AsyncGenerator<ExportedReport[]> {
  await client.query(
    `DECLARE exported NO SCROLL CURSOR FOR
     SELECT r.id, ${day('r.received_at')} AS "receivedDay", r.channel, r.anonymity, r.language, r.concern, r.relation,
       r.age_band AS "ageBand", r.in_danger AS "inDanger", r.extortion, r.paid, r.spread, r.urgency, r.state,
       ${day('r.state_at')} AS "stateDay", r.referred_to AS "referredTo", r.outcome,
       (SELECT count(*) FROM report.report_item l WHERE l.report_id = r.id AND l.removed_at IS NULL) AS items
     FROM report.report r
     WHERE r.organisation_id = runtime.organisation() AND r.received_at >= $1 AND r.received_at < $2
     ORDER BY r.received_at, r.id`,
    [from, until],
  );
  for (;;) {
    const { rows } = await client.query<ExportedReport>(`FETCH ${batchRows} FROM exported`);
    if (rows.length > 0) yield rows;
    if (rows.length < batchRows) return;
  }
}

export interface ExportedItem extends Omit<Identifier, 'value'> {
  reportId: string;
  id: string;
  value: Buffer;
}

/** The items that reports name, still sealed, in the order they were added. */
export async function itemsOf({ client }: Work, reportIds: readonly string[]): Promise<ExportedItem[]> {
  const { rows } = await client.query<ExportedItem>(
    `SELECT l.report_id AS "reportId", i.id, i.kind, i.platform, i.value
       FROM report.report_item l JOIN report.item i ON i.id = l.item_id
      WHERE l.report_id = ANY($1) AND l.removed_at IS NULL ORDER BY l.report_id, l.added_at, i.id`,
    [reportIds],
  );
  return rows;
}
