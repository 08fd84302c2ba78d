// Choosing a password: by the one-time link that an administrator handed over, or signed in, with the one before.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { asNode, type Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call, doVerb } from '../../verbs/verb.ts';
import { attemptOwn } from '../attempts/attempt.ts';
import { endPause } from '../attempts/store.ts';
import { readOrganisation } from '../organisations.ts';
import { findPasswordLink, readPerson, takePasswordLink, updatePerson } from '../people/store.ts';
import { selfOf } from '../self.ts';
import { type Admission, admitWithPassword } from '../sessions/admit.ts';
import { endSessionsOf, forgiveFailures, lockAccount, noteFailure, usablePassword } from '../sessions/store.ts';
import { tokenHash } from '../tokens.ts';
import { hashPassword, isPassword } from './hash.ts';
import { newPassword, refuseCommon } from './rules.ts';

const linkToken = z.string().min(1).max(100);

/**
 * Sets the password, unlocks it and signs in, or leads on to the second factor; all earlier sessions end, the link is used up. Open to anyone: the link is the
 * permission. Called within the organisation that `linkHolder` found.
 */
export const setPasswordByLink = doVerb({
  name: 'access.set-password-by-link',
  permission: null,
  input: z.object({ token: linkToken, password: newPassword }),
  async run(circumstances) {
    const { house, input, now } = circumstances;
    const link = await takePasswordLink(circumstances, tokenHash(input.token));
    if (!link || link.expiresAt <= now) throw linkUnknown();
    const { personId } = link;
    await storePassword(house, circumstances, personId, input.password);
    await endSessionsOf(circumstances, personId);
    return { result: await admitWithPassword(circumstances, personId), event: { thing: personId } };
  },
});

async function storePassword(house: House, work: Work, personId: string, password: string): Promise<void> {
  const person = await readPerson(work, house.part(fieldsPart), personId);
  refuseCommon(password, [person.name, person.email, (await readOrganisation(work)).name]);
  await updatePerson(work, personId, 'password', await hashPassword(password));
  await forgiveFailures(work, personId);
  await endPause(work, personId);
}

const linkUnknown = (): Refusal =>
  new Refusal('not-found', 'link-unknown', 'This link was used already or has expired; ask for a new one');

/** Where a link leads, without using it up. @throws Refusal `link-unknown`. */
export async function linkHolder(house: House, token: string): Promise<{ organisationId: string }> {
  const link = await asNode(house.database, (work) => findPasswordLink(work, tokenHash(token)));
  if (!link || link.expiresAt <= house.now()) throw linkUnknown();
  return link;
}

/** Uses a one-time link: sets the password and signs in, or leads on to the second factor. */
export async function followLink(house: House, token: string, password: string): Promise<Admission> {
  const { organisationId } = await linkHolder(house, token);
  return call(house, setPasswordByLink, { ...nobody, organisationId }, { token, password });
}

/** Changes one's own password. @throws Refusal `present-wrong`, `password-common`, or `slow-down` after too many tries. */
export async function changeMyPassword(
  house: House,
  caller: Caller,
  given: { present: string; password: string; session: string },
): Promise<void> {
  const changed = await attemptOwn(house, caller, async () => {
    const outcome = await call(house, changePassword, caller, given);
    return outcome.changed ? outcome : null;
  });
  if (changed === null)
    throw new Refusal('unprocessable', 'present-wrong', 'The present password is not right', {
      fields: [{ path: 'present', message: 'your present password' }],
    });
}

/**
 * Changes one's own password; all other sessions end. A wrong present password is answered, not refused, because a
 * refusal would undo the count of failures.
 */
export const changePassword = doVerb({
  name: 'access.change-password',
  permission: null,
  input: z.object({ present: z.string().max(1024), password: newPassword, session: z.string() }),
  async run({ house, caller, input, now, ...work }) {
    const id = selfOf(caller);
    const account = await lockAccount(work, { id });
    const changed = await isPassword(input.present, usablePassword(account));
    if (changed) {
      await storePassword(house, work, id, input.password);
      await endSessionsOf(work, id, input.session);
    } else if (account) await noteFailure(work, account, now);
    return { result: { changed }, event: { thing: id, facts: { changed } } };
  },
});
