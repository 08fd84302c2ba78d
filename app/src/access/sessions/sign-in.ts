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
import { pauseMs, refuseUntil, type Throttle } from '../throttle.ts';
import {
  type Account,
  insertSession,
  lockAccount,
  noteSignIns,
  type OpenedSession,
  organisationOfEmail,
} from './store.ts';

/** Slows down guessing at one e-mail address, known or not. */
export const signInThrottle = partKey<Throttle>('access.sign-in-throttle');

const credentials = z.object({
  email: z.string().min(1, 'your e-mail address').max(254),
  password: z.string().min(1, 'your password').max(1024),
});

type Outcome = { signedIn: true; session: OpenedSession } | { signedIn: false };

/**
 * Decides on one attempt within the account's organisation. It answers instead of refusing, because a refusal would undo
 * the count of failures. Open to anyone: the password is the permission.
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
    const result = right ? await admit(circumstances, account) : await countFailure(circumstances, account);
    return { result, event: { thing: account.id, facts: { signedIn: result.signedIn } } };
  },
});

async function admit(circumstances: DoCircumstances<unknown>, account: Account): Promise<Outcome> {
  const { organisationId, now } = circumstances;
  await noteSignIns(circumstances, account.id, 0, null);
  const given = { personId: account.id, organisationId, signedInWith: 'password' as const, now };
  return { signedIn: true, session: await insertSession(circumstances, given) };
}

async function countFailure(circumstances: DoCircumstances<unknown>, account: Account): Promise<Outcome> {
  const failures = account.failedSignIns + 1;
  const wait = pauseMs(failures);
  const until = wait > 0 ? new Date(circumstances.now.getTime() + wait) : null;
  await noteSignIns(circumstances, account.id, failures, until);
  return { signedIn: false };
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
  const outcome = await call(house, signIn, { ...nobody, organisationId }, parsed.data);
  if (!outcome.signedIn) throw wrongCredentials();
  house.part(signInThrottle).forgive(key);
  return outcome.session;
}
