// SQL of exports for scanning: requests and what became of them, the hashes that go in, and the marks of each.
import type { Work } from '../../runtime/database.ts';
import type { Algorithm } from '../hashes.ts';
import { type Bank, bankColumns } from '../store/banks.ts';

export interface ScanExport {
  id: string;
  recipient: string;
  recipientKey: string;
  purpose: string;
  validDays: number;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  approved: boolean | null;
  takenAt: Date | null;
  takenBy: string | null;
  expiresAt: Date | null;
  entries: number | null;
  bankIds: string[];
}

const columns = `e.id, e.recipient, e.recipient_key AS "recipientKey", e.purpose, e.valid_days AS "validDays",
  e.requested_by AS "requestedBy", e.requested_at AS "requestedAt", e.decided_by AS "decidedBy", e.decided_at AS "decidedAt",
  e.approved, e.taken_at AS "takenAt", e.taken_by AS "takenBy", e.expires_at AS "expiresAt", e.entries,
  (SELECT array_agg(b.bank_id ORDER BY b.bank_id) FROM recognise.scan_export_bank b WHERE b.export_id = e.id) AS "bankIds"`;

type NewScanExport = Pick<
  ScanExport,
  'id' | 'recipient' | 'recipientKey' | 'purpose' | 'validDays' | 'requestedBy' | 'requestedAt' | 'bankIds'
>;

export async function insertScanExport({ client }: Work, given: NewScanExport): Promise<void> {
  const { id, recipient, recipientKey, purpose, validDays, requestedBy, requestedAt, bankIds } = given;
  await client.query(
    `INSERT INTO recognise.scan_export (id, organisation_id, recipient, recipient_key, purpose, valid_days, requested_by, requested_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7)`,
    [id, recipient, recipientKey, purpose, validDays, requestedBy, requestedAt],
  );
  await client.query(
    `INSERT INTO recognise.scan_export_bank (export_id, organisation_id, bank_id)
     SELECT $1, runtime.organisation(), bank FROM unnest($2::text[]) AS bank`,
    [id, bankIds],
  );
}

/** An export, locked until the transaction ends. */
export async function lockScanExport({ client }: Work, id: string): Promise<ScanExport | null> {
  const { rows } = await client.query<ScanExport>(
    `SELECT ${columns} FROM recognise.scan_export e WHERE e.id = $1 FOR UPDATE OF e`,
    [id],
  );
  return rows[0] ?? null;
}

export async function storeDecision(
  { client }: Work,
  id: string,
  decision: { approved: boolean; by: string; now: Date },
): Promise<void> {
  await client.query(
    'UPDATE recognise.scan_export SET approved = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND decided_at IS NULL',
    [id, decision.approved, decision.by, decision.now],
  );
}

export async function storeTaking(
  { client }: Work,
  id: string,
  taking: { by: string; now: Date; expiresAt: Date; entries: number },
): Promise<void> {
  await client.query(
    `UPDATE recognise.scan_export SET taken_at = $2, taken_by = $3, expires_at = $4, entries = $5
      WHERE id = $1 AND taken_at IS NULL`,
    [id, taking.now, taking.by, taking.expiresAt, taking.entries],
  );
}

