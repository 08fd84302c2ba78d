// Keys of whoever receives an export: X25519 (RFC 7748), as 64 hexadecimal digits or as PEM. The secret half never comes
// to a desk; it stays where the export is opened.
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';

// What DER (RFC 8410) writes before the 32 bytes of a public key.
const publicHead = Buffer.from('302a300506032b656e032100', 'hex');

export interface ScanKey {
  /** 64 hexadecimal digits: what the desk is told. */
  publicKey: string;
  /** PKCS #8 in PEM. */
  secretPem: string;
}

/** A new pair of keys for one organisation that receives exports. */
export function newScanKey(): ScanKey {
  const { privateKey } = generateKeyPairSync('x25519');
  return {
    publicKey: publicDigits(privateKey),
    secretPem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}

/** The public half of a secret key, or a public key itself, as 64 hexadecimal digits. */
export function publicDigits(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return half.export({ format: 'der', type: 'spki' }).subarray(publicHead.length).toString('hex');
}

/** A secret key as `suaka scan-key` wrote it; null for anything else. */
export function readScanSecret(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'x25519' ? key : null;
  } catch {
    return null;
  }
}

/**
 * A public key given as PEM or as 64 hexadecimal digits, as digits; null for anything else. So are the few points with
 * which every secret key agrees on the same secret: what is encrypted to one of them, anyone could open.
 */
export function readScanPublic(text: string): string | null {
  const plain = text.trim();
  if (plain.includes('PRIVATE')) return null; // it must not leave where it is; its public half would be derived without a word
  try {
    const key = /^[0-9a-f]{64}$/i.test(plain) ? publicKeyObject(plain) : createPublicKey(plain);
    if (key.asymmetricKeyType !== 'x25519') return null;
    diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey: key });
    return publicDigits(key);
  } catch {
    return null;
  }
}

/** @throws Error for digits that are no key. */
export function publicKeyObject(digits: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicHead, Buffer.from(digits, 'hex')]), format: 'der', type: 'spki' });
}
