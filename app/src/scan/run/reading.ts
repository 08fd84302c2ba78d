// Walks and reads: every file that no earlier session read goes to a reader, is asked about, and becomes a line of the
// journal. Nothing of it is kept but that line.
import type { FileFacts, FileName } from '../types.ts';
import { Holder } from './hold.ts';
import type { Journal } from './journal.ts';
import { NameSet } from './names.ts';
import type { Found, Parts } from './parts.ts';
import type { Counter } from './progress.ts';
import type { JournalRecord } from './records.ts';
import { Slots } from './slots.ts';

/** How long files that are being read may go on when the run is stopped. */
const graceMs = 3000;

export interface Reading {
  roots: readonly string[];
  parts: Pick<Parts, 'walk' | 'readers' | 'lists' | 'atATime'>;
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
      if (reading.signal.aborted || pass.fault !== null) break;
      await pass.take(found);
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
  readonly #holder = new Holder();
  readonly #met = new NameSet();
  readonly #oftenMet = new Map<string, number>();
  fault: unknown = null;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#slots = new Slots(reading.parts.atATime);
  }

  async take(found: Found): Promise<void> {
    const { name, root } = found.is === 'file' ? found.entry : found;
    const what = found.is === 'file' ? 'file' : 'trouble';
    const nth = this.#nth(name, root, what);
    if (this.#reading.done.has({ name, root, nth, what })) return;
    if (found.is === 'file') return this.#read(found, nth);
    const why = found.is === 'trouble' ? found.why : found.what;
    await this.#reading.journal.append({ what: 'trouble', nth, name, root, why } satisfies JournalRecord);
  }

  /** Which one it is of those with its name. Only names that come again are counted. */
  #nth(name: FileName, root: number, what: 'file' | 'trouble'): number {
    if (this.#met.add({ name, root, nth: 0, what })) return 0;
    const key = JSON.stringify([what, root, name.text, name.bytes]);
    const nth = (this.#oftenMet.get(key) ?? 0) + 1;
    this.#oftenMet.set(key, nth);
    return nth;
  }

  async #read({ entry }: Extract<Found, { is: 'file' }>, nth: number): Promise<void> {
    await this.#slots.take();
    const held = await this.#holder.hold(entry);
    const { parts, journal, counter } = this.#reading;
    const task = parts.readers
      .read(held.entry)
      .then(async (facts) => {
        const known = parts.lists.match(facts);
        counter.count(countable(facts, entry.path !== null, known.length > 0), { before: false });
        await journal.append({ what: 'file', nth, facts, known } satisfies JournalRecord);
      })
      .catch((fault: unknown) => {
        if (!this.#reading.signal.aborted) this.fault ??= fault; // readers that are closed give up what they read
      })
      .finally(() => {
        held.wipe();
        this.#slots.give();
      });
    if (held.inTurn) await Promise.race([task, aborted(this.#reading.signal)]);
  }

  /** Waits for what is being read; where the run is stopped, not for long. */
  async end(): Promise<void> {
    const { signal, parts } = this.#reading;
    const all = this.#slots.all();
    await Promise.race([all, aborted(signal)]);
    if (!signal.aborted) return;
    const grace = new AbortController();
    await Promise.race([all, after(graceMs, grace.signal)]);
    grace.abort();
    await parts.readers.close();
  }
}

export function countable(facts: FileFacts, onDisk: boolean, known: boolean) {
  return { bytes: facts.sizeBytes, onDisk, known, unreadable: facts.unreadable !== null };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function after(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
