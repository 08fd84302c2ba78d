// SQL of lookups: what the listed hashes near a query are, as far as the asking organisation may see them.
import type { PoolClient } from 'pg';
import { type Bank, bankColumns } from './banks.ts';
import { type Signal, signalColumns } from './signals.ts';

export interface ListedHash {
  signal: Signal;
  bank: Bank;
}

// A node's index may lag behind the tables by moments; what is in force is decided here, by the tables, at the moment of
// the answer. So a withdrawn hash is gone everywhere as soon as its withdrawal is committed.
const inForce = `s.state IN ('active', 'disputed') AND b.state = 'active' AND b.removed_at IS NULL
  AND (s.expires_at IS NULL OR s.expires_at > $2) AND ($3 OR s.paused_until IS NULL OR s.paused_until <= $2)`;

type Row = Signal & { bank: Bank };

const listed = `SELECT ${signalColumns}, (SELECT to_jsonb(x) FROM (SELECT ${bankColumns}) x) AS bank FROM recognise.signal s JOIN recognise.bank b ON b.id = s.bank_id`;

/** Those of the numbered signals that are in force and in sight; `paused` ones as well if asked for. */
export async function listedByNumber(
  client: PoolClient,
  numbers: number[],
  now: Date,
  paused: boolean,
): Promise<ListedHash[]> {
  const { rows } = await client.query<Row>(`${listed} WHERE s.number = ANY($1) AND ${inForce}`, [numbers, now, paused]);
  return rows.map(({ bank, ...signal }) => ({ signal, bank }));
}

/** Signals of an exact algorithm whose code is one of those given. */
export async function listedByCode(
  client: PoolClient,
  codes: Buffer[],
  now: Date,
  paused: boolean,
): Promise<ListedHash[]> {
  const { rows } = await client.query<Row>(`${listed} WHERE s.code = ANY($1) AND s.algorithm <> 'pdq' AND ${inForce}`, [
    codes,
    now,
    paused,
  ]);
  return rows.map(({ bank, ...signal }) => ({ signal, bank }));
}

export interface DayCount {
  day: string;
  lookups: number;
  matched: number;
}

export async function addLookups(
  client: PoolClient,
  organisationId: string,
  day: string,
  lookups: number,
  matched: number,
): Promise<void> {
  await client.query(
    `INSERT INTO recognise.lookup_day AS d (organisation_id, day, lookups, matched) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation_id, day) DO UPDATE SET lookups = d.lookups + excluded.lookups, matched = d.matched + excluded.matched`,
    [organisationId, day, lookups, matched],
  );
}

export async function lookupDays(client: PoolClient, days: number): Promise<DayCount[]> {
  const { rows } = await client.query<DayCount>(
    `SELECT day::text, lookups, matched FROM recognise.lookup_day ORDER BY day DESC LIMIT $1`,
    [days],
  );
  return rows;
}
