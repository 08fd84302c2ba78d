// SQL of imports: what is known of each, the hashes that wait, the lines that are bad.
import type { PoolClient } from 'pg';
import type { Fault } from '../reading/read.ts';
import type { StagedHash } from '../reading/entry.ts';
import type { Format } from '../reading/format.ts';
import type { ImportState } from '../states.ts';

export interface Import {
  id: string;
  bankId: string;
  state: ImportState;
  /** Null until it was told from the first lines. */
  format: Format | null;
  fileName: string | null;
  sourceKind: 'agency' | 'exchange';
  source: string;
  /** Whether the good lines are listed when others are bad. */
  keepGood: boolean;
  /** Columns of the file that say nothing to us. */
  ignoredColumns: string[];
  linesRead: number;
  linesBad: number;
  /** Hashes on the good lines; once applied, the counts below add up to it. */
  hashes: number;
  /** The same hash on a later line of the file. */
  duplicates: number;
  listed: number;
  /** Listed by this source in this bank before. */
  alreadyListed: number;
  /** Listings that the file ended, and tombstones that it brought. */
  withdrawn: number;
  /** Withdrawn before, and left so. */
  withdrawnBefore: number;
  /** Past their date when they came. */
  expired: number;
  /** Why the whole file was refused, where it is not for its bad lines. */
  refusedWhy: string | null;
  startedAt: Date;
  startedBy: string;
  touchedAt: Date;
  endedAt: Date | null;
}

export type Outcome = Pick<
  Import,
  'duplicates' | 'listed' | 'alreadyListed' | 'withdrawn' | 'withdrawnBefore' | 'expired'
>;

const columns = `i.id, i.bank_id AS "bankId", i.state, i.format, i.file_name AS "fileName", i.source_kind AS "sourceKind", i.source,
  i.keep_good AS "keepGood", i.ignored_columns AS "ignoredColumns", i.lines_read AS "linesRead", i.lines_bad AS "linesBad", i.hashes,
  i.duplicates, i.listed, i.already_listed AS "alreadyListed", i.withdrawn, i.withdrawn_before AS "withdrawnBefore", i.expired,
  i.refused_why AS "refusedWhy", i.started_at AS "startedAt", i.started_by AS "startedBy", i.touched_at AS "touchedAt", i.ended_at AS "endedAt"`;

export type NewImport = Pick<
  Import,
  'id' | 'bankId' | 'fileName' | 'sourceKind' | 'source' | 'keepGood' | 'startedAt' | 'startedBy'
>;

export async function insertImport(client: PoolClient, made: NewImport): Promise<void> {
  await client.query(
    `INSERT INTO recognise.import (id, organisation_id, bank_id, state, file_name, source_kind, source, keep_good, started_at, started_by, touched_at)
     VALUES ($1, runtime.organisation(), $2, 'reading', $3, $4, $5, $6, $7, $8, $7)`,
    [made.id, made.bankId, made.fileName, made.sourceKind, made.source, made.keepGood, made.startedAt, made.startedBy],
  );
}

