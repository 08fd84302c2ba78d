// Secrets that a browser, a link or a program carries: 256 random bits, of which only the SHA-256 is stored. A fast hash
// is right here: there is nothing to guess.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { idPrefixes } from '../kit/ids.ts';

/** 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Compares without telling by its duration where two texts differ. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(tokenHash(left), tokenHash(right));
}

/** The key a program sends: `sk_`, the key's id without its prefix, `_`, the secret. */
export function keyText(id: string, secret: string): string {
  return `sk_${id.slice(idPrefixes.apiKey.length + 1)}_${secret}`;
}

/** Reads what `keyText` wrote; null for anything else. */
export function parseKeyText(text: string): { id: string; secret: string } | null {
  const found = /^sk_([0-9a-z]{26})_([\w-]{43})$/.exec(text);
  return found ? { id: `${idPrefixes.apiKey}_${found[1]}`, secret: found[2]! } : null;
}
