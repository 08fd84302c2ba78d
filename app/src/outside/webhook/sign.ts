// How a webhook is signed, by the Standard Webhooks specification 1.0.0 (https://www.standardwebhooks.com, "Signature
// scheme"): HMAC-SHA256 over id, time and body under a secret that both sides share. docs/webhooks.md tells receivers.
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** A new secret, shown once to the receiver. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** 24 to 64 bytes, as the specification asks. */
export const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'a secret such as whsec_ and 32 or more base64 characters')
  .refine((secret) => {
    const bytes = keyOf(secret);
    return bytes.length >= 24 && bytes.length <= 64;
  }, 'a secret of 24 to 64 bytes');

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice('whsec_'.length), 'base64');

/** The three headers of the specification. The id holds no full stop, so that what is signed reads one way only. */
export function signedHeaders(given: {
  id: string;
  at: Date;
  body: string;
  secret: string;
}): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const { id, at, body, secret } = given;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
