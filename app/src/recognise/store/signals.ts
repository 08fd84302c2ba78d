// SQL of signals: listed hashes with their provenance and state.
import type { PoolClient } from 'pg';
import type { Algorithm } from '../hashes.ts';
import type { SignalState } from '../states.ts';

export interface Signal {
  number: number;
  organisationId: string;
  bankId: string;
  content: number;
  algorithm: Algorithm;
  /** Null of a device hash: it is sealed, and nothing but the index opens it. */
  code: Buffer | null;
  quality: number | null;
  state: SignalState;
  /** `device`: a person's own picture; the source is the submission. */
  sourceKind: 'agency' | 'exchange' | 'device';
  source: string;
  sourceReference: string | null;
  classification: string | null;
  note: string | null;
  importId: string | null;
  listedAt: Date;
  listedBy: string;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  expiresAt: Date | null;
  pausedUntil: Date | null;
  endedAt: Date | null;
  endedWhy: string | null;
}

const signalColumns = `s.number, s.organisation_id AS "organisationId", s.bank_id AS "bankId", coalesce(s.content, s.number) AS content,
  s.algorithm, s.code, s.quality, s.state, s.source_kind AS "sourceKind", s.source, s.source_reference AS "sourceReference",
  s.classification, s.note, s.import_id AS "importId", s.listed_at AS "listedAt", s.listed_by AS "listedBy", s.reviewed_at AS "reviewedAt",
  s.reviewed_by AS "reviewedBy", s.expires_at AS "expiresAt", s.paused_until AS "pausedUntil", s.ended_at AS "endedAt", s.ended_why AS "endedWhy"`;

/** What is given when one hash is listed. */
export type NewSignal = Pick<
  Signal,
  | 'organisationId'
  | 'bankId'
  | 'algorithm'
  | 'quality'
  | 'state'
  | 'source'
  | 'sourceReference'
  | 'classification'
  | 'note'
  | 'listedAt'
  | 'listedBy'
  | 'expiresAt'
> & { content: number | null; code: Buffer; sourceKind: 'agency' | 'exchange' };

/** Lists a hash; undefined when this source lists it in this bank already. */
export async function insertSignal(client: PoolClient, signal: NewSignal): Promise<number | undefined> {
  const { rows } = await client.query<{ number: number }>(
    `INSERT INTO recognise.signal (organisation_id, bank_id, content, algorithm, code, quality, state, source_kind, source, source_reference,
       classification, note, listed_at, listed_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING RETURNING number`,
    [
      signal.organisationId,
      signal.bankId,
      signal.content,
      signal.algorithm,
      signal.code,
      signal.quality,
      signal.state,
      signal.sourceKind,
      signal.source,
      signal.sourceReference,
      signal.classification,
      signal.note,
      signal.listedAt,
      signal.listedBy,
      signal.expiresAt,
    ],
  );
  return rows[0]?.number;
}

export async function findSignal(client: PoolClient, number: number, lock = ''): Promise<Signal | undefined> {
  const { rows } = await client.query<Signal>(
    `SELECT ${signalColumns} FROM recognise.signal s WHERE s.number = $1 ${lock}`,
    [number],
  );
  return rows[0];
}

export async function findListing(
  client: PoolClient,
  bankId: string,
  algorithm: string,
  code: Buffer,
  source: string,
): Promise<Signal | undefined> {
  const { rows } = await client.query<Signal>(
    `SELECT ${signalColumns} FROM recognise.signal s WHERE s.bank_id = $1 AND s.algorithm = $2 AND s.code = $3 AND s.source = $4`,
    [bankId, algorithm, code, source],
  );
  return rows[0];
}

export async function findContent(client: PoolClient, bankId: string, content: number): Promise<Signal[]> {
  const { rows } = await client.query<Signal>(
    `SELECT ${signalColumns} FROM recognise.signal s WHERE s.bank_id = $1 AND (s.content = $2 OR s.number = $2) ORDER BY s.number`,
    [bankId, content],
  );
  return rows;
}

