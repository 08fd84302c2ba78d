// The first person of an organisation: whoever sets up a desk, or looks around in a made-up one.
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import type { DoCircumstances } from '../../verbs/verb.ts';
import { insertPerson } from '../people/store.ts';
import type { Role } from '../roles.ts';
import { insertSession, type OpenedSession, type SignInMethod } from '../sessions/store.ts';

// Whoever sets up is alone at first: they manage people, and can work until others have come.
const founderRoles: Role[] = ['administrator', 'supervisor', 'curator'];

/** Nobody yet, inside an organisation that is about to be. */
export const founder = (): Caller => ({ ...nobody, organisationId: newId('organisation') });

/** Adds the first person, with a session that has just begun. */
export async function admitFounder(
  circumstances: DoCircumstances<unknown>,
  given: { name: string; email: string; password: string | null },
  signedInWith: SignInMethod,
): Promise<OpenedSession> {
  const { house, organisationId, now } = circumstances;
  const id = newId('person', now);
  await insertPerson(circumstances, house.part(fieldsPart), { ...given, id, roles: founderRoles, now });
  return insertSession(circumstances, { personId: id, organisationId, signedInWith, now });
}
