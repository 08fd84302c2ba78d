// The house: what every desk is handed when it runs: configuration, log, clock, database, jobs, and the long-lived parts
// that rooms place in it (keys, the signal index, picture readers), each under a typed key of the room that owns it.
import type { Clock } from '../kit/time.ts';
import type { Configuration } from './configuration.ts';
import type { Database } from './database.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';

/** Names a part and carries its type. Made once, beside the part. */
export interface PartKey<T> {
  readonly name: string;
  readonly _type?: T;
}

export function partKey<T>(name: string): PartKey<T> {
  return { name };
}

export class House {
  readonly configuration: Configuration;
  readonly log: Log;
  readonly now: Clock;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly #parts: Map<string, unknown>;
  readonly #closers: (() => unknown)[] = [];

  /** @param parts those of another house that this one is a view of. */
  constructor(
    given: Pick<House, 'configuration' | 'log' | 'now' | 'database' | 'jobs'>,
    parts: Map<string, unknown> = new Map(),
  ) {
    this.#parts = parts;
    this.configuration = given.configuration;
    this.log = given.log;
    this.now = given.now;
    this.database = given.database;
    this.jobs = given.jobs;
  }

  /** The same house under another clock, for made-up data that has to have a past. Only the house itself is closed. */
  at(now: Clock): House {
    const { configuration, log, database, jobs } = this;
    return new House({ configuration, log, now, database, jobs }, this.#parts);
  }

  place<T>(key: PartKey<T>, part: T): T {
    if (this.#parts.has(key.name)) throw new Error(`The part "${key.name}" stands in the house already`);
    this.#parts.set(key.name, part);
    return part;
  }

  has(key: PartKey<unknown>): boolean {
    return this.#parts.has(key.name);
  }

  /** @throws Error when no room has placed that part. */
  part<T>(key: PartKey<T>): T {
    if (!this.#parts.has(key.name))
      throw new Error(`The part "${key.name}" was not placed in the house before it was used`);
    return this.#parts.get(key.name) as T;
  }

  /** Registers what must end when the house closes; ended in reverse order. */
  onClose(close: () => unknown): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).toReversed()) {
      try {
        await close();
      } catch (fault) {
        this.log.error({ err: fault }, 'a part of the house did not close cleanly');
      }
    }
  }
}
