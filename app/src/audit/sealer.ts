// The sealer: one process at a time (advisory lock) chains committed events, so that no verb ever waits for another, and
// signs a checkpoint of the chain now and then.
import { type Clock, secondMs } from '../kit/time.ts';
import { oldestRunningTransaction } from '../runtime/changes.ts';
import { asNode, type Database, type Work } from '../runtime/database.ts';
import type { Log } from '../runtime/log.ts';
import { firstHash, sealedColumns, sealHash, type SealedFields } from './chain.ts';
import { writeCheckpoint } from './checkpoints.ts';
import type { Checkpoint } from './documents.ts';
import type { Signer } from './signing.ts';

// Any fixed number serves; this one spells "seal" in base 36.
const lockKey = Number.parseInt('seal', 36);
const batch = 2000;

/** Seals what is committed and unsealed; how many, or 0 when another node is at it. */
export async function sealEvents(database: Database): Promise<number> {
  return asNode(database, async (work) => {
    if (!(await takeTurn(work))) return 0;
    const last = (await work.client.query('SELECT number, hash FROM audit.seal ORDER BY number DESC LIMIT 1')).rows[0];
    const events = await unsealedEvents(work);
    await writeSeals(work, events, last ?? { number: 0, hash: firstHash });
    return events.length;
  });
}

async function takeTurn({ client }: Work): Promise<boolean> {
  return (await client.query('SELECT pg_try_advisory_xact_lock($1) AS mine', [lockKey])).rows[0].mine;
}

// The mark keeps the search short: below it every event is sealed. It is a hint kept beside the seals, not a truth.
async function unsealedEvents(work: Work): Promise<SealedFields[]> {
  const oldestRunning = await oldestRunningTransaction(work);
  const { rows } = await work.client.query<SealedFields>(
    `SELECT ${sealedColumns} FROM audit.event e
      WHERE e.xid >= (SELECT mark FROM audit.sealed_below) AND NOT EXISTS (SELECT FROM audit.seal s WHERE s.event_id = e.id)
      ORDER BY e.xid, e.id LIMIT $1`,
    [batch],
  );
  if (rows.length < batch)
    await work.client.query('UPDATE audit.sealed_below SET mark = $1::text::xid8', [String(oldestRunning)]);
  return rows;
}

async function writeSeals(work: Work, events: SealedFields[], last: { number: number; hash: Buffer }): Promise<void> {
  const numbers: number[] = [];
  const hashes: Buffer[] = [];
  let { number, hash } = last;
  for (const event of events) {
    number += 1;
    hash = sealHash(hash, number, event);
    numbers.push(number);
    hashes.push(hash);
  }
  await work.client.query(
    'INSERT INTO audit.seal (number, event_id, hash) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])',
    [numbers, events.map((event) => event.id), hashes],
  );
}

/** What signs checkpoints, and by which clock. */
export interface Signing {
  signer: Signer;
  now: Clock;
}

/** Signs the last seal if a checkpoint is due, or whenever there are new seals (`atOnce`); null when none was written. */
export function checkpointRecord(
  database: Database,
  { signer, now }: Signing,
  atOnce = false,
): Promise<Checkpoint | null> {
  return asNode(database, async (work) =>
    (await takeTurn(work)) ? writeCheckpoint(work, signer, now(), atOnce) : null,
  );
}

/** Seals once a second until stopped, and signs checkpoints; stopping seals and signs what is left. */
export function startSealing(database: Database, log: Log, signing: Signing): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const once = async () => {
    try {
      await sealEvents(database);
      await checkpointRecord(database, signing);
    } catch (fault) {
      log.warn({ err: fault }, 'sealing the record failed; it is tried again');
    }
  };
  const timer = setInterval(() => {
    running = running.then(once);
  }, secondMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
      while ((await sealEvents(database)) === batch);
      await checkpointRecord(database, signing, true);
    },
  };
}
