// The desk's days: calendar days in western Indonesia, whichever clock the machine keeps.
import { westernIndonesia } from '../../kit/formats.ts';
import { dayMs, hourMs } from '../../kit/time.ts';

// Swedish writes dates as ISO 8601 does.
const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: westernIndonesia });

/** The day at an instant, such as 2031-03-14. */
export const deskDay = (at: Date): string => format.format(at);

/** The form in which days are given. */
export const dayPattern = /^\d{4}-\d\d-\d\d$/;

/** The instant at which a day begins: midnight at UTC+7, which knows no summer time. null for what is no day. */
export function dayStart(day: string): Date | null {
  const midnight = new Date(`${day}T00:00:00.000Z`);
  if (!dayPattern.test(day) || Number.isNaN(midnight.getTime())) return null;
  return midnight.toISOString().startsWith(day) ? new Date(midnight.getTime() - 7 * hourMs) : null;
}

/** The day so many days before another one. */
export const daysBefore = (at: Date, days: number): string => deskDay(new Date(at.getTime() - days * dayMs));
