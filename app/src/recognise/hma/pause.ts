// The protocol's `disable_until_ts`: 1 is enabled, 0 disabled, and anything later the second at which a pause ends.
import { Refusal } from '../../kit/errors.ts';
import { dayMs, secondMs } from '../../kit/time.ts';
import type { Signal } from '../store/signals.ts';
import { named } from './given.ts';

const enabled = 1;
const disabled = 0;
const longestPauseMs = 5 * 365 * dayMs;

/** Until when a content is paused, as the desk takes it. @throws Refusal `bad-pause`. */
export function pauseGiven(given: unknown, now: Date): string | null {
  const seconds = wholeNumber(given);
  if (seconds < 0) throw badPause('disable_until_ts must be a non-negative integer');
  if (seconds * secondMs > now.getTime() + longestPauseMs)
    throw badPause('disable_until_ts must be less than 5 years in the future');
  if (seconds === enabled) return null;
  return seconds === disabled ? 'infinity' : new Date(seconds * secondMs).toISOString();
}

function wholeNumber(given: unknown): number {
  if (typeof given === 'number') return Math.trunc(given);
  if (typeof given === 'string' && /^\s*[+-]?\d+\s*$/.test(given)) return Number(given);
  throw badPause(`Invalid int: '${named(given)}'`);
}

const badPause = (said: string): Refusal => new Refusal('bad-input', 'bad-pause', said);

/** How the pause of a content is shown. A content with no hash in force, such as one that waits for a second person, is disabled. */
export function shapePause(signals: Signal[]): number {
  const inForce = signals.find(({ state }) => state === 'active' || state === 'disputed');
  if (!inForce) return disabled;
  const { pausedUntil } = inForce;
  if (pausedUntil === null) return enabled;
  return Number.isFinite(Number(pausedUntil)) ? Math.floor(Number(pausedUntil) / secondMs) : disabled;
}
