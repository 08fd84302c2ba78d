// Looking around in made-up data, as often as one likes before the desk is set up; and taking it all away again.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { isLoopback } from '../../runtime/configuration.ts';
import { inOrganisation, partElsewhere } from '../../runtime/database.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { type Caller, nobody, nodeCaller } from '../../verbs/caller.ts';
import { call, type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { readOrganisation } from '../organisations.ts';
import { readPeople } from '../people/store.ts';
import { invitedPlatforms } from '../platforms/store.ts';
import { permissionsOfRoles, roleNames } from '../roles.ts';
import { insertSession, type OpenedSession } from '../sessions/store.ts';
import { admitFounder, founder } from './founder.ts';
import { deleteDemonstration, findDemonstration, insertOrganisation, refuseTakeOver, takeSetUp } from './store.ts';

/** What a desk does about made-up data: fill it in, and clear it all away. Main hands in one for each desk. */
export interface Demonstration {
  /** Makes the desk's made-up data through its own verbs; `caller` may do everything in the made-up organisation. */
  fill(house: House, caller: Caller): Promise<void>;
  /** Deletes all rows of the transaction's organisation in the desk's tables. */
  remove(work: DoCircumstances<unknown>): Promise<void>;
}

export const demonstrationsPart = partKey<readonly Demonstration[]>('access.demonstrations');

/**
 * Enters the made-up organisation as its made-up person, founding both if no one has. Open to anyone on this machine
 * itself, until the desk is set up.
 */
export const lookAround = doVerb({
  name: 'access.look-around',
  permission: null,
  input: z.object({}),
  async run(circumstances) {
    const { house, organisationId, now, ...work } = circumstances;
    if (!isLoopback(house.configuration))
      throw new Refusal('forbidden', 'look-around-local', 'Made-up data is shown on the machine itself only');
    await takeSetUp(work);
    await refuseTakeOver(work);
    const standing = await findDemonstration(work);
    if (standing !== null && standing !== organisationId)
      throw new Refusal('conflict', 'look-around-begun', 'Someone has just begun to look around; try again');
    const session = standing ? await admitVisitor(circumstances) : await foundDemonstration(circumstances, now);
    return { result: { session, founded: standing === null }, event: { thing: organisationId } };
  },
});

async function foundDemonstration(circumstances: DoCircumstances<unknown>, now: Date): Promise<OpenedSession> {
  await insertOrganisation(circumstances, { name: 'Suaka Rekaan', demonstration: true, now });
  const madeUp = { name: 'Petugas Rekaan', email: 'petugas@rekaan.example', password: null };
  return admitFounder(circumstances, madeUp, 'look-around');
}

async function admitVisitor(circumstances: DoCircumstances<unknown>): Promise<OpenedSession> {
  const { house, organisationId, now } = circumstances;
  const people = await readPeople(circumstances, house.part(fieldsPart));
  const visitor = people.find((person) => person.disabledAt === null && person.roles.includes('administrator'));
  if (!visitor) throw new Error('The made-up organisation has no administrator left to look around as');
  return insertSession(circumstances, { personId: visitor.id, organisationId, signedInWith: 'look-around', now });
}

/**
 * Looks around: founds and fills the made-up organisation where there is none, and signs in.
 * @throws Refusal `set-up-already` or `look-around-local`.
 */
export async function beginLookingAround(house: House): Promise<OpenedSession> {
  const standing = await inOrganisation(house.database, null, findDemonstration);
  const caller = standing ? { ...nobody, organisationId: standing } : founder();
  const { session, founded } = await call(house, lookAround, caller, {});
  if (founded) await fill(house, session);
  return session;
}

// What was filled only in part is taken away again: the next visitor begins anew.
async function fill(house: House, { personId: id, organisationId }: OpenedSession): Promise<void> {
  const caller: Caller = { kind: 'person', id, organisationId, permissions: permissionsOfRoles(roleNames) };
  try {
    for (const demonstration of house.part(demonstrationsPart)) await demonstration.fill(house, caller);
  } catch (fault) {
    await call(house, removeDemonstration, caller, {});
    throw fault;
  }
}

/**
 * Removes the made-up organisation with everything in it, in all rooms, and the made-up platforms that it let in; the
 * record keeps its events.
 */
export const removeDemonstration = doVerb({
  name: 'access.remove-demonstration',
  permission: 'access.manage-organisation',
  input: z.object({}),
  async run(circumstances) {
    const { organisationId } = circumstances;
    if (!(await readOrganisation(circumstances)).demonstration)
      throw new Refusal('conflict', 'not-made-up', 'Only made-up data can be removed as a whole; this is a real desk');
    const platforms = (await invitedPlatforms(circumstances)).map(({ id }) => id);
    // What a platform was given names the desk, and the desk's directory names the platform: first all that is in them,
    // then they themselves.
    const all = [...platforms, organisationId];
    for (const id of all) await partElsewhere(circumstances, id, () => empty({ ...circumstances, organisationId: id }));
    for (const id of all) await partElsewhere(circumstances, id, () => deleteDemonstration(circumstances));
    return { result: null, event: { thing: organisationId } };
  },
});

async function empty(circumstances: DoCircumstances<unknown>): Promise<void> {
  const demonstrations = circumstances.house.part(demonstrationsPart).toReversed();
  for (const demonstration of demonstrations) await demonstration.remove(circumstances);
}

/** Removes the made-up organisation if there is one, so that it can be filled anew. */
export async function endLookingAround(house: House): Promise<void> {
  const standing = await inOrganisation(house.database, null, findDemonstration);
  if (standing) await call(house, removeDemonstration, nodeCaller(standing, ['access.manage-organisation']), {});
}
