// SQL of lookups: what the listed hashes near a query are, as far as the asking organisation may see them.
import type { PoolClient } from 'pg';
import { type Bank, listBanks } from './banks.ts';
import type { Signal } from './signals.ts';

/** What an answer needs of a signal: no more is read, for a call may meet hundreds. */
export type ListedSignal = Pick<
  Signal,
  | 'number'
  | 'organisationId'
  | 'bankId'
  | 'content'
  | 'algorithm'
  | 'code'
  | 'state'
  | 'sourceKind'
  | 'source'
  | 'sourceReference'
  | 'classification'
  | 'reviewedAt'
> & {
  /** Of a device hash: what goes into the keyed hashes of copies that met it. */
  copySalt: Buffer | null;
};

const listedColumns = `s.number, s.organisation_id AS "organisationId", s.bank_id AS "bankId", coalesce(s.content, s.number) AS content,
  s.algorithm, s.code, s.state, s.source_kind AS "sourceKind", s.source, s.source_reference AS "sourceReference", s.classification,
  s.reviewed_at AS "reviewedAt", s.copy_salt AS "copySalt"`;

export interface ListedHash {
  signal: ListedSignal;
  bank: Bank;
}

// A node's index may lag behind the tables by moments; what is in force is decided here, by the tables, at the moment of
// the answer. So a withdrawn hash is gone everywhere as soon as its withdrawal is committed.
const inForce = `s.state IN ('active', 'disputed')
  AND (s.expires_at IS NULL OR s.expires_at > $2) AND ($3 OR s.paused_until IS NULL OR s.paused_until <= $2)`;

/** Those of the numbered signals that are in force and in sight; `paused` ones as well if asked for. */
export async function listedByNumber(
  client: PoolClient,
  numbers: number[],
  now: Date,
  paused: boolean,
): Promise<ListedHash[]> {
  const array = `{${numbers.join(',')}}`; // as the driver writes arrays, in a fifth of its time
  return inActiveBanks(client, 'listed-by-number', `s.number = ANY($1)`, [array, now, paused]);
}

/** Signals of an exact algorithm whose code is one of those given. Those of devices have none: the index finds them. */
export async function listedByCode(
  client: PoolClient,
  codes: Buffer[],
  now: Date,
  paused: boolean,
): Promise<ListedHash[]> {
  return inActiveBanks(client, 'listed-by-code', `s.code = ANY($1) AND s.algorithm <> 'pdq'`, [codes, now, paused]);
}

// Banks are few and signals many, so banks are read once and joined here. The statement is prepared under its name: planning
// it under the policies of the table takes PostgreSQL half a millisecond, as long as reading two hundred signals.
async function inActiveBanks(
  client: PoolClient,
  name: string,
  condition: string,
  values: unknown[],
): Promise<ListedHash[]> {
  const text = `SELECT ${listedColumns} FROM recognise.signal s WHERE ${condition} AND ${inForce}`;
  const { rows } = await client.query<ListedSignal>({ name: `recognise.${name}`, text, values });
  if (rows.length === 0) return [];
  const banks = new Map((await listBanks(client)).map((bank) => [bank.id, bank]));
  return rows.flatMap((signal) => {
    const bank = banks.get(signal.bankId);
    return bank?.state === 'active' ? [{ signal, bank }] : [];
  });
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
