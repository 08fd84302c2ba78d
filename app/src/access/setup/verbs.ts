// Setting up: once and for good, by whoever comes first.
import { z } from 'zod';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { call, doVerb } from '../../verbs/verb.ts';
import { hashPassword } from '../passwords/hash.ts';
import { newPassword, refuseCommon } from '../passwords/rules.ts';
import { emailAddress, personName } from '../people/verbs.ts';
import type { OpenedSession } from '../sessions/store.ts';
import { setUpCodePart } from './code.ts';
import { endLookingAround } from './demonstration.ts';
import { admitFounder, founder } from './founder.ts';
import { closeSetUp, insertOrganisation, isSetUp as readIsSetUp, refuseTakeOver, takeSetUp } from './store.ts';

const foundation = z.object({
  code: z.string().max(100).default(''),
  organisation: z.string().trim().min(1, 'a name').max(200, 'at most 200 characters'),
  name: personName,
  email: emailAddress,
  password: newPassword,
});

/** Founds the organisation and its first administrator, signed in. Open to anyone, once; off loopback with the code. */
export const setUp = doVerb({
  name: 'access.set-up',
  permission: null,
  input: foundation,
  async run(circumstances) {
    const { house, organisationId, input, now, ...work } = circumstances;
    await takeSetUp(work);
    await refuseTakeOver(work);
    house.part(setUpCodePart).code?.check(input.code);
    refuseCommon(input.password, [input.organisation, input.name, input.email]);
    await insertOrganisation(work, { name: input.organisation, demonstration: false, now });
    const password = await hashPassword(input.password);
    const session = await admitFounder(circumstances, { ...input, password }, 'set-up');
    await closeSetUp(work, now);
    return { result: session, event: { thing: organisationId } };
  },
});

/**
 * Sets up the desk for good; made-up data that someone looked around in is removed.
 * @throws Refusal `set-up-already`, `code-wrong`, `password-common` or `bad-input`.
 */
export async function setUpDesk(house: House, input: z.input<typeof foundation>): Promise<OpenedSession> {
  const session = await call(house, setUp, founder(), input);
  await endLookingAround(house);
  return session;
}

/** Whether the desk was set up for good. */
export function isSetUp(house: House): Promise<boolean> {
  return inOrganisation(house.database, null, readIsSetUp);
}
