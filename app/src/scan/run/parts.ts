// What a run is put together from: a walk, readers, lists and the joining of copies. The door hands in the real ones.
import type { Entry, FileFacts, Known } from '../types.ts';
import type { Found, Stretch, WalkOptions } from '../walk/index.ts';
import type { ManifestList } from './manifest.ts';
import type { JournalRecord } from './records.ts';

export interface Readers {
  /** How many files are worth asking for at a time. */
  readonly parallel: number;
  /** Never throws for what is wrong with a file. */
  read: (entry: Entry) => Promise<FileFacts>;
  close: () => Promise<void>;
}

export interface Lists {
  /** The lists that are asked, as the manifest of a run names them. */
  readonly lists: ManifestList[];
  /** The algorithms of the hashes in them. */
  readonly algorithms: string[];
  match: (facts: FileFacts) => Known[];
}

/** A file as it is joined with others. */
export interface Joinable {
  /** From 1, in the order of paths. */
  id: number;
  sha256: string | null;
  pdq: string | null;
  quality: number | null;
  known: boolean;
}

/** Where a file stands among its copies; `of` is the file that stands for them, null for that file itself. */
export interface Joined {
  id: number;
  group: number;
  of: number | null;
  how: 'exact' | 'near';
}

export interface Total {
  files: number;
  bytes: number;
}

export interface Parts {
  walk: (roots: readonly string[], options?: WalkOptions) => AsyncIterable<Found>;
  /** A part of a folder on the way of that walk. Where this is not given, files are read in the order of the walk. */
  stretch?: (roots: readonly string[], stretch: Stretch, options?: WalkOptions) => AsyncIterable<Found>;
  /** Files and bytes below the roots, archives closed: for the time left only. */
  count: (roots: readonly string[], signal: AbortSignal) => Promise<Total>;
  readers: Readers;
  lists: Lists;
  /** Joins copies. Takes files in order of their ids; gives groups in the order in which to look at them, from 1. */
  join: (files: Iterable<Joinable>) => Iterable<Joined>;
}

/** Of a run that reads nothing: what another one read, as its journal says. */
export interface RecordedParts extends Pick<Parts, 'count' | 'lists' | 'join'> {
  records: () => AsyncIterable<JournalRecord>;
}
