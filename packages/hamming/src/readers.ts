// Threads that search an index side by side, and one that merges what is new into its tables meanwhile. In Node only.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { checkCodes, checkRadius } from './checks.ts';
import type { HammingIndex } from './hamming-index.ts';
import { CODE_BYTES } from './rows.ts';
import type { Match } from './search.ts';
import type { Crew, Shared } from './sharing.ts';
import type { Renewal, TablesView } from './tables.ts';
import type { Answer, Found, Message, Start } from './thread.ts';

/** Seats in the memories: the owner has one, and so has the thread that merges. */
const MOST_THREADS = 62;

/** Fewer codes than so many are not worth sending to one more thread, and more are not sent at once. */
const FEWEST_CODES = 32;
const MOST_CODES = 128;

/** So many codes that all read 134 million take a minute and a half. A thread that says nothing for longer is lost. */
const PATIENCE_MS = 120_000;

export interface ReadersOptions {
  /** How many threads search at most, 1 to 62; by default as many as the machine runs at once. Each starts when needed. */
  threads?: number;
}

/**
 * Searches of an index in threads of their own. What is added to the index or removed from it counts for every search
 * that is asked for afterwards. While there are readers, new codes go into the tables in one more thread, so that neither
 * searches nor changes pause for it; this takes memory for a 16th of the tables more.
 */
export class Readers implements Crew {
  readonly #index: HammingIndex;
  readonly #shared: Shared;
  readonly #threads: number;
  /** By seat, from 1 on. */
  readonly #searchers: Thread[] = [];
  #maker: Thread | undefined;
  #view: TablesView | undefined;
  #closed: Promise<void> | undefined;

