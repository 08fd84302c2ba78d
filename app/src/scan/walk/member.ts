// What an archive holds, as its reader tells it: a file, something that is only named, or something that stays closed.
import type { Unreadable } from '../types.ts';
import type { FoundPassed } from './found.ts';
import type { Source } from './source.ts';

export interface MemberFile {
  is: 'file';
  /** As the archive has it. It is never made a path: `/etc` and `../` are only names. */
  name: Buffer;
  sizeBytes: number;
  modifiedAt: string | null;
  /** Its first bytes, from which an archive is told. */
  head: Buffer;
  waits: boolean;
  open(): AsyncIterable<Buffer>;
  /** Its bytes in any order, for looking into it. @throws EntryUnreadable `out-of-memory` if it is too large to be held. */
  source(): Promise<Source>;
}

export type Member =
  | MemberFile
  | { is: 'passed'; name: Buffer; what: FoundPassed['what'] }
  | { is: 'unreadable'; name: Buffer; why: Unreadable; sizeBytes: number };
