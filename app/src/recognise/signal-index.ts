// The index of a node: every PDQ hash that is in force anywhere on this server, in memory, following the tables.
// It answers only "which numbers are near": what a number is, and who may see it, the tables say.
import { HammingIndex } from '@suaka/hamming';
import { type Change, ChangeReader, listenForChanges, oldestRunningTransaction } from '../runtime/changes.ts';
import { asNode, type Database, type Work } from '../runtime/database.ts';
import { type House, partKey } from '../runtime/house.ts';
import type { Log } from '../runtime/log.ts';
import { widestRadiusBits } from './hashes.ts';

export const signalIndexKey = partKey<SignalIndex>('recognise.signal-index');

/** How often a node looks for changes when no notification wakes it. The promise is one second. */
const pollMs = 400;
const page = 50_000;
const codeBytes = 32;
const inForce = `algorithm = 'pdq' AND state IN ('active', 'disputed')`;

export interface IndexStatus {
  ready: boolean;
  size: number;
  /** When the index was last known to hold all that is committed. */
  caughtUpAt: Date | null;
  behind: boolean;
}

export class SignalIndex {
  readonly #database: Database;
  readonly #log: Log;
  #index = new HammingIndex();
  #reader: ChangeReader | undefined;
  #caughtUpAt: number | null = null;
  #following: Promise<void> = Promise.resolve();
  #waiting = false;
  #closers: (() => unknown)[] = [];

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
  }

  /** Loads what is in force and begins to follow. */
  async open(): Promise<void> {
    await this.#load();
    const timer = setInterval(() => void this.follow(), pollMs);
    timer.unref();
    const listener = await listenForChanges(this.#database, this.#log, (topic) => {
      if (topic === 'signals') void this.follow();
    });
    this.#closers.push(
      () => clearInterval(timer),
      () => listener.close(),
    );
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close();
    await this.#following;
  }

  /** Numbers of the signals within the widest radius of each of n codes (n x 32 bytes). */
  search(codes: Uint8Array): number[][] {
    return this.#index.searchMany(codes, widestRadiusBits).map((near) => near.map((found) => found.id));
  }

  get status(): IndexStatus {
    const at = this.#caughtUpAt;
    return {
      ready: this.#reader !== undefined,
      size: this.#index.size,
      caughtUpAt: at === null ? null : new Date(at),
      behind: at === null || Date.now() - at > 2000, // two missed promises
    };
  }

  /** Takes in what changed since the last time; calls made meanwhile share one more round. */
  follow(): Promise<void> {
    if (this.#waiting) return this.#following;
    this.#waiting = true;
    this.#following = this.#following.then(async () => {
      this.#waiting = false;
      try {
        await this.#catchUp();
      } catch (fault) {
        this.#log.warn({ err: fault }, 'the signal index could not follow; it is tried again');
      }
    });
    return this.#following;
  }

  async #load(): Promise<void> {
    await asNode(this.#database, async (work) => {
      const mark = await oldestRunningTransaction(work); // before loading: what commits meanwhile is read again
      const index = new HammingIndex();
      index.addMany(...(await readAll(work)));
      this.#index = index;
      this.#reader = new ChangeReader('signals', mark);
    });
    this.#caughtUpAt = Date.now();
  }

  async #catchUp(): Promise<void> {
    const asked = Date.now();
    await asNode(this.#database, async (work) => {
      const changes = (await this.#reader?.read(work)) ?? [];
      const single = changes.filter((change) => change.thing.startsWith('sig_'));
      if (single.length > 0)
        await this.#takeIn(work, 'number = ANY($1)', [single.map((change) => Number(change.thing.slice(4)))]);
      for (const change of changes) await this.#takeInMany(work, change);
    });
    this.#caughtUpAt = asked;
  }

  async #takeInMany(work: Work, { thing }: Change): Promise<void> {
    if (thing.startsWith('imp_')) await this.#takeIn(work, 'import_id = $1', [thing]);
    if (thing.startsWith('bnk_')) await this.#takeIn(work, 'bank_id = $1', [thing]);
  }

  // The present state decides, so the same change may be read any number of times, in any order.
  async #takeIn(work: Work, condition: string, values: unknown[]): Promise<void> {
    await eachPage(work, `algorithm = 'pdq' AND ${condition}`, values, (rows) => {
      const listed = rows.filter((row) => row.listed && !this.#index.has(row.number));
      this.#index.addMany(
        Uint32Array.from(listed, (row) => row.number),
        Buffer.concat(listed.map((row) => row.code)),
      );
      for (const row of rows) if (!row.listed) this.#index.remove(row.number);
    });
  }
}

interface IndexRow {
  number: number;
  code: Buffer;
  listed: boolean;
}

async function eachPage(
  { client }: Work,
  condition: string,
  values: unknown[],
  take: (rows: IndexRow[]) => void,
): Promise<void> {
  for (let above = 0; ; ) {
    const { rows } = await client.query<IndexRow>(
      `SELECT number, code, ${inForce} AS listed FROM recognise.signal
        WHERE ${condition} AND number > $${values.length + 1} ORDER BY number LIMIT ${page}`,
      [...values, above],
    );
    if (rows.length > 0) take(rows);
    if (rows.length < page) return;
    above = rows.at(-1)!.number;
  }
}

/**
 * Every code in force with its number, in one piece: an index builds its tables much faster from all at once. A page
 * comes as one value instead of as rows, which the driver would take apart one by one.
 */
async function readAll({ client }: Work): Promise<[numbers: Uint32Array, codes: Uint8Array]> {
  const counted = await client.query(`SELECT count(*) AS n FROM recognise.signal WHERE ${inForce}`);
  let numbers = new Uint32Array(counted.rows[0].n + page); // some may be listed between the count and the reading
  let codes = new Uint8Array(numbers.length * codeBytes);
  let count = 0;
  for (let above = 0, read = page; read === page; ) {
    const { rows } = await client.query<{ numbers: Buffer | null; codes: Buffer }>(
      `SELECT string_agg(int8send(number), '' ORDER BY number) AS numbers, string_agg(code, '' ORDER BY number) AS codes FROM (
         SELECT number, code FROM recognise.signal WHERE ${inForce} AND number > $1 ORDER BY number LIMIT ${page}) AS one_page`,
      [above],
    );
    const packed = rows[0]!.numbers ?? Buffer.alloc(0);
    read = packed.length / 8;
    if (count + read > numbers.length) [numbers, codes] = [grown(numbers), grown(codes)];
    // int8send writes eight bytes, the largest first; numbers fit the last four.
    for (let n = 0; n < read; n += 1) numbers[count + n] = packed.readUInt32BE(n * 8 + 4);
    if (read > 0) codes.set(rows[0]!.codes, count * codeBytes);
    count += read;
    above = numbers[count - 1] ?? 0;
  }
  return [numbers.subarray(0, count), codes.subarray(0, count * codeBytes)];
}

function grown<T extends Uint8Array | Uint32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}

/** Places the index in the house and loads it. */
export async function placeSignalIndex(house: House): Promise<SignalIndex> {
  const index = house.place(signalIndexKey, new SignalIndex(house.database, house.log));
  house.onClose(() => index.close());
  await index.open();
  return index;
}
