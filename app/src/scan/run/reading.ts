// Walks and reads: every file that no earlier session read goes to a reader, is asked about, and becomes a line of the
// journal. Nothing of it is kept but that line.
import { setTimeout as wait } from 'node:timers/promises';
import type { FileFacts } from '../types.ts';
import type { Found, FoundFile, WalkOptions } from '../walk/index.ts';
import type { Journal } from './journal.ts';
import { NameSet } from './names.ts';
import { Order, type Place } from './order.ts';
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
  parts: Pick<Parts, 'walk' | 'stretch' | 'readers' | 'lists'>;
  journal: Journal;
  /** What earlier sessions read; what is read early in this one is added. */
  done: NameSet;
  /** Of that, what the lists know. */
  known: NameSet;
  counter: Counter;
  signal: AbortSignal;
}

/** Resolves with whether everything was read; false where the signal stopped it. */
export async function readAll(reading: Reading): Promise<boolean> {
  const { parts, roots } = reading;
  const pass = new Pass(reading);
  const whole = new NameSet();
  try {
    if (parts.stretch && parts.lists.lists.length > 0) await readEarly(reading, pass, whole);
    pass.isLast = true;
    await pass.over(parts.walk(roots, { whole }), (found) => pass.take(found));
  } finally {
    await pass.end();
  }
  if (pass.fault !== null) throw pass.fault;
  return !reading.signal.aborted;
}

/** Reads where known files likely are. What is left, and whatever went wrong here, is met by the walk that comes last. */
async function readEarly({ parts, roots, done, known }: Reading, pass: Pass, whole: NameSet): Promise<void> {
  const order = new Order();
  const stretchOf = ({ stretch }: Place, options: WalkOptions) => parts.stretch!(roots, stretch, options);
  await pass.over(parts.walk(roots, { closedArchives: true }), async (found) => {
    if (isFolder(found)) return; // it has no position among what is no folder
    const row = order.meet(found);
    if (done.has(found)) order.note(row, known.has(found));
    else if (found.is === 'file' && order.samples(row, found.entry.sizeBytes)) await pass.takeEarly(found, order, row);
  });
  await pass.rest();
  for (let place = order.next(); place && !pass.stopped; place = order.next()) {
    const { row } = place;
    await pass.over(stretchOf(place, { closedArchives: true }), (found) => pass.takeEarly(found, order, row));
  }
  await pass.rest();
  for (const place of order.richest()) await pass.over(stretchOf(place, { whole }), (found) => pass.take(found));
  await pass.rest();
}

function isFolder(found: Found): boolean {
  return found.is === 'passed' ? found.what === 'folder-again' : found.is === 'unreadable' && found.of === 'folder';
}

class Pass {
  readonly #reading: Reading;
  readonly #slots: Slots;
  readonly #tasks = new Set<Promise<void>>();
  /** Whether nothing is met again in this session. */
  isLast = false;
  fault: unknown = null;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#slots = new Slots(reading.parts.readers.parallel);
  }

  get stopped(): boolean {
    return this.#reading.signal.aborted || this.fault !== null;
  }

  async over(all: AsyncIterable<Found>, take: (found: Found) => Promise<void>): Promise<void> {
    if (this.stopped) return;
    for await (const found of all) {
      if (this.stopped) break;
      await take(found);
      if (this.stopped) break;
    }
  }

  async take(found: Found): Promise<void> {
    if (this.#reading.done.has(found)) return;
    if (found.is === 'file') return this.#read(found, (facts) => this.#note(facts, found));
    await this.#reading.journal.append(found satisfies JournalRecord);
    this.#remember(found);
  }

  /**
   * A file met by a walk that opens none. One whose bytes cannot be had is left: a walk that opens it says so in a line
   * of another kind, and results must not depend on the order.
   */
  async takeEarly(found: Found, order: Order, row: number): Promise<void> {
    if (found.is !== 'file' || this.#reading.done.has(found)) return;
    await this.#read(found, async (facts) => {
      if (facts.sha256 !== null) order.note(row, await this.#note(facts, found));
    });
  }

  async #read({ entry, waits }: FoundFile, then: (facts: FileFacts) => Promise<unknown>): Promise<void> {
    const { parts, signal } = this.#reading;
    await untilStopped(this.#slots.take(), signal); // a disk image may be read for hours before there is room
    if (signal.aborted) return;
    const task: Promise<void> = parts.readers
      .read(entry)
      .then(async (facts) => void (await then(facts)))
      .catch((fault: unknown) => {
        if (!signal.aborted) this.fault ??= fault; // readers that are closed give up what they read
      })
      .finally(() => {
        this.#tasks.delete(task);
        this.#slots.give();
      });
    this.#tasks.add(task);
    if (waits) await untilStopped(task, signal);
  }

  /** Whether a list knows it. */
  async #note(facts: FileFacts, found: FoundFile): Promise<boolean> {
    const { parts, journal, counter, signal } = this.#reading;
    if (facts.unreadable === 'decoder-crashed') await wait(crashDoubtMs);
    if (signal.aborted && facts.unreadable !== null) return false; // it may be the interruption's doing: read again
    const known = parts.lists.match(facts);
    const isKnown = known.length > 0;
    counter.count({ facts, onDisk: found.entry.path !== null, known: isKnown }, { before: false });
    this.#remember(found);
    await journal.append({ is: 'file', place: found.place, facts, known } satisfies JournalRecord);
    return isKnown;
  }

  #remember(found: Found): void {
    if (!this.isLast) this.#reading.done.add(found);
  }

  /** Waits for what is being read. */
  async rest(): Promise<void> {
    await untilStopped(Promise.all(this.#tasks), this.#reading.signal);
  }

  /** The same at the end; where the run is stopped, not for long. */
  async end(): Promise<void> {
    await this.rest();
    const { signal, parts } = this.#reading;
    if (!signal.aborted) return;
    const grace = new AbortController();
    const pause = wait(graceMs, null, { signal: grace.signal }).catch(() => null);
    await Promise.race([Promise.all(this.#tasks), pause]);
    grace.abort();
    await parts.readers.close();
  }
}

/** Resolves when the task does, or when the run is stopped. */
async function untilStopped(task: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([task, stopped]);
  signal.removeEventListener('abort', stop);
}
