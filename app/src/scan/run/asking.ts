// Asks about what another run read: each file of its journal is asked about anew and becomes a line of this one. Nothing is
// walked or opened.
import type { Journal } from './journal.ts';
import type { NameSet } from './names.ts';
import type { RecordedParts } from './parts.ts';
import type { Counter } from './progress.ts';
import type { JournalRecord } from './records.ts';

export interface Asking {
  parts: Pick<RecordedParts, 'records' | 'lists'>;
  journal: Journal;
  /** What earlier sessions asked about. */
  done: NameSet;
  counter: Counter;
  signal: AbortSignal;
}

/** Resolves with whether everything was asked about; false where the signal stopped it. */
export async function askAll(asking: Asking): Promise<boolean> {
  for await (const record of asking.parts.records()) {
    if (asking.signal.aborted) return false;
    await askOne(asking, record);
  }
  return !asking.signal.aborted;
}

async function askOne({ parts, journal, done, counter }: Asking, record: JournalRecord): Promise<void> {
  if (record.is === 'session' || record.is === 'complete') return; // they are of that run
  if (record.is !== 'file') {
    if (!done.has(record)) await journal.append(record);
    return;
  }
  const { facts, place } = record;
  if (done.has({ name: facts.name, root: facts.root, place, is: 'file' })) return;
  const known = parts.lists.match(facts);
  counter.count({ facts, onDisk: place === '', known: known.length > 0 }, { before: false });
  await journal.append({ ...record, known } satisfies JournalRecord);
}
