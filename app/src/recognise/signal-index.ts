// The index of a node: every PDQ hash that is in force anywhere on this server, in memory, following the tables.
// It answers only "which numbers are near": what a number is, and who may see it, the tables say.
import { HammingIndex, type Match } from '@suaka/hamming';
import { Readers } from '@suaka/hamming/readers';
import { type Fields, fieldsPart } from '../fields/index.ts';
import { type Change, ChangeReader, listenForChanges, oldestRunningTransaction } from '../runtime/changes.ts';
import { asNode, type Database, type Work } from '../runtime/database.ts';
import { type House, partKey } from '../runtime/house.ts';
import type { Log } from '../runtime/log.ts';
import { openCodes } from './device/codes.ts';
import { ExactHashes } from './device/exact.ts';
import { algorithms, widestRadiusBits } from './hashes.ts';
import { nameSignal } from './signals.ts';
import { type CodeRow, type Codes, eachSealedPage, joined, readCodes, eachPage } from './store/codes.ts';
import type { SealedCode } from './store/device.ts';

export const signalIndexKey = partKey<SignalIndex>('recognise.signal-index');

/** How often a node looks for changes when no notification wakes it. The promise is one second. */
const pollMs = 400;
/** So few codes take less time here than on their way to other threads and back. */
const fewCodes = 16;

/** A signal near a code. */
export interface Near {
  number: number;
  distanceBits: number;
}

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
  readonly #fields: Fields;
  #index = new HammingIndex();
  /** Threads that search for many codes at once, and merge new ones, beside the thread that answers requests. */
  #readers: Readers | undefined;
  #exact = new ExactHashes();
  #reader: ChangeReader | undefined;
  /** Read and not yet taken in: a reader returns each change once, and the taking may fail. */
  #untaken: Change[] = [];
  #caughtUpAt: number | null = null;
  #following: Promise<void> = Promise.resolve();
  #waiting = false;
  #closed = false;
  #closers: (() => unknown)[] = [];

  constructor(database: Database, log: Log, fields: Fields) {
    this.#database = database;
    this.#log = log;
    this.#fields = fields;
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

  /** Ends following. What is under way comes to its end first: afterwards nothing of the database is asked any more. */
  async close(): Promise<void> {
    this.#closed = true; // a notification may still be on its way, and wakes nobody then
    for (const close of this.#closers.splice(0)) await close();
    await this.#following;
    await this.#readers?.close();
  }

  /** The signals within the widest radius of each of n codes (n x 32 bytes). */
  async search(codes: Uint8Array): Promise<Near[][]> {
    const found = await this.#searchMany(codes);
    return found.map((near) => near.map(({ id, distance }) => ({ number: id, distanceBits: distance })));
  }

  async #searchMany(codes: Uint8Array): Promise<Match[][]> {
    if (this.#readers && codes.length > fewCodes * algorithms.pdq.bytes) {
      try {
        return await this.#readers.searchMany(codes, widestRadiusBits);
      } catch (fault) {
        this.#log.warn({ err: fault }, 'the threads that search the signal index failed; this one searches instead');
      }
    }
    return this.#index.searchMany(codes, widestRadiusBits);
  }

  /** The device hashes of exact algorithms that equal one. @param blind computes its keyed hash, where there are any. */
  equal(blind: () => Buffer): Near[] {
    if (this.#exact.size === 0) return [];
    return this.#exact.find(blind()).map((number) => ({ number, distanceBits: 0 }));
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
    if (this.#closed || this.#waiting) return this.#following;
    this.#waiting = true;
    this.#following = this.#following.then(async () => {
      this.#waiting = false;
      if (this.#closed) return; // it waited for its turn when the index was closed
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
      const index = new HammingIndex({ shared: true });
      const parts = [await readCodes(work)];
      const exact = new ExactHashes();
      await eachSealedPage(work, async (rows) => {
        for (const row of rows) if (!isNear(row)) exact.add(row.number, row.codeBlind);
        parts.push(packed(await this.#open(work, rows.filter(isNear))));
      });
      index.addMany(...joined(parts));
      [this.#index, this.#exact] = [index, exact];
      this.#readers = new Readers(index);
      this.#reader = new ChangeReader('signals', mark);
    });
    this.#caughtUpAt = Date.now();
  }

  async #catchUp(): Promise<void> {
    const asked = Date.now();
    await asNode(this.#database, async (work) => {
      this.#untaken.push(...((await this.#reader?.read(work)) ?? []));
      const changes = this.#untaken;
      const single = changes.filter((change) => change.thing.startsWith('sig_'));
      if (single.length > 0)
        await this.#takeIn(work, 'number = ANY($1)', [single.map((change) => Number(change.thing.slice(4)))]);
      for (const change of changes) await this.#takeInMany(work, change);
    });
    this.#untaken = [];
    this.#caughtUpAt = asked;
  }

  async #takeInMany(work: Work, { thing }: Change): Promise<void> {
    if (thing.startsWith('imp_')) await this.#takeIn(work, 'import_id = $1', [thing]);
    if (thing.startsWith('bnk_')) await this.#takeIn(work, 'bank_id = $1', [thing]);
  }

  // The present state decides, so the same change may be read any number of times, in any order.
  async #takeIn(work: Work, condition: string, values: unknown[]): Promise<void> {
    await eachPage(work, condition, values, async (rows) => {
      const [near, exact] = [rows.filter(isNear), rows.filter((row) => !isNear(row))];
      for (const row of exact) if (row.listed) this.#exact.add(row.number, row.codeBlind!);
      for (const row of exact) if (!row.listed) this.#exact.remove(row.number);
      const listed = near.filter((row) => row.listed && !this.#index.has(row.number));
      const opened = await this.#open(work, listed.filter(isSealed));
      const codes = listed.flatMap(({ number, code }) => {
        const found = code ?? opened.get(number);
        return found ? [[number, found] as const] : [];
      });
      this.#index.addMany(...packed(new Map(codes)));
      for (const row of near) if (!row.listed) this.#index.remove(row.number);
    });
  }

  /** Opens what is sealed. What cannot be opened is not matched with, and the log says so. */
  async #open(work: Work, rows: SealedCode[]): Promise<Map<number, Buffer>> {
    if (rows.length === 0) return new Map();
    const { codes, unreadable } = await openCodes(work, this.#fields, rows);
    if (unreadable.length > 0)
      this.#log.error(
        { count: unreadable.length, signals: unreadable.slice(0, 20).map(nameSignal) },
        'sealed hashes cannot be opened and are not matched with: they were changed in the database, or a newer master key wraps theirs',
      );
    return codes;
  }
}

const isNear = ({ algorithm }: Pick<CodeRow, 'algorithm'>): boolean => algorithms[algorithm].radius;
const isSealed = (row: CodeRow): row is CodeRow & SealedCode => row.sealedCode !== null;

function packed(codes: ReadonlyMap<number, Buffer>): Codes {
  return [Uint32Array.from(codes.keys()), Buffer.concat([...codes.values()])];
}

/** Places the index in the house and loads it. */
export async function placeSignalIndex(house: House): Promise<SignalIndex> {
  const index = house.place(signalIndexKey, new SignalIndex(house.database, house.log, house.part(fieldsPart)));
  house.onClose(() => index.close());
  await index.open();
  return index;
}
