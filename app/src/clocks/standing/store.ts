// SQL of sign-offs, by which an organisation says that a version of a rule was checked, and of its authorities.
import type { Work } from '../../runtime/database.ts';
import type { AuthorityKind } from '../rule.ts';

export interface SignOff {
  ruleId: string;
  ruleVersion: number;
  /** Who checked it against the law, in what capacity. */
  checkedBy: string;
  /** Where that is written. */
  document: string;
  signedBy: string;
  signedAt: Date;
}

export interface Authority {
  id: string;
  kind: AuthorityKind;
  document: string;
  /** Days (YYYY-MM-DD), both included. */
  validFrom: string;
  validUntil: string | null;
  recordedBy: string;
  recordedAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
}

/** The sign-offs that stand. */
export async function listSignOffs({ client }: Work): Promise<SignOff[]> {
  const { rows } = await client.query<SignOff>(
    `SELECT rule_id AS "ruleId", rule_version AS "ruleVersion", checked_by AS "checkedBy", document, signed_by AS "signedBy",
       signed_at AS "signedAt" FROM clocks.sign_off
      WHERE organisation_id = runtime.organisation() AND withdrawn_at IS NULL ORDER BY rule_id, rule_version`,
  );
  return rows;
}

/** Signs a version off; false where it is signed already. */
export async function insertSignOff({ client }: Work, given: SignOff): Promise<boolean> {
  const { ruleId, ruleVersion, checkedBy, document, signedBy, signedAt } = given;
  const { rowCount } = await client.query(
    `INSERT INTO clocks.sign_off (organisation_id, rule_id, rule_version, checked_by, document, signed_by, signed_at)
     VALUES (runtime.organisation(), $1, $2, $3, $4, $5, $6)
     ON CONFLICT (organisation_id, rule_id, rule_version) WHERE withdrawn_at IS NULL DO NOTHING`,
    [ruleId, ruleVersion, checkedBy, document, signedBy, signedAt],
  );
  return rowCount === 1;
}

/** Withdraws the sign-off that stands; false where none does. */
export async function withdrawStanding(
  { client }: Work,
  { ruleId, ruleVersion, by, now }: { ruleId: string; ruleVersion: number; by: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE clocks.sign_off SET withdrawn_by = $3, withdrawn_at = $4
      WHERE rule_id = $1 AND rule_version = $2 AND withdrawn_at IS NULL`,
    [ruleId, ruleVersion, by, now],
  );
  return rowCount === 1;
}

const columns = `a.id, a.kind, a.document, a.valid_from::text AS "validFrom", a.valid_until::text AS "validUntil",
  a.recorded_by AS "recordedBy", a.recorded_at AS "recordedAt", a.confirmed_by AS "confirmedBy",
  a.confirmed_at AS "confirmedAt", a.ended_by AS "endedBy", a.ended_at AS "endedAt"`;

export async function listAuthorities({ client }: Work): Promise<Authority[]> {
  const { rows } = await client.query<Authority>(
    `SELECT ${columns} FROM clocks.authority a WHERE a.organisation_id = runtime.organisation()
      ORDER BY a.ended_at IS NOT NULL, a.recorded_at DESC, a.id LIMIT 500`,
  );
  return rows;
}

export async function findAuthority(
  { client }: Work,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<Authority | null> {
  const { rows } = await client.query<Authority>(
    `SELECT ${columns} FROM clocks.authority a WHERE a.organisation_id = runtime.organisation() AND a.id = $1 ${lock}`,
    [id],
  );
  return rows[0] ?? null;
}

export async function insertAuthority(
  { client }: Work,
  given: Pick<Authority, 'id' | 'kind' | 'document' | 'validFrom' | 'validUntil' | 'recordedBy' | 'recordedAt'>,
): Promise<void> {
  await client.query(
    `INSERT INTO clocks.authority (id, organisation_id, kind, document, valid_from, valid_until, recorded_by, recorded_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7)`,
    [given.id, given.kind, given.document, given.validFrom, given.validUntil, given.recordedBy, given.recordedAt],
  );
}

/** Confirms an authority, or ends it. */
export async function markAuthority(
  { client }: Work,
  id: string,
  as: 'confirmed' | 'ended',
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const [who, when] = as === 'confirmed' ? ['confirmed_by', 'confirmed_at'] : ['ended_by', 'ended_at'];
  await client.query(`UPDATE clocks.authority SET ${who} = $2, ${when} = $3 WHERE id = $1`, [id, by, now]);
}
