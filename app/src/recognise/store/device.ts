// SQL of device banks and of what people listed in them for their own pictures. No statement here takes or gives a code in
// plain: codes are sealed, and equal ones are found by keyed hashes.
import type { PoolClient } from 'pg';
import type { Ground } from '../grounds.ts';
import type { Algorithm } from '../hashes.ts';
import type { SignalState } from '../states.ts';
import { type Bank, bankColumns } from './banks.ts';

/** Our own device bank of a ground. */
export async function findDeviceBank(client: PoolClient, ground: Ground): Promise<Bank | undefined> {
  const { rows } = await client.query<Bank>(
    `SELECT ${bankColumns} FROM recognise.bank b
      WHERE b.kind = 'device' AND b.ground = $1 AND b.removed_at IS NULL AND b.organisation_id = runtime.organisation()`,
    [ground],
  );
  return rows[0];
}

export type NewDeviceBank = Pick<Bank, 'id' | 'code' | 'name' | 'purpose' | 'ground' | 'legalBasis' | 'createdAt'>;

/** Makes the device bank of a ground; another node may be quicker, and then this does nothing. */
export async function insertDeviceBank(client: PoolClient, bank: NewDeviceBank): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO recognise.bank (id, organisation_id, code, name, state, kind, purpose, ground, legal_basis, radius_bits,
       quality_floor, action, second_review, sharing, created_at, created_by)
     VALUES ($1, runtime.organisation(), $2, $3, 'active', 'device', $4, $5, $6, 31, 50, 'review', false, 'own', $7, 'node')
     ON CONFLICT DO NOTHING`,
    [bank.id, bank.code, bank.name, bank.purpose, bank.ground, bank.legalBasis, bank.createdAt],
  );
  return rowCount === 1;
}

export interface NewDeviceSignal {
  bankId: string;
  submissionId: string;
  algorithm: Algorithm;
  sealedCode: Buffer;
  codeBlind: Buffer;
  copySalt: Buffer;
  quality: number | null;
  recipients: string[] | null;
  expiresAt: Date | null;
  listedAt: Date;
}

/**
 * Lists a hash of a submission. One that it lists already takes the new scope and lifetime, an expired one is listed again;
 * what was withdrawn stays withdrawn.
 */
export async function listDeviceHash(
  client: PoolClient,
  given: NewDeviceSignal,
): Promise<{ number: number; fresh: boolean } | 'withdrawn'> {
  const { rows } = await client.query<{ number: number; fresh: boolean }>(
    `INSERT INTO recognise.signal AS s (organisation_id, bank_id, algorithm, sealed_code, code_blind, copy_salt, quality, state,
       source_kind, source, recipients, expires_at, listed_at, listed_by)
     VALUES (runtime.organisation(), $1, $2, $3, $4, $5, $6, 'active', 'device', $7, $8, $9, $10, 'node')
     ON CONFLICT (bank_id, code_blind, source) WHERE device DO UPDATE SET recipients = excluded.recipients, expires_at = excluded.expires_at,
       state = CASE s.state WHEN 'expired' THEN 'active' ELSE s.state END, ended_at = NULL, ended_why = NULL
       WHERE s.state <> 'withdrawn'
     RETURNING number, copy_salt = $5 AS fresh`,
    [
      given.bankId,
      given.algorithm,
      given.sealedCode,
      given.codeBlind,
      given.copySalt,
      given.quality,
      given.submissionId,
      given.recipients,
      given.expiresAt,
      given.listedAt,
    ],
  );
  return rows[0] ?? 'withdrawn';
}

/** What is known of a hash of a submission without opening it. */
export interface DeviceListing {
  bankId: string;
  state: SignalState;
  expiresAt: Date | null;
  recipients: string[] | null;
}

export async function listingsOf(client: PoolClient, submissionId: string): Promise<DeviceListing[]> {
  const { rows } = await client.query<DeviceListing>(
    `SELECT bank_id AS "bankId", state, expires_at AS "expiresAt", recipients FROM recognise.signal
      WHERE device AND source = $1 AND organisation_id = runtime.organisation()`,
    [submissionId],
  );
  return rows;
}

type Numbers = { number: number }[];
const numbersIn = (rows: Numbers): number[] => rows.map((row) => row.number);

/** Ends what a submission lists; the numbers of what was not ended before. */
export async function withdrawListings(
  client: PoolClient,
  submissionId: string,
  at: Date,
  why: string,
): Promise<number[]> {
  const { rows } = await client.query(
    `UPDATE recognise.signal SET state = 'withdrawn', ended_at = $2, ended_why = $3
      WHERE device AND source = $1 AND state <> 'withdrawn' RETURNING number`,
    [submissionId, at, why],
  );
  return numbersIn(rows);
}

const toTombstone = `state = CASE WHEN state = 'expired' OR state <> 'withdrawn' AND expires_at <= $1 THEN 'expired' ELSE 'withdrawn' END, ended_at = coalesce(ended_at, $1), ended_why = coalesce(ended_why, 'erased'),
  sealed_code = NULL, code_blind = NULL, copy_salt = NULL, quality = NULL, recipients = NULL`;

/** Leaves of what a submission listed nothing but tombstones; their numbers. */
export async function eraseListings(client: PoolClient, submissionId: string, at: Date): Promise<number[]> {
  const { rows } = await client.query(
    `UPDATE recognise.signal SET ${toTombstone} WHERE device AND sealed_code IS NOT NULL AND source = $2 RETURNING number`,
    [at, submissionId],
  );
  return numbersIn(rows);
}

const keyIsGone = 'device AND sealed_code IS NOT NULL AND fields.is_erased(source)';

/** Does the same with every submission whose record was erased, as after an older backup was restored; their numbers. */
export async function eraseKeyless(client: PoolClient, at: Date): Promise<number[]> {
  const { rows } = await client.query(
    `UPDATE recognise.signal SET ${toTombstone} WHERE ${keyIsGone} RETURNING number`,
    [at],
  );
  return numbersIn(rows);
}

/** Organisations that have such submissions. Read by the node. */
export async function organisationsWithKeyless(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT organisation_id AS id FROM recognise.signal WHERE ${keyIsGone}`,
  );
  return rows.map((row) => row.id);
}

/** A sealed code as the index reads it. */
export interface SealedCode {
  number: number;
  algorithm: Algorithm;
  submissionId: string;
  codeBlind: Buffer;
  sealedCode: Buffer;
}

/** Sealed codes in force above a number, in order. Read by the node. */
export async function sealedAbove(client: PoolClient, above: number, limit: number): Promise<SealedCode[]> {
  const { rows } = await client.query<SealedCode>(
    `SELECT number, algorithm, source AS "submissionId", code_blind AS "codeBlind", sealed_code AS "sealedCode" FROM recognise.signal
      WHERE device AND state IN ('active', 'disputed') AND number > $1 ORDER BY number LIMIT $2`,
    [above, limit],
  );
  return rows;
}

/** Whether the transaction can go on: after a fault that was not the database's, it can. */
export function goesOn(client: PoolClient): Promise<boolean> {
  return client.query('SELECT').then(
    () => true,
    () => false,
  );
}
