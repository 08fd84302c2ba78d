// SQL of banks. Row-level security decides whose banks a query sees.
import type { PoolClient } from 'pg';
import type { Ground } from '../grounds.ts';
import type { BankState } from '../states.ts';

export interface Bank {
  id: string;
  organisationId: string;
  /** What programs call it: UPPER_CASE. */
  code: string;
  name: string;
  state: BankState;
  /** `negative`: what is known to be harmless. `device`: what people gave of their own pictures; only the process fills it. */
  kind: 'listing' | 'negative' | 'device';
  purpose: string;
  ground: Ground;
  legalBasis: string;
  radiusBits: number;
  qualityFloor: number;
  action: 'block' | 'review' | 'log';
  secondReview: boolean;
  /** Of a device bank always `own`: only grants open it, and `readBank` says whether one is in force. */
  sharing: 'own' | 'partners';
  enabledRatio: number;
  createdAt: Date;
  createdBy: string;
}

/** The columns of a bank under the names of its properties. */
export const bankColumns = `b.id, b.organisation_id AS "organisationId", b.code, b.name, b.state, b.kind, b.purpose, b.ground,
  b.legal_basis AS "legalBasis", b.radius_bits AS "radiusBits", b.quality_floor AS "qualityFloor", b.action,
  b.second_review AS "secondReview", b.sharing, b.enabled_ratio AS "enabledRatio", b.created_at AS "createdAt", b.created_by AS "createdBy"`;

export async function insertBank(client: PoolClient, bank: Bank): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO recognise.bank (id, organisation_id, code, name, state, kind, purpose, ground, legal_basis, radius_bits,
       quality_floor, action, second_review, sharing, enabled_ratio, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT (organisation_id, code) WHERE removed_at IS NULL DO NOTHING`,
    [
      bank.id,
      bank.organisationId,
      bank.code,
      bank.name,
      bank.state,
      bank.kind,
      bank.purpose,
      bank.ground,
      bank.legalBasis,
      bank.radiusBits,
      bank.qualityFloor,
      bank.action,
      bank.secondReview,
      bank.sharing,
      bank.enabledRatio,
      bank.createdAt,
      bank.createdBy,
    ],
  );
  return rowCount === 1;
}

/** All banks in sight, our own first. */
export async function listBanks(client: PoolClient): Promise<Bank[]> {
  const { rows } = await client.query<Bank>(
    `SELECT ${bankColumns} FROM recognise.bank b WHERE b.removed_at IS NULL ORDER BY (b.organisation_id = runtime.organisation()) DESC, b.code`,
  );
  return rows;
}

export async function findBank(client: PoolClient, id: string, lock = ''): Promise<Bank | undefined> {
  const { rows } = await client.query<Bank>(
    `SELECT ${bankColumns} FROM recognise.bank b WHERE b.id = $1 AND b.removed_at IS NULL ${lock}`,
    [id],
  );
  return rows[0];
}

/** Changes the named properties of a bank of ours. */
export async function updateBank(client: PoolClient, id: string, bank: Bank): Promise<void> {
  await client.query(
    `UPDATE recognise.bank SET code = $2, name = $3, state = $4, purpose = $5, legal_basis = $6, radius_bits = $7, quality_floor = $8,
       action = $9, second_review = $10, sharing = $11, enabled_ratio = $12 WHERE id = $1`,
    [
      id,
      bank.code,
      bank.name,
      bank.state,
      bank.purpose,
      bank.legalBasis,
      bank.radiusBits,
      bank.qualityFloor,
      bank.action,
      bank.secondReview,
      bank.sharing,
      bank.enabledRatio,
    ],
  );
}

export async function codeIsTaken(client: PoolClient, code: string, exceptId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM recognise.bank WHERE organisation_id = runtime.organisation() AND code = $1 AND id <> $2 AND removed_at IS NULL',
    [code, exceptId],
  );
  return rowCount !== 0;
}

export async function removeBank(client: PoolClient, id: string, now: Date): Promise<void> {
  await client.query(`UPDATE recognise.bank SET state = 'suspended', removed_at = $2 WHERE id = $1`, [id, now]);
}

export interface SignalCount {
  bankId: string;
  algorithm: string;
  state: string;
  count: number;
}

/** How many signals each bank in sight has, by algorithm and state; what people gave of their own pictures only for us. */
export async function countSignals(client: PoolClient, bankId: string | null = null): Promise<SignalCount[]> {
  const { rows } = await client.query<SignalCount>(
    `SELECT bank_id AS "bankId", algorithm, state, count(*) AS count FROM recognise.signal
      WHERE ($1::text IS NULL OR bank_id = $1) AND (NOT device OR organisation_id = runtime.organisation()) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [bankId],
  );
  return rows;
}
