// Puts the lines of a journal, which come as files were read, into the order of paths: a table of where each line stands.
// It lies in the run's folder, holds no facts, can be made anew from the journal at any time, and goes when it was used.
import { closeSync, openSync, readSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { type JournalLine, recordAt, replay } from '../run/journal.ts';
import { nameBytes } from '../run/names.ts';
import { makePrivate } from '../run/write.ts';
import type { FileRecord, JournalRecord, PassedRecord, UnreadableRecord } from '../run/records.ts';

export type PlacedRecord = FileRecord | UnreadableRecord | PassedRecord;

const layout = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -24576;
  CREATE TABLE line (root INTEGER, name BLOB, place BLOB, kind INTEGER, at INTEGER, length INTEGER,
    PRIMARY KEY (root, name, place, kind)) WITHOUT ROWID;`;

// A file before what was said of its inside, so that both can become one line.
const kinds = { file: 0, unreadable: 1, passed: 2 } as const;

export interface Staging {
  /** In the order of roots, names as bytes, and places in archives. */
  records(): AsyncGenerator<PlacedRecord>;
  close(): Promise<void>;
}

/** @param step called now and then, and awaited: it may throw to stop. */
export async function stage(journalPath: string, path: string, step: () => Promise<void>): Promise<Staging> {
  await makePrivate(path);
  const database = new DatabaseSync(path);
  database.exec(layout);
  database.exec('BEGIN');
  const insert = database.prepare('INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?, ?)');
  let count = 0;
  for await (const line of replay<JournalRecord>(journalPath)) {
    const key = keyOf(line);
    if (key) insert.run(...key, line.at, line.lengthBytes);
    count += 1;
    if (count % 2000 === 0) await step();
  }
  database.exec('COMMIT');
  const journal = openSync(journalPath, 'r');
  return {
    records: () => recordsOf(database, journal, step),
    async close() {
      database.close();
      closeSync(journal);
      await rm(path, { force: true });
    },
  };
}

function keyOf({ record }: JournalLine<JournalRecord>): [number, Buffer, Buffer, number] | null {
  if (record.is === 'session' || record.is === 'complete') return null;
  const { name, root } = record.is === 'file' ? record.facts : record;
  return [root, nameBytes(name), placeBytes(record.place), kinds[record.is]];
}

/** So that the tenth in an archive stands behind the ninth, and what an archive holds behind it. */
function placeBytes(place: string): Buffer {
  const numbers = place === '' ? [] : place.split('/').map(Number);
  const bytes = Buffer.alloc(numbers.length * 6);
  for (const [index, number] of numbers.entries()) bytes.writeUIntBE(number, index * 6, 6);
  return bytes;
}

async function* recordsOf(
  database: DatabaseSync,
  journal: number,
  step: () => Promise<void>,
): AsyncGenerator<PlacedRecord> {
  const lines = database.prepare('SELECT at, length FROM line ORDER BY root, name, place, kind').iterate();
  let count = 0;
  for (const { at, length } of lines as Iterable<{ at: number; length: number }>) {
    const bytes = Buffer.alloc(length);
    readSync(journal, bytes, 0, length, at); // a quarter of a million short waits would take longer than the reading
    yield recordAt(bytes, at) as PlacedRecord;
    count += 1;
    if (count % 1000 === 0) await step();
  }
}
