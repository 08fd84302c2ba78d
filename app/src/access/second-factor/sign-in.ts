// The second step of signing in with a password: the code, or setting a second factor up first where everyone needs one.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { badInput, call, type Done, doVerb } from '../../verbs/verb.ts';
import { attemptAt } from '../attempts/attempt.ts';
import { forgiveFailures, insertSession, isLocked, noteFailure, type OpenedSession } from '../sessions/store.ts';
import { holderOf, openTicket } from './ticket.ts';
import { codeWrong, confirmWithCode, useCode } from './use-code.ts';

export const typedCode = z.string().trim().min(1, 'a code').max(100, 'a code');
const step = z.object({ ticket: z.string().min(1, 'a ticket').max(2000, 'a ticket'), code: typedCode });
type Step = z.input<typeof step>;

/**
 * Opens the session of a ticket's holder, or answers null for a wrong code: a refusal would undo the count of failures.
 * Open to anyone: ticket and code are the permission.
 */
export const signInWithCode = doVerb({
  name: 'access.sign-in-with-code',
  permission: null,
  input: step,
  async run(circumstances): Promise<Done<OpenedSession | null>> {
    const { house, organisationId, input, now } = circumstances;
    const fields = house.part(fieldsPart);
    const account = await holderOf(circumstances, fields, input.ticket, 'code');
    const personId = account.id;
    const used = isLocked(account) ? null : await useCode(circumstances, fields, { personId, typed: input.code, now });
    if (used === null) {
      await noteFailure(circumstances, account, now);
      return { result: null, event: { thing: personId, facts: { signedIn: false } } };
    }
    await forgiveFailures(circumstances, personId);
    const session = await insertSession(circumstances, { personId, organisationId, signedInWith: 'password', now });
    return { result: session, event: { thing: personId, facts: { signedIn: true, with: used } } };
  },
});

/** @throws Refusal `factor-code-wrong`, `sign-in-again`, or `slow-down` after too many attempts. */
export async function enterWithCode(house: House, given: Step): Promise<OpenedSession> {
  const parsed = step.safeParse(given);
  if (!parsed.success) throw badInput(parsed.error);
  const { address, organisationId } = openTicket(house.part(fieldsPart), parsed.data.ticket, 'code', house.now());
  const attempt = await attemptAt(house, Buffer.from(address, 'base64url'));
  const session = await call(house, signInWithCode, { ...nobody, organisationId }, parsed.data);
  if (session === null) throw codeWrong();
  await attempt.forgive();
  return session;
}

/**
 * Confirms the second factor of a ticket's holder and signs them in; until then they have no session, and so nothing
 * else. Open to anyone: the ticket is the permission.
 */
export const signInByEnrolling = doVerb({
  name: 'access.sign-in-by-enrolling',
  permission: null,
  input: step,
  async run(circumstances) {
    const { house, organisationId, input, now } = circumstances;
    const fields = house.part(fieldsPart);
    const { id: personId } = await holderOf(circumstances, fields, input.ticket, 'enrol');
    const recoveryCodes = await confirmWithCode(circumstances, fields, { personId, typed: input.code, now });
    const session = await insertSession(circumstances, { personId, organisationId, signedInWith: 'password', now });
    return { result: { session, recoveryCodes }, event: { thing: personId } };
  },
});

/** @throws Refusal `factor-code-wrong`, `factor-not-begun` or `sign-in-again`. */
export function enterByEnrolling(house: House, given: Step) {
  const { organisationId } = openTicket(house.part(fieldsPart), given.ticket, 'enrol', house.now());
  return call(house, signInByEnrolling, { ...nobody, organisationId }, given);
}

/** The holder of a ticket for enrolling, who may do nothing but what everyone may about themselves. */
export async function enrollingCaller(house: House, ticket: string): Promise<Caller> {
  const fields = house.part(fieldsPart);
  const now = house.now();
  const { organisationId } = openTicket(fields, ticket, 'enrol', now);
  const { id } = await inOrganisation(house.database, organisationId, ({ client }) =>
    holderOf({ client, organisationId, now }, fields, ticket, 'enrol'),
  );
  return { kind: 'person', id, organisationId, permissions: new Set() };
}