export interface SignalFilter {
  bankId?: string | null;
  state?: string | null;
  algorithm?: string | null;
  code?: Buffer | null;
  /** Numbers below this one: the page's cursor. */
  below?: number | null;
  limit: number;
}

// Of what people gave of their own pictures, partners see what they meet, and no list.
const mayBeListed = '(NOT s.device OR s.organisation_id = runtime.organisation())';

/** Signals in sight, newest first. */
export async function listSignals(client: PoolClient, filter: SignalFilter): Promise<Signal[]> {
  const { rows } = await client.query<Signal>(
    `SELECT ${signalColumns} FROM recognise.signal s
      WHERE ($1::text IS NULL OR s.bank_id = $1) AND ($2::text IS NULL OR s.state = $2) AND ($3::text IS NULL OR s.algorithm = $3)
        AND ($4::bytea IS NULL OR s.code = $4) AND ($5::bigint IS NULL OR s.number < $5) AND ${mayBeListed}
      ORDER BY s.number DESC LIMIT $6`,
    [filter.bankId, filter.state, filter.algorithm, filter.code, filter.below, filter.limit],
  );
  return rows;
}

export async function setSignalState(
  client: PoolClient,
  number: number,
  state: SignalState,
  ended: { at: Date; why: string } | null,
): Promise<void> {
  await client.query('UPDATE recognise.signal SET state = $2, ended_at = $3, ended_why = $4 WHERE number = $1', [
    number,
    state,
    ended?.at,
    ended?.why,
  ]);
}

/** Lists an ended signal again; who does so is now its lister, and what others approved before no longer counts. */
export async function listAgain(client: PoolClient, number: number, state: SignalState, by: string): Promise<void> {
  await client.query(
    `UPDATE recognise.signal SET state = $2, listed_by = $3, reviewed_at = NULL, reviewed_by = NULL, ended_at = NULL, ended_why = NULL WHERE number = $1`,
    [number, state, by],
  );
}

/** A second person's approval of one proposed signal. */
export async function markReviewed(client: PoolClient, number: number, by: string, at: Date): Promise<void> {
  await client.query(
    `UPDATE recognise.signal SET state = 'active', reviewed_at = $3, reviewed_by = $2 WHERE number = $1`,
    [number, by, at],
  );
}

/** A second person's approval of everything an import proposed; what that person listed stays proposed. How many. */
export async function markImportReviewed(client: PoolClient, importId: string, by: string, at: Date): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE recognise.signal SET state = 'active', reviewed_at = $3, reviewed_by = $2 WHERE import_id = $1 AND state = 'proposed' AND listed_by <> $2`,
    [importId, by, at],
  );
  return rowCount ?? 0;
}

/** Ends every signal of a bank; how many. */
export async function withdrawBank(client: PoolClient, bankId: string, at: Date, why: string): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE recognise.signal SET state = 'withdrawn', ended_at = $2, ended_why = $3 WHERE bank_id = $1 AND state <> 'withdrawn'`,
    [bankId, at, why],
  );
  return rowCount ?? 0;
}

export async function pauseContent(
  client: PoolClient,
  bankId: string,
  content: number,
  until: string | null,
): Promise<void> {
  await client.query(
    'UPDATE recognise.signal SET paused_until = $3::timestamptz WHERE bank_id = $1 AND (content = $2 OR number = $2)',
    [bankId, content, until],
  );
}

/** Active signals past their date become expired; their numbers. */
export async function expireSignals(client: PoolClient, now: Date): Promise<number[]> {
  const { rows } = await client.query<{ number: number }>(
    `UPDATE recognise.signal SET state = 'expired', ended_at = $1, ended_why = 'past its date' WHERE state IN ('active', 'disputed') AND expires_at <= $1 RETURNING number`,
    [now],
  );
  return rows.map((row) => row.number);
}

/** Organisations with active signals past their date. Read by the node. */
export async function organisationsWithExpired(client: PoolClient, now: Date): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT organisation_id AS id FROM recognise.signal WHERE state IN ('active', 'disputed') AND expires_at <= $1`,
    [now],
  );
  return rows.map((row) => row.id);
}
