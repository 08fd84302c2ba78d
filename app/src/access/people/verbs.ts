// Verbs about people: who belongs to the organisation, what they may do, and how a new one gets in.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { endPause } from '../attempts/store.ts';
import { readOrganisation } from '../organisations.ts';
import { type Role, roleNames, rolesIn } from '../roles.ts';
import { endSessionsOf, forgiveFailures } from '../sessions/store.ts';
import { newToken, tokenHash } from '../tokens.ts';
import {
  deletePasswordLink,
  insertPasswordLink,
  insertPerson,
  keepAnAdministrator,
  readPeople,
  readPerson as personById,
  updatePerson,
} from './store.ts';

const permission = 'access.manage-people';
const personId = z.string().regex(idPattern('person'), 'the id of a person, such as per_…');
const one = z.object({ id: personId });

export const personName = z.string().trim().min(1, 'a name').max(120, 'at most 120 characters');
export const emailAddress = z.email('an address such as name@example.org').max(254, 'at most 254 characters');
const someRoles = z
  .array(z.enum(roleNames))
  .min(1, 'at least one role')
  .transform((given) => [...new Set(given)]);

/** How long a one-time link works. */
export const passwordLinkMs = 3 * dayMs;

export const listPeople = askVerb({
  name: 'access.list-people',
  permission,
  input: z.object({}),
  run: ({ house, ...work }) => readPeople(work, house.part(fieldsPart)),
});

export const readPerson = askVerb({
  name: 'access.read-person',
  permission,
  input: one,
  run: ({ house, input, ...work }) => personById(work, house.part(fieldsPart), input.id),
});

/** Adds a person who cannot sign in yet; `linkToken` is the one-time link's secret, shown once to the administrator. */
export const addPerson = doVerb({
  name: 'access.add-person',
  permission,
  input: z.object({ name: personName, email: emailAddress, roles: someRoles }),
  async run({ house, input, now, ...work }) {
    await refuseForeignRoles(work, input.roles);
    const id = newId('person', now);
    await insertPerson(work, house.part(fieldsPart), { ...input, id, password: null, now });
    const linkToken = await makeLink(work, id, now);
    return { result: { id, linkToken }, event: { thing: id, facts: { roles: input.roles } } };
  },
});

/** A new one-time link for a person who is new or has lost their way in; the one before stops working. */
export const makePasswordLink = doVerb({
  name: 'access.make-password-link',
  permission,
  input: one,
  async run({ house, input, now, ...work }) {
    await personById(work, house.part(fieldsPart), input.id);
    return { result: { linkToken: await makeLink(work, input.id, now) }, event: { thing: input.id } };
  },
});

/** A one-time link for a person of the transaction's organisation. */
export async function makeLink(work: Work, person: string, now: Date): Promise<string> {
  const token = newToken();
  await insertPasswordLink(work, person, tokenHash(token), new Date(now.getTime() + passwordLinkMs));
  return token;
}

/** A platform's people never get what desks do, and nobody of a desk answers for a platform. @throws Refusal `role-not-here`. */
async function refuseForeignRoles(work: Work, roles: readonly Role[]): Promise<void> {
  const possible = rolesIn((await readOrganisation(work)).kind);
  const foreign = roles.find((role) => !possible.includes(role));
  if (foreign === undefined) return;
  throw new Refusal(
    'unprocessable',
    'role-not-here',
    `"${foreign}" is no role of this organisation; possible are ${possible.join(', ')}`,
    { facts: { role: foreign }, fields: [{ path: 'roles', message: `among ${possible.join(', ')}` }] },
  );
}

export const changeRoles = doVerb({
  name: 'access.change-roles',
  permission,
  input: z.object({ id: personId, roles: someRoles }),
  async run({ input, ...work }) {
    await refuseForeignRoles(work, input.roles);
    if (!input.roles.includes('administrator')) await keepAnAdministrator(work, input.id);
    await updatePerson(work, input.id, 'roles', input.roles);
    return { result: null, event: { thing: input.id, facts: { roles: input.roles } } };
  },
});

/** Locks a person out at once: sessions and links end, the account stays for the record. */
export const disablePerson = doVerb({
  name: 'access.disable-person',
  permission,
  input: one,
  async run({ input, now, ...work }) {
    await keepAnAdministrator(work, input.id);
    await updatePerson(work, input.id, 'disabled_at', now);
    await deletePasswordLink(work, input.id);
    const ended = await endSessionsOf(work, input.id);
    return { result: null, event: { thing: input.id, facts: { sessionsEnded: ended } } };
  },
});

export const enablePerson = doVerb({
  name: 'access.enable-person',
  permission,
  input: one,
  async run({ input, ...work }) {
    await updatePerson(work, input.id, 'disabled_at', null);
    return { result: null, event: { thing: input.id } };
  },
});

/** Lets a person's password and codes work again that were locked after too many failures. */
export const unlockPerson = doVerb({
  name: 'access.unlock-person',
  permission,
  input: one,
  async run({ house, input, ...work }) {
    const { id, passwordLockedAt } = await personById(work, house.part(fieldsPart), input.id);
    await forgiveFailures(work, id);
    await endPause(work, id);
    return { result: null, event: { thing: id, facts: { wasLocked: passwordLockedAt !== null } } };
  },
});