  /** @throws RangeError if `threads` is outside its range; Error if the index has readers already, or is not shared. */
  constructor(index: HammingIndex, { threads = Math.min(MOST_THREADS, availableParallelism()) }: ReadersOptions = {}) {
    if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
      throw new RangeError(`threads is ${threads}; expected an integer from 1 to ${MOST_THREADS}`);
    }
    this.#threads = threads;
    this.#index = index;
    this.#shared = index.share(this);
  }

  /**
   * What `searchMany` of the index gives.
   *
   * @throws as that; Error if the readers are closed, or a thread is lost before it has answered.
   */
  async searchMany(codes: Uint8Array, radius: number): Promise<Match[][]> {
    checkCodes(codes);
    checkRadius(radius);
    if (this.#closed) throw new Error('The readers are closed');
    const count = codes.length / CODE_BYTES;
    const piece = Math.min(MOST_CODES, Math.max(FEWEST_CODES, Math.ceil(count / this.#threads)));
    const moment = this.#shared.moment();
    const asked: Promise<Match[][]>[] = [];
    for (let first = 0; first < count; first += piece) {
      const some = new Uint8Array(codes.subarray(first * CODE_BYTES, (first + piece) * CODE_BYTES));
      asked.push(this.#freest().search({ kind: 'search', codes: some, radius, moment }));
    }
    return (await Promise.all(asked)).flat();
  }

  /** Ends the threads once what was asked for is answered. The index is as usable as before, also for other readers. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    try {
      this.#index.share(undefined);
    } finally {
      const threads = [...this.#searchers, ...(this.#maker ? [this.#maker] : [])];
      await Promise.all(threads.map((thread) => thread.end()));
    }
  }

  /** For the index: see Crew. */
  show(tables: TablesView | undefined): void {
    this.#view = tables;
    for (const thread of this.#searchers) thread.tell({ kind: 'show', view: tables });
  }

  async passed(): Promise<void> {
    await Promise.allSettled(this.#searchers.map((thread) => thread.ask({ kind: 'pass' })));
  }

  waitPassed(): void {
    for (const thread of this.#searchers) thread.wait();
  }

  async make(renewal: Renewal): Promise<number> {
    if (!this.#maker || this.#maker.isLost) this.#maker = this.#start(this.#threads + 1);
    const { used } = this.#shared.moment();
    const made = await this.#maker.ask({ kind: 'make', renewal, used });
    if (!('capacity' in made)) throw new Error('A thread that was to make a table answered something else');
    return made.capacity;
  }

  waitMade(): void {
    this.#maker?.wait();
  }

  /** The thread that has the fewest codes to search for: a new one while all others are busy. */
  #freest(): Thread {
    for (const [i, thread] of this.#searchers.entries())
      if (thread.isLost) this.#searchers[i] = this.#startSearcher(i + 1);
    const freest = this.#searchers.toSorted((a, b) => a.codes - b.codes)[0];
    if (freest && (freest.codes === 0 || this.#searchers.length === this.#threads)) return freest;
    try {
      this.#searchers.push(this.#startSearcher(this.#searchers.length + 1));
    } catch (fault) {
      if (!freest) throw fault; // else there are as many as the machine allows
    }
    return this.#searchers.at(-1)!;
  }

  #startSearcher(seat: number): Thread {
    const thread = this.#start(seat);
    thread.tell({ kind: 'show', view: this.#view });
    return thread;
  }

  #start(seat: number): Thread {
    const { module, rows, lives } = this.#shared;
    return new Thread({ module, rows, lives, seat });
  }
}

type Waiting = PromiseWithResolvers<Answer>;

/** One thread as its owner sees it. It takes one message after another. */
class Thread {
  readonly #worker: Worker;
  /** See Start in thread.ts. */
  readonly #done = new Int32Array(new SharedArrayBuffer(8));
  readonly #waiting = new Map<number, Waiting>();
  readonly #exit: Promise<unknown>;
  #sent = 0;
  #lost: Error | undefined;
  /** How many codes it has still to search for. */
  codes = 0;

  constructor(start: Omit<Start, 'done'>) {
    const workerData = { ...start, done: this.#done };
    // The program's own flags, such as how its text is given, are not for the thread.
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData, execArgv: [] });
    this.#worker.unref(); // it keeps the process only while something waits for it
    this.#worker.on('message', (answer: Answer) => this.#answered(answer));
    this.#worker.on('error', (fault) =>
      this.#lose(new Error('A thread that searches the index failed', { cause: fault })),
    );
    this.#worker.on('messageerror', (fault) => this.#lose(fault));
    this.#exit = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#lose(new Error(`A thread that searches the index ended with code ${code}`));
        resolve(code);
      });
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  tell(message: Message): void {
    if (this.#lost) return;
    this.#worker.postMessage({ ticket: this.#sent++, ...message }, []);
  }

  /** @throws what the thread throws; Error if it is lost. */
  async ask(message: Message): Promise<Answer> {
    if (this.#lost) throw this.#lost;
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting.set(this.#sent, waiting);
    this.#worker.ref();
    this.tell(message);
    const answer = await waiting.promise;
    if ('fault' in answer) throw answer.fault;
    return answer;
  }

  async search(message: Message & { kind: 'search' }): Promise<Match[][]> {
    const count = message.codes.length / CODE_BYTES;
    this.codes += count;
    try {
      const answer = await this.ask(message);
      return 'found' in answer ? unpacked(answer.found) : [];
    } finally {
      this.codes -= count;
    }
  }

  /** Holds the calling thread up until this one is done with everything, or has ended. @throws Error if it is silent. */
  wait(): void {
    for (;;) {
      const done = Atomics.load(this.#done, 0);
      if (this.#lost || Atomics.load(this.#done, 1) === 1 || done === (this.#sent | 0)) return;
      if (Atomics.wait(this.#done, 0, done, PATIENCE_MS) === 'timed-out')
        throw new Error(`A thread that searches the index has not answered for ${PATIENCE_MS / 1000} s`);
    }
  }

  async end(): Promise<void> {
    await Promise.allSettled([...this.#waiting.values()].map(({ promise }) => promise));
    await this.#worker.terminate();
    await this.#exit;
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.ticket);
    this.#waiting.delete(answer.ticket);
    if (this.#waiting.size === 0) this.#worker.unref();
    waiting?.resolve(answer);
  }

  #lose(fault: Error): void {
    this.#lost ??= fault;
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}

function unpacked({ counts, ids, distances }: Found): Match[][] {
  let next = 0;
  return Array.from(counts, (count) =>
    Array.from({ length: count }, () => ({ id: ids[next]!, distance: distances[next++]! })),
  );
}
