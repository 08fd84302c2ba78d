// SQL of setting up: the one row that closes it, and the organisation that it founds.
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';

// Any fixed number serves; this one spells "setup" in base 36.
const lockKey = Number.parseInt('setup', 36);

/** Lets one set-up run at a time, in any process. @throws Refusal `set-up-already` when the desk is set up. */
export async function takeSetUp(work: Work): Promise<void> {
  await work.client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
  if (await isSetUp(work))
    throw new Refusal('conflict', 'set-up-already', 'This desk is set up already; sign in, or ask its administrator');
}

export async function isSetUp({ client }: Work): Promise<boolean> {
  return ((await client.query('SELECT FROM access.setup')).rowCount ?? 0) > 0;
}

export async function closeSetUp({ client }: Work, now: Date): Promise<void> {
  await client.query('INSERT INTO access.setup (at) VALUES ($1)', [now]);
}

/**
 * Makes sure that the transaction works in an organisation that is not there yet, or is made up.
 * @throws Refusal `set-up-elsewhere`: set-up founds an organisation of its own, it does not take one over.
 */
export async function refuseTakeOver({ client }: Work): Promise<void> {
  const { rows } = await client.query(
    `SELECT runtime.organisation() <> '' AND NOT EXISTS (SELECT FROM access.organisation
       WHERE id = runtime.organisation() AND NOT demonstration) AS free`,
  );
  if (!rows[0].free)
    throw new Refusal(
      'conflict',
      'set-up-elsewhere',
      'Setting up founds an organisation of its own; this is another one',
    );
}

/** Founds the organisation of the transaction. */
export async function insertOrganisation(
  { client }: Work,
  given: { name: string; demonstration: boolean; now: Date },
): Promise<void> {
  await client.query(
    'INSERT INTO access.organisation (id, name, demonstration, created_at) VALUES (runtime.organisation(), $1, $2, $3)',
    [given.name, given.demonstration, given.now],
  );
}

/** The made-up organisation and the made-up person in it, when someone is looking around. */
export async function findDemonstration({ client }: Work): Promise<string | null> {
  const { rows } = await client.query(`SELECT id FROM access.organisation WHERE demonstration AND kind = 'desk'`);
  return rows[0]?.id ?? null;
}

/** Removes what this room keeps of the transaction's made-up organisation, and the organisation itself. */
export async function deleteDemonstration({ client }: Work): Promise<void> {
  for (const table of ['answered_request', 'session', 'passkey', 'password_link', 'api_key', 'grant', 'person'])
    await client.query(`DELETE FROM access.${table} WHERE organisation_id = runtime.organisation()`);
  await client.query('DELETE FROM fields.record_key WHERE organisation_id = runtime.organisation()');
  await client.query('DELETE FROM access.organisation WHERE id = runtime.organisation() AND demonstration');
}
