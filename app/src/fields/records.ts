// Data keys of records: made with a record's first encrypted field, wrapped in the database, destroyed to erase it.
import { randomBytes } from 'node:crypto';
import { Refusal } from '../kit/errors.ts';
import type { Work } from '../runtime/database.ts';
import { keyBytes } from './cipher.ts';
import type { Keyring, WrappedKey } from './keyring.ts';

interface KeyRow extends WrappedKey {
  id: string;
}

const wrappedColumns = 'record_id AS id, key_version AS "keyVersion", wrapped';

/** Data keys by record id; null for a record that was erased. @throws Error for a record that never had a key. */
export async function readRecordKeys(
  work: Work,
  keyring: Keyring,
  ids: readonly string[],
): Promise<Map<string, Buffer | null>> {
  const { rows } = await work.client.query<KeyRow>(
    `SELECT ${wrappedColumns} FROM fields.record_key WHERE record_id = ANY($1)`,
    [ids],
  );
  const keys = new Map<string, Buffer | null>(rows.map((row) => [row.id, keyring.unwrap(row, row.id)]));
  const missing = ids.filter((id) => !keys.has(id));
  for (const id of await erasedAmong(work, missing)) keys.set(id, null);
  const lost = missing.find((id) => !keys.has(id));
  if (lost !== undefined) throw new Error(`The record ${lost} has encrypted fields and no key in this organisation`);
  return keys;
}

/** The record's data key, made now if it is its first. @throws Refusal `record-erased`. */
export async function recordKeyFor(work: Work, keyring: Keyring, id: string): Promise<Buffer> {
  const fresh = keyring.wrap(randomBytes(keyBytes), id);
  await work.client.query(
    `INSERT INTO fields.record_key (record_id, organisation_id, key_version, wrapped)
     SELECT $1, runtime.organisation(), $2, $3 WHERE NOT EXISTS (SELECT FROM fields.erasure WHERE record_id = $1)
     ON CONFLICT (record_id) DO NOTHING`,
    [id, fresh.keyVersion, fresh.wrapped],
  );
  const key = (await readRecordKeys(work, keyring, [id])).get(id);
  if (!key) throw new Refusal('conflict', 'record-erased', `The record ${id} was erased and takes no new content`);
  return key;
}

/** Keys of records that are being made, all with one query. @throws Error when one of them has a key already. */
export async function newRecordKeys(
  { client }: Work,
  keyring: Keyring,
  ids: readonly string[],
): Promise<Map<string, Buffer>> {
  const keys = new Map(ids.map((id) => [id, randomBytes(keyBytes)]));
  if (ids.length === 0) return keys;
  const wrapped = ids.map((id) => keyring.wrap(keys.get(id)!, id));
  const { rowCount } = await client.query(
    `INSERT INTO fields.record_key (record_id, organisation_id, key_version, wrapped)
     SELECT id, runtime.organisation(), $2, wrapped FROM unnest($1::text[], $3::bytea[]) AS n (id, wrapped)
     ON CONFLICT (record_id) DO NOTHING`,
    [ids, keyring.current, wrapped.map((key) => key.wrapped)],
  );
  if (rowCount !== ids.length) throw new Error(`Of ${ids.length} new records only ${rowCount} had no key yet`);
  return keys;
}

async function erasedAmong(work: Work, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await work.client.query('SELECT record_id FROM fields.erasure WHERE record_id = ANY($1)', [ids]);
  return rows.map((row) => row.record_id);
}

/** Destroys the record's key and notes it for restored backups; whether there was one. Erasing twice is harmless. */
export async function destroyRecordKey({ client }: Work, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM fields.record_key WHERE record_id = $1', [id]);
  await client.query(
    'INSERT INTO fields.erasure (record_id, organisation_id, erased_at) VALUES ($1, runtime.organisation(), $2) ON CONFLICT DO NOTHING',
    [id, now],
  );
  return rowCount === 1;
}

const batch = 1000;

/** Wraps up to 1,000 record keys anew that an older master key wraps; how many. Safe on several nodes at once. */
export async function rewrapSome({ client }: Work, keyring: Keyring): Promise<number> {
  const { rows } = await client.query<KeyRow>(
    `SELECT ${wrappedColumns} FROM fields.record_key WHERE key_version < $1 LIMIT ${batch} FOR UPDATE SKIP LOCKED`,
    [keyring.current],
  );
  const wrapped = rows.map((row) => keyring.wrap(keyring.unwrap(row, row.id), row.id).wrapped);
  await client.query(
    'UPDATE fields.record_key k SET key_version = $1, wrapped = n.wrapped FROM unnest($2::text[], $3::bytea[]) AS n (id, wrapped) WHERE k.record_id = n.id',
    [keyring.current, rows.map((row) => row.id), wrapped],
  );
  return rows.length;
}
