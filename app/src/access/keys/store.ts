// SQL of API keys.
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { OrganisationKind, Scope } from '../roles.ts';

export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  requestsAMinute: number;
  madeBy: string;
  madeAt: Date;
  expiresAt: Date | null;
  /** The day (UTC, `2031-03-14`) of its last use. */
  lastUsedOn: string | null;
  revokedAt: Date | null;
}

const columns = `id, name, scopes, requests_a_minute AS "requestsAMinute", made_by AS "madeBy", made_at AS "madeAt",
  expires_at AS "expiresAt", last_used_on::text AS "lastUsedOn", revoked_at AS "revokedAt"`;

/** The organisation's keys, those in use first, the latest first. */
export async function readKeys({ client }: Work): Promise<ApiKey[]> {
  const { rows } = await client.query<ApiKey>(
    `SELECT ${columns} FROM access.api_key WHERE organisation_id = runtime.organisation()
      ORDER BY revoked_at IS NOT NULL, made_at DESC, id`,
  );
  return rows;
}

export async function insertKey(
  { client }: Work,
  key: Pick<ApiKey, 'id' | 'name' | 'scopes' | 'requestsAMinute' | 'madeBy' | 'madeAt' | 'expiresAt'> & {
    secretHash: Buffer;
  },
): Promise<void> {
  await client.query(
    `INSERT INTO access.api_key (id, organisation_id, name, secret_hash, scopes, requests_a_minute, made_by, made_at, expires_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8)`,
    [key.id, key.name, key.secretHash, key.scopes, key.requestsAMinute, key.madeBy, key.madeAt, key.expiresAt],
  );
}

/** @throws Refusal `key-unknown` when the organisation has no such key in use. */
export async function revokeKey({ client }: Work, id: string, now: Date): Promise<void> {
  const { rowCount } = await client.query(
    'UPDATE access.api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
    [id, now],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'key-unknown', `No key in use has the id "${id}"`);
}

export interface KeyInUse {
  id: string;
  organisationId: string;
  organisationKind: OrganisationKind;
  secretHash: Buffer;
  scopes: Scope[];
  requestsAMinute: number;
  /** The person who made it. */
  madeBy: string;
  /** Whether today's use is noted already. */
  usedToday: boolean;
}

/** As the node: a key that is neither revoked nor expired. */
export async function findKey({ client }: Work, id: string, now: Date): Promise<KeyInUse | null> {
  const { rows } = await client.query<KeyInUse>(
    `SELECT k.id, k.organisation_id AS "organisationId", i.kind AS "organisationKind", k.secret_hash AS "secretHash", k.scopes,
       k.requests_a_minute AS "requestsAMinute", k.made_by AS "madeBy", coalesce(k.last_used_on = $3::date, false) AS "usedToday"
       FROM access.api_key k JOIN access.organisation i ON i.id = k.organisation_id
      WHERE k.id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2) AND i.closed_at IS NULL`,
    [id, now, dayOf(now)],
  );
  return rows[0] ?? null;
}

/** As the node: notes the day of use; one write a day. */
export async function noteKeyUse({ client }: Work, id: string, now: Date): Promise<void> {
  await client.query(
    'UPDATE access.api_key SET last_used_on = $2::date WHERE id = $1 AND last_used_on IS DISTINCT FROM $2::date',
    [id, dayOf(now)],
  );
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
