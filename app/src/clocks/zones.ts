// The zones in which deadlines are counted: the three of Indonesia and UTC. None of them has summer time, so that a fixed
// offset is exact; a test compares them with the time zone database.
import { dayMs, hourMs } from '../kit/time.ts';

/** Milliseconds by which the local clock is ahead of UTC. */
export const zoneOffsetsMs = {
  'Asia/Jakarta': 7 * hourMs,
  'Asia/Makassar': 8 * hourMs,
  'Asia/Jayapura': 9 * hourMs,
  UTC: 0,
} as const;

export type Zone = keyof typeof zoneOffsetsMs;
export const zones = Object.keys(zoneOffsetsMs).filter((name): name is Zone => name in zoneOffsetsMs);

/** The zones of Indonesia, Jakarta's first. */
export const indonesianZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;

/** The number of the local day (days since 1 January 1970) that an instant lies in. */
export function dayNumber(atMs: number, zone: Zone): number {
  return Math.floor((atMs + zoneOffsetsMs[zone]) / dayMs);
}

/** The instant at which a local day begins. */
export function dayStartMs(day: number, zone: Zone): number {
  return day * dayMs - zoneOffsetsMs[zone];
}

/** The local day at an instant, as YYYY-MM-DD. */
export function dayAt(at: Date, zone: Zone): string {
  return dateOf(dayNumber(at.getTime(), zone));
}

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The number of a day written YYYY-MM-DD. @throws RangeError for what is no day of the calendar. */
export function numberOfDay(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
  if (!Number.isInteger(day) || dateOf(day) !== date)
    throw new RangeError(`"${date}" is no day; expected one such as 2028-02-29`);
  return day;
}

/** Saturday and Sunday, which are no business days in any of the countries here. 1 January 1970 was a Thursday. */
export const isWeekend = (day: number): boolean => [2, 3].includes(((day % 7) + 7) % 7);
