// When a deadline falls due: a pure function of its start, its length, its calendar and the times it stood still.
// Hours: the first instant by which that many have passed that count. Days: the end of the last day that counts, the day
// on which it began not being one of them, nor a day of which a pause took any part.
import { dayMs, hourMs } from '../kit/time.ts';
import type { Duration } from './rule.ts';
import { dayNumber, dayStartMs, isWeekend, numberOfDay, type Zone } from './zones.ts';

/** While it stood still: from and until, in milliseconds since 1970; the end is not part of it. */
export type Pause = readonly [fromMs: number, untilMs: number];

export interface Counting {
  startedAt: Date;
  duration: Duration;
  /** For hours: whether all of them count, or only those of business days. Days carry it in their unit. */
  calendar: '24x7' | 'business';
  zone: Zone;
  /** Days (YYYY-MM-DD) that are no business days, besides Saturdays and Sundays. */
  holidays?: Iterable<string>;
  /** In any order; they may touch and overlap. */
  pauses?: readonly Pause[];
}

/** @throws RangeError for a length that is no whole number of at least one, or a pause that ends before it begins. */
export function dueAt(counting: Counting): Date {
  const { duration } = counting;
  if (!Number.isSafeInteger(duration.count) || duration.count < 1)
    throw new RangeError(`a duration of ${duration.count} ${duration.unit}: expected a whole number of at least one`);
  const pauses = merged(counting.pauses ?? []);
  return new Date(duration.unit === 'hours' ? hoursFrom(counting, pauses) : daysFrom(counting, pauses));
}

function hoursFrom(counting: Counting, pauses: readonly Pause[]): number {
  const { startedAt, duration, calendar } = counting;
  const closed = calendar === 'business' ? closedDays(counting) : null;
  let leftMs = duration.count * hourMs;
  let atMs = startedAt.getTime();
  for (;;) {
    const [fromMs, untilMs] = nextOpen(atMs, pauses, closed, counting.zone);
    if (untilMs - fromMs >= leftMs) return fromMs + leftMs;
    leftMs -= untilMs - fromMs;
    atMs = untilMs;
  }
}

/** The next stretch at or after an instant in which time counts; within one day where only some days count. */
function nextOpen(
  atMs: number,
  pauses: readonly Pause[],
  closed: ((day: number) => boolean) | null,
  zone: Zone,
): [number, number] {
  let fromMs = atMs;
  for (;;) {
    const pause = pauses.find(([from, until]) => from <= fromMs && fromMs < until);
    const day = dayNumber(fromMs, zone);
    if (pause) fromMs = pause[1];
    else if (closed?.(day)) fromMs = dayStartMs(day + 1, zone);
    else {
      const pausedMs = pauses.find(([from]) => from > fromMs)?.[0] ?? Infinity;
      return [fromMs, Math.min(pausedMs, closed ? dayStartMs(day + 1, zone) : Infinity)];
    }
  }
}

function daysFrom(counting: Counting, pauses: readonly Pause[]): number {
  const { startedAt, duration, zone } = counting;
  const closed = duration.unit === 'business-days' ? closedDays(counting) : () => false;
  let day = dayNumber(startedAt.getTime(), zone);
  for (let counted = 0; counted < duration.count; ) {
    day += 1;
    if (!closed(day) && !isPaused(day, pauses, zone)) counted += 1;
  }
  return dayStartMs(day + 1, zone);
}

function isPaused(day: number, pauses: readonly Pause[], zone: Zone): boolean {
  const startMs = dayStartMs(day, zone);
  return pauses.some(([from, until]) => from < startMs + dayMs && until > startMs);
}

function closedDays({ holidays = [] }: Counting): (day: number) => boolean {
  const days = new Set([...holidays].map(numberOfDay));
  return (day) => isWeekend(day) || days.has(day);
}

/** Pauses in order, joined where they touch or overlap; empty ones left out. */
function merged(pauses: readonly Pause[]): Pause[] {
  const joined: [number, number][] = [];
  for (const [from, until] of pauses.toSorted(([a], [b]) => a - b)) {
    if (!(until >= from)) throw new RangeError(`a pause from ${from} until ${until}: it cannot end before it begins`);
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else if (until > from) joined.push([from, until]);
  }
  return joined;
}
