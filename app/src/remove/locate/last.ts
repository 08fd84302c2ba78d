// Where a removal's item was known to lie last, opened.
import type { Fields } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { Removal } from '../removal/store.ts';
import type { Found } from './found.ts';
import { latestLocations, locationTable } from './store.ts';

export const isSomewhere = ({ platform, networks }: Found): boolean => platform !== null || networks.length > 0;

/** Of so many look-ups one has found it, or it was never found. */
const mostLooked = 20;

export async function lastFound(
  work: Work,
  fields: Fields,
  { id, itemId }: Pick<Removal, 'id' | 'itemId'>,
): Promise<Found | null> {
  const rows = await latestLocations(work, id, mostLooked);
  const opened = await fields.unseal(work, locationTable, rows, ['found'], () => itemId);
  const places = opened.flatMap((row) => (row.found === null ? [] : [JSON.parse(row.found) as Found]));
  return places.find(isSomewhere) ?? null;
}
