// The names of whoever acted, by id: for pages that say who did what.
import type { Fields } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import { personTable } from './store.ts';

/** Names of people and programs of the organisation, as many as are asked for with two queries; unknown ids are left out. */
export async function namesOf(
  work: Work,
  fields: Fields,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id !== null);
  if (asked.length === 0) return new Map();
  const { client } = work;
  const people = await client.query<{ id: string; name: Buffer }>(
    'SELECT id, name FROM access.person WHERE id = ANY($1)',
    [asked],
  );
  const named = await fields.unseal(work, personTable, people.rows, ['name']);
  const missing = asked.filter((id) => !named.some((person) => person.id === id));
  const keys = missing.length === 0 ? [] : await keyNames(work, missing);
  return new Map([...named, ...keys].map(({ id, name }) => [id, name ?? '']));
}

async function keyNames({ client }: Work, ids: string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'SELECT id, name FROM access.api_key WHERE id = ANY($1)',
    [ids],
  );
  return rows;
}