/** Exports, the latest first. */
export async function readRecent({ client }: Work, limit: number): Promise<ScanExport[]> {
  const { rows } = await client.query<ScanExport>(
    `SELECT ${columns} FROM recognise.scan_export e ORDER BY e.requested_at DESC, e.id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** The banks of an export that are active now, by id. */
export async function activeBanks({ client }: Work, bankIds: readonly string[]): Promise<Bank[]> {
  const { rows } = await client.query<Bank>(
    `SELECT ${bankColumns} FROM recognise.bank b WHERE b.id = ANY($1) AND b.state = 'active' AND b.kind = 'listing'
        AND b.removed_at IS NULL AND b.organisation_id = runtime.organisation() ORDER BY b.id`,
    [bankIds],
  );
  return rows;
}

// Only what counts without doubt: where there is no network, no withdrawal follows, and nobody asks about a quarantine.
// What is listed as harmless as well would ask a person here; there it would be sorted away.
const goesIn = `s.bank_id = ANY($1) AND NOT s.device AND s.state = 'active'
  AND (s.expires_at IS NULL OR s.expires_at > $2) AND (s.paused_until IS NULL OR s.paused_until <= $2)
  AND NOT EXISTS (SELECT FROM recognise.signal n JOIN recognise.bank h ON h.id = n.bank_id
    WHERE h.kind = 'negative' AND h.state = 'active' AND n.state IN ('active', 'disputed') AND n.algorithm = s.algorithm AND n.code = s.code)`;

export interface ExportedHash {
  number: number;
  bankId: string;
  algorithm: Algorithm;
  code: Buffer;
  classification: string | null;
}

const hashColumns = 's.number, s.bank_id AS "bankId", s.algorithm, s.code, s.classification';

export interface Extent {
  count: number;
  first: number;
  last: number;
}

/** How many hashes go in, and between which numbers. */
export async function extentOf({ client }: Work, bankIds: readonly string[], now: Date): Promise<Extent> {
  const { rows } = await client.query<Extent>(
    `SELECT count(*) AS count, coalesce(min(s.number), 0) AS first, coalesce(max(s.number), 0) AS last
       FROM recognise.signal s WHERE ${goesIn}`,
    [bankIds, now],
  );
  return rows[0]!;
}

/** Some of the hashes that go in, drawn at random. */
export async function someHashes(
  { client }: Work,
  bankIds: readonly string[],
  now: Date,
  most: number,
): Promise<ExportedHash[]> {
  const { rows } = await client.query<ExportedHash>(
    `SELECT ${hashColumns} FROM recognise.signal s WHERE ${goesIn} ORDER BY random() LIMIT $3`,
    [bankIds, now, most],
  );
  return rows;
}

/** Those of the numbers that none of our hashes has. */
export async function freeNumbers({ client }: Work, numbers: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ number: number }>(
    `SELECT DISTINCT drawn.number FROM unnest($1::bigint[]) AS drawn (number)
      WHERE NOT EXISTS (SELECT FROM recognise.signal s WHERE s.number = drawn.number)`,
    [numbers],
  );
  return rows.map(({ number }) => number);
}

const batchRows = 10_000;

/** The hashes that go in by number, in batches, all out of one state of the database. */
export async function* readHashes(
  { client }: Work,
  bankIds: readonly string[],
  now: Date,
): AsyncGenerator<ExportedHash[]> {
  await client.query(
    `DECLARE exported NO SCROLL CURSOR FOR SELECT ${hashColumns} FROM recognise.signal s WHERE ${goesIn} ORDER BY s.number`,
    [bankIds, now],
  );
  for (;;) {
    const { rows } = await client.query<ExportedHash>(`FETCH ${batchRows} FROM exported`);
    if (rows.length > 0) yield rows;
    if (rows.length < batchRows) return;
  }
}

export interface Mark {
  algorithm: Algorithm;
  code: Buffer;
}

export async function insertMarks({ client }: Work, exportId: string, marks: readonly Mark[]): Promise<void> {
  await client.query(
    `INSERT INTO recognise.scan_mark (export_id, organisation_id, algorithm, code)
     SELECT $1, runtime.organisation(), m.algorithm, m.code FROM unnest($2::text[], $3::bytea[]) AS m (algorithm, code)`,
    [exportId, marks.map(({ algorithm }) => algorithm), marks.map(({ code }) => code)],
  );
}

/** Which exports these hashes mark, and how many marks of each are among them; most first. */
export async function exportsMarkedBy(
  { client }: Work,
  codes: readonly Buffer[],
): Promise<{ id: string; marks: number }[]> {
  const { rows } = await client.query<{ id: string; marks: number }>(
    `SELECT export_id AS id, count(*) AS marks FROM recognise.scan_mark WHERE code = ANY($1) GROUP BY 1 ORDER BY 2 DESC, 1`,
    [codes],
  );
  return rows;
}
