// SQL of people. Names and e-mail addresses are sealed under the person's own key.
import type { Fields } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { Role } from '../roles.ts';

export const personTable = 'access.person';

export interface Person {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  addedAt: Date;
  disabledAt: Date | null;
  hasPassword: boolean;
  passkeys: number;
  /** When the password was locked after too many failures. */
  passwordLockedAt: Date | null;
  /** When the second factor behind the password was confirmed. */
  secondFactorAt: Date | null;
}

interface PersonRow extends Omit<Person, 'name' | 'email'> {
  name: Buffer;
  email: Buffer;
}

const personColumns = `id, name, email, roles, added_at AS "addedAt", disabled_at AS "disabledAt",
  password IS NOT NULL AS "hasPassword", (SELECT count(*) FROM access.passkey k WHERE k.person_id = p.id) AS passkeys,
  password_locked_at AS "passwordLockedAt",
  (SELECT f.confirmed_at FROM access.second_factor f WHERE f.person_id = p.id) AS "secondFactorAt"`;

/** One form for an address, so that it is found however it is typed. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

export function emailBlind(fields: Fields, email: string): Buffer {
  return fields.blind('access.email', normaliseEmail(email));
}

/** Adds a person. @throws Refusal `email-taken` when an account on this server has the address. */
export async function insertPerson(
  work: Work,
  fields: Fields,
  person: { id: string; name: string; email: string; roles: readonly Role[]; password: string | null; now: Date },
): Promise<void> {
  const { id, name, email } = person;
  const sealed = await fields.seal(work, { table: personTable, id }, { name, email });
  const { rowCount } = await work.client.query(
    `INSERT INTO access.person (id, organisation_id, name, email, email_blind, roles, password, added_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7) ON CONFLICT (email_blind) DO NOTHING`,
    [id, sealed.name, sealed.email, emailBlind(fields, email), person.roles, person.password, person.now],
  );
  if (rowCount === 0)
    throw new Refusal('conflict', 'email-taken', 'An account with this e-mail address exists on this server', {
      fields: [{ path: 'email', message: 'an address that no account has yet' }],
    });
}

/** The people of the organisation, by name; or the one with that id. */
export async function readPeople(work: Work, fields: Fields, id: string | null = null): Promise<Person[]> {
  const { rows } = await work.client.query<PersonRow>(
    `SELECT ${personColumns} FROM access.person p WHERE $1::text IS NULL OR id = $1`,
    [id],
  );
  const people = await fields.unseal(work, personTable, rows, ['name', 'email']);
  return people
    .map((person) => ({ ...person, name: person.name ?? '', email: person.email ?? '' }))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'id'));
}

/** @throws Refusal `person-unknown` when the organisation has no such person. */
export async function readPerson(work: Work, fields: Fields, id: string): Promise<Person> {
  const [person] = await readPeople(work, fields, id);
  if (person) return person;
  throw new Refusal('not-found', 'person-unknown', `No person with the id "${id}" belongs to this organisation`);
}

/** Changes columns of a person. @throws Refusal `person-unknown`. */
export async function updatePerson(
  { client }: Work,
  id: string,
  change: 'roles' | 'disabled_at' | 'password',
  value: unknown,
): Promise<void> {
  const { rowCount } = await client.query(`UPDATE access.person SET ${change} = $2 WHERE id = $1`, [id, value]);
  if (rowCount === 0)
    throw new Refusal('not-found', 'person-unknown', `No person with the id "${id}" belongs to this organisation`);
}

/**
 * Makes sure that someone other than this person can still sign in and manage people. The organisation's row is locked
 * first: of two administrators who remove each other at once, one is refused.
 * @throws Refusal `last-administrator`.
 */
export async function keepAnAdministrator({ client }: Work, exceptId: string): Promise<void> {
  await client.query('SELECT FROM access.organisation WHERE id = runtime.organisation() FOR UPDATE');
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM access.person p WHERE 'administrator' = ANY(roles) AND disabled_at IS NULL AND id <> $1
       AND (password IS NOT NULL AND password_locked_at IS NULL OR EXISTS (SELECT FROM access.passkey k WHERE k.person_id = p.id))) AS kept`,
    [exceptId],
  );
  if (!rows[0].kept)
    throw new Refusal(
      'conflict',
      'last-administrator',
      'This is the last administrator who can sign in; make another person administrator first',
    );
}

export interface PasswordLink {
  personId: string;
  organisationId: string;
  expiresAt: Date;
}

/** Replaces whatever link the person had. */
export async function insertPasswordLink(
  { client }: Work,
  personId: string,
  tokenHash: Buffer,
  expiresAt: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO access.password_link (person_id, organisation_id, token_hash, expires_at)
     VALUES ($1, runtime.organisation(), $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET token_hash = $2, expires_at = $3`,
    [personId, tokenHash, expiresAt],
  );
}

/** Takes a link away so that it works once; null when there is none (any more). */
export async function takePasswordLink({ client }: Work, tokenHash: Buffer): Promise<PasswordLink | null> {
  const { rows } = await client.query<PasswordLink>(
    `DELETE FROM access.password_link WHERE token_hash = $1
     RETURNING person_id AS "personId", organisation_id AS "organisationId", expires_at AS "expiresAt"`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

/** As the node: whose link it is, without using it up. */
export async function findPasswordLink({ client }: Work, tokenHash: Buffer): Promise<PasswordLink | null> {
  const { rows } = await client.query<PasswordLink>(
    `SELECT person_id AS "personId", organisation_id AS "organisationId", expires_at AS "expiresAt"
       FROM access.password_link WHERE token_hash = $1`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

export async function deletePasswordLink({ client }: Work, personId: string): Promise<void> {
  await client.query('DELETE FROM access.password_link WHERE person_id = $1', [personId]);
}
