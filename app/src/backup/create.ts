// Taking a backup while the desk works: every table as it was at one moment, under a role that reads and cannot write.
// No lock is taken but the one that keeps a table from being altered while it is read.
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import product from '../../package.json' with { type: 'json' };
import { writeEvent } from '../audit/record.ts';
import { neededMasterKeys } from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import type { Clock } from '../kit/time.ts';
import { asBackup, type Database, inOrganisation, type Work } from '../runtime/database.ts';
import type { AppliedMigration } from '../runtime/migrations.ts';
import {
  type CatalogueTable,
  copySettings,
  readQueries,
  readSequences,
  readTables,
  readUnseenTables,
} from './catalogue.ts';
import { type BackupTable, type Header, rowsWithin, tableName } from './format.ts';
import type { Report } from './progress.ts';
import { type Section, type Written, writeBackup } from './write.ts';

export interface BackupOutcome extends Written {
  takenAt: Date;
  /** Tables whose rows stay behind, and why. */
  leftOut: { table: string; why: string }[];
}

/**
 * Writes everything that the database holds into one file, which bears its name only once it is whole.
 * @throws Refusal `file-exists`, or `no-desk` when the database holds none.
 */
export async function createBackup(
  { database, now }: { database: Database; now: Clock },
  file: string,
  report: Report = () => {},
): Promise<BackupOutcome> {
  const takenAt = now();
  const { written, tables } = await asBackup(database, async (work) => {
    await work.client.query(copySettings);
    await refuseUnseen(work);
    const tables = await readTables(work);
    const carried = tables.filter((table) => table.leftOut === null);
    const header = await describe(work, takenAt, carried);
    return { tables, written: await writeBackup(file, header, sectionsOf(database, work, carried, report)) };
  });
  await record(database, takenAt, written);
  return { ...written, takenAt, leftOut: tables.flatMap(reasonOf) };
}

const reasonOf = (table: CatalogueTable) =>
  table.leftOut === null ? [] : [{ table: tableName(table), why: table.leftOut }];

/** An empty table and one that is hidden look the same: nothing is taken for granted. */
async function refuseUnseen(work: Work): Promise<void> {
  const { rows } = await work.client.query(`SELECT to_regclass('runtime.waiting_job') IS NOT NULL AS made`);
  if (!rows[0].made)
    throw new Refusal('not-found', 'no-desk', 'The database holds no desk, or one of a version without backups');
  const unseen = await readUnseenTables(work);
  if (unseen.length > 0)
    throw new Error(
      `The role suaka_backup does not see all of ${unseen.join(', ')}: start the desk once, which lets it`,
    );
}

async function describe(work: Work, takenAt: Date, carried: CatalogueTable[]): Promise<Header> {
  const version = await work.client.query('SHOW server_version');
  const migrations = await work.client.query<AppliedMigration>(
    'SELECT number, name, sha256 FROM runtime.migration ORDER BY number',
  );
  const keys = await neededMasterKeys(work);
  return {
    product: product.version,
    postgres: version.rows[0].server_version,
    takenAt: takenAt.toISOString(),
    migrations: migrations.rows,
    masterKeys: keys.map(({ version, fingerprint }) => ({ version, fingerprint: fingerprint.toString('hex') })),
    tables: carried.map(plain),
  };
}

const plain = ({ schema, name, columns }: CatalogueTable): BackupTable => ({ schema, name, columns });

async function* sectionsOf(
  database: Database,
  work: Work,
  tables: CatalogueTable[],
  report: Report,
): AsyncGenerator<Section> {
  const total = tables.reduce((sum, table) => sum + table.rowsAbout, 0);
  const queryFor = await readQueries(work);
  let done = 0;
  for (const table of tables) {
    let rows = 0;
    yield { kind: 'table', value: plain(table) };
    for await (const bytes of copyOut(database, work.client, queryFor(table))) {
      rows += rowsWithin(bytes);
      report({ step: 'writing', table: tableName(table), done: done + rows, total });
      yield { kind: 'rows', bytes };
    }
    yield { kind: 'table-end', rows };
    done += rows;
  }
  await work.client.query('SET LOCAL ROLE NONE'); // sequences hold no one's rows, and only their owner reads them
  yield { kind: 'sequences', value: await readSequences(work) };
}

/** The rows of a query as COPY writes them. */
async function* copyOut(database: Database, client: PoolClient, query: string): AsyncGenerator<Buffer> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const copy = client.query(copyTo(`COPY (${query}) TO STDOUT`));
  try {
    yield* copy.iterator({ destroyOnReturn: false });
  } finally {
    if (!copy.readableEnded && !copy.errored) await giveUp(database, copy, rows[0].pid);
  }
}

// Whoever stops reading (a full disk) leaves the connection in the middle of a table, and it has to come out of that
// before it can roll back. PostgreSQL waits to be read from: the order to stop arrives before it goes on.
async function giveUp(database: Database, copy: NodeJS.ReadableStream, pid: number): Promise<void> {
  await database.pool.query('SELECT pg_cancel_backend($1)', [pid]);
  await new Promise<void>((resolve) =>
    copy
      .once('end', resolve)
      .once('error', () => resolve())
      .resume(),
  );
}

async function record(database: Database, at: Date, { tables, rows, bytes, sha256 }: Written): Promise<void> {
  await inOrganisation(database, null, (work) =>
    writeEvent(work, {
      at,
      organisationId: null,
      actorKind: 'node',
      actorId: 'node',
      verb: 'backup.create',
      thing: sha256,
      facts: { tables, rows, bytes },
    }),
  );
}
