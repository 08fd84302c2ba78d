// When an item is looked at next. Pure. Often while something was asked for, three times a day until it is confirmed that
// it is gone, and then on days further and further apart: it is watched for 30, 90 and 365 days.
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import type { Removal } from '../removal/store.ts';
import type { RemovalGround } from '../states.ts';
import type { Evidence } from './evidence.ts';

export const watchDays = [1, 3, 7, 14, 30, 60, 90, 180, 365] as const;
export const watchMs = 365 * dayMs;

/** Grounds under which somebody may be harmed anew any hour. */
const urgentGrounds: readonly RemovalGround[] = ['child-sexual-exploitation', 'sexual-extortion', 'grooming'];

/** Before it is said that something came back, it is looked at once more. */
export const secondLookMs = 10 * minuteMs;
const untilConfirmedMs = 8 * hourMs;
/** What cannot be confirmed from here, such as behind a login wall, is not asked for three times a day for ever. */
const tryToConfirmForMs = 7 * dayMs;

export type Scheduled = Pick<Removal, 'state' | 'danger' | 'ground' | 'gradedAt'>;

/**
 * The next time; null when it is not looked at any more.
 * @param draw from 0 to 1, so that what was asked for together is not looked at together, at one host at once.
 * @param doubted it is said to be removed, and was seen there just now.
 */
export function nextCheck(
  removal: Scheduled,
  evidence: Pick<Evidence, 'grade' | 'standing'>,
  { now, draw, doubted }: { now: Date; draw: number; doubted: boolean },
): Date | null {
  const later = (ms: number, spreadMs: number) => new Date(now.getTime() + ms + draw * spreadMs);
  switch (removal.state) {
    case 'stopped':
    case 'new':
    case 'unlocatable':
      return null;
    case 'removed':
      if (doubted) return later(secondLookMs, minuteMs);
      return evidence.grade !== 'machine-confirmed' && ageMs(removal, now) < tryToConfirmForMs
        ? later(untilConfirmedMs, hourMs / 2)
        : nextWatch(removal, now, draw);
    default:
      if (evidence.standing === 'gone') return later(untilConfirmedMs, hourMs / 2);
      return isUrgent(removal) ? later(hourMs, 10 * minuteMs) : later(3.5 * hourMs, hourMs / 2);
  }
}

const isUrgent = ({ danger, ground }: Scheduled): boolean => danger || urgentGrounds.includes(ground);

const ageMs = ({ gradedAt }: Scheduled, now: Date): number => now.getTime() - (gradedAt ?? now).getTime();

/** The next of the days of the watch, counted from when it was said to be gone. */
function nextWatch(removal: Scheduled, now: Date, draw: number): Date | null {
  const age = ageMs(removal, now);
  const day = watchDays.find((days) => days * dayMs > age);
  return day === undefined ? null : new Date(now.getTime() - age + day * dayMs + draw * hourMs);
}
