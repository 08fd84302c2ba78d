// The results of a run as a SQLite file, which other tools open too. It is written in the order of paths and holds no times
// of the run, so that the same evidence and lists give the same file to the byte.
import { DatabaseSync } from 'node:sqlite';

/** What readers of the file may count on; a change of meaning is a new number. */
export const resultsVersion = 1;

// Indexes come first: made afterwards they would be sorted in temporary files outside the run's folder.
const layout = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -49152;
  PRAGMA application_id = 0x53756b61;
  PRAGMA user_version = ${resultsVersion};
  CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE list (number INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL, entries INTEGER NOT NULL);
  CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    root INTEGER NOT NULL,
    path TEXT NOT NULL,
    path_bytes TEXT,
    place TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    modified_at TEXT,
    created_at TEXT,
    kind TEXT,
    type TEXT,
    md5 TEXT,
    sha1 TEXT,
    sha256 TEXT,
    width INTEGER,
    height INTEGER,
    pdq TEXT,
    quality INTEGER,
    changed INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('known', 'copy', 'new', 'unreadable')),
    why TEXT,
    copy_of INTEGER REFERENCES file (id),
    copy_how TEXT CHECK (copy_how IN ('exact', 'near')),
    group_number INTEGER
  );
  CREATE INDEX file_sha256 ON file (sha256) WHERE sha256 IS NOT NULL;
  CREATE INDEX file_md5 ON file (md5) WHERE md5 IS NOT NULL;
  CREATE INDEX file_group ON file (group_number) WHERE group_number IS NOT NULL;
  CREATE INDEX file_verdict ON file (verdict);
  CREATE TABLE known (
    file INTEGER NOT NULL REFERENCES file (id),
    list TEXT NOT NULL,
    entry TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    distance_bits INTEGER NOT NULL,
    classification TEXT
  );
  CREATE INDEX known_file ON known (file);
  CREATE TABLE frame (
    file INTEGER NOT NULL REFERENCES file (id),
    at_ms INTEGER NOT NULL,
    pdq TEXT NOT NULL,
    quality INTEGER NOT NULL
  );
  CREATE INDEX frame_file ON frame (file);
  CREATE TABLE passed (root INTEGER NOT NULL, path TEXT NOT NULL, path_bytes TEXT, place TEXT NOT NULL, what TEXT NOT NULL);`;

/** A row of the table `file`. */
export interface FileRow {
  id: number;
  root: number;
  path: string;
  path_bytes: string | null;
  place: string;
  size_bytes: number;
  modified_at: string | null;
  created_at: string | null;
  kind: 'picture' | 'video' | 'other' | null;
  type: string | null;
  md5: string | null;
  sha1: string | null;
  sha256: string | null;
  width: number | null;
  height: number | null;
  pdq: string | null;
  quality: number | null;
  changed: number;
  verdict: 'known' | 'copy' | 'new' | 'unreadable';
  why: string | null;
  copy_of: number | null;
  copy_how: 'exact' | 'near' | null;
  group_number: number | null;
}

export interface KnownRow {
  file: number;
  list: string;
  entry: string;
  algorithm: string;
  distance_bits: number;
  classification: string | null;
}

/** @param path an empty file. */
export function makeResults(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(layout);
  return database;
}

/** Opens finished results for reading. */
export function openResults(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true });
}

/** Files and bytes that lay in folders, archives closed. */
export function countInFolders(path: string): { files: number; bytes: number } {
  const database = openResults(path);
  try {
    const query = "SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM file WHERE place = ''";
    return database.prepare(query).get() as { files: number; bytes: number };
  } finally {
    database.close();
  }
}

/** All files in the order of paths. */
export function filesOf(database: DatabaseSync): Iterable<FileRow> {
  return database.prepare('SELECT * FROM file ORDER BY id').iterate() as Iterable<unknown> as Iterable<FileRow>;
}
