// From the token in a cookie to who is asking.
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { permissionsOfRoles } from '../roles.ts';
import { findSession, type SessionFacts } from './store.ts';

/** The person behind a session's token, with what they may do now; null when the session ended or never was. */
export async function callerOfToken(
  house: House,
  token: string,
): Promise<{ caller: Caller; session: SessionFacts } | null> {
  const found = await asNode(house.database, (work) => findSession(work, token, house.now()));
  if (!found) return null;
  const { roles, ...session } = found;
  const { personId: id, organisationId } = session;
  return { caller: { kind: 'person', id, organisationId, permissions: permissionsOfRoles(roles) }, session };
}
