// SQL of platforms: organisations that a desk let in. What is within one is read and changed inside it.
import type { Work } from '../../runtime/database.ts';

export interface InvitedPlatform {
  id: string;
  name: string;
  invitedAt: Date;
  closedAt: Date | null;
}

/** Founds the platform's organisation that the transaction works in. Made up by a made-up desk, it is made up too. */
export async function insertPlatform(
  { client }: Work,
  given: { name: string; invitedBy: string; now: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO access.organisation (id, name, kind, invited_by, demonstration, created_at)
     VALUES (runtime.organisation(), $1, 'platform', $2, (SELECT demonstration FROM access.organisation WHERE id = $2), $3)`,
    [given.name, given.invitedBy, given.now],
  );
}

/** The platforms that the transaction's organisation let in, by name; or the one with that id. */
export async function invitedPlatforms({ client }: Work, id: string | null = null): Promise<InvitedPlatform[]> {
  const { rows } = await client.query<InvitedPlatform>(
    `SELECT id, name, created_at AS "invitedAt", closed_at AS "closedAt" FROM access.organisation
      WHERE invited_by = runtime.organisation() AND ($1::text IS NULL OR id = $1) ORDER BY name, id`,
    [id],
  );
  return rows;
}

/** Inside a platform: how many people it has, and whether any of them has found a way in yet. */
export async function countPeople({ client }: Work): Promise<{ people: number; entered: boolean }> {
  const { rows } = await client.query<{ people: number; entered: boolean }>(
    `SELECT count(*)::int AS people, coalesce(bool_or(p.password IS NOT NULL
       OR EXISTS (SELECT FROM access.passkey k WHERE k.person_id = p.id)), false) AS entered FROM access.person p`,
  );
  return rows[0]!;
}

/** Inside a platform: the person who was invited. */
export async function firstPerson({ client }: Work): Promise<string | null> {
  const { rows } = await client.query('SELECT id FROM access.person ORDER BY added_at, id LIMIT 1');
  return rows[0]?.id ?? null;
}

/** Inside a platform: ends every session, link and key of it, and locks its people out; how many sessions and keys. */
export async function closeInside(
  { client }: Work,
  now: Date,
): Promise<{ sessionsEnded: number; keysRevoked: number }> {
  await client.query('UPDATE access.organisation SET closed_at = $1 WHERE id = runtime.organisation()', [now]);
  const sessions = await client.query('DELETE FROM access.session');
  await client.query('DELETE FROM access.password_link');
  await client.query('UPDATE access.person SET disabled_at = $1 WHERE disabled_at IS NULL', [now]);
  const keys = await client.query('UPDATE access.api_key SET revoked_at = $1 WHERE revoked_at IS NULL', [now]);
  return { sessionsEnded: sessions.rowCount ?? 0, keysRevoked: keys.rowCount ?? 0 };
}

/** Inside a platform: lets in again whom closing it locked out. Keys stay revoked, links and sessions ended. */
export async function reopenInside({ client }: Work): Promise<void> {
  await client.query(
    `UPDATE access.person SET disabled_at = NULL
      WHERE disabled_at = (SELECT closed_at FROM access.organisation WHERE id = runtime.organisation())`,
  );
  await client.query('UPDATE access.organisation SET closed_at = NULL WHERE id = runtime.organisation()');
}
