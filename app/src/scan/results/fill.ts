// Fills the results: every line of the journal becomes a file in the order of paths, copies are joined, and each file gets
// its verdict.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Joinable, Joined } from '../run/parts.ts';
import type { FileRecord, PassedRecord, UnreadableRecord } from '../run/records.ts';
import type { FileFacts, Known, Unreadable } from '../types.ts';
import { storedName } from './names.ts';
import type { PlacedRecord } from './staging.ts';

type FileLike = FileRecord | UnreadableRecord;

/** Writes all files with what is known of each; copies are not joined yet. */
export async function fillFiles(database: DatabaseSync, records: AsyncIterable<PlacedRecord>): Promise<void> {
  const rows = new Rows(database);
  let last = null as FileLike | null;
  for await (const record of records) {
    if (record.is === 'passed') {
      rows.passed(record);
      continue;
    }
    if (last && record.is === 'unreadable' && last.is === 'file' && sameFile(last, record)) {
      // Of an archive: what it holds. Of the file itself: another session could not open it, and this one did.
      if (record.of === 'archive') last = withReason(last, record.why);
      continue;
    }
    if (last) rows.file(last);
    last = record;
  }
  if (last) rows.file(last);
}

function withReason(record: FileRecord, why: Unreadable): FileRecord {
  return { ...record, facts: { ...record.facts, unreadable: record.facts.unreadable ?? why } };
}

function sameFile({ facts, place }: FileRecord, inside: UnreadableRecord): boolean {
  const { name } = inside;
  return (
    facts.root === inside.root &&
    facts.name.text === name.text &&
    facts.name.bytes === name.bytes &&
    place === inside.place
  );
}

class Rows {
  readonly #file: StatementSync;
  readonly #known: StatementSync;
  readonly #frame: StatementSync;
  readonly #passed: StatementSync;
  #id = 0;

  constructor(database: DatabaseSync) {
    const row =
      'INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)';
    this.#file = database.prepare(row);
    this.#known = database.prepare('INSERT INTO known VALUES (?, ?, ?, ?, ?, ?)');
    this.#frame = database.prepare('INSERT INTO frame VALUES (?, ?, ?, ?)');
    this.#passed = database.prepare('INSERT INTO passed VALUES (?, ?, ?, ?, ?)');
  }

  file(record: FileLike): void {
    this.#id += 1;
    const { facts, known, place } = record.is === 'file' ? record : unreadable(record);
    const { path, bytes } = storedName(facts.name);
    const verdict = known.length > 0 ? 'known' : facts.unreadable === null ? 'new' : 'unreadable';
    const about = [this.#id, facts.root, path, bytes, place, facts.sizeBytes, facts.modifiedAt, facts.createdAt];
    const inside = [record.is === 'file' ? facts.kind : null, facts.type, facts.md5, facts.sha1, facts.sha256];
    const seen = [facts.width, facts.height, facts.pdq, facts.quality, facts.changed ? 1 : 0];
    this.#file.run(...about, ...inside, ...seen, verdict, facts.unreadable);
    for (const { list, entry, algorithm, distanceBits, classification } of known)
      this.#known.run(this.#id, list, entry, algorithm, distanceBits, classification);
    for (const { atMs, pdq, quality } of facts.frames ?? []) this.#frame.run(this.#id, Math.round(atMs), pdq, quality);
  }

  passed({ root, name, place, what }: PassedRecord): void {
    const { path, bytes } = storedName(name);
    this.#passed.run(root, path, bytes, place, what);
  }
}

/** What could not even be opened, as if it had been read. */
function unreadable({ name, root, place, why, sizeBytes }: UnreadableRecord): {
  facts: FileFacts;
  known: Known[];
  place: string;
} {
  const nothing = { md5: null, sha1: null, sha256: null, width: null, height: null, pdq: null, quality: null };
  const facts: FileFacts = {
    name,
    root,
    sizeBytes,
    modifiedAt: null,
    createdAt: null,
    kind: 'other',
    type: null,
    ...nothing,
    frames: null,
    unreadable: why,
    changed: false,
  };
  return { facts, known: [], place };
}

/** Joins copies: a new file that is a copy of another one here becomes that. What is known or unreadable stays so. */
export async function joinCopies(
  database: DatabaseSync,
  join: (files: Iterable<Joinable>) => Iterable<Joined>,
  step: () => Promise<void>,
): Promise<void> {
  const update = database.prepare(
    `UPDATE file SET group_number = ?, copy_of = ?, copy_how = ?, verdict = CASE WHEN verdict = 'new' AND ? THEN 'copy' ELSE verdict END WHERE id = ?`,
  );
  let count = 0;
  for (const { id, group, of, how } of join(joinables(database))) {
    update.run(group, of, of === null ? null : how, of === null ? 0 : 1, id);
    count += 1;
    if (count % 1000 === 0) await step();
  }
}

function* joinables(database: DatabaseSync): Generator<Joinable> {
  const rows = database.prepare('SELECT id, sha256, pdq, quality, verdict FROM file ORDER BY id').iterate();
  for (const row of rows as Iterable<unknown> as Iterable<Omit<Joinable, 'known'> & { verdict: string }>) {
    const { id, sha256, pdq, quality, verdict } = row;
    yield { id, sha256, pdq, quality, known: verdict === 'known' };
  }
}
