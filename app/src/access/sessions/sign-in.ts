// Signing in with a password, and signing out. Whether an account exists shows in no answer and takes no other time.
import { z } from 'zod';
import type { EventFacts } from '../../audit/record.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { nobody } from '../../verbs/caller.ts';
import { badInput, call, type Done, doVerb } from '../../verbs/verb.ts';
import { attemptAt, decideStranger } from '../attempts/attempt.ts';
import { isPassword } from '../passwords/hash.ts';
import { emailBlind } from '../people/store.ts';
import { type Admission, admitWithPassword } from './admit.ts';
import { lockAccount, noteFailure, organisationOfEmail, usablePassword } from './store.ts';

const credentials = z.object({
  email: z.string().min(1, 'your e-mail address').max(254),
  password: z.string().min(1, 'your password').max(1024),
});

/**
 * Decides on one attempt within the account's organisation: where it leads, or null for a wrong password. It does not
 * refuse then, because a refusal would undo the count of failures. Open to anyone: the password is the permission.
 */
export const signIn = doVerb({
  name: 'access.sign-in',
  permission: null,
  input: credentials,
  async run(circumstances): Promise<Done<Admission | null>> {
    const { house, input, now, ...work } = circumstances;
    const account = await lockAccount(work, { blind: emailBlind(house.part(fieldsPart), input.email) });
    const right = await isPassword(input.password, usablePassword(account));
    if (!account) throw wrongCredentials();
    const admission = right ? await admitWithPassword(circumstances, account.id) : null;
    if (!right) await noteFailure(work, account, now);
    return { result: admission, event: { thing: account.id, facts: factsOf(admission) } };
  },
});

function factsOf(admission: Admission | null): EventFacts {
  if (admission !== null && 'next' in admission) return { signedIn: false, next: admission.next };
  return { signedIn: admission !== null };
}

const wrongCredentials = (): Refusal =>
  new Refusal('unprocessable', 'wrong-credentials', 'The e-mail address or the password is not right');

/**
 * Signs in with e-mail address and password.
 * @throws Refusal `wrong-credentials`, or `slow-down` after too many attempts.
 */
export async function signInWithPassword(house: House, given: z.input<typeof credentials>): Promise<Admission> {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) throw badInput(parsed.error);
  const address = emailBlind(house.part(fieldsPart), parsed.data.email);
  const attempt = await attemptAt(house, address);
  const organisationId = await asNode(house.database, (work) => organisationOfEmail(work, address));
  if (organisationId === null) {
    await decideStranger(house, address, () => isPassword(parsed.data.password, null));
    throw wrongCredentials();
  }
  const admission = await call(house, signIn, { ...nobody, organisationId }, parsed.data);
  if (!admission) throw wrongCredentials();
  await ('next' in admission && admission.next === 'code' ? attempt.giveBack() : attempt.forgive());
  return admission;
}
