// Signing in with a password, and signing out. Whether an account exists shows in no answer and takes no other time.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { asNode } from '../../runtime/database.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { nobody } from '../../verbs/caller.ts';
import { badInput, call, type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { isPassword } from '../passwords/hash.ts';
import { emailBlind } from '../people/store.ts';
import { refuseUntil, type Throttle } from '../throttle.ts';
import {
  forgiveFailures,
  insertSession,
  lockAccount,
  noteFailure,
  type OpenedSession,
  organisationOfEmail,
} from './store.ts';

/** Slows down guessing at one e-mail address, known or not. */
export const signInThrottle = partKey<Throttle>('access.sign-in-throttle');

const credentials = z.object({
  email: z.string().min(1, 'your e-mail address').max(254),
  password: z.string().min(1, 'your password').max(1024),
});

/**
 * Decides on one attempt within the account's organisation: the session opened, or null for a wrong password. It does
 * not refuse then, because a refusal would undo the count of failures. Open to anyone: the password is the permission.
 */
export const signIn = doVerb({
  name: 'access.sign-in',
  permission: null,
  input: credentials,
  async run(circumstances) {
    const { house, input, now, ...work } = circumstances;
    const account = await lockAccount(work, { blind: emailBlind(house.part(fieldsPart), input.email) });
    refuseUntil(account?.pausedUntil ?? null, now);
    const right = await isPassword(input.password, account?.disabledAt ? null : (account?.password ?? null));
    if (!account) throw wrongCredentials();
    const session = right ? await admit(circumstances, account.id) : null;
    if (!right) await noteFailure(work, account, now);
    return { result: session, event: { thing: account.id, facts: { signedIn: right } } };
  },
});

async function admit(circumstances: DoCircumstances<unknown>, personId: string): Promise<OpenedSession> {
  const { organisationId, now } = circumstances;
  await forgiveFailures(circumstances, personId);
  return insertSession(circumstances, { personId, organisationId, signedInWith: 'password', now });
}

const wrongCredentials = (): Refusal =>
  new Refusal('unprocessable', 'wrong-credentials', 'The e-mail address or the password is not right');

/**
 * Signs in with e-mail address and password.
 * @throws Refusal `wrong-credentials`, or `slow-down` after too many attempts.
 */
export async function signInWithPassword(house: House, given: z.input<typeof credentials>): Promise<OpenedSession> {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) throw badInput(parsed.error);
  const blind = emailBlind(house.part(fieldsPart), parsed.data.email);
  const key = blind.toString('base64url');
  house.part(signInThrottle).attempt(key);
  const organisationId = await asNode(house.database, (work) => organisationOfEmail(work, blind));
  const session = await call(house, signIn, { ...nobody, organisationId }, parsed.data);
  if (!session) throw wrongCredentials();
  house.part(signInThrottle).forgive(key);
  return session;
}
