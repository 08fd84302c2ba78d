// SQL of grants: doors in the wall between organisations.
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { Use } from '../sharing.ts';

export interface Grant {
  id: string;
  thing: string;
  use: Use;
  /** The other organisation: who receives what is given, who gave what is received. */
  partner: string;
  agreement: string;
  grantedAt: Date;
  revokedAt: Date | null;
}

const columns =
  'g.id, g.thing, g.allows AS use, o.name AS partner, g.agreement, g.granted_at AS "grantedAt", g.revoked_at AS "revokedAt"';

/** What the organisation gives, those in force first. */
export async function readGiven({ client }: Work): Promise<Grant[]> {
  const { rows } = await client.query<Grant>(
    `SELECT ${columns} FROM access.grant g JOIN access.organisation o ON o.id = g.to_organisation_id
      WHERE g.organisation_id = runtime.organisation() ORDER BY g.revoked_at IS NOT NULL, g.granted_at DESC, g.id`,
  );
  return rows;
}

/** What the organisation receives, those in force first. */
export async function readReceived({ client }: Work): Promise<Grant[]> {
  const { rows } = await client.query<Grant>(
    `SELECT ${columns} FROM access.grant g JOIN access.organisation o ON o.id = g.organisation_id
      WHERE g.to_organisation_id = runtime.organisation() ORDER BY g.revoked_at IS NOT NULL, g.granted_at DESC, g.id`,
  );
  return rows;
}

/** The organisations that may use a thing of ours so now. */
export async function partnersUsing(
  { client }: Work,
  thing: string,
  use: Use,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM access.grant g JOIN access.organisation o ON o.id = g.to_organisation_id
      WHERE g.organisation_id = runtime.organisation() AND g.thing = $1 AND g.allows = $2 AND g.revoked_at IS NULL ORDER BY o.name, o.id`,
    [thing, use],
  );
  return rows;
}

/** @throws Refusal `grant-stands` when the same is granted already. */
export async function insertGrant(
  { client }: Work,
  grant: { id: string; toOrganisationId: string; thing: string; use: Use; agreement: string; now: Date },
): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO access.grant (id, organisation_id, to_organisation_id, thing, allows, agreement, granted_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6)
     ON CONFLICT (thing, to_organisation_id, allows) WHERE revoked_at IS NULL DO NOTHING`,
    [grant.id, grant.toOrganisationId, grant.thing, grant.use, grant.agreement, grant.now],
  );
  if (rowCount === 0)
    throw new Refusal('conflict', 'grant-stands', 'This partner may use this so already; revoke that grant first');
}

/**
 * Ends a grant.
 * @returns the thing that was shared.
 * @throws Refusal `grant-unknown` when the organisation gave no such grant that is in force.
 */
export async function revokeGrant({ client }: Work, id: string, now: Date): Promise<string> {
  const { rows } = await client.query(
    `UPDATE access.grant SET revoked_at = $2
      WHERE id = $1 AND organisation_id = runtime.organisation() AND revoked_at IS NULL RETURNING thing`,
    [id, now],
  );
  if (rows[0]) return rows[0].thing;
  throw new Refusal('not-found', 'grant-unknown', `No grant in force has the id "${id}"`);
}
