// Limits on what is asked over HTTP: attempts from one address at what can be guessed, and a program's requests.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { partKey } from '../../runtime/house.ts';
import type { Quotas } from '../quota.ts';
import type { Throttle } from '../throttle.ts';

/** Slows down whoever tries many accounts, links or codes from one address. */
export const addressThrottle = partKey<Throttle>('access.address-throttle');
export const quotasPart = partKey<Quotas>('access.quotas');

/** Counts an attempt from the request's address as failed until `forgive` is called. @throws Refusal `slow-down`. */
export function attemptFrom(request: FastifyRequest): { forgive(): void } {
  const throttle = request.server.house.part(addressThrottle);
  throttle.attempt(request.ip);
  return { forgive: () => throttle.forgive(request.ip) };
}

/** Takes one request from a program's allowance and says in headers what is left. @throws Refusal `quota-used-up`. */
export function takeAllowance(
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  requestsAMinute: number,
): void {
  const allowance = request.server.house.part(quotasPart).take(key, requestsAMinute);
  reply.headers({
    'ratelimit-limit': allowance.limit,
    'ratelimit-remaining': allowance.remaining,
    'ratelimit-reset': allowance.resetSeconds,
  });
  if (allowance.allowed) return;
  throw new Refusal('too-many', 'quota-used-up', `This key may make ${allowance.limit} requests a minute`, {
    facts: { limit: allowance.limit, retryAfterSeconds: allowance.retrySeconds },
  });
}
