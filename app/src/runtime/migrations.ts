// Plain SQL migrations, app/migrations/NNNNNN-name.sql: applied in order, each in a transaction of its own, under one
// advisory lock, so that any number of nodes may start at once. What was applied is never edited: its hash is kept.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PoolClient } from 'pg';
import { openToBackup } from './backup-role.ts';
import type { Database, Work } from './database.ts';

export const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url));

// Any fixed number serves; this one spells "suaka" in base 36.
const lockKey = Number.parseInt('suaka', 36);

export interface Migration {
  number: number;
  name: string;
  sql: string;
  sha256: string;
}

/** The migrations of a folder in order. @throws Error when a name is malformed or a number is missing or doubled. */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted();
  return Promise.all(
    files.map(async (file, position) => {
      const found = /^(\d{6})-([a-z0-9-]+)\.sql$/.exec(file);
      if (!found || Number(found[1]) !== position + 1)
        throw new Error(
          `Migration file "${file}" is out of place; expected ${String(position + 1).padStart(6, '0')}-name.sql`,
        );
      const sql = await readFile(`${folder}/${file}`, 'utf8');
      return { number: position + 1, name: found[2]!, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the database to this version of the product.
 * @param options.upgrade false: refuses a database that an older version made, instead of changing it under a desk that
 * may be running; an empty one is still filled.
 * @returns how many migrations were applied now.
 * @throws Error when the database is newer than the product, or when an applied migration was edited afterwards.
 */
export async function migrate(
  database: Database,
  migrations: Migration[],
  { upgrade = true }: { upgrade?: boolean } = {},
): Promise<number> {
  return oneAtATime(database, async (client) => {
    const pending = await pendingOf(client, migrations);
    if (!upgrade && pending.length > 0) refuseOlder(migrations.length - pending.length, migrations.length);
    for (const migration of pending) await inTransaction(client, () => apply(client, migration));
    await openToBackup(client);
    return pending.length;
  });
}

/** Does what changes the schema: of nodes that start at once, one after the other. */
export async function oneAtATime<T>(database: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    return await work(client);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [lockKey]).catch(() => {}); // lost with the connection anyway
    client.release();
  }
}

/** Keeps every other node from migrating until the transaction ends. */
export async function holdMigrations({ client }: Work): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
}

/** `migrate` within a transaction that holds migrations: restoring puts data between older migrations and newer ones. */
export async function migrateWithin({ client }: Work, migrations: Migration[]): Promise<number> {
  const pending = await pendingOf(client, migrations);
  for (const migration of pending) await apply(client, migration);
  await openToBackup(client);
  return pending.length;
}

async function pendingOf(client: PoolClient, migrations: Migration[]): Promise<Migration[]> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS runtime`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS runtime.migration (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
  const applied = (await client.query('SELECT number, name, sha256 FROM runtime.migration ORDER BY number')).rows;
  checkApplied(applied, migrations);
  return migrations.slice(applied.length);
}

function refuseOlder(applied: number, known: number): void {
  if (applied === 0) return;
  throw new Error(
    `The database has migration ${applied}, this version of Suaka knows ${known}: start this version's desk once, which brings the database along, or use the version that the desk runs`,
  );
}

/** What says that a migration was applied, and in which form. */
export type AppliedMigration = Pick<Migration, 'number' | 'name' | 'sha256'>;

function checkApplied(applied: AppliedMigration[], known: Migration[]): void {
  if (applied.length > known.length)
    throw new Error(
      `The database has migration ${applied.length}, this version of Suaka knows ${known.length}: start a version at least as new as the database`,
    );
  for (const [position, row] of applied.entries()) {
    const migration = known[position]!;
    if (row.sha256 !== migration.sha256)
      throw new Error(
        `Migration ${row.number} (${row.name}) was edited after it was applied to this database; restore the file, and put the change in a new migration`,
      );
  }
}

async function inTransaction(client: PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (fault) {
    await client.query('ROLLBACK');
    throw fault;
  }
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  const { number, name, sql, sha256 } = migration;
  try {
    await client.query(sql);
    await client.query('INSERT INTO runtime.migration (number, name, sha256) VALUES ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
  } catch (fault) {
    throw new Error(`Migration ${number} (${name}) failed: ${(fault as Error).message}`, { cause: fault });
  }
}
