// Checkpoints of the record: its last seal, signed. Written by the sealer, kept in the database, and worth something only
// once a copy lies elsewhere.
import { minuteMs } from '../kit/time.ts';
import type { Work } from '../runtime/database.ts';
import { type Checkpoint, signCheckpoint } from './documents.ts';
import { fingerprintOfKey, type Signer } from './signing.ts';

/** A checkpoint is due when there are new seals and either this time has passed or so many have come. */
export const checkpointEveryMs = 10 * minuteMs;
export const checkpointEverySeals = 1000;

interface CheckpointRow {
  number: number;
  seal: number;
  head: Buffer;
  at: Date;
  publicKey: Buffer;
  signature: Buffer;
}

const checkpointColumns = `c.number, c.seal_number AS seal, c.head, c.at, k.public_key AS "publicKey", c.signature`;
const checkpointTables = 'audit.checkpoint c JOIN audit.signing_key k ON k.fingerprint = c.key_fingerprint';

const documentOf = ({ number, seal, head, at, publicKey, signature }: CheckpointRow): Checkpoint => ({
  kind: 'suaka-checkpoint',
  version: 1,
  number,
  seal,
  head: head.toString('hex'),
  at: at.toISOString(),
  publicKey: publicKey.toString('hex'),
  signature: signature.toString('hex'),
});

/** The newest checkpoint; null before the first. */
export async function latestCheckpoint({ client }: Work): Promise<Checkpoint | null> {
  const { rows } = await client.query<CheckpointRow>(
    `SELECT ${checkpointColumns} FROM ${checkpointTables} ORDER BY c.number DESC LIMIT 1`,
  );
  return rows[0] ? documentOf(rows[0]) : null;
}

/** Up to `limit` checkpoints after a number, in order. */
export async function checkpointsAfter({ client }: Work, number: number, limit: number): Promise<Checkpoint[]> {
  const { rows } = await client.query<CheckpointRow>(
    `SELECT ${checkpointColumns} FROM ${checkpointTables} WHERE c.number > $1 ORDER BY c.number LIMIT $2`,
    [number, limit],
  );
  return rows.map(documentOf);
}

/**
 * Writes a checkpoint over the last seal if one is due, or in any case where there are new seals (`atOnce`). The caller
 * holds the sealer's lock. @returns the checkpoint written, or null.
 */
export async function writeCheckpoint(
  work: Work,
  signer: Signer,
  now: Date,
  atOnce: boolean,
): Promise<Checkpoint | null> {
  const { rows } = await work.client.query<{ number: number; hash: Buffer }>(
    'SELECT number, hash FROM audit.seal ORDER BY number DESC LIMIT 1',
  );
  const [last] = rows;
  const before = await latestCheckpoint(work);
  if (!last || !isDue(before, last.number, now, atOnce)) return null;
  const checkpoint = signCheckpoint(signer, {
    number: (before?.number ?? 0) + 1,
    seal: last.number,
    head: last.hash.toString('hex'),
    at: now.toISOString(),
  });
  await insertCheckpoint(work, checkpoint);
  return checkpoint;
}

function isDue(before: Checkpoint | null, lastSeal: number, now: Date, atOnce: boolean): boolean {
  if (before === null) return true;
  if (lastSeal <= before.seal) return false;
  const passedMs = now.getTime() - Date.parse(before.at);
  return atOnce || passedMs >= checkpointEveryMs || lastSeal - before.seal >= checkpointEverySeals;
}

async function insertCheckpoint({ client }: Work, checkpoint: Checkpoint): Promise<void> {
  const fingerprint = Buffer.from(fingerprintOfKey(checkpoint.publicKey), 'hex');
  await client.query(
    'INSERT INTO audit.signing_key (fingerprint, public_key, first_used_at) VALUES ($1, $2, $3) ON CONFLICT (fingerprint) DO NOTHING',
    [fingerprint, Buffer.from(checkpoint.publicKey, 'hex'), checkpoint.at],
  );
  await client.query(
    'INSERT INTO audit.checkpoint (number, seal_number, head, at, key_fingerprint, signature) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      checkpoint.number,
      checkpoint.seal,
      Buffer.from(checkpoint.head, 'hex'),
      checkpoint.at,
      fingerprint,
      Buffer.from(checkpoint.signature, 'hex'),
    ],
  );
}
