// SQL of locations: where an item was found to lie, each time it was looked up. Rows are never changed.
import type { Work } from '../../runtime/database.ts';

export interface Location {
  id: string;
  at: Date;
  by: string;
  /** JSON, sealed under the item's key. */
  found: Buffer;
  country: string | null;
  network: number | null;
  networkName: string | null;
  moved: boolean;
}

export const locationTable = 'remove.location';

export async function insertLocation(
  { client }: Work,
  given: Omit<Location, 'networkName'> & { removalId: string; placeBlind: Buffer; networkName: string | null },
): Promise<void> {
  await client.query(
    `INSERT INTO remove.location (id, organisation_id, removal_id, at, by, found, place_blind, country, network, network_name, moved)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      given.id,
      given.removalId,
      given.at,
      given.by,
      given.found,
      given.placeBlind,
      given.country,
      given.network,
      given.networkName,
      given.moved,
    ],
  );
}

/** The latest locations of a removal, the latest first. */
export async function latestLocations({ client }: Work, removalId: string, limit: number): Promise<Location[]> {
  const { rows } = await client.query<Location>(
    `SELECT l.id, l.at, l.by, l.found, l.country, l.network, l.network_name AS "networkName", l.moved
       FROM remove.location l WHERE l.removal_id = $1 ORDER BY l.at DESC, l.id DESC LIMIT $2`,
    [removalId, limit],
  );
  return rows;
}
