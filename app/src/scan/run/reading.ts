// Walks and reads: every file that no earlier session read goes to a reader, is asked about, and becomes a line of the
// journal. Nothing of it is kept but that line.
import { setTimeout as wait } from 'node:timers/promises';
import type { FileFacts } from '../types.ts';
import type { Found, FoundFile } from '../walk/index.ts';
import type { Journal } from './journal.ts';
import type { NameSet } from './names.ts';
import type { Parts } from './parts.ts';
import type { Counter } from './progress.ts';
import type { JournalRecord } from './records.ts';
import { Slots } from './slots.ts';

/** How long files that are being read may go on when the run is stopped. */
const graceMs = 3000;
/** An interruption from the keyboard reaches child processes too, and may end them before this process knows of it. */
const crashDoubtMs = 250;

export interface Reading {
  roots: readonly string[];
  parts: Pick<Parts, 'walk' | 'readers' | 'lists'>;
  journal: Journal;
  /** What earlier sessions read. */
  done: NameSet;
  counter: Counter;
  signal: AbortSignal;
}

/** Resolves with whether everything was read; false where the signal stopped it. */
export async function readAll(reading: Reading): Promise<boolean> {
  const pass = new Pass(reading);
  try {
    for await (const found of reading.parts.walk(reading.roots)) {
      if (pass.stopped) break;
      await pass.take(found);
      if (pass.stopped) break;
    }
  } finally {
    await pass.end();
  }
  if (pass.fault !== null) throw pass.fault;
  return !reading.signal.aborted;
}

class Pass {
  readonly #reading: Reading;
  readonly #slots: Slots;
  fault: unknown = null;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#slots = new Slots(reading.parts.readers.parallel);
  }

  get stopped(): boolean {
    return this.#reading.signal.aborted || this.fault !== null;
  }

  async take(found: Found): Promise<void> {
    if (this.#reading.done.has(found)) return;
    if (found.is === 'file') return this.#read(found);
    await this.#reading.journal.append(found satisfies JournalRecord);
  }

  async #read({ entry, place, waits }: FoundFile): Promise<void> {
    const { parts, signal } = this.#reading;
    await this.#slots.take();
    const task = parts.readers
      .read(entry)
      .then((facts) => this.#note(facts, place, entry.path !== null))
      .catch((fault: unknown) => {
        if (!signal.aborted) this.fault ??= fault; // readers that are closed give up what they read
      })
      .finally(() => this.#slots.give());
    if (waits) await untilStopped(task, signal);
  }

  async #note(facts: FileFacts, place: string, onDisk: boolean): Promise<void> {
    const { parts, journal, counter, signal } = this.#reading;
    if (facts.unreadable === 'decoder-crashed') await wait(crashDoubtMs);
    if (signal.aborted && facts.unreadable !== null) return; // it may be the interruption's doing: read again
    const known = parts.lists.match(facts);
    counter.count({ facts, onDisk, known: known.length > 0 }, { before: false });
    await journal.append({ is: 'file', place, facts, known } satisfies JournalRecord);
  }

  /** Waits for what is being read; where the run is stopped, not for long. */
  async end(): Promise<void> {
    const { signal, parts } = this.#reading;
    const all = this.#slots.all();
    await untilStopped(all, signal);
    if (!signal.aborted) return;
    const grace = new AbortController();
    await Promise.race([all, wait(graceMs, null, { signal: grace.signal }).catch(() => null)]);
    grace.abort();
    await parts.readers.close();
  }
}

/** Resolves when the task does, or when the run is stopped. */
async function untilStopped(task: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([task, stopped]);
  signal.removeEventListener('abort', stop);
}
