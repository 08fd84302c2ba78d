// On which day a notice was sent, as its own text says it.
import { deskDay } from '../../../report/index.ts';

/** The day in Jakarta of a time written in UTC; null for what is no time. */
export function deskDayOf(at: unknown): string | null {
  const time = typeof at === 'string' ? new Date(at) : null;
  return time && !Number.isNaN(time.getTime()) ? deskDay(time) : null;
}
