// Signing in with a passkey: the authenticator says whose it is, so nothing is typed.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { nobody } from '../../verbs/caller.ts';
import { badInput, call, doVerb } from '../../verbs/verb.ts';
import { insertSession, type OpenedSession } from '../sessions/store.ts';
import { tokenHash } from '../tokens.ts';
import { answerOf, passkeyRefused, relyingParty } from './add.ts';
import { challengeExpiry, newChallenge } from './challenge.ts';
import { lockPasskey, notePasskeyUse, organisationOfCredential, type Passkey, spendChallenge } from './store.ts';

const use = 'sign-in';
const given = z.object({ answer: answerOf<AuthenticationResponseJSON>() });

/** What the browser needs to ask for any passkey of this desk. */
export function beginPasskeySignIn(house: House): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingParty(house.configuration).id,
    challenge: newChallenge(house.part(fieldsPart), use, house.now()),
    userVerification: 'required',
  });
}

/** Opens a session for the answer's owner. Open to anyone: the passkey is the permission. */
export const signInWithPasskey = doVerb({
  name: 'access.sign-in-with-passkey',
  permission: null,
  input: given,
  async run({ house, organisationId, input, now, ...work }) {
    const passkey = await lockPasskey(work, input.answer.id);
    if (!passkey) throw passkeyRefused();
    const { counter, challenge, expiresAt } = await verified(house, passkey, input.answer, now);
    if (!(await spendChallenge(work, tokenHash(challenge), expiresAt, now))) throw passkeyRefused();
    await notePasskeyUse(work, passkey.id, counter, now);
    const { personId } = passkey;
    const session = await insertSession(work, { personId, organisationId, signedInWith: 'passkey', now });
    return { result: session, event: { thing: personId } };
  },
});

async function verified(house: House, passkey: Passkey, answer: AuthenticationResponseJSON, now: Date) {
  const { id, origin } = relyingParty(house.configuration);
  const spent = { challenge: '', expiresAt: now };
  const outcome = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge(challenge) {
      const expiresAt = challengeExpiry(house.part(fieldsPart), use, challenge, now);
      Object.assign(spent, { challenge, expiresAt });
      return expiresAt !== null;
    },
    expectedOrigin: origin,
    expectedRPID: id,
    credential: { ...passkey, id: passkey.credentialId },
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw passkeyRefused(cause);
  });
  if (!outcome.verified) throw passkeyRefused();
  return { ...spent, counter: outcome.authenticationInfo.newCounter };
}

/** Signs in with the answer of an authenticator. @throws Refusal `passkey-refused`, whatever was wrong with it. */
export async function openSessionWithPasskey(house: House, input: unknown): Promise<OpenedSession> {
  const parsed = given.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const organisationId = await asNode(house.database, (work) => organisationOfCredential(work, parsed.data.answer.id));
  return call(house, signInWithPasskey, { ...nobody, organisationId }, parsed.data);
}
