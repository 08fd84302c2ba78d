// What a walk hands on, one at a time, and the limits within which it looks into archives.
import type { Entry, FileName, Unreadable } from '../types.ts';

/** Where something lies: names need not be unique within an archive, nor between a folder `a.zip!` and an archive `a.zip`. */
export interface Whereabouts {
  name: FileName;
  root: number;
  /** Empty for what lies in a folder; in archives the position in each, from 0, outermost first: `12`, `12/0`. */
  place: string;
}

/** A file whose bytes can be had. An archive is one too, and what it holds follows. */
export interface FoundFile extends Whereabouts {
  is: 'file';
  entry: Entry;
  /** True for a large file in the middle of a stream: it is read before the next one is asked for, or never. */
  waits: boolean;
}

/**
 * Something that could not be looked at. An `archive` was handed on as a file before, and only what it holds stays
 * closed, wholly or from here on; of a `file` or a `folder` this is all there is.
 */
export interface FoundUnreadable extends Whereabouts {
  is: 'unreadable';
  of: 'file' | 'folder' | 'archive';
  why: Unreadable;
  /** As far as it is known: 0 where it is not. */
  sizeBytes: number;
}

/** What is no file of its own and is therefore only named. */
export interface FoundPassed extends Whereabouts {
  is: 'passed';
  /** `folder-again`: the folder holds itself (a mount), or is, or lies in, another root of this walk. */
  what: 'link' | 'device' | 'pipe' | 'socket' | 'folder-again';
}

export type Found = FoundFile | FoundUnreadable | FoundPassed;

/** Of a folder what is no folder itself, from one position to another, in the order in which the disk gives it. */
export interface Stretch {
  root: number;
  /** From the root; empty for the root itself. */
  folder: Buffer;
  from: number;
  to: number;
}

export interface WalkLimits {
  /** Archives within archives; 1 is an archive in a folder. */
  maxDepth: number;
  /** Of everything within one archive in a folder, together. */
  maxEntries: number;
  maxUnpackedBytes: number;
  /** Times the size of the archive in the folder; asked only of what unpacks to more than `unquestionedBytes`. */
  maxRatio: number;
  unquestionedBytes: number;
  /** A file within a stream is held in memory up to this size, so that others are read at the same time. */
  heldFileBytes: number;
  /** An archive within an archive that has to be held in memory as a whole is opened up to this size. */
  heldArchiveBytes: number;
}

export const walkLimits: WalkLimits = {
  maxDepth: 3,
  maxEntries: 2_000_000,
  maxUnpackedBytes: 2 ** 40,
  maxRatio: 200,
  unquestionedBytes: 128 * 2 ** 20,
  heldFileBytes: 16 * 2 ** 20,
  heldArchiveBytes: 512 * 2 ** 20,
};
