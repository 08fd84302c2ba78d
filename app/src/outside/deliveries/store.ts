// SQL of deliveries and their attempts.
import type { Work } from '../../runtime/database.ts';
import { type DeliveryState, deliveryStates } from '../states.ts';
import type { CarrierName } from './carrier.ts';

/** A delivery without its message. */
export interface Delivery {
  id: string;
  thing: string;
  carrier: CarrierName;
  messageId: string;
  state: DeliveryState;
  attempts: number;
  triesFrom: number;
  possiblyRepeated: boolean;
  queuedAt: Date;
  nextAttemptAt: Date | null;
  handedOverAt: Date | null;
  failedAt: Date | null;
  solvedAt: Date | null;
  solvedBy: string | null;
  solvedFor: string | null;
}

export const attemptResults = ['accepted', 'refused', 'failed', 'unclear', 'cut-short'] as const;
export type AttemptResult = (typeof attemptResults)[number];

export interface Attempt {
  number: number;
  marked: boolean;
  begunAt: Date;
  leaseUntil: Date;
  endedAt: Date | null;
  result: AttemptResult | null;
  receipt: string | null;
}

export const deliveryTable = 'outside.delivery';
const columns = `d.id, d.thing, d.carrier, d.message_id AS "messageId", d.state, d.attempts, d.tries_from AS "triesFrom",
  d.possibly_repeated AS "possiblyRepeated", d.queued_at AS "queuedAt", d.next_attempt_at AS "nextAttemptAt",
  d.handed_over_at AS "handedOverAt", d.failed_at AS "failedAt", d.solved_at AS "solvedAt", d.solved_by AS "solvedBy",
  d.solved_for AS "solvedFor"`;

export async function insertDelivery(
  { client }: Work,
  delivery: Pick<Delivery, 'id' | 'thing' | 'carrier' | 'messageId' | 'queuedAt'>,
  message: Buffer,
): Promise<void> {
  const { id, thing, carrier, messageId, queuedAt } = delivery;
  await client.query(
    `INSERT INTO outside.delivery (id, organisation_id, thing, carrier, message_id, message, state, queued_at, next_attempt_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, 'queued', $6, $6)`,
    [id, thing, carrier, messageId, message, queuedAt],
  );
}

