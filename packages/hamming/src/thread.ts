// What runs in a thread of readers.ts: it searches the memories of an index in another thread, or makes tables anew there.

import { parentPort, workerData } from 'node:worker_threads';
import { Reader } from './reader.ts';
import type { Match, Moment } from './search.ts';
import type { Shared } from './sharing.ts';
import type { Renewal, TablesView } from './tables.ts';

/** What a thread is started with. */
export interface Start extends Omit<Shared, 'moment'> {
  seat: number;
  /** How many messages are done with, and whether the thread has ended: for whoever waits without an event loop. */
  done: Int32Array<SharedArrayBuffer>;
}

export type Message =
  | { kind: 'show'; view: TablesView | undefined }
  | { kind: 'search'; codes: Uint8Array; radius: number; moment: Moment }
  | { kind: 'make'; renewal: Renewal; used: number }
  /** Answered like the others, so that whoever asks knows that all before it is done with. */
  | { kind: 'pass' };

/** What was found: how many matches each code has, and all matches one after another. */
export interface Found {
  counts: Uint32Array<ArrayBuffer>;
  ids: Uint32Array<ArrayBuffer>;
  distances: Uint16Array<ArrayBuffer>;
}

/** The answer to a message, by its ticket. A `show` has none. */
export type Answer = { ticket: number } & (
  | { found: Found }
  | { capacity: number }
  | { fault: unknown }
  | { passed: true }
);

const { seat, done, ...shared } = workerData as Start;
const reader = new Reader(shared, seat);
const port = parentPort!;
process.on('exit', () => {
  Atomics.store(done, 1, 1);
  Atomics.notify(done, 0);
});
port.on('messageerror', (fault) => {
  throw fault;
});
port.on('message', ({ ticket, ...message }: Message & { ticket: number }) => {
  try {
    const { moved, answer } = handle(message);
    if (answer) port.postMessage({ ticket, ...answer }, moved);
  } catch (fault) {
    port.postMessage({ ticket, fault }, []);
  } finally {
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  }
});

/** The answer without its ticket, if there is one, and what of it is handed over rather than copied. */
function handle(message: Message): { answer?: object; moved: ArrayBuffer[] } {
  if (message.kind === 'show') {
    reader.show(message.view);
    return { moved: [] };
  }
  if (message.kind === 'search') {
    const found = packed(reader.findMany(message.codes, message.radius, message.moment));
    return { answer: { found }, moved: [found.counts.buffer, found.ids.buffer, found.distances.buffer] };
  }
  if (message.kind === 'make') {
    return { answer: { capacity: reader.make(message.renewal, message.used) }, moved: [] };
  }
  return { answer: { passed: true }, moved: [] };
}

function packed(matches: Match[][]): Found {
  const all = matches.flat();
  return {
    counts: Uint32Array.from(matches, ({ length }) => length),
    ids: Uint32Array.from(all, ({ id }) => id),
    distances: Uint16Array.from(all, ({ distance }) => distance),
  };
}
