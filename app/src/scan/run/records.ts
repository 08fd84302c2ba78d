// What the lines of a journal say.
import type { FileFacts, FileName, Known, Unreadable } from '../types.ts';
import type { Skipped } from './parts.ts';

export interface FileRecord {
  what: 'file';
  nth: number;
  facts: FileFacts;
  known: Known[];
}

export interface TroubleRecord {
  what: 'trouble';
  nth: number;
  name: FileName;
  root: number;
  /** Why it could not be read, or that it was left out. */
  why: Unreadable | Skipped;
}

/** A scan began to work on the run, for the first time or again. */
export interface SessionRecord {
  what: 'session';
  at: string;
}

/** Everything was walked and read; after this line nothing is read any more. */
export interface CompleteRecord {
  what: 'complete';
  at: string;
}

export type JournalRecord = FileRecord | TroubleRecord | SessionRecord | CompleteRecord;
