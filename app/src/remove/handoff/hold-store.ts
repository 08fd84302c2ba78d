// SQL of holds: that police asked for notices to wait. Each lasts a day at most; the database sees to it that whoever renews
// one is another person than whoever placed it.
import type { Work } from '../../runtime/database.ts';

/** A hold without the reference of the police, which is sealed. */
export interface Hold {
  id: string;
  removalId: string;
  placedBy: string;
  fromAt: Date;
  untilAt: Date;
  /** The hold that it renews. */
  renews: string | null;
  endedAt: Date | null;
  endedBy: string | null;
}

export const holdTable = 'remove.hold';
const columns = `h.id, h.removal_id AS "removalId", h.placed_by AS "placedBy", h.from_at AS "fromAt", h.until_at AS "untilAt", h.renews,
  h.ended_at AS "endedAt", h.ended_by AS "endedBy"`;

/** Places a hold; false where the removal was held before, or the hold was renewed already. */
export async function insertHold(
  { client }: Work,
  given: Omit<Hold, 'endedAt' | 'endedBy'> & { reference: Buffer; renewedPerson: string | null },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO remove.hold (id, organisation_id, removal_id, reference, placed_by, from_at, until_at, renews, renewed_person)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      given.id,
      given.removalId,
      given.reference,
      given.placedBy,
      given.fromAt,
      given.untilAt,
      given.renews,
      given.renewedPerson,
    ],
  );
  return rowCount === 1;
}

export async function findHold({ client }: Work, id: string): Promise<Hold | null> {
  const { rows } = await client.query<Hold>(`SELECT ${columns} FROM remove.hold h WHERE h.id = $1`, [id]);
  return rows[0] ?? null;
}

/** A removal's holds with their sealed references, the latest first. */
export async function holdsOf({ client }: Work, removalId: string): Promise<(Hold & { reference: Buffer })[]> {
  const { rows } = await client.query(
    `SELECT ${columns}, h.reference FROM remove.hold h WHERE h.removal_id = $1 ORDER BY h.from_at DESC, h.renews IS NULL, h.id DESC LIMIT 100`,
    [removalId],
  );
  return rows;
}

export async function storeEnd({ client }: Work, id: string, { by, at }: { by: string; at: Date }): Promise<void> {
  await client.query('UPDATE remove.hold SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL', [
    id,
    at,
    by,
  ]);
}

/** Whether a hold lasts. Danger ends every hold at once: nothing has to be done for it. */
export async function isHeld({ client }: Work, removalId: string, now: Date): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM remove.hold h JOIN remove.removal m ON m.id = h.removal_id
      WHERE h.removal_id = $1 AND h.ended_at IS NULL AND h.from_at <= $2 AND h.until_at > $2 AND NOT m.danger) AS held`,
    [removalId, now],
  );
  return rows[0].held;
}

export interface HoldCounts {
  placed: number;
  renewed: number;
  /** Removals that were held at all. */
  removals: number;
}

/** Holds that began in [from, to), for the public count. */
export async function countHolds({ client }: Work, from: Date, to: Date): Promise<HoldCounts> {
  const { rows } = await client.query<HoldCounts>(
    `SELECT count(*) FILTER (WHERE renews IS NULL) AS placed, count(*) FILTER (WHERE renews IS NOT NULL) AS renewed,
       count(DISTINCT removal_id) AS removals
       FROM remove.hold WHERE organisation_id = runtime.organisation() AND from_at >= $1 AND from_at < $2`,
    [from, to],
  );
  return rows[0]!;
}
