// Challenges for passkeys: signed, so that any node can check one without having kept it, and good for five minutes.
import { randomBytes } from 'node:crypto';
import type { Fields } from '../../fields/index.ts';
import { minuteMs } from '../../kit/time.ts';
import { sameText } from '../tokens.ts';

const validMs = 5 * minuteMs;

/** @param use what it is for and for whom; it answers nothing else. */
export function newChallenge(fields: Fields, use: string, now: Date): Buffer<ArrayBuffer> {
  const unsigned = `${randomBytes(16).toString('base64url')}.${now.getTime() + validMs}`;
  return Buffer.from(`${unsigned}.${sign(fields, use, unsigned)}`, 'utf8');
}

/** When the challenge expires; null when it is not one of ours for this use, or has expired. */
export function challengeExpiry(fields: Fields, use: string, challenge: string, now: Date): Date | null {
  const [random = '', expires = '', signature = ''] = Buffer.from(challenge, 'base64url').toString('utf8').split('.');
  if (!sameText(signature, sign(fields, use, `${random}.${expires}`)) || Number(expires) <= now.getTime()) return null;
  return new Date(Number(expires));
}

const sign = (fields: Fields, use: string, unsigned: string): string =>
  fields.blind('access.challenge', `${use} ${unsigned}`).toString('base64url');
