// The master keys that this process holds, matched with the versions the database knows; and what they wrap.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Configuration } from '../runtime/configuration.ts';
import type { Work } from '../runtime/database.ts';
import { bindTo, decrypt, derive, encrypt, keyBytes } from './cipher.ts';
import { fingerprintOf, masterKeySource, readMasterKeys } from './master-key.ts';

/** A master key as the database knows it. */
export interface KnownKey {
  version: number;
  fingerprint: Buffer;
}

/** A wrapped key as it is stored, and the version of the master key that wraps it. */
export interface WrappedKey {
  keyVersion: number;
  wrapped: Buffer;
}

export class Keyring {
  readonly #wrapping: Map<number, KeyObject>;
  /** The version that wraps what is made now. */
  readonly current: number;

  constructor(masterKeys: ReadonlyMap<number, Uint8Array>) {
    this.#wrapping = new Map(
      [...masterKeys].map(([version, key]) => [version, createSecretKey(derive(key, 'suaka wrap'))]),
    );
    this.current = Math.max(...masterKeys.keys());
  }

  wrap(key: Uint8Array, name: string): WrappedKey {
    return { keyVersion: this.current, wrapped: encrypt(this.#of(this.current), key, bindTo('wrapped key', name)) };
  }

  /** @throws Error when this process does not hold that version, or when what is stored was changed. */
  unwrap({ keyVersion, wrapped }: WrappedKey, name: string): Buffer {
    return decrypt(this.#of(keyVersion), wrapped, bindTo('wrapped key', name));
  }

  #of(version: number): KeyObject {
    const key = this.#wrapping.get(version);
    if (key === undefined)
      throw new Error(
        `This process does not hold version ${version} of the master key, only ${[...this.#wrapping.keys()].join(', ')}: restart it with the key that replaced the old one`,
      );
    return key;
  }
}

// Any fixed number serves; this one spells "fields" in base 36.
const lockKey = Number.parseInt('fields', 36);

/**
 * Reads the master keys and checks them against the fingerprints in the database; registers a new one.
 * @throws Error when a key that wraps something is not among those given.
 */
export async function openKeyring({ client }: Work, configuration: Configuration, now: Date): Promise<Keyring> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
  const known = await neededMasterKeys({ client });
  const given = await readMasterKeys(configuration, known.length === 0);
  const held = new Map(known.map((row) => [row.version, holding(row, given, masterKeySource(configuration))]));
  const newest = given[0]!;
  if (![...held.values()].includes(newest)) held.set(await register(client, newest, now), newest);
  return new Keyring(held);
}

/** The master keys without which something in this database cannot be read, oldest first. */
export async function neededMasterKeys({ client }: Work): Promise<KnownKey[]> {
  const { rows } = await client.query<KnownKey>(
    `SELECT version, fingerprint FROM fields.master_key m
      WHERE retired_at IS NULL OR EXISTS (SELECT FROM fields.record_key k WHERE k.key_version = m.version) ORDER BY version`,
  );
  return rows;
}

/** @throws Error that says so when one of the keys is not among those that the configuration gives. */
export async function checkMasterKeys(configuration: Configuration, needed: readonly KnownKey[]): Promise<void> {
  if (needed.length === 0) return;
  const given = await readMasterKeys(configuration, false);
  for (const key of needed) holding(key, given, masterKeySource(configuration));
}

function holding(known: KnownKey, given: Buffer[], source: string): Buffer {
  const found = given.find((key) => fingerprintOf(key).equals(known.fingerprint));
  if (found !== undefined) return found;
  throw new Error(
    `The master key does not fit this database: ${source} has the fingerprint ${given.map((key) => fingerprintOf(key).toString('hex')).join(', ')}, the database needs ${known.fingerprint.toString('hex')} (version ${known.version}). Give it the key that was in use; a new key goes before the old one, separated by a comma or a new line`,
  );
}

async function register(client: Work['client'], key: Buffer, now: Date): Promise<number> {
  const { rows } = await client.query(
    'INSERT INTO fields.master_key (version, fingerprint, first_used_at) SELECT coalesce(max(version), 0) + 1, $1, $2 FROM fields.master_key RETURNING version',
    [fingerprintOf(key), now],
  );
  return rows[0].version;
}

const indexSecretName = 'index secret';

/** The secret that blind indexes are derived from; made on the first start. */
export async function openIndexSecret({ client }: Work, keyring: Keyring): Promise<Buffer> {
  const { rows } = await client.query<WrappedKey>(
    'SELECT key_version AS "keyVersion", wrapped FROM fields.index_secret',
  );
  const secret = rows[0] ? keyring.unwrap(rows[0], indexSecretName) : randomBytes(keyBytes);
  if (rows[0]?.keyVersion === keyring.current) return secret;
  const { keyVersion, wrapped } = keyring.wrap(secret, indexSecretName);
  await client.query(
    'INSERT INTO fields.index_secret (key_version, wrapped) VALUES ($1, $2) ON CONFLICT (single) DO UPDATE SET key_version = $1, wrapped = $2',
    [keyVersion, wrapped],
  );
  return secret;
}
