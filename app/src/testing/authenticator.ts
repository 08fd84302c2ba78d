// A passkey authenticator in software, for tests: makes and uses discoverable ES256 credentials as WebAuthn level 2 says.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

// Authenticator data flags, WebAuthn 6.1.
const userPresent = 0x01;
const userVerified = 0x04;
const credentialIncluded = 0x40;

interface Credential {
  id: string;
  privateKey: KeyObject;
  userHandle: string;
}

export interface SoftwareAuthenticator {
  /** Where the browser says it is. */
  origin: string;
  /** Whether it asks for finger, face or PIN. */
  verifies: boolean;
  /** How often it signed; what a copy of it would not know. */
  counter: number;
  /** Whether it counts; one that is kept in step across devices does not. */
  counts: boolean;
  make(options: PublicKeyCredentialCreationOptionsJSON): RegistrationResponseJSON;
  use(options: PublicKeyCredentialRequestOptionsJSON): AuthenticationResponseJSON;
}

export function softwareAuthenticator(origin: string): SoftwareAuthenticator {
  let credential: Credential | undefined;
  const self: SoftwareAuthenticator = {
    origin,
    verifies: true,
    counter: 0,
    counts: true,
    make(options) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const id = randomBytes(16);
      credential = { id: id.toString('base64url'), privateKey, userHandle: options.user.id };
      const length = Buffer.from([0, id.length]);
      const included = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const authData = Buffer.concat([dataFor(self, options.rp.id ?? '', credentialIncluded), included]);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]);
      const clientDataJSON = clientData(self, 'webauthn.create', options.challenge).toString('base64url');
      const attestationObject = Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url');
      return answer(credential, { clientDataJSON, attestationObject, transports: ['internal'] });
    },
    use(options) {
      if (!credential) throw new Error('This authenticator holds no passkey yet');
      if (self.counts) self.counter += 1;
      const authData = dataFor(self, options.rpId ?? '', 0);
      const data = clientData(self, 'webauthn.get', options.challenge);
      const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()]);
      return answer(credential, {
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, credential.privateKey).toString('base64url'),
        userHandle: credential.userHandle,
      });
    },
  };
  return self;
}

function answer<Response>({ id }: Credential, response: Response) {
  return { id, rawId: id, type: 'public-key' as const, response, clientExtensionResults: {} };
}

function clientData({ origin }: SoftwareAuthenticator, type: string, challenge: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }), 'utf8');
}

function dataFor({ verifies, counter }: SoftwareAuthenticator, relyingParty: string, more: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const flags = Buffer.from([userPresent | (verifies ? userVerified : 0) | more]);
  return Buffer.concat([createHash('sha256').update(relyingParty).digest(), flags, count]);
}

// COSE_Key of an ES256 key (RFC 9053, 7.1.1): kty EC2, alg ES256, crv P-256, x, y.
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const key = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return Buffer.from(isoCBOR.encode(key as never));
}
