// What the lines of a journal say.
import type { FileFacts, FileName, Known, Unreadable } from '../types.ts';
import type { FoundPassed } from '../walk/index.ts';

export interface FileRecord {
  is: 'file';
  place: string;
  facts: FileFacts;
  known: Known[];
}

/** What could not be opened; of an archive its own line came before. */
export interface UnreadableRecord {
  is: 'unreadable';
  name: FileName;
  root: number;
  place: string;
  of: 'file' | 'folder' | 'archive';
  why: Unreadable;
  sizeBytes: number;
}

/** What is no file of its own: a link, a device, a folder that was met before. */
export interface PassedRecord {
  is: 'passed';
  name: FileName;
  root: number;
  place: string;
  what: FoundPassed['what'];
}

/** A scan began to work on the run, for the first time or again. */
export interface SessionRecord {
  is: 'session';
  at: string;
}

/** Everything was walked and read; after this line nothing is read any more. */
export interface CompleteRecord {
  is: 'complete';
  at: string;
}

export type JournalRecord = FileRecord | UnreadableRecord | PassedRecord | SessionRecord | CompleteRecord;
