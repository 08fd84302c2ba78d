// Verbs about second factors: what people do about their own, and what an administrator decides.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { askVerb, call, doVerb } from '../../verbs/verb.ts';
import { attemptOwn } from '../attempts/attempt.ts';
import { isPassword } from '../passwords/hash.ts';
import { readPerson } from '../people/store.ts';
import { selfOf } from '../self.ts';
import { isLocked, lockAccount, noteFailure, usablePassword } from '../sessions/store.ts';
import { typedCode } from './sign-in.ts';
import {
  confirmedAt,
  countRecoveryCodes,
  deleteSecondFactor,
  insertSecondFactor,
  isRequired,
  lockSecondFactor,
  writeRequired,
} from './store.ts';
import { enrolmentUri, newSecret } from './totp.ts';
import { confirmWithCode, useCode } from './use-code.ts';

/** A second factor as its own person sees it. The secret shows only until it is confirmed. */
export type MySecondFactor =
  | { state: 'none' }
  | { state: 'begun'; secret: string; uri: string }
  | { state: 'on'; since: Date; recoveryCodesLeft: number };

export const readMySecondFactor = askVerb({
  name: 'access.read-my-second-factor',
  permission: null, // oneself only
  input: z.object({}),
  async run({ house, caller, ...work }): Promise<MySecondFactor> {
    const fields = house.part(fieldsPart);
    const { id, email } = await readPerson(work, fields, selfOf(caller));
    const factor = await lockSecondFactor(work, fields, id);
    if (!factor?.secret) return { state: 'none' };
    if (factor.confirmedAt === null)
      return { state: 'begun', secret: factor.secret, uri: enrolmentUri(factor.secret, email) };
    return { state: 'on', since: factor.confirmedAt, recoveryCodesLeft: await countRecoveryCodes(work, id) };
  },
});

/** Makes a secret for one's app; nothing asks for a code before the first one confirmed it. */
export const beginSecondFactor = doVerb({
  name: 'access.begin-second-factor',
  permission: null, // oneself only
  input: z.object({}),
  async run({ house, caller, now, ...work }) {
    const personId = selfOf(caller);
    if ((await confirmedAt(work, personId)) !== null)
      throw new Refusal('conflict', 'factor-stands', 'You have a second factor already; remove it first');
    await insertSecondFactor(work, house.part(fieldsPart), { personId, secret: newSecret(), now });
    return { result: null, event: { thing: personId } };
  },
});

/** Confirms one's second factor with a first code; answers with the recovery codes, this once. */
export const confirmSecondFactor = doVerb({
  name: 'access.confirm-second-factor',
  permission: null, // oneself only
  input: z.object({ code: typedCode }),
  async run({ house, caller, input, now, ...work }) {
    const personId = selfOf(caller);
    const codes = await confirmWithCode(work, house.part(fieldsPart), { personId, typed: input.code, now });
    return { result: { recoveryCodes: codes }, event: { thing: personId } };
  },
});

/** Removes one's own second factor. A wrong proof is answered, not refused: a refusal would undo the count. */
export const removeSecondFactor = doVerb({
  name: 'access.remove-second-factor',
  permission: null, // oneself only
  input: z.object({ proof: z.string().min(1, 'your password or a code').max(1024, 'your password or a code') }),
  async run({ house, caller, input, now, ...work }) {
    const personId = selfOf(caller);
    const account = await lockAccount(work, { id: personId });
    if (account === null || (await confirmedAt(work, personId)) === null) throw noFactor();
    const given = { personId, typed: input.proof, now };
    const byCode = !isLocked(account) && (await useCode(work, house.part(fieldsPart), given)) !== null;
    const removed = byCode || (await isPassword(input.proof, usablePassword(account)));
    if (removed) await deleteSecondFactor(work, personId);
    else await noteFailure(work, account, now);
    return { result: { removed }, event: { thing: personId, facts: { removed } } };
  },
});

const noFactor = (): Refusal => new Refusal('not-found', 'factor-unknown', 'There is no second factor to take away');

/** Removes one's own second factor. @throws Refusal `proof-wrong`, or `slow-down` after too many tries. */
export async function removeMySecondFactor(house: House, caller: Caller, given: { proof: string }): Promise<void> {
  const removed = await attemptOwn(house, caller, async () => {
    const outcome = await call(house, removeSecondFactor, caller, given);
    return outcome.removed ? outcome : null;
  });
  if (removed === null)
    throw new Refusal('unprocessable', 'proof-wrong', 'This is neither your password nor a code that works', {
      fields: [{ path: 'proof', message: 'your password, a code of your app, or a recovery code' }],
    });
}

/** Takes away the second factor that a person has lost. */
export const takeAwaySecondFactor = doVerb({
  name: 'access.take-away-second-factor',
  permission: 'access.manage-people',
  input: z.object({ id: z.string().regex(idPattern('person'), 'the id of a person, such as per_…') }),
  async run({ house, input, ...work }) {
    await readPerson(work, house.part(fieldsPart), input.id);
    if (!(await deleteSecondFactor(work, input.id))) throw noFactor();
    return { result: null, event: { thing: input.id } };
  },
});

export const readSignInRule = askVerb({
  name: 'access.read-sign-in-rule',
  permission: 'access.manage-people',
  input: z.object({}),
  run: async (work) => ({ secondFactorRequired: await isRequired(work) }),
});

/** Decides whether everyone of the organisation who signs in with a password needs a second factor; at once, for all. */
export const requireSecondFactor = doVerb({
  name: 'access.require-second-factor',
  permission: 'access.manage-people',
  input: z.object({ required: z.boolean() }),
  async run({ organisationId, input, ...work }) {
    await writeRequired(work, input.required);
    return { result: null, event: { thing: organisationId, facts: { required: input.required } } };
  },
});
