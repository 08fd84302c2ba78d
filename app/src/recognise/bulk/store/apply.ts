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

/** Lets one import at a time into a bank until the transaction ends: two of one source would not see each other's hashes. */
export async function waitForTurn(client: PoolClient, bankId: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [bankId]);
}

export async function countStaged(client: PoolClient, id: string): Promise<number> {
  const { rows } = await client.query('SELECT count(*) AS n FROM recognise.import_line WHERE import_id = $1', [id]);
  return rows[0].n;
}

// Of a hash that stands in the file more than once, the last line counts: it is the newest word on it.
const latest = `SELECT DISTINCT ON (code, algorithm) * FROM recognise.import_line WHERE import_id = $1 ORDER BY code, algorithm, line DESC`;

/** Ended listings are named one by one up to this many; beyond it, readers look through the bank. */
const endedNamed = 100;

// What this source lists already, looked up hash by hash. OFFSET 0 keeps the planner from joining: it knows nothing yet
// of rows that were written a moment ago, and has been seen to compare each with each.
const ofThisSource = `LATERAL (SELECT s.number, s.state, s.content FROM recognise.signal s
  WHERE s.bank_id = $2 AND s.algorithm = l.algorithm AND s.code = l.code AND s.source = $3 OFFSET 0) s`;

const applyStaged = `
WITH latest AS MATERIALIZED (${latest}),
there AS MATERIALIZED (
  SELECT s.number, s.state, l.state AS wanted FROM latest l, ${ofThisSource}
),
ended AS (
  UPDATE recognise.signal s SET state = 'withdrawn', ended_at = $6, ended_why = 'withdrawn by its source'
    FROM there t WHERE s.number = t.number AND t.wanted = 'withdrawn' AND s.state <> 'withdrawn' RETURNING s.number
),
made AS (
  INSERT INTO recognise.signal (organisation_id, bank_id, algorithm, code, quality, state, source_kind, source, source_reference,
    classification, note, import_id, listed_at, listed_by, expires_at, ended_at, ended_why)
  SELECT runtime.organisation(), $2, l.algorithm, l.code, l.quality, CASE l.state WHEN 'active' THEN $5 ELSE l.state END, $4, $3, l.source_reference,
    l.classification, l.note, $1, $6, $7, l.expires_at, CASE WHEN l.state IN ('withdrawn', 'expired') THEN $6::timestamptz END,
    CASE l.state WHEN 'withdrawn' THEN 'withdrawn by its source' WHEN 'expired' THEN 'past its date' END
  FROM latest l ON CONFLICT (bank_id, algorithm, code, source) DO NOTHING RETURNING state
)
SELECT (SELECT count(*) FROM latest) AS distinct_hashes,
  (SELECT count(*) FROM there WHERE state = 'withdrawn') AS "withdrawnBefore",
  (SELECT count(*) FROM ended) AS ended,
  (SELECT count(*) FROM made WHERE state IN ('proposed', 'active')) AS listed,
  (SELECT count(*) FROM made WHERE state = 'withdrawn') AS tombstones,
  (SELECT count(*) FROM made WHERE state = 'expired') AS expired,
  (SELECT array_agg(number) FROM (SELECT number FROM ended LIMIT ${endedNamed + 1}) few) AS "endedNumbers"`;

interface Counts {
  distinct_hashes: number;
  withdrawnBefore: number;
  ended: number;
  listed: number;
  tombstones: number;
  expired: number;
  /** PostgreSQL's driver leaves int8 within arrays as text. */
  endedNumbers: string[] | null;
}

/** Lists the waiting hashes. @returns the counts, and the numbers of listings that were ended, unless they are many. */
export async function listStaged(client: PoolClient, from: Import, how: Application): Promise<{ outcome: Outcome; ended: number[] | 'many' }> {
  const { rows } = await client.query<Counts>(applyStaged, [from.id, from.bankId, from.source, from.sourceKind, how.firstState, how.at, how.listedBy]);
  const { distinct_hashes: distinct, withdrawnBefore, ended, listed, tombstones, expired, endedNumbers } = rows[0]!;
  const outcome = {
    duplicates: from.hashes - distinct,
    listed,
    expired,
    withdrawn: ended + tombstones,
    withdrawnBefore,
    alreadyListed: distinct - listed - expired - tombstones - ended - withdrawnBefore,
  };
  return { outcome, ended: ended > endedNamed ? 'many' : (endedNumbers ?? []).map(Number) };
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
