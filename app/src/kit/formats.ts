// Numbers, dates and durations as people write them in Indonesian and English. The time zone is always the reader's or
// the desk's, passed in; Jakarta's where none is given.
import { dayMs, hourMs, minuteMs, secondMs } from './time.ts';
import type { Language } from './words.ts';

// British English: the day before the month and the 24-hour clock, as in Indonesia.
const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

/** IANA name of western Indonesian time (WIB, UTC+7), where nothing else is configured. */
export const westernIndonesia = 'Asia/Jakarta';

// What Indonesians call their three zones, in either language; Intl knows these names in Indonesian only.
const zoneNames: Record<string, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' };

/** A number with the language's separators. `options` as for Intl, such as `{ style: 'percent', maximumFractionDigits: 2 }`. */
export function formatNumber(language: Language, value: number | bigint, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locales[language], options).format(value);
}

/** The day at an instant, such as "22 Nov 2026". @throws RangeError for an invalid date or an unknown time zone. */
export function formatDate(language: Language, at: Date, timeZone = westernIndonesia): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone }).format(at);
}

/** The month at an instant, such as "Nov 2026". @throws RangeError as `formatDate` does. */
export function formatMonth(language: Language, at: Date, timeZone = westernIndonesia): string {
  return new Intl.DateTimeFormat(locales[language], { month: 'short', year: 'numeric', timeZone }).format(at);
}

/** Day, time and zone of an instant, such as "22 Nov 2026, 14:05 WIB". @throws RangeError as `formatDate` does. */
export function formatDateTime(language: Language, at: Date, timeZone = westernIndonesia): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return `${format.format(at)} ${zoneNames[timeZone] ?? zoneName(language, at, timeZone)}`;
}

function zoneName(language: Language, at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locales[language], { timeZone, timeZoneName: 'short' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

const durationUnits = [
  { unit: 'day', unitMs: dayMs },
  { unit: 'hour', unitMs: hourMs },
  { unit: 'minute', unitMs: minuteMs },
  { unit: 'second', unitMs: secondMs },
] as const;

/**
 * A length of time in its largest unit and the next one, such as "1 day 4 hours". Rounded down: never says that more is
 * left than there is. @throws RangeError for a negative or infinite length.
 */
export function formatDuration(language: Language, durationMs: number): string {
  if (!(durationMs >= 0 && durationMs < Infinity)) {
    throw new RangeError(`duration ${durationMs} ms: expected zero or more, and finite`);
  }
  const largest = durationUnits.findIndex(({ unitMs }) => durationMs >= unitMs);
  if (largest === -1) return formatUnit(language, 0, 'second');
  let restMs = durationMs;
  const counts = durationUnits.slice(largest, largest + 2).map(({ unit, unitMs }) => {
    const count = Math.floor(restMs / unitMs);
    restMs -= count * unitMs;
    return { unit, count };
  });
  return counts
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => formatUnit(language, count, unit))
    .join(' ');
}

const formatUnit = (language: Language, count: number, unit: string): string =>
  formatNumber(language, count, { style: 'unit', unit, unitDisplay: 'long' });
