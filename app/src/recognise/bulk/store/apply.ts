// SQL that turns the waiting hashes of an import into signals: the one step in which anything becomes listed.
import type { PoolClient } from 'pg';
import type { Import, Outcome } from './imports.ts';

/** What an import is applied with. */
export interface Application {
  /** What the bank makes of a new hash. */
  firstState: 'proposed' | 'active';
  listedBy: string;
  at: Date;
}

export async function countStaged(client: PoolClient, id: string): Promise<number> {
  const { rows } = await client.query('SELECT count(*) AS n FROM recognise.import_line WHERE import_id = $1', [id]);
  return rows[0].n;
}

// Of a hash that stands in the file more than once, the last line counts: it is the newest word on it.
const latest = `(SELECT DISTINCT ON (code, algorithm) * FROM recognise.import_line WHERE import_id = $1 ORDER BY code, algorithm, line DESC) l`;

// What this source lists already, looked up hash by hash. OFFSET 0 keeps the planner from joining: it knows nothing yet
// of rows that were written a moment ago, and has been seen to compare each with each.
const ofThisSource = `LATERAL (SELECT s.number, s.state, s.content, s.import_id FROM recognise.signal s
  WHERE s.bank_id = $2 AND s.algorithm = l.algorithm AND s.code = l.code AND s.source = $3 OFFSET 0) s`;

const listNew = `
WITH made AS (
  INSERT INTO recognise.signal (organisation_id, bank_id, algorithm, code, quality, state, source_kind, source, source_reference,
    classification, note, import_id, listed_at, listed_by, expires_at, ended_at, ended_why)
  SELECT runtime.organisation(), $2, l.algorithm, l.code, l.quality, CASE l.state WHEN 'active' THEN $5 ELSE l.state END, $4, $3, l.source_reference,
    l.classification, l.note, $1, $6, $7, l.expires_at, CASE WHEN l.state IN ('withdrawn', 'expired') THEN $6::timestamptz END,
    CASE l.state WHEN 'withdrawn' THEN 'withdrawn by its source' WHEN 'expired' THEN 'past its date' END
  FROM ${latest} ON CONFLICT (bank_id, algorithm, code, source) DO NOTHING RETURNING state
)
SELECT count(*) FILTER (WHERE state IN ('proposed', 'active')) AS listed,
  count(*) FILTER (WHERE state = 'withdrawn') AS tombstones, count(*) FILTER (WHERE state = 'expired') AS expired FROM made`;

/** Ended listings are named one by one up to this many; beyond it, whoever follows looks through the bank. */
const endedNamed = 100;

const endWithdrawn = `
WITH there AS MATERIALIZED (
  SELECT s.number, s.state, l.state AS wanted FROM ${latest}, ${ofThisSource} WHERE s.import_id IS DISTINCT FROM $1
),
ended AS (
  UPDATE recognise.signal s SET state = 'withdrawn', ended_at = $4, ended_why = 'withdrawn by its source'
    FROM there t WHERE s.number = t.number AND t.wanted = 'withdrawn' AND s.state <> 'withdrawn' RETURNING s.number
)
SELECT (SELECT count(*) FROM there) AS there, (SELECT count(*) FROM there WHERE state = 'withdrawn') AS "withdrawnBefore",
  (SELECT count(*) FROM ended) AS ended, (SELECT array_agg(number) FROM (SELECT number FROM ended LIMIT ${endedNamed}) few) AS numbers`;

interface Made {
  listed: number;
  tombstones: number;
  expired: number;
}

interface Met {
  there: number;
  withdrawnBefore: number;
  ended: number;
  /** PostgreSQL's driver leaves int8 within arrays as text. */
  numbers: string[] | null;
}

const nothingMet: Met = { there: 0, withdrawnBefore: 0, ended: 0, numbers: null };

export interface Listed {
  outcome: Outcome;
  /** Numbers of listings that the file ended. */
  ended: number[] | 'many';
}

/**
 * Lists the waiting hashes that are new, and ends what the file withdraws. Another import of the same hashes is waited
 * for by the first statement and seen by the second; both go through them in the same order.
 */
export async function listStaged(client: PoolClient, from: Import, how: Application): Promise<Listed> {
  const of = [from.id, from.bankId, from.source];
  const made = (await client.query<Made>(listNew, [...of, from.sourceKind, how.firstState, how.at, how.listedBy]))
    .rows[0]!;
  const inserted = made.listed + made.tombstones + made.expired;
  const met = inserted === from.hashes ? nothingMet : (await client.query<Met>(endWithdrawn, [...of, how.at])).rows[0]!;
  const outcome = {
    duplicates: from.hashes - inserted - met.there,
    listed: made.listed,
    alreadyListed: met.there - met.withdrawnBefore - met.ended,
    withdrawn: made.tombstones + met.ended,
    withdrawnBefore: met.withdrawnBefore,
    expired: made.expired,
  };
  return { outcome, ended: met.ended > endedNamed ? 'many' : (met.numbers ?? []).map(Number) };
}

/** Gives signals that this import listed for one and the same file the number of the first of them, or of one listed before. */
export async function joinContents(client: PoolClient, from: Import): Promise<void> {
  await client.query(
    `UPDATE recognise.signal s SET content = g.first FROM (
       SELECT s.number, min(coalesce(s.content, s.number)) OVER (PARTITION BY l.content) AS first
         FROM recognise.import_line l, ${ofThisSource} WHERE l.import_id = $1 AND l.content IS NOT NULL) g
      WHERE s.number = g.number AND s.import_id = $1 AND g.first <> s.number`,
    [from.id, from.bankId, from.source],
  );
}
