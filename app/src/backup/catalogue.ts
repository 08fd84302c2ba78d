// What there is to carry, read from the catalogue, so that a new table is in the next backup without anybody's doing.
import type { Work } from '../runtime/database.ts';
import { ourSchema, queueSchema } from '../runtime/backup-role.ts';
import type { BackupTable, SequenceValue } from './format.ts';

export interface CatalogueTable extends BackupTable {
  /** An estimate, 0 when there is none. */
  rowsAbout: number;
  /** Why its rows stay behind, in the words of its migration; null when they are carried. */
  leftOut: string | null;
}

/** How COPY writes and reads values, whatever the server's settings; and no limit on how long it may take. */
export const copySettings = `SET LOCAL search_path = ''; SET LOCAL client_encoding = 'UTF8'; SET LOCAL timezone = 'UTC';
  SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL bytea_output = 'hex';
  SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0`;

const ourTables = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${ourSchema}`;

/**
 * Every table of ours, by name. Generated columns are computed again, and a transaction's id (xid8) says nothing in
 * another database: restored rows bear the id of the transaction that restores them.
 */
export async function readTables({ client }: Work): Promise<CatalogueTable[]> {
  const { rows } = await client.query<CatalogueTable>(
    `SELECT n.nspname AS schema, c.relname AS name, greatest(c.reltuples, 0)::float8 AS "rowsAbout",
       substring(obj_description(c.oid, 'pg_class') FROM '^not in backups: (.*)$') AS "leftOut",
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.atttypid <> 'xid8'::regtype
       ) AS columns
     ${ourTables} ORDER BY n.nspname, c.relname`,
  );
  return rows;
}

/** Tables of which the role `suaka_backup` would not see every row. */
export async function readUnseenTables({ client }: Work): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `WITH role AS (SELECT oid FROM pg_roles WHERE rolname = 'suaka_backup'),
       reading AS (SELECT p.* FROM pg_policy p, role WHERE p.polcmd IN ('r', '*') AND (role.oid = ANY (p.polroles) OR 0 = ANY (p.polroles)))
     SELECT format('%I.%I', n.nspname, c.relname) AS name ${ourTables} AND NOT (
       has_table_privilege('suaka_backup', c.oid, 'SELECT') AND (NOT c.relrowsecurity OR (
         EXISTS (SELECT FROM reading p WHERE p.polrelid = c.oid AND p.polpermissive AND pg_get_expr(p.polqual, p.polrelid) = 'true')
         AND NOT EXISTS (SELECT FROM reading p WHERE p.polrelid = c.oid AND NOT p.polpermissive))))
     ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

/** Every sequence of ours with the last number it gave. Numbers are given outside transactions: never fewer than rows show. */
export async function readSequences({ client }: Work): Promise<SequenceValue[]> {
  const { rows } = await client.query<SequenceValue>(
    `SELECT n.nspname AS schema, c.relname AS name, pg_sequence_last_value(c.oid) AS last
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${ourSchema} ORDER BY 1, 2`,
  );
  return rows;
}

const waitingJobs = { schema: 'runtime', name: 'waiting_job', columns: 'id, name, data, singleton_key, start_after' };

/** Jobs that have not ended, as rows of `runtime.waiting_job`: one that was under way when the backup was taken runs again. */
const unfinishedJobs = `SELECT id, name, coalesce(data, '{}'), coalesce(singleton_key, id::text), start_after
  FROM ${queueSchema}.job WHERE state < 'completed'`;

/** The query for the rows of each table: the table itself, and with the jobs that wait, those that stand in the queue. */
export async function readQueries({ client }: Work): Promise<(table: BackupTable) => string> {
  // Right after a restore, before a node has started, there is no queue yet.
  const { rows } = await client.query(`SELECT to_regclass('${queueSchema}.job') IS NOT NULL AS queue`);
  return ({ schema, name, columns }) => {
    const waiting = schema === waitingJobs.schema && name === waitingJobs.name;
    const named = waiting ? waitingJobs.columns : columns.map(quoted).join(', ');
    const all = `SELECT ${named} FROM ${quoted(schema)}.${quoted(name)}`;
    return waiting && rows[0].queue ? `${all} UNION ALL ${unfinishedJobs}` : all;
  };
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