export async function findImport(client: PoolClient, id: string, lock = ''): Promise<Import | undefined> {
  const { rows } = await client.query<Import>(`SELECT ${columns} FROM recognise.import i WHERE i.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0];
}

/** Imports of a bank, or of all banks, newest first. `below` is the id of the last one seen. */
export async function listImports(
  client: PoolClient,
  bankId: string | null,
  below: string | null,
  limit: number,
): Promise<Import[]> {
  const { rows } = await client.query<Import>(
    `SELECT ${columns} FROM recognise.import i WHERE ($1::text IS NULL OR i.bank_id = $1) AND ($2::text IS NULL OR i.id < $2) ORDER BY i.id DESC LIMIT $3`,
    [bankId, below, limit],
  );
  return rows;
}

/** Moves an import that may be moved so; counts and reason as given. */
export async function setImportState(
  client: PoolClient,
  id: string,
  state: ImportState,
  at: Date,
  refusedWhy: string | null = null,
): Promise<void> {
  await client.query(
    `UPDATE recognise.import SET state = $2, touched_at = $3, refused_why = $4, ended_at = CASE WHEN $2 IN ('reading', 'read') THEN NULL ELSE $3::timestamptz END WHERE id = $1`,
    [id, state, at, refusedWhy],
  );
}

export async function setOutcome(client: PoolClient, id: string, outcome: Outcome): Promise<void> {
  await client.query(
    'UPDATE recognise.import SET duplicates = $2, listed = $3, already_listed = $4, withdrawn = $5, withdrawn_before = $6, expired = $7 WHERE id = $1',
    [
      id,
      outcome.duplicates,
      outcome.listed,
      outcome.alreadyListed,
      outcome.withdrawn,
      outcome.withdrawnBefore,
      outcome.expired,
    ],
  );
}

export interface Progress {
  format: Format;
  ignored: string[];
  linesRead: number;
  linesBad: number;
  hashes: number;
}

/** Adds what was read to an import that is still being read; false when it is not any more. */
export async function addProgress(client: PoolClient, id: string, more: Progress, at: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE recognise.import SET format = $2, ignored_columns = $3, lines_read = lines_read + $4, lines_bad = lines_bad + $5, hashes = hashes + $6, touched_at = $7
      WHERE id = $1 AND state = 'reading'`,
    [id, more.format, more.ignored, more.linesRead, more.linesBad, more.hashes, at],
  );
  return rowCount === 1;
}

/** COPY does not work under row-level security, so hashes go in as arrays; a column that no line has is sent as one NULL. */
export async function stageHashes(client: PoolClient, id: string, hashes: StagedHash[]): Promise<void> {
  const column = <Key extends keyof StagedHash>(key: Key) =>
    hashes.some((hash) => hash[key] !== null) ? hashes.map((hash) => hash[key]) : null;
  await client.query(
    `INSERT INTO recognise.import_line (organisation_id, import_id, line, algorithm, code, quality, classification, source_reference, note, expires_at, state, content)
     SELECT runtime.organisation(), $1, l.line, l.algorithm, decode(l.hash, 'hex'), l.quality, l.classification, l.reference, l.note, l.expires_at, l.state, l.content
       FROM unnest($2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::text[])
         AS l(line, algorithm, hash, quality, classification, reference, note, expires_at, state, content)`,
    [
      id,
      column('line'),
      column('algorithm'),
      column('hash'),
      column('quality'),
      column('classification'),
      column('reference'),
      column('note'),
      column('expiresAt'),
      column('state'),
      column('content'),
    ],
  );
}

export async function clearStaged(client: PoolClient, ids: string[]): Promise<void> {
  await client.query('DELETE FROM recognise.import_line WHERE import_id = ANY($1)', [ids]);
}

export async function insertFaults(client: PoolClient, id: string, faults: Fault[]): Promise<void> {
  await client.query(
    'INSERT INTO recognise.import_fault (organisation_id, import_id, line, reason) SELECT runtime.organisation(), $1, * FROM unnest($2::bigint[], $3::text[])',
    [id, faults.map((fault) => fault.line), faults.map((fault) => fault.reason)],
  );
}

/** Bad lines after a line, in order. */
export async function listFaults(client: PoolClient, id: string, after: number, limit: number): Promise<Fault[]> {
  const { rows } = await client.query<Fault>(
    'SELECT line, reason FROM recognise.import_fault WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3',
    [id, after, limit],
  );
  return rows;
}

/** Marks imports that nobody has touched since a moment, and that no one is applying now, as abandoned; their ids. */
export async function abandonUntouched(client: PoolClient, since: Date, at: Date): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE recognise.import SET state = 'abandoned', ended_at = $2 WHERE id IN (
       SELECT id FROM recognise.import WHERE state IN ('reading', 'read') AND touched_at < $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
    [since, at],
  );
  return rows.map((row) => row.id);
}

/** Organisations that have such imports; asked by the node. */
export async function organisationsWithUntouched(client: PoolClient, since: Date): Promise<string[]> {
  const { rows } = await client.query<{ organisation: string }>(
    `SELECT DISTINCT organisation_id AS organisation FROM recognise.import WHERE state IN ('reading', 'read') AND touched_at < $1`,
    [since],
  );
  return rows.map((row) => row.organisation);
}
