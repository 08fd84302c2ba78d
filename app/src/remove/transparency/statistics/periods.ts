// The periods that figures are published for: calendar quarters in Jakarta, one after the other. Months as well would let
// what is left out of one be computed from the others.
import { dayMs } from '../../../kit/time.ts';
import { dayStart, deskDay } from '../../../report/index.ts';

/** A period is published once so much time has passed since its last day. */
export const publishedAfterMs = 7 * dayMs;

export interface Period {
  /** Days in Jakarta, both included. */
  fromDay: string;
  toDay: string;
  from: Date;
  /** The instant at which the first day after it begins. */
  until: Date;
}

/** The quarter in which an instant lies. */
export function quarterOf(at: Date): Period {
  const [year, month] = deskDay(at).split('-').map(Number) as [number, number];
  const first = Math.floor((month - 1) / 3) * 3 + 1;
  const fromDay = dayOf(year, first);
  const next = first === 10 ? dayOf(year + 1, 1) : dayOf(year, first + 3);
  const until = dayStart(next)!;
  return { fromDay, toDay: deskDay(new Date(until.getTime() - dayMs)), from: dayStart(fromDay)!, until };
}

const dayOf = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}-01`;

export const quarterAfter = ({ until }: Period): Period => quarterOf(until);

/** The last quarter whose figures may be published. */
export function lastDueQuarter(now: Date): Period {
  const current = quarterOf(new Date(now.getTime() - publishedAfterMs));
  return quarterOf(new Date(current.from.getTime() - dayMs));
}
