// What the pieces of a scan hand to each other: an entry that was found, what reading it told, and what it came to.

/** A name as it stands on disk. `text` is for people; where it is no UTF-8, `bytes` (base64) is the name itself. */
export interface FileName {
  text: string;
  bytes: string | null;
}

/** A file that was found, in a folder or in an archive. */
export interface Entry {
  /** The path from the root that was given; of what lies in an archive, the archive's path, then `!/`, then the name inside. */
  name: FileName;
  /** Which of the roots, from 0. */
  root: number;
  sizeBytes: number;
  modifiedAt: string | null;
  createdAt: string | null;
  /** Where it can be opened directly, as bytes; null for what lies in an archive. */
  path: Buffer | null;
  /** Its bytes, once; of what lies in an archive only while its turn lasts. */
  open(): AsyncIterable<Buffer>;
}

/** Why a file could not be read, or its picture not be understood. Never says what it holds. */
export const unreadableReasons = [
  'vanished',
  'no-permission',
  'read-error',
  'encrypted',
  'bomb',
  'too-deep',
  'damaged',
  'too-many-pixels',
  'took-too-long',
  'out-of-memory',
  'decoder-crashed',
  'no-decoder',
] as const;
export type Unreadable = (typeof unreadableReasons)[number];

export interface Frame {
  atMs: number;
  /** 64 hexadecimal digits. */
  pdq: string;
  quality: number;
}

/** What reading a file told. Digests are there for every file whose bytes could be read, also where its picture could not. */
export interface FileFacts {
  name: FileName;
  root: number;
  sizeBytes: number;
  modifiedAt: string | null;
  createdAt: string | null;
  kind: 'picture' | 'video' | 'other';
  /** By content, such as `image/jpeg`; null where it is none that is known. */
  type: string | null;
  md5: string | null;
  sha1: string | null;
  sha256: string | null;
  width: number | null;
  height: number | null;
  pdq: string | null;
  quality: number | null;
  /** Of a video; null where none was decoded. */
  frames: Frame[] | null;
  unreadable: Unreadable | null;
  /** It was changed while it was read: the digests are of what was read. */
  changed: boolean;
}

/** What a list said about a file. */
export interface Known {
  /** The list's name, and the entry's place or id in it. */
  list: string;
  entry: string;
  algorithm: 'md5' | 'sha1' | 'sha256' | 'pdq' | 'vpdq';
  /** 0 for digests. Of a video, of the nearest frame. */
  distanceBits: number;
  classification: string | null;
}

export type Verdict =
  | { is: 'known'; known: Known[] }
  | { is: 'copy'; of: string; how: 'exact' | 'near'; group: number }
  | { is: 'new'; group: number | null }
  | { is: 'unreadable'; why: Unreadable };

/** One listed hash, whatever list it came from. */
export interface ListedHash {
  algorithm: 'md5' | 'sha1' | 'sha256' | 'pdq';
  /** Hexadecimal digits in lower case. */
  hash: string;
  entry: string;
  classification: string | null;
}
