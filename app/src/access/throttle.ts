// Slowing down whoever guesses: a few attempts are free, then each further one waits longer. In memory, bounded, on
// keyed hashes; accounts keep the same count in the database as well, so that a restart forgives nothing.
import { createHmac, randomBytes } from 'node:crypto';
import { Refusal } from '../kit/errors.ts';
import { type Clock, dayMs, minuteMs, secondMs } from '../kit/time.ts';

const firstPauseMs = 30 * secondMs;
const longestPauseMs = 15 * minuteMs;

/** How long to wait after so many failures in a row: nothing below `free`, then 30 s, doubling up to 15 minutes. */
export function pauseMs(failures: number, free = 5): number {
  return failures < free ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - free));
}

/** @throws Refusal `slow-down` when `until` is still to come. */
export function refuseUntil(until: Date | null, now: Date): void {
  if (until === null || until <= now) return;
  const seconds = Math.ceil((until.getTime() - now.getTime()) / secondMs);
  throw new Refusal('too-many', 'slow-down', `Too many attempts that failed; try again in ${seconds} seconds`, {
    facts: { retryAfterSeconds: seconds },
  });
}

interface Tally {
  failures: number;
  at: number;
}

const longestList = 10_000;

export class Throttle {
  readonly #now: Clock;
  readonly #free: number;
  readonly #secret = randomBytes(32);
  readonly #tallies = new Map<string, Tally>();

  /** @param free attempts in a row before the first wait. */
  constructor(now: Clock, free: number) {
    this.#now = now;
    this.#free = free;
  }

  /**
   * Counts an attempt as failed until `forgive` says otherwise, so that many at once count as many.
   * @throws Refusal `slow-down` while the key has to wait.
   */
  attempt(key: string): void {
    const hashed = this.#hash(key);
    const now = this.#now();
    const tally = this.#fresh(hashed, now);
    refuseUntil(new Date(tally.at + pauseMs(tally.failures, this.#free)), now);
    this.#tallies.delete(hashed); // set again below, so that the map stays ordered by last attempt
    this.#tallies.set(hashed, { failures: tally.failures + 1, at: now.getTime() });
    if (this.#tallies.size > longestList) this.#tallies.delete(this.#tallies.keys().next().value!);
  }

  /** The attempt was right: the count begins anew. */
  forgive(key: string): void {
    this.#tallies.delete(this.#hash(key));
  }

  #fresh(hashed: string, now: Date): Tally {
    const tally = this.#tallies.get(hashed);
    return tally && now.getTime() - tally.at < dayMs ? tally : { failures: 0, at: 0 };
  }

  #hash(key: string): string {
    return createHmac('sha256', this.#secret).update(key).digest('base64url');
  }
}
