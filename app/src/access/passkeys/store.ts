// SQL of passkeys.
import type { Work } from '../../runtime/database.ts';

export interface Passkey {
  id: string;
  personId: string;
  credentialId: string;
  publicKey: Buffer<ArrayBuffer>;
  counter: number;
  transports: string[];
  synced: boolean;
  addedAt: Date;
  usedAt: Date | null;
}

const columns = `id, person_id AS "personId", credential_id AS "credentialId", public_key AS "publicKey", counter,
  transports, synced, added_at AS "addedAt", used_at AS "usedAt"`;

/** A person's passkeys, the first added first. */
export async function readPasskeysOf({ client }: Work, personId: string): Promise<Passkey[]> {
  const { rows } = await client.query<Passkey>(
    `SELECT ${columns} FROM access.passkey WHERE person_id = $1 ORDER BY added_at, id`,
    [personId],
  );
  return rows;
}

/** Whether it was added; not when that credential is known already. */
export async function insertPasskey({ client }: Work, passkey: Omit<Passkey, 'usedAt'>): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO access.passkey (id, organisation_id, person_id, credential_id, public_key, counter, transports, synced, added_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING`,
    [
      passkey.id,
      passkey.personId,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.synced,
      passkey.addedAt,
    ],
  );
  return rowCount === 1;
}

export async function deletePasskey({ client }: Work, personId: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM access.passkey WHERE person_id = $1 AND id = $2', [
    personId,
    id,
  ]);
  return rowCount === 1;
}

/** As the node: the organisation in which a credential is known. */
export async function organisationOfCredential({ client }: Work, credentialId: string): Promise<string | null> {
  const { rows } = await client.query('SELECT organisation_id FROM access.passkey WHERE credential_id = $1', [
    credentialId,
  ]);
  return rows[0]?.organisation_id ?? null;
}

/** The passkey, locked until the transaction ends; null when it is not known or its person is locked out. */
export async function lockPasskey({ client }: Work, credentialId: string): Promise<Passkey | null> {
  const { rows } = await client.query<Passkey>(
    `SELECT ${columns} FROM access.passkey WHERE credential_id = $1
       AND EXISTS (SELECT FROM access.person p WHERE p.id = person_id AND p.disabled_at IS NULL) FOR UPDATE`,
    [credentialId],
  );
  return rows[0] ?? null;
}

export async function notePasskeyUse({ client }: Work, id: string, counter: number, now: Date): Promise<void> {
  await client.query('UPDATE access.passkey SET counter = $2, used_at = $3 WHERE id = $1', [id, counter, now]);
}

/** Spends a challenge; false when it was spent before. Clears away those that have expired. */
export async function spendChallenge({ client }: Work, hash: Buffer, expiresAt: Date, now: Date): Promise<boolean> {
  await client.query('DELETE FROM access.spent_challenge WHERE expires_at <= $1', [now]);
  const { rowCount } = await client.query(
    'INSERT INTO access.spent_challenge (hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [hash, expiresAt],
  );
  return rowCount === 1;
}
