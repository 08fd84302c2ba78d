// The cryptography of encrypted fields, without any state: AES-256-GCM, HKDF-SHA-256 and HMAC-SHA-256 from node:crypto.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

export const keyBytes = 32;
const nonceBytes = 12; // NIST SP 800-38D 8.2.1: 96 bits
const tagBytes = 16;

/**
 * AES-256-GCM under a fresh random nonce.
 * @param associated what the ciphertext is bound to; decryption needs the same.
 * @returns nonce (12 bytes), ciphertext, tag (16 bytes), one after the other.
 */
export function encrypt(key: Uint8Array | KeyObject, plain: Uint8Array, associated: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Reverses `encrypt`. @throws Error when key, associated data or any bit of the ciphertext differ. */
export function decrypt(key: Uint8Array | KeyObject, sealed: Uint8Array, associated: Uint8Array): Buffer {
  if (sealed.length < nonceBytes + tagBytes)
    throw new Error(`An encrypted value of ${sealed.length} bytes; expected at least ${nonceBytes + tagBytes}`);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  return Buffer.concat([plain, decipher.final()]);
}

/** HKDF-SHA-256 (RFC 5869) without salt: a key of `length` bytes for one purpose. */
export function derive(secret: Uint8Array, purpose: string, length = keyBytes): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, length));
}

/** HMAC-SHA-256 (RFC 2104) of a text in UTF-8. */
export function keyedHash(key: Uint8Array | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** Names put together so that no two lists of names give the same bytes. */
export function bindTo(...names: readonly (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify(names), 'utf8');
}
