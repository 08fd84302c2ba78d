// SQL of hand-overs: what went to police and to other hotlines, and what came back.
import type { Work } from '../../runtime/database.ts';

export const recipients = ['police', 'hotline', 'regulator'] as const;
export type Recipient = (typeof recipients)[number];
export const returns = ['police', 'provider', 'removed', 'unavailable', 'moved', 'not-illegal'] as const;
export type Returned = (typeof returns)[number];

/** A hand-over without what is sealed. */
export interface HandOff {
  id: string;
  removalId: string;
  recipient: Recipient;
  country: string | null;
  /** They were asked to have traces preserved. */
  preservation: boolean;
  madeBy: string;
  madeAt: Date;
  /** Until then it does not count: nobody has said that they have it. */
  receiptAt: Date | null;
  receiptBy: string | null;
  returned: Returned | null;
  returnedAt: Date | null;
}

export const handOffTable = 'remove.hand_off';
const columns = `h.id, h.removal_id AS "removalId", h.recipient, h.country, h.preservation, h.made_by AS "madeBy", h.made_at AS "madeAt",
  h.receipt_at AS "receiptAt", h.receipt_by AS "receiptBy", h.returned, h.returned_at AS "returnedAt"`;

export async function insertHandOff(
  { client }: Work,
  given: Omit<HandOff, 'returned' | 'returnedAt'> & { reference: Buffer | null },
): Promise<void> {
  await client.query(
    `INSERT INTO remove.hand_off (id, organisation_id, removal_id, recipient, country, reference, preservation, made_by, made_at, receipt_at, receipt_by)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      given.id,
      given.removalId,
      given.recipient,
      given.country,
      given.reference,
      given.preservation,
      given.madeBy,
      given.madeAt,
      given.receiptAt,
      given.receiptBy,
    ],
  );
}

export async function findHandOff({ client }: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<HandOff | null> {
  const { rows } = await client.query<HandOff>(`SELECT ${columns} FROM ${handOffTable} h WHERE h.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** A removal's hand-overs with their sealed references, the latest first. */
export async function handOffsOf(
  { client }: Work,
  removalId: string,
): Promise<(HandOff & { reference: Buffer | null })[]> {
  const { rows } = await client.query(
    `SELECT ${columns}, h.reference FROM ${handOffTable} h WHERE h.removal_id = $1 ORDER BY h.made_at DESC, h.id DESC LIMIT 100`,
    [removalId],
  );
  return rows;
}

/** Whether it was handed over to police. @param received counts only what they said that they have. */
export async function wentToPolice({ client }: Work, removalId: string, received: boolean): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM ${handOffTable} h WHERE h.removal_id = $1 AND h.recipient = 'police'
       AND (h.receipt_at IS NOT NULL OR NOT $2)) AS went`,
    [removalId, received],
  );
  return rows[0].went;
}

const columnOf = {
  reference: 'reference',
  receiptAt: 'receipt_at',
  receiptBy: 'receipt_by',
  returned: 'returned',
  returnedAt: 'returned_at',
} as const;
export type HandOffChanges = Partial<
  Pick<HandOff, Exclude<keyof typeof columnOf, 'reference'>> & { reference: Buffer }
>;

export async function updateHandOff({ client }: Work, id: string, changes: HandOffChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof HandOffChanges)[];
  if (names.length === 0) return;
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE ${handOffTable} SET ${set.join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}
