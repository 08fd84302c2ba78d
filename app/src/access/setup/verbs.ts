// Setting up: once for good, by whoever comes first; or looking around in made-up data, as often as one likes before that.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import { isLoopback } from '../../runtime/configuration.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call, type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { readOrganisation } from '../organisations.ts';
import { hashPassword } from '../passwords/hash.ts';
import { newPassword, refuseCommon } from '../passwords/rules.ts';
import { insertPerson } from '../people/store.ts';
import { emailAddress, personName } from '../people/verbs.ts';
import { permissionsOfRoles, type Role } from '../roles.ts';
import { insertSession, type OpenedSession, type SignInMethod } from '../sessions/store.ts';
import { setUpCodePart } from './code.ts';
import {
  closeSetUp,
  deleteDemonstration,
  findDemonstration,
  insertOrganisation,
  isSetUp as readIsSetUp,
  takeSetUp,
} from './store.ts';

/** What a desk does about made-up data: fill it in, and clear it all away. Main hands in one for each desk. */
export interface Demonstration {
  /** Makes the desk's made-up data through its own verbs; `caller` may do everything in the made-up organisation. */
  fill(house: House, caller: Caller): Promise<void>;
  /** Deletes all rows of the transaction's organisation in the desk's tables. */
  remove(work: DoCircumstances<unknown>): Promise<void>;
}

export const demonstrationsPart = partKey<readonly Demonstration[]>('access.demonstrations');

// Whoever sets up is alone at first: they manage people, and can work until others have come.
const founderRoles: Role[] = ['administrator', 'supervisor', 'curator'];

/** Nobody yet, inside an organisation that is about to be. */
const founder = (): Caller => ({ ...nobody, organisationId: newId('organisation') });

/** Founds the organisation and its first administrator, signed in. Open to anyone, once; off loopback with the code. */
export const setUp = doVerb({
  name: 'access.set-up',
  permission: null,
  input: z.object({
    code: z.string().max(100).default(''),
    organisation: z.string().trim().min(1, 'a name').max(200, 'at most 200 characters'),
    name: personName,
    email: emailAddress,
    password: newPassword,
  }),
  async run(circumstances) {
    const { house, organisationId, input, now, ...work } = circumstances;
    await takeSetUp(work);
    house.part(setUpCodePart).code?.check(input.code);
    refuseCommon(input.password, [input.organisation, input.name, input.email]);
    await insertOrganisation(work, { name: input.organisation, demonstration: false, now });
    const password = await hashPassword(input.password);
    const session = await admitFounder(circumstances, { ...input, password }, 'set-up');
    await closeSetUp(work, now);
    return { result: session, event: { thing: organisationId } };
  },
});

async function admitFounder(
  circumstances: DoCircumstances<unknown>,
  given: { name: string; email: string; password: string | null },
  signedInWith: SignInMethod,
): Promise<OpenedSession> {
  const { house, organisationId, now } = circumstances;
  const id = newId('person', now);
  await insertPerson(circumstances, house.part(fieldsPart), { ...given, id, roles: founderRoles, now });
  return insertSession(circumstances, { personId: id, organisationId, signedInWith, now });
}

/** Sets up the desk for good; made-up data that someone looked around in goes first. */
export async function setUpDesk(house: House, input: Parameters<typeof call<Given, OpenedSession>>[3]) {
  return call(house, setUp, founder(), input);
}
