// SQL of second factors and their recovery codes. The secret is sealed under the person's own key.
import type { Fields } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';

const table = 'access.second_factor';

export interface SecondFactor {
  /** The person's id. */
  id: string;
  /** In base 32; null after the person was erased. */
  secret: string | null;
  begunAt: Date;
  /** Null until a first code was given. */
  confirmedAt: Date | null;
  lastStep: number;
}

interface SecondFactorRow extends Omit<SecondFactor, 'secret'> {
  secret: Buffer;
}

/** A person's second factor, confirmed or only begun, locked until the transaction ends; null when there is none. */
export async function lockSecondFactor(work: Work, fields: Fields, personId: string): Promise<SecondFactor | null> {
  const { rows } = await work.client.query<SecondFactorRow>(
    `SELECT person_id AS id, secret, begun_at AS "begunAt", confirmed_at AS "confirmedAt", last_step AS "lastStep"
       FROM access.second_factor WHERE person_id = $1 FOR UPDATE`,
    [personId],
  );
  const [factor] = await fields.unseal(work, table, rows, ['secret']);
  return factor ?? null;
}

/** When a person's second factor was confirmed; null when nothing asks for one. */
export async function confirmedAt({ client }: Work, personId: string): Promise<Date | null> {
  const { rows } = await client.query('SELECT confirmed_at FROM access.second_factor WHERE person_id = $1', [personId]);
  return rows[0]?.confirmed_at ?? null;
}

/** Keeps a secret that no code has confirmed yet, in the place of an earlier one; never of a confirmed one. */
export async function insertSecondFactor(
  work: Work,
  fields: Fields,
  given: { personId: string; secret: string; now: Date },
): Promise<void> {
  const { personId, now } = given;
  const { secret } = await fields.seal(work, { table, id: personId }, { secret: given.secret });
  await work.client.query(
    `INSERT INTO access.second_factor (person_id, organisation_id, secret, begun_at)
     VALUES ($1, runtime.organisation(), $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET secret = $2, begun_at = $3 WHERE access.second_factor.confirmed_at IS NULL`,
    [personId, secret, now],
  );
}

export async function confirmSecondFactor({ client }: Work, personId: string, now: Date): Promise<void> {
  await client.query('UPDATE access.second_factor SET confirmed_at = $2 WHERE person_id = $1', [personId, now]);
}

export async function noteStep({ client }: Work, personId: string, step: number): Promise<void> {
  await client.query('UPDATE access.second_factor SET last_step = $2 WHERE person_id = $1', [personId, step]);
}

/** Takes a second factor away with its recovery codes; whether there was one. */
export async function deleteSecondFactor({ client }: Work, personId: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM access.second_factor WHERE person_id = $1', [personId]);
  return rowCount === 1;
}

/** Replaces a person's recovery codes. */
export async function replaceRecoveryCodes({ client }: Work, personId: string, hashes: Buffer[]): Promise<void> {
  await client.query('DELETE FROM access.recovery_code WHERE person_id = $1', [personId]);
  await client.query(
    `INSERT INTO access.recovery_code (person_id, organisation_id, code_hash)
     SELECT $1, runtime.organisation(), unnest($2::bytea[])`,
    [personId, hashes],
  );
}

/** Uses up a recovery code; whether it was an unused one of this person. */
export async function takeRecoveryCode({ client }: Work, personId: string, hash: Buffer, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE access.recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL',
    [personId, hash, now],
  );
  return rowCount === 1;
}

export async function countRecoveryCodes({ client }: Work, personId: string): Promise<number> {
  const { rows } = await client.query(
    'SELECT count(*) AS n FROM access.recovery_code WHERE person_id = $1 AND used_at IS NULL',
    [personId],
  );
  return rows[0].n;
}

/** Whether everyone of the organisation who signs in with a password needs a second factor. */
export async function isRequired({ client }: Work): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT second_factor_required AS required FROM access.organisation WHERE id = runtime.organisation()',
  );
  return rows[0]?.required ?? false;
}

export async function writeRequired({ client }: Work, required: boolean): Promise<void> {
  await client.query('UPDATE access.organisation SET second_factor_required = $1 WHERE id = runtime.organisation()', [
    required,
  ]);
}
