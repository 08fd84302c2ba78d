// Proving the record: recomputes every seal, says how far the chain holds and what is not sealed yet, and whether every
// checkpoint that was signed still stands on it.
import { asNode, type Database, type Work } from '../runtime/database.ts';
import { firstHash, sealedColumns, sealHash, type SealedFields } from './chain.ts';
import { checkpointsAfter } from './checkpoints.ts';
import { type Checkpoint, isGenuine } from './documents.ts';

export interface Verification {
  /** Seals that fit. */
  sealed: number;
  /** Events written but not sealed yet; a few while the desk is at work. */
  unsealed: number;
  /** The last seal's hash in hex: note it elsewhere, and a record cut short shows. */
  head: string;
  /** The first thing that does not fit, or null. */
  broken: { number: number; eventId: string; why: string } | null;
}

interface SealRow extends SealedFields {
  number: number;
  hash: Buffer;
}

const page = 5000;

export async function verifyRecord(database: Database): Promise<Verification> {
  return asNode(database, async ({ client }) => {
    const unsealed = (
      await client.query(
        'SELECT count(*) AS n FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.seal s WHERE s.event_id = e.id)',
      )
    ).rows[0].n;
    let hash: Buffer = firstHash;
    let number = 0;
    for (;;) {
      const { rows } = await client.query<SealRow>(
        `SELECT s.number, s.hash, ${sealedColumns} FROM audit.seal s JOIN audit.event e ON e.id = s.event_id WHERE s.number > $1 ORDER BY s.number LIMIT $2`,
        [number, page],
      );
      for (const row of rows) {
        const why = misfit(hash, number, row);
        if (why)
          return {
            sealed: number,
            unsealed,
            head: hash.toString('hex'),
            broken: { number: row.number, eventId: row.id, why },
          };
        hash = row.hash;
        number = row.number;
      }
      if (rows.length < page) break;
    }
    return { sealed: number, unsealed, head: hash.toString('hex'), broken: null };
  });
}

function misfit(previous: Buffer, number: number, row: SealRow): string | null {
  if (row.number !== number + 1) return `seal ${number + 1} is missing`;
  if (!sealHash(previous, row.number, row).equals(row.hash))
    return 'the event does not have the content that was sealed';
  return null;
}

export interface CheckpointVerification {
  /** Checkpoints that fit. */
  count: number;
  latest: Checkpoint | null;
  /** The first checkpoint that does not fit, or null. */
  broken: { number: number; why: string } | null;
}

/**
 * Proves every checkpoint in the database: signed, numbered without a gap, on a seal with that hash.
 * @param key the only public key that may have signed them; null takes whatever key each one names.
 */
export async function verifyCheckpoints(database: Database, key: string | null): Promise<CheckpointVerification> {
  return asNode(database, async (work) => {
    let count = 0;
    let latest: Checkpoint | null = null;
    for (;;) {
      const some = await checkpointsAfter(work, latest?.number ?? 0, page);
      const hashes = await sealHashes(
        work,
        some.map(({ seal }) => seal),
      );
      for (const checkpoint of some) {
        const why = misplaced(latest, checkpoint) ?? checkpointMisfit(checkpoint, hashes.get(checkpoint.seal), key);
        if (why) return { count, latest, broken: { number: checkpoint.number, why } };
        latest = checkpoint;
        count += 1;
      }
      if (some.length < page) return { count, latest, broken: null };
    }
  });
}

function misplaced(before: Checkpoint | null, { number, seal }: Checkpoint): string | null {
  const expected = (before?.number ?? 0) + 1;
  if (number !== expected) return `checkpoint ${expected} is missing`;
  return before !== null && seal <= before.seal ? `it stands on no later seal than checkpoint ${before.number}` : null;
}

/**
 * Why a checkpoint, wherever it was kept, does not prove this record; null when the record runs through it. Says nothing
 * of the chain between: `verifyRecord` does.
 */
export function checkpointMisfit(checkpoint: Checkpoint, sealHash: string | undefined, key: string | null) {
  if (!isGenuine(checkpoint)) return 'its signature does not fit: it was changed, or never signed';
  if (key !== null && checkpoint.publicKey !== key)
    return `it is signed by another key (${checkpoint.publicKey}); expected ${key}`;
  if (sealHash === undefined) return `the record has no seal ${checkpoint.seal}: it was cut short`;
  if (sealHash !== checkpoint.head) return `seal ${checkpoint.seal} has another hash now: the record was rewritten`;
  return null;
}

/** Proves that the record runs through a checkpoint that was kept elsewhere; why it does not, or null. */
export async function verifyKeptCheckpoint(database: Database, checkpoint: Checkpoint, key: string | null) {
  const hashes = await asNode(database, (work) => sealHashes(work, [checkpoint.seal]));
  return checkpointMisfit(checkpoint, hashes.get(checkpoint.seal), key);
}

async function sealHashes({ client }: Work, numbers: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await client.query<{ number: number; hash: Buffer }>(
    'SELECT number, hash FROM audit.seal WHERE number = ANY($1)',
    [numbers],
  );
  return new Map(rows.map((row) => [row.number, row.hash.toString('hex')]));
}
