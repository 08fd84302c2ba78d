// What runs in a thread of readers.ts: it searches the memories of an index in another thread, or makes tables anew there.

import { parentPort, workerData } from 'node:worker_threads';
import { createKernel } from './kernel.ts';
import { Lives } from './lives.ts';
import type { Match, Moment } from './search.ts';
import { Search } from './search.ts';
import type { Shared } from './sharing.ts';
import { Part } from './part.ts';
import type { Table } from './part.ts';
import { Tables } from './tables.ts';
import type { Renewal, TablesView } from './tables.ts';

/** What a thread is started with. */
export interface Start extends Omit<Shared, 'moment'> {
  seat: number;
  /** Counts the messages that are done with, for whoever waits for that without an event loop. */
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

const { seat, done, module, rows, lives } = workerData as Start;
const kernel = createKernel(module);
const names = new Lives(lives);
const search = new Search(kernel, names, { memory: rows, seat });
let tables: Tables | undefined;
/** By number: the parts that were shown last, and spare ones that may come again. */
let known = new Map<number, Part>();

const port = parentPort!;
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
    tables = message.view && take(message.view);
    return { moved: [] };
  }
  if (message.kind === 'search') {
    see(message.moment.used);
    const found = packed(search.findMany(message.codes, message.radius, tables, message.moment));
    return { answer: { found }, moved: [found.counts.buffer, found.ids.buffer, found.distances.buffer] };
  }
  if (message.kind === 'make') {
    see(message.used);
    return { answer: { capacity: make(message.renewal) }, moved: [] };
  }
  return { answer: { passed: true }, moved: [] };
}

/** Sees the memories as long as the owner has made them. */
function see(used: number): void {
  search.rows.reserve(used);
  names.reserve(used);
}

function take(view: TablesView): Tables {
  if (known.size > 2 * view.tables.length) known = new Map();
  const parts = view.tables.map((table) => {
    const part = partOf(table);
    part.open(table.capacity);
    return part;
  });
  const taken = new Tables(kernel, search.rows, parts.length, parts);
  taken.setOrder(view.order);
  return taken;
}

function partOf({ number, memory, width }: Table): Part {
  const part = known.get(number) ?? new Part(kernel, search.rows, width, { memory, seat });
  known.set(number, part);
  return part;
}

function make({ from, to, slots, removed }: Renewal): number {
  const part = partOf(to);
  part.copy(from);
  part.update(slots, removed);
  return part.table.capacity;
}

function packed(matches: Match[][]): Found {
  const all = matches.flat();
  return {
    counts: Uint32Array.from(matches, ({ length }) => length),
    ids: Uint32Array.from(all, ({ id }) => id),
    distances: Uint16Array.from(all, ({ distance }) => distance),
  };
}
