// The day of an instant, and the name of a file that says nothing but a day.
import { westernIndonesia } from '../../kit/formats.ts';
import type { Language } from '../../kit/words.ts';

/** Such as "2031-03-14", where the desk is. */
export function dayOf(at: Date, timeZone = westernIndonesia): string {
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(at);
}

const neutral: Record<Language, string> = { id: 'catatan', en: 'note' };

/** A name that says nothing to whoever finds the file: "catatan-2031-03-14.json". */
export const neutralFileName = (language: Language, at: Date): string => `${neutral[language]}-${dayOf(at)}.json`;
