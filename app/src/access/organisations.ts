// Organisations as people see them: their name, and whether everything in them is made up.
import type { Work } from '../runtime/database.ts';

export interface Organisation {
  id: string;
  name: string;
  demonstration: boolean;
}

/** The organisation of the transaction. @throws Error outside any. */
export async function readOrganisation({ client }: Work): Promise<Organisation> {
  const { rows } = await client.query<Organisation>(
    'SELECT id, name, demonstration FROM access.organisation WHERE id = runtime.organisation()',
  );
  if (rows[0]) return rows[0];
  throw new Error('The transaction works in no organisation');
}

/** The other organisations on this server, by name: those that a grant can name. */
export async function readPartners({ client }: Work): Promise<Organisation[]> {
  const { rows } = await client.query<Organisation>(
    'SELECT id, name, demonstration FROM access.organisation WHERE id <> runtime.organisation() ORDER BY name',
  );
  return rows;
}
