// SQL of receipts: what a receipt opens, whether it was written down, and the recovery phrase behind it.
import type { Work } from '../../runtime/database.ts';

export interface Receipt {
  thing: string;
  madeAt: Date;
  writtenDownAt: Date | null;
  /** argon2id of the recovery phrase; null where none was chosen. */
  recovery: string | null;
  /** Since when there has been one; another one in its place, for which it had to be given, is as old. */
  recoverySetAt: Date | null;
  recoveryHidesMessages: boolean;
  failedRecoveries: number;
  pausedUntil: Date | null;
}

const columns = `thing, made_at AS "madeAt", written_down_at AS "writtenDownAt", recovery,
  recovery_set_at AS "recoverySetAt",  recovery_hides_messages AS "recoveryHidesMessages", failed_recoveries AS "failedRecoveries", paused_until AS "pausedUntil"`;

/** Whether it was stored; false when this receipt was made before. */
export async function insertReceipt({ client }: Work, blind: Buffer, thing: string, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO report.receipt (receipt_blind, organisation_id, thing, made_at) VALUES ($1, runtime.organisation(), $2, $3)
     ON CONFLICT DO NOTHING`,
    [blind, thing, now],
  );
  return rowCount === 1;
}

/** Waits while a receipt with the same index is being made, until this transaction ends. */
export async function waitForReceipt({ client }: Work, blind: Buffer): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [blind.toString('hex')]);
}

export async function findReceipt({ client }: Work, blind: Buffer): Promise<Receipt | null> {
  const { rows } = await client.query<Receipt>(`SELECT ${columns} FROM report.receipt WHERE receipt_blind = $1`, [
    blind,
  ]);
  return rows[0] ?? null;
}

/** The receipt of a thing. */
export async function receiptOf({ client }: Work, thing: string): Promise<Receipt | null> {
  const { rows } = await client.query<Receipt>(`SELECT ${columns} FROM report.receipt WHERE thing = $1`, [thing]);
  return rows[0] ?? null;
}

/** The receipt of a thing, locked until the transaction ends. */
export async function lockReceiptOf({ client }: Work, thing: string): Promise<Receipt | null> {
  const { rows } = await client.query<Receipt>(`SELECT ${columns} FROM report.receipt WHERE thing = $1 FOR UPDATE`, [
    thing,
  ]);
  return rows[0] ?? null;
}

export async function markWrittenDown({ client }: Work, thing: string, now: Date): Promise<void> {
  await client.query('UPDATE report.receipt SET written_down_at = $2 WHERE thing = $1 AND written_down_at IS NULL', [
    thing,
    now,
  ]);
}

export async function storeRecovery(
  { client }: Work,
  thing: string,
  recovery: string,
  hidesMessages: boolean,
  now: Date,
): Promise<void> {
  await client.query(
    `UPDATE report.receipt SET recovery = $2, recovery_set_at = coalesce(recovery_set_at, $4), recovery_hides_messages = $3,
       failed_recoveries = 0, paused_until = NULL WHERE thing = $1`,
    [thing, recovery, hidesMessages, now],
  );
}

export async function noteRecoveries(
  { client }: Work,
  thing: string,
  failed: number,
  pausedUntil: Date | null,
): Promise<void> {
  await client.query('UPDATE report.receipt SET failed_recoveries = $2, paused_until = $3 WHERE thing = $1', [
    thing,
    failed,
    pausedUntil,
  ]);
}
