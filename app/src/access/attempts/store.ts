// SQL of attempts at an address: the same rows for addresses that an account has and for those that none has.
import type { Work } from '../../runtime/database.ts';

export interface Attempts {
  failures: number;
  /** When the last one was. */
  at: Date;
}

/** The attempts at an address, locked until the transaction ends: those at one address are counted one after another. */
export async function lockAttempts({ client }: Work, address: Buffer, now: Date): Promise<Attempts> {
  await client.query(
    'INSERT INTO access.attempt (address_hash, failures, at) VALUES ($1, 0, $2) ON CONFLICT (address_hash) DO NOTHING',
    [address, now],
  );
  const { rows } = await client.query<Attempts>(
    'SELECT failures, at FROM access.attempt WHERE address_hash = $1 FOR UPDATE',
    [address],
  );
  return rows[0]!;
}

export async function writeAttempts({ client }: Work, address: Buffer, { failures, at }: Attempts): Promise<void> {
  await client.query('UPDATE access.attempt SET failures = $2, at = $3 WHERE address_hash = $1', [
    address,
    failures,
    at,
  ]);
}

/** Lets attempts at an address that no account has be decided one after another, as those at an account are. */
export async function lockStranger({ client }: Work, address: Buffer): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [address.readInt32BE(0)]);
}

/** Writes without changing anything. */
export async function touchAttempts({ client }: Work, address: Buffer): Promise<void> {
  await client.query('UPDATE access.attempt SET at = at WHERE address_hash = $1', [address]);
}

export async function deleteAttempts({ client }: Work, address: Buffer): Promise<void> {
  await client.query('DELETE FROM access.attempt WHERE address_hash = $1', [address]);
}

/** Ends the pause of a person's address: its password was set anew, or unlocked. */
export async function endPause({ client }: Work, personId: string): Promise<void> {
  await client.query(
    'DELETE FROM access.attempt WHERE address_hash = (SELECT email_blind FROM access.person WHERE id = $1)',
    [personId],
  );
}

/** Under what a person's attempts are counted. @throws Error when the organisation has no such person. */
export async function addressOf({ client }: Work, personId: string): Promise<Buffer> {
  const { rows } = await client.query('SELECT email_blind AS address FROM access.person WHERE id = $1', [personId]);
  if (rows[0]) return rows[0].address;
  throw new Error(`No person with the id "${personId}" belongs to this organisation`);
}

/** Forgets attempts before a time, and of the others all but the latest `atMost`. */
export async function pruneAttempts({ client }: Work, before: Date, atMost: number): Promise<void> {
  await client.query(
    `DELETE FROM access.attempt WHERE at < $1
       OR address_hash IN (SELECT address_hash FROM access.attempt ORDER BY at DESC OFFSET $2)`,
    [before, atMost],
  );
}