export async function findDelivery(
  { client }: Work,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<Delivery | null> {
  const { rows } = await client.query<Delivery>(`SELECT ${columns} FROM outside.delivery d WHERE d.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** The message, still sealed, with the thing under whose key it is. */
export async function sealedMessage(
  { client }: Work,
  id: string,
): Promise<{ id: string; thing: string; message: Buffer }> {
  const { rows } = await client.query('SELECT id, thing, message FROM outside.delivery WHERE id = $1', [id]);
  return rows[0];
}

/** All deliveries of one thing, the first one first. */
export async function deliveriesOf({ client }: Work, thing: string): Promise<Delivery[]> {
  const { rows } = await client.query<Delivery>(
    `SELECT ${columns} FROM outside.delivery d WHERE d.thing = $1 AND d.organisation_id = runtime.organisation() ORDER BY d.id`,
    [thing],
  );
  return rows;
}

/** Deliveries in some of the states, the latest first, `limit` of them; `before` is the id that the page before ended with. */
export async function listDeliveries(
  { client }: Work,
  asked: { states: readonly DeliveryState[]; before: string | null; limit: number },
): Promise<Delivery[]> {
  const { rows } = await client.query<Delivery>(
    `SELECT ${columns} FROM outside.delivery d
      WHERE d.organisation_id = runtime.organisation() AND d.state = ANY ($1) AND ($2::text IS NULL OR d.id < $2)
      ORDER BY d.id DESC LIMIT $3`,
    [asked.states, asked.before, asked.limit],
  );
  return rows;
}

/** How many deliveries of the organisation are in each of the states that ask for something. */
export async function countDeliveries({ client }: Work): Promise<{ failed: number; waiting: number }> {
  const { rows } = await client.query(
    `SELECT count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state <> 'failed') AS waiting
       FROM outside.delivery WHERE organisation_id = runtime.organisation() AND state IN ('failed', 'queued', 'trying')`,
  );
  return rows[0];
}

export async function attemptsOf({ client }: Work, deliveryId: string): Promise<Attempt[]> {
  const { rows } = await client.query<Attempt>(
    `SELECT number, marked, begun_at AS "begunAt", lease_until AS "leaseUntil", ended_at AS "endedAt", result, receipt
       FROM outside.attempt WHERE delivery_id = $1 ORDER BY number`,
    [deliveryId],
  );
  return rows;
}

export type DeliveryChanges = Partial<Omit<Delivery, 'id' | 'thing' | 'carrier' | 'messageId' | 'queuedAt'>>;

const columnOf: Record<keyof DeliveryChanges, string> = {
  state: 'state',
  attempts: 'attempts',
  triesFrom: 'tries_from',
  possiblyRepeated: 'possibly_repeated',
  nextAttemptAt: 'next_attempt_at',
  handedOverAt: 'handed_over_at',
  failedAt: 'failed_at',
  solvedAt: 'solved_at',
  solvedBy: 'solved_by',
  solvedFor: 'solved_for',
};

export async function updateDelivery({ client }: Work, id: string, changes: DeliveryChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof DeliveryChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE outside.delivery SET ${set.join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}

export async function insertAttempt(
  { client }: Work,
  deliveryId: string,
  attempt: Pick<Attempt, 'number' | 'marked' | 'begunAt' | 'leaseUntil'>,
): Promise<void> {
  await client.query(
    `INSERT INTO outside.attempt (delivery_id, number, organisation_id, marked, begun_at, lease_until)
     VALUES ($1, $2, runtime.organisation(), $3, $4, $5)`,
    [deliveryId, attempt.number, attempt.marked, attempt.begunAt, attempt.leaseUntil],
  );
}

/** Closes an attempt. One that was taken for cut short keeps that, and what came of it after all as its receipt. */
export async function endAttempt(
  { client }: Work,
  deliveryId: string,
  number: number,
  end: { result: AttemptResult; receipt: string | null; at: Date },
): Promise<void> {
  await client.query(
    `UPDATE outside.attempt SET ended_at = coalesce(ended_at, $3), result = coalesce(result, $4), receipt = coalesce(receipt, left($5, 500))
      WHERE delivery_id = $1 AND number = $2`,
    [deliveryId, number, end.at, end.result, end.receipt],
  );
}

/** Ends in one step what of a thing was not handed over; of each, whether an attempt at it is under way. */
export async function solveAllOf(
  { client }: Work,
  thing: string,
  solved: { at: Date; by: string; reason: string },
): Promise<{ inHand: boolean }[]> {
  const { rows } = await client.query<{ inHand: boolean }>(
    `UPDATE outside.delivery d SET state = 'solved', next_attempt_at = NULL, solved_at = $2, solved_by = $3, solved_for = $4
      WHERE thing = $1 AND organisation_id = runtime.organisation() AND state = ANY ($5)
      RETURNING EXISTS (SELECT FROM outside.attempt a WHERE a.delivery_id = d.id AND a.ended_at IS NULL) AS "inHand"`,
    [thing, solved.at, solved.by, solved.reason, deliveryStates.stop.from],
  );
  return rows;
}

/** When a backup was last restored into this database, by the record; read as the node. */
export async function lastRestored({ client }: Work): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    `SELECT max(at) AS at FROM audit.event WHERE organisation_id IS NULL AND verb = 'backup.restore'`,
  );
  return rows[0]?.at ?? null;
}

/** What is due, of whichever organisation, the longest waiting first; read as the node. */
export async function dueDeliveries(
  { client }: Work,
  now: Date,
  limit: number,
): Promise<{ id: string; organisationId: string }[]> {
  const { rows } = await client.query(
    `SELECT id, organisation_id AS "organisationId" FROM outside.delivery
      WHERE state IN ('queued', 'trying') AND next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2`,
    [now, limit],
  );
  return rows;
}
