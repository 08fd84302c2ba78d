// SQL of the log: batches, commitments, and the notices that no batch holds yet.
import type { Work } from '../../../runtime/database.ts';

export interface Batch {
  number: number;
  /** A day in Jakarta, such as 2031-03-14. */
  day: string;
  size: number;
  root: Buffer;
  signature: string;
  publicKey: string;
  madeAt: Date;
}

const columns = `b.number, b.day::text AS day, b.size, b.root, b.signature, b.public_key AS "publicKey", b.made_at AS "madeAt"`;

/** One at a time in an organisation, whichever node: held until the transaction ends. */
export async function lockLog({ client }: Work): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('remove.batch ' || runtime.organisation(), 0))`);
}

export async function latestBatch({ client }: Work): Promise<Batch | null> {
  const { rows } = await client.query<Batch>(
    `SELECT ${columns} FROM remove.batch b WHERE b.organisation_id = runtime.organisation() ORDER BY b.number DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

export interface Uncommitted {
  id: string;
  salt: Buffer;
  sealedSha256: Buffer;
}

const uncommitted = `n.organisation_id = runtime.organisation() AND n.basis = 'statutory' AND n.sent_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM remove.commitment c WHERE c.notice_id = n.id)`;

/**
 * Statutory notices that were sent before an instant and that no batch holds, however long ago they were sent: what was
 * committed late to the database is found by the next batch.
 */
export async function uncommittedNotices({ client }: Work, before: Date): Promise<Uncommitted[]> {
  const { rows } = await client.query<Uncommitted>(
    `SELECT n.id, n.salt, n.sealed_sha256 AS "sealedSha256" FROM remove.notice n WHERE ${uncommitted} AND n.sent_at < $1`,
    [before],
  );
  return rows;
}

export async function firstUncommittedAt({ client }: Work): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    `SELECT min(n.sent_at) AS at FROM remove.notice n WHERE ${uncommitted}`,
  );
  return rows[0]!.at;
}

export async function insertBatch({ client }: Work, batch: Batch & { salts: Buffer | null }): Promise<void> {
  const { number, day, size, root, signature, publicKey, salts, madeAt } = batch;
  await client.query(
    `INSERT INTO remove.batch (organisation_id, number, day, size, root, signature, public_key, salts, made_at)
     VALUES (runtime.organisation(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [number, day, size, root, signature, publicKey, salts, madeAt],
  );
}

/** @param commitments in the order of their places. */
export async function insertCommitments(
  { client }: Work,
  batch: number,
  commitments: readonly { commitment: Buffer; noticeId: string | null }[],
): Promise<void> {
  await client.query(
    `INSERT INTO remove.commitment (organisation_id, batch, place, commitment, notice_id)
     SELECT runtime.organisation(), $1, place, commitment, notice_id
       FROM unnest($2::bytea[], $3::text[]) WITH ORDINALITY AS c (commitment, notice_id, place)`,
    [batch, commitments.map(({ commitment }) => commitment), commitments.map(({ noticeId }) => noticeId)],
  );
}

/** Batches after a number, in order, with their commitments by place. */
export async function batchesAfter(
  { client }: Work,
  number: number,
  limit: number,
): Promise<(Batch & { commitments: Buffer[] })[]> {
  const { rows } = await client.query<Batch & { commitments: Buffer[] }>(
    `SELECT ${columns}, ARRAY(SELECT c.commitment FROM remove.commitment c
        WHERE c.organisation_id = b.organisation_id AND c.batch = b.number ORDER BY c.place) AS commitments
       FROM remove.batch b WHERE b.organisation_id = runtime.organisation() AND b.number > $1 ORDER BY b.number LIMIT $2`,
    [number, limit],
  );
  return rows;
}

/** Batches without their commitments, the latest first; of those before a number where one is given. */
export async function batchesBefore({ client }: Work, number: number | null, limit: number): Promise<Batch[]> {
  const { rows } = await client.query<Batch>(
    `SELECT ${columns} FROM remove.batch b WHERE b.organisation_id = runtime.organisation()
        AND ($1::integer IS NULL OR b.number < $1) ORDER BY b.number DESC LIMIT $2`,
    [number, limit],
  );
  return rows;
}

/** As the node: desks whose latest batch is of an earlier day than the one given, or that have none. */
export async function desksBehind({ client }: Work, day: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT o.id FROM access.organisation o WHERE o.kind = 'desk'
        AND NOT EXISTS (SELECT FROM remove.batch b WHERE b.organisation_id = o.id AND b.day >= $1) ORDER BY o.id`,
    [day],
  );
  return rows.map(({ id }) => id);
}
