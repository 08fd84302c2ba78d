// Signatures of the desk: Ed25519 (RFC 8032) from node:crypto, with keys and signatures written as hexadecimal digits.
// Whoever holds the public key checks them elsewhere, without this desk.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { partKey } from '../runtime/house.ts';

/** Signs for this desk. `publicKey` is 64 hexadecimal digits, a signature 128. */
export interface Signer {
  readonly publicKey: string;
  sign(bytes: Uint8Array): { signature: string; publicKey: string };
}

/** Where the desk's signer stands in the house; the room of keys places it. */
export const signerPart = partKey<Signer>('audit.signer');

const seedBytes = 32;
// What DER (RFC 8410) writes before the 32 bytes of a private seed and of a public key.
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

/** @param seed 32 bytes: the same seed gives the same key. @throws RangeError for any other length. */
export function signerFromSeed(seed: Uint8Array): Signer {
  if (seed.length !== seedBytes) throw new RangeError(`a seed of ${seed.length} bytes; expected ${seedBytes}`);
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(publicHead.length).toString('hex');
  return {
    publicKey,
    sign: (bytes) => ({ signature: sign(null, bytes, key).toString('hex'), publicKey }),
  };
}

/** Whether the signature over these bytes is of that key. Malformed ones are not. */
export function verifySignature(bytes: Uint8Array, signed: { signature: string; publicKey: string }): boolean {
  if (!/^[0-9a-f]{128}$/.test(signed.signature) || !isPublicKey(signed.publicKey)) return false;
  try {
    return verify(null, bytes, keyObject(signed.publicKey), Buffer.from(signed.signature, 'hex'));
  } catch {
    return false; // digits that are no point of the curve
  }
}

/** What people compare over the telephone: the SHA-256 of the key, 64 hexadecimal digits. */
export function fingerprintOfKey(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
}

/** The public key as other tools read it. */
export function publicKeyPem(publicKey: string): string {
  return String(keyObject(publicKey).export({ format: 'pem', type: 'spki' }));
}

/** Reads a public key written as PEM or as 64 hexadecimal digits; null for anything else. */
export function readPublicKey(text: string): string | null {
  const plain = text.trim();
  if (isPublicKey(plain.toLowerCase())) return plain.toLowerCase();
  try {
    const key = createPublicKey(plain);
    if (key.asymmetricKeyType !== 'ed25519') return null;
    return key.export({ format: 'der', type: 'spki' }).subarray(publicHead.length).toString('hex');
  } catch {
    return null;
  }
}

const isPublicKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const keyObject = (publicKey: string): KeyObject =>
  createPublicKey({
    key: Buffer.concat([publicHead, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
