// How many requests a program may make: a bucket of tokens a key, refilled evenly. In memory, so each node has its own.
import { type Clock, minuteMs, secondMs } from '../kit/time.ts';

/** What the RateLimit headers say (draft-ietf-httpapi-ratelimit-headers-06), all in requests and whole seconds. */
export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Until the whole allowance is there again. */
  resetSeconds: number;
  /** Until the next request is allowed; 0 when it is now. */
  retrySeconds: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

export class Quotas {
  readonly #now: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(now: Clock) {
    this.#now = now;
  }

  /** Takes one request from a key's allowance. */
  take(key: string, requestsAMinute: number): Allowance {
    const now = this.#now().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: requestsAMinute, at: now };
    const perMs = requestsAMinute / minuteMs;
    const tokens = Math.min(requestsAMinute, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
    const allowed = tokens >= 1;
    const left = allowed ? tokens - 1 : tokens;
    this.#buckets.set(key, { tokens: left, at: now });
    return {
      allowed,
      limit: requestsAMinute,
      remaining: Math.floor(left),
      resetSeconds: Math.ceil((requestsAMinute - left) / perMs / secondMs),
      retrySeconds: left >= 1 ? 0 : Math.ceil((1 - left) / perMs / secondMs),
    };
  }
}
