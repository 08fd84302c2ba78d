// SQL of the operator's viewer: where it is, and hand-overs to it, each good once.
import type { Work } from '../../../runtime/database.ts';

export interface Viewer {
  template: string;
  changedBy: string;
  changedAt: Date;
}

export async function findViewer({ client }: Work): Promise<Viewer | null> {
  const { rows } = await client.query<Viewer>(
    'SELECT address_template AS template, changed_by AS "changedBy", changed_at AS "changedAt" FROM report.viewer',
  );
  return rows[0] ?? null;
}

export async function storeViewer({ client }: Work, template: string, by: string, now: Date): Promise<void> {
  await client.query(
    `INSERT INTO report.viewer (organisation_id, address_template, changed_by, changed_at) VALUES (runtime.organisation(), $1, $2, $3)
     ON CONFLICT (organisation_id) DO UPDATE SET address_template = $1, changed_by = $2, changed_at = $3`,
    [template, by, now],
  );
}

export async function removeViewer({ client }: Work): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM report.viewer');
  return rowCount === 1;
}

export interface HandOver {
  tokenBlind: Buffer;
  itemId: string;
  personId: string;
  madeAt: Date;
  expiresAt: Date;
}

export async function insertHandOver({ client }: Work, handOver: HandOver): Promise<void> {
  const { tokenBlind, itemId, personId, madeAt, expiresAt } = handOver;
  await client.query(
    `INSERT INTO report.hand_over (token_blind, organisation_id, item_id, person_id, made_at, expires_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5)`,
    [tokenBlind, itemId, personId, madeAt, expiresAt],
  );
}

/** Takes a hand-over for good: of two who ask at the same moment, one gets it. Null when there is none to take. */
export async function takeHandOver(
  { client }: Work,
  tokenBlind: Buffer,
  by: string,
  now: Date,
): Promise<{ itemId: string; personId: string } | null> {
  const { rows } = await client.query(
    `UPDATE report.hand_over SET redeemed_at = $3, redeemed_by = $2
      WHERE token_blind = $1 AND redeemed_at IS NULL AND expires_at > $3
      RETURNING item_id AS "itemId", person_id AS "personId"`,
    [tokenBlind, by, now],
  );
  return rows[0] ?? null;
}

/** When a person last saw an item in the viewer, after an instant; null for not since then. */
export async function lastSeen({ client }: Work, itemId: string, personId: string, since: Date): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    'SELECT max(redeemed_at) AS at FROM report.hand_over WHERE item_id = $1 AND person_id = $2 AND redeemed_at > $3',
    [itemId, personId, since],
  );
  return rows[0]!.at;
}
