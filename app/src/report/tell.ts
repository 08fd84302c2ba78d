// How desks to the right write into a report's timeline: in codes, never in words. What of it is told to the reporter,
// and when, `comeback/told.ts` decides.
import type { Work } from '../runtime/database.ts';
import { type EntryFacts, insertEntry } from './store/entries.ts';

export interface Telling {
  reportId: string;
  /** Such as `notice-sent`; the desk that tells owns the word. */
  kind: string;
  facts?: EntryFacts;
  by?: string | null;
  at: Date;
}

/** Writes into the timeline, in the caller's transaction. */
export function tell(work: Work, telling: Telling): Promise<void> {
  return insertEntry(work, telling);
}
