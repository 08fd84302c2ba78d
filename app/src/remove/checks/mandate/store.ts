// SQL of mandates: the records without which no media is read for a check.
import type { Work } from '../../../runtime/database.ts';

export interface Mandate {
  id: string;
  law: string;
  authority: string;
  expiresAt: Date;
  askedBy: string;
  askedAt: Date;
  signedBy: string | null;
  signedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
}

const columns = `m.id, m.law, m.authority, m.expires_at AS "expiresAt", m.asked_by AS "askedBy", m.asked_at AS "askedAt",
  m.signed_by AS "signedBy", m.signed_at AS "signedAt", m.ended_by AS "endedBy", m.ended_at AS "endedAt"`;

export async function insertMandate(
  { client }: Work,
  given: Pick<Mandate, 'id' | 'law' | 'authority' | 'expiresAt' | 'askedBy' | 'askedAt'>,
): Promise<void> {
  await client.query(
    `INSERT INTO remove.mandate (id, organisation_id, law, authority, expires_at, asked_by, asked_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6)`,
    [given.id, given.law, given.authority, given.expiresAt, given.askedBy, given.askedAt],
  );
}

/** All there ever were, the newest first. */
export async function listMandates({ client }: Work): Promise<Mandate[]> {
  const { rows } = await client.query<Mandate>(
    `SELECT ${columns} FROM remove.mandate m WHERE m.organisation_id = runtime.organisation()
      ORDER BY m.asked_at DESC, m.id LIMIT 50`,
  );
  return rows;
}

export async function findMandate({ client }: Work, id: string): Promise<Mandate | null> {
  const { rows } = await client.query<Mandate>(`SELECT ${columns} FROM remove.mandate m WHERE m.id = $1 FOR UPDATE`, [
    id,
  ]);
  return rows[0] ?? null;
}

export async function setSigned({ client }: Work, id: string, by: string, at: Date): Promise<void> {
  await client.query('UPDATE remove.mandate SET signed_by = $2, signed_at = $3 WHERE id = $1', [id, by, at]);
}

export async function setEnded({ client }: Work, id: string, by: string, at: Date): Promise<void> {
  await client.query('UPDATE remove.mandate SET ended_by = $2, ended_at = $3 WHERE id = $1', [id, by, at]);
}

/** When the mandate in force expires; null without one. */
export async function mandateInForce({ client }: Work, now: Date): Promise<Date | null> {
  const { rows } = await client.query(
    `SELECT max(m.expires_at) AS until FROM remove.mandate m
      WHERE m.organisation_id = runtime.organisation() AND m.signed_at IS NOT NULL AND m.ended_at IS NULL AND m.expires_at > $1`,
    [now],
  );
  return rows[0].until;
}
