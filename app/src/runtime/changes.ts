// Following changes across nodes. A change row names a topic and a thing, never its content: a reader looks up the
// thing's present state, so reading a row twice is harmless and the order of rows does not matter.
//
// Why transaction ids: a row's number is drawn before its transaction commits, so "after the last number I saw" skips a
// late commit. A reader therefore takes every committed row at once, but moves its mark only to the oldest transaction
// that was still running, and remembers what it already took above the mark.
import type { Database, Work } from './database.ts';
import type { Log } from './log.ts';

const channel = 'suaka_change';
const reconnectMs = 1000;

/** Says, inside the transaction that changes it, that a thing changed. */
export async function publishChange(work: Work, topic: string, thing: string): Promise<void> {
  await work.client.query('INSERT INTO runtime.change (topic, thing) VALUES ($1, $2)', [topic, thing]);
  await work.client.query('SELECT pg_notify($1, $2)', [channel, topic]);
}

export interface Change {
  number: number;
  thing: string;
}

interface ChangeRow extends Change {
  xid: string;
}

/** Reads a topic's changes, each at least once and never skipping one. */
export class ChangeReader {
  readonly #topic: string;
  #mark: bigint;
  #taken = new Map<number, bigint>();

  /** @param mark everything from transactions before this id is already known to the reader. */
  constructor(topic: string, mark: bigint) {
    this.#topic = topic;
    this.#mark = mark;
  }

  /** The committed changes not yet returned, oldest first. `client` must not be inside REPEATABLE READ. */
  async read(work: Work): Promise<Change[]> {
    const oldestRunning = await oldestRunningTransaction(work); // before the rows: an older mark is always safe
    const { rows } = await work.client.query<ChangeRow>(
      'SELECT number, thing, xid::text FROM runtime.change WHERE topic = $1 AND xid >= $2::text::xid8 ORDER BY number',
      [this.#topic, String(this.#mark)],
    );
    const fresh = rows.filter((row) => !this.#taken.has(row.number));
    for (const row of fresh) this.#taken.set(row.number, BigInt(row.xid));
    this.#advance(oldestRunning);
    return fresh;
  }

  #advance(mark: bigint): void {
    this.#mark = mark;
    for (const [number, xid] of this.#taken) if (xid < mark) this.#taken.delete(number);
  }
}

/** The id below which every transaction has ended: a safe mark to start reading from after loading a full state. */
export async function oldestRunningTransaction(work: Work): Promise<bigint> {
  const { rows } = await work.client.query('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin');
  return BigInt(rows[0].xmin);
}

/** Forgets change rows from before a time. */
export async function pruneChanges(work: Work, before: Date): Promise<void> {
  await work.client.query('DELETE FROM runtime.change WHERE at < $1', [before]);
}

export interface Listener {
  close(): Promise<void>;
}

/**
 * Calls `wake(topic)` when another transaction published a change. A hint only: it may come late or never (a lost
 * connection, a pooler), so whoever uses it polls as well.
 */
export async function listenForChanges(database: Database, log: Log, wake: (topic: string) => void): Promise<Listener> {
  let closed = false;
  let drop = () => {};
  const connect = async () => {
    const client = await database.pool.connect();
    drop = once(() => client.release(true));
    client.on('notification', (message) => wake(message.payload ?? ''));
    client.on('error', (fault) => {
      drop();
      if (closed) return;
      log.warn({ err: fault }, 'the change listener lost its connection; polling goes on');
      again();
    });
    await client.query(`LISTEN ${channel}`);
    if (closed) drop();
  };
  // Until the database answers again; meanwhile polling is the truth.
  const again = () => {
    setTimeout(() => void (closed ? undefined : connect().catch(again)), reconnectMs).unref();
  };
  await connect();
  return {
    async close() {
      closed = true;
      drop();
    },
  };
}

// A connection may end and be given back at the same moment; the pool takes it back once only.
function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
