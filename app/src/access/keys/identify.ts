// From the key a program sends to who is asking.
import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../kit/errors.ts';
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { permissionsOfScopes, permissionsWithin } from '../roles.ts';
import { parseKeyText, tokenHash } from '../tokens.ts';
import { findKey, noteKeyUse } from './store.ts';

/** The key in an Authorization header: `Bearer KEY`, or Basic with the key as password for older clients. */
export function keyInHeader(authorization: string): string {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/**
 * The program behind a key, and how much it may ask.
 * @throws Refusal `key-not-valid` for a key that is malformed, unknown, expired or revoked, all alike.
 */
export async function callerOfKey(house: House, text: string): Promise<{ caller: Caller; requestsAMinute: number }> {
  const parts = parseKeyText(text);
  const now = house.now();
  const found = parts && (await asNode(house.database, (work) => findKey(work, parts.id, now)));
  if (!found || !timingSafeEqual(found.secretHash, tokenHash(parts.secret)))
    throw new Refusal('not-signed-in', 'key-not-valid', 'The API key is not known, has expired or was revoked');
  if (!found.usedToday) await asNode(house.database, (work) => noteKeyUse(work, found.id, now));
  const { id, organisationId, organisationKind, scopes, requestsAMinute, madeBy } = found;
  const permissions = permissionsWithin(organisationKind, permissionsOfScopes(scopes));
  return { caller: { kind: 'key', id, organisationId, permissions, behind: madeBy }, requestsAMinute };
}
