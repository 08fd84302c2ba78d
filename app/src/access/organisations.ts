// Organisations as people see them: their name, of which kind they are, and whether everything in them is made up.
import { asNode, type Work } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import type { OrganisationKind } from './roles.ts';

export interface Organisation {
  id: string;
  name: string;
  demonstration: boolean;
  kind: OrganisationKind;
  /** Of a platform: the desk that let it in, and when that desk closed it. */
  invitedBy: string | null;
  closedAt: Date | null;
}

const columns = 'id, name, demonstration, kind, invited_by AS "invitedBy", closed_at AS "closedAt"';

/** The organisation of the transaction. @throws Error outside any. */
export async function readOrganisation({ client }: Work): Promise<Organisation> {
  const { rows } = await client.query<Organisation>(
    `SELECT ${columns} FROM access.organisation WHERE id = runtime.organisation()`,
  );
  if (rows[0]) return rows[0];
  throw new Error('The transaction works in no organisation');
}

/** The other desks on this server, by name: those that a grant can name. A platform is given notices, never lists. */
export async function readPartners({ client }: Work): Promise<Organisation[]> {
  const { rows } = await client.query<Organisation>(
    `SELECT ${columns} FROM access.organisation WHERE id <> runtime.organisation() AND kind = 'desk' ORDER BY name`,
  );
  return rows;
}

const publicIds = new WeakMap<House, string>();

/**
 * The id of the organisation that the public face of this server belongs to: the first real desk, else the
 * made-up one; null before there is any. It is never a platform's. The first real one stays the first for good, so it is
 * looked up once.
 */
export async function publicOrganisationId(house: House): Promise<string | null> {
  const known = publicIds.get(house);
  if (known) return known;
  const found = await asNode(house.database, async ({ client }) => {
    const { rows } = await client.query<Organisation>(
      `SELECT ${columns} FROM access.organisation WHERE kind = 'desk' ORDER BY demonstration, created_at, id LIMIT 1`,
    );
    return rows[0] ?? null;
  });
  if (found && !found.demonstration) publicIds.set(house, found.id);
  return found?.id ?? null;
}
