// SQL of disclosures: requests and what became of them, and the openings of the log that go into the file.
import type { Work } from '../../../runtime/database.ts';

export interface Disclosure {
  id: string;
  /** Days in Jakarta, both included. */
  fromDay: string;
  toDay: string;
  texts: boolean;
  /** Which body gets it, and by what right. */
  body: string;
  basis: string;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  approved: boolean | null;
  downloadedAt: Date | null;
}

const columns = `id, from_day::text AS "fromDay", to_day::text AS "toDay", texts, body, basis, requested_by AS "requestedBy",
  requested_at AS "requestedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", approved, downloaded_at AS "downloadedAt"`;

export type NewDisclosure = Omit<Disclosure, 'decidedBy' | 'decidedAt' | 'approved' | 'downloadedAt'>;

export async function insertDisclosure({ client }: Work, given: NewDisclosure): Promise<void> {
  const { id, fromDay, toDay, texts, body, basis, requestedBy, requestedAt } = given;
  await client.query(
    `INSERT INTO remove.disclosure (id, organisation_id, from_day, to_day, texts, body, basis, requested_by, requested_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8)`,
    [id, fromDay, toDay, texts, body, basis, requestedBy, requestedAt],
  );
}

/** A disclosure, locked until the transaction ends. */
export async function lockDisclosure({ client }: Work, id: string): Promise<Disclosure | null> {
  const { rows } = await client.query<Disclosure>(`SELECT ${columns} FROM remove.disclosure WHERE id = $1 FOR UPDATE`, [
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
    'UPDATE remove.disclosure SET approved = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND decided_at IS NULL',
    [id, decision.approved, decision.by, decision.now],
  );
}

export async function storeDownload({ client }: Work, id: string, now: Date): Promise<void> {
  await client.query('UPDATE remove.disclosure SET downloaded_at = $2 WHERE id = $1 AND downloaded_at IS NULL', [
    id,
    now,
  ]);
}

/** Disclosures, the latest first. */
export async function recentDisclosures({ client }: Work, limit: number): Promise<Disclosure[]> {
  const { rows } = await client.query<Disclosure>(
    `SELECT ${columns} FROM remove.disclosure WHERE organisation_id = runtime.organisation()
      ORDER BY requested_at DESC, id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** A batch of the log with the salts that it keeps itself, still sealed. */
export interface BatchSalts {
  number: number;
  salts: Buffer | null;
}

export interface Opened {
  place: number;
  noticeId: string | null;
}

export interface OpenedNotice {
  id: string;
  batch: number;
  place: number;
  reference: string;
  sentAt: Date;
  rule: string;
  ruleVersion: number;
  sealedSha256: Buffer;
  salt: Buffer;
  sealed: Buffer;
}

/** The batches of some days, in order. */
export async function batchesOf({ client }: Work, { fromDay, toDay }: Days): Promise<BatchSalts[]> {
  const { rows } = await client.query<BatchSalts>(
    `SELECT number, salts FROM remove.batch
      WHERE organisation_id = runtime.organisation() AND day BETWEEN $1 AND $2 ORDER BY number`,
    [fromDay, toDay],
  );
  return rows;
}

export type Days = Pick<Disclosure, 'fromDay' | 'toDay'>;

export async function paddingPlaces({ client }: Work, batch: number): Promise<number[]> {
  const { rows } = await client.query<{ place: number }>(
    `SELECT place FROM remove.commitment
      WHERE organisation_id = runtime.organisation() AND batch = $1 AND notice_id IS NULL ORDER BY place`,
    [batch],
  );
  return rows.map(({ place }) => place);
}

const noticeColumns = `n.id, c.batch, c.place, n.reference, n.sent_at AS "sentAt", n.rule_id AS rule, n.rule_version AS "ruleVersion",
  n.sealed_sha256 AS "sealedSha256", n.salt, n.sealed`;
const noticesInLog = 'remove.commitment c JOIN remove.notice n ON n.id = c.notice_id';

export async function noticesIn({ client }: Work, batch: number): Promise<OpenedNotice[]> {
  const { rows } = await client.query<OpenedNotice>(
    `SELECT ${noticeColumns} FROM ${noticesInLog}
      WHERE c.organisation_id = runtime.organisation() AND c.batch = $1 ORDER BY c.place`,
    [batch],
  );
  return rows;
}

/** Batches of other days that hold notices sent between two instants: those that reached the database late. */
export async function otherBatchesWith(
  { client }: Work,
  { from, until }: { from: Date; until: Date },
  { toDay }: Days,
): Promise<BatchSalts[]> {
  const { rows } = await client.query<BatchSalts>(
    `SELECT b.number, b.salts FROM remove.batch b
      WHERE b.organisation_id = runtime.organisation() AND b.day > $3 AND EXISTS (
        SELECT FROM ${noticesInLog} WHERE c.organisation_id = b.organisation_id AND c.batch = b.number
          AND n.sent_at >= $1 AND n.sent_at < $2)
      ORDER BY b.number`,
    [from, until, toDay],
  );
  return rows;
}
