// From the token in a cookie to who is asking.
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { permissionsOfRoles, permissionsWithin } from '../roles.ts';
import { findSession, type LiveSession } from './store.ts';

/** The person behind a session's token, with what they may do now; null when the session ended or never was. */
export async function callerOfToken(
  house: House,
  token: string,
): Promise<{ caller: Caller; session: LiveSession } | null> {
  const found = await asNode(house.database, (work) => findSession(work, token, house.now()));
  if (!found) return null;
  const { roles, ...session } = found;
  const { personId: id, organisationId, organisationKind } = session;
  const permissions = permissionsWithin(organisationKind, permissionsOfRoles(roles));
  return { caller: { kind: 'person', id, organisationId, permissions }, session };
}
