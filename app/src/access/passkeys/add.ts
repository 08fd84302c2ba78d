// Adding and removing one's own passkeys. Each can be used without typing an e-mail address (a discoverable credential)
// and asks for finger, face or PIN, so that it stands for password and device at once.
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Configuration } from '../../runtime/configuration.ts';
import type { House } from '../../runtime/house.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { readPerson } from '../people/store.ts';
import { selfOf } from '../self.ts';
import { challengeExpiry, newChallenge } from './challenge.ts';
import { deletePasskey, insertPasskey, readPasskeysOf } from './store.ts';

/** Who the browser says it talks to: passkeys are bound to the name under which people reach the desk. */
export function relyingParty({ publicUrl }: Configuration): { id: string; origin: string } {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, origin };
}

// COSE numbers of EdDSA, ES256 and RS256 (RFC 9053): what authenticators have today.
const algorithms = [-8, -7, -257];

const useFor = (personId: string): string => `add ${personId}`;

export const listMyPasskeys = askVerb({
  name: 'access.list-my-passkeys',
  permission: null, // oneself only
  input: z.object({}),
  run: ({ caller, ...work }) => readPasskeysOf(work, selfOf(caller)),
});

/** What the browser needs to make a passkey. */
export const beginPasskey = askVerb({
  name: 'access.begin-passkey',
  permission: null, // oneself only
  input: z.object({}),
  async run({ house, caller, now, ...work }): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const fields = house.part(fieldsPart);
    const person = await readPerson(work, fields, selfOf(caller));
    const known = await readPasskeysOf(work, person.id);
    return generateRegistrationOptions({
      rpName: 'Suaka',
      rpID: relyingParty(house.configuration).id,
      userName: person.email,
      userDisplayName: person.name,
      userID: Buffer.from(person.id, 'utf8'),
      challenge: newChallenge(fields, useFor(person.id), now),
      attestationType: 'none',
      supportedAlgorithmIDs: algorithms,
      excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  },
});

const someAnswer = z.looseObject({ id: z.string().min(1).max(2000), type: z.literal('public-key') });

/** What an authenticator answered, as `@simplewebauthn/browser` sends it; the ceremony checks the rest. */
export const answerOf = <Answer>() =>
  z.custom<Answer>((given) => someAnswer.safeParse(given).success, 'the answer of an authenticator');

export const addPasskey = doVerb({
  name: 'access.add-passkey',
  permission: null, // oneself only
  input: z.object({ answer: answerOf<RegistrationResponseJSON>() }),
  async run({ house, caller, input, now, ...work }) {
    const personId = selfOf(caller);
    const { credential, credentialBackedUp } = await verified(house, personId, input.answer, now);
    const id = newId('passkey', now);
    const added = await insertPasskey(work, {
      id,
      personId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      synced: credentialBackedUp,
      addedAt: now,
    });
    if (!added) throw new Refusal('conflict', 'passkey-known', 'This passkey was added before');
    return { result: { id }, event: { thing: id } };
  },
});

type Registration = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

async function verified(
  house: House,
  personId: string,
  answer: RegistrationResponseJSON,
  now: Date,
): Promise<Registration> {
  const { id, origin } = relyingParty(house.configuration);
  const outcome = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: (challenge) =>
      challengeExpiry(house.part(fieldsPart), useFor(personId), challenge, now) !== null,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch((cause: unknown) => {
    throw passkeyRefused(cause);
  });
  if (!outcome.verified) throw passkeyRefused();
  return outcome.registrationInfo;
}

/** The answer of an authenticator that cannot be taken: another desk's, too old, or not genuine. */
export const passkeyRefused = (cause?: unknown): Refusal =>
  new Refusal('unprocessable', 'passkey-refused', 'The passkey was not accepted; try again', { cause });

/** Removes one of one's own passkeys. @throws Refusal `last-way-in` for the last one of someone without a password. */
export const removePasskey = doVerb({
  name: 'access.remove-passkey',
  permission: null, // oneself only
  input: z.object({ id: z.string().regex(idPattern('passkey'), 'the id of a passkey, such as psk_…') }),
  async run({ house, caller, input, ...work }) {
    const person = await readPerson(work, house.part(fieldsPart), selfOf(caller));
    if (!person.hasPassword && person.passkeys < 2)
      throw new Refusal('conflict', 'last-way-in', 'This is your only way in; choose a password first');
    if (!(await deletePasskey(work, person.id, input.id)))
      throw new Refusal('not-found', 'passkey-unknown', `You have no passkey with the id "${input.id}"`);
    return { result: null, event: { thing: input.id } };
  },
});
