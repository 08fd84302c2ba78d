// Plain SQL migrations, app/migrations/NNNNNN-name.sql: applied in order, each in a transaction of its own, under one
// advisory lock, so that any number of nodes may start at once. What was applied is never edited: its hash is kept.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

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
 * @returns how many migrations were applied now.
 * @throws Error when the database is newer than the product, or when an applied migration was edited afterwards.
 */
export async function migrate(database: Database, migrations: Migration[]): Promise<number> {
  const client = await database.pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS runtime`);
    await client.query(
      `CREATE TABLE IF NOT EXISTS runtime.migration (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const applied = (await client.query('SELECT number, name, sha256 FROM runtime.migration ORDER BY number')).rows;
    checkApplied(applied, migrations);
    const pending = migrations.slice(applied.length);
    for (const migration of pending) await apply(client, migration);
    return pending.length;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [lockKey]).catch(() => {}); // lost with the connection anyway
    client.release();
  }
}

function checkApplied(applied: Pick<Migration, 'number' | 'name' | 'sha256'>[], known: Migration[]): void {
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

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO runtime.migration (number, name, sha256) VALUES ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query('COMMIT');
  } catch (fault) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${migration.number} (${migration.name}) failed: ${(fault as Error).message}`, {
      cause: fault,
    });
  }
}
