// The connection to PostgreSQL and the only two ways to work on it: as the application inside one organisation, where
// row-level security decides what is seen, or as the node itself (sealing, following changes), which sees what its role may.
import pg from 'pg';
import type { Log } from './log.ts';

// int8 holds counts, numbers of signals and sizes, all far below 2^53; as strings they invite concatenation.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** One transaction. Queries are plain SQL with parameters: they read as what the database runs. */
export interface Work {
  client: pg.PoolClient;
}

export interface Database {
  pool: pg.Pool;
  close(): Promise<void>;
}

export type ConnectionOptions = Pick<
  pg.PoolConfig,
  'connectionString' | 'host' | 'port' | 'user' | 'database' | 'max' | 'application_name'
>;

/** What connections of a desk, and of commands beside it, call themselves. */
export const applicationName = 'suaka';

export function openDatabase(options: ConnectionOptions, log: Log): Database {
  const pool = new pg.Pool({ max: 20, application_name: applicationName, ...options });
  // Without a listener a connection that dies while idle would end the process; the next query gets a new one.
  // Once it is closing, a server that goes away first takes nothing from anybody.
  let closing = false;
  pool.on('error', (fault) => closing || log.warn({ err: fault }, 'an idle database connection was lost'));
  return {
    pool,
    close() {
      closing = true;
      return pool.end();
    },
  };
}

/** Runs `work` in one transaction as `suaka_app` within an organisation (null: none, so only what belongs to no one is seen). */
export function inOrganisation<T>(
  database: Database,
  organisationId: string | null,
  work: (work: Work) => Promise<T>,
): Promise<T> {
  const organisation = pg.escapeLiteral(organisationId ?? '');
  return transaction(database, `SET LOCAL ROLE suaka_app; SET LOCAL suaka.organisation = ${organisation}`, work);
}

/** Runs `work` in one transaction as `suaka_node`: the process's own tasks, for no one in particular. */
export function asNode<T>(database: Database, work: (work: Work) => Promise<T>): Promise<T> {
  return transaction(database, 'SET LOCAL ROLE suaka_node', work);
}

/** Runs `work` in one transaction as the owner of the tables: migrations, restoring, and jobs that a backup brought along. */
export function asOwner<T>(database: Database, work: (work: Work) => Promise<T>): Promise<T> {
  return transaction(database, '', work);
}

/** Does a part of an owner's transaction as `suaka_app` within an organisation. */
export async function partInOrganisation<T>(
  { client }: Work,
  organisationId: string | null,
  part: () => Promise<T>,
): Promise<T> {
  const set = `SELECT set_config('role', $1, true), set_config('suaka.organisation', $2, true)`;
  await client.query(set, ['suaka_app', organisationId ?? '']);
  const result = await part();
  await client.query(set, ['none', '']);
  return result;
}

/**
 * Does a part of a transaction within another organisation, and goes back to the transaction's own. For what has to stand
 * in both at once or in neither: a platform that a desk lets in, a notice that is served on it. The verb that does so
 * answers for it that nothing of one side is told to the other.
 */
export async function partElsewhere<T>({ client }: Work, organisationId: string, part: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ own: string }>(`SELECT current_setting('suaka.organisation') AS own`);
  const enter = (id: string) => client.query(`SELECT set_config('suaka.organisation', $1, true)`, [id]);
  await enter(organisationId);
  try {
    return await part();
  } finally {
    // After a fault of the database nothing more runs in this transaction, this neither: the fault itself is thrown on.
    await enter(rows[0]!.own).catch(() => {});
  }
}

/** Runs `work` in one transaction as `suaka_backup`, which sees everything as it was at one moment and changes nothing. */
export function asBackup<T>(database: Database, work: (work: Work) => Promise<T>): Promise<T> {
  return transaction(database, 'SET LOCAL ROLE suaka_backup', work, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

async function transaction<T>(
  database: Database,
  setup: string,
  work: (work: Work) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await database.pool.connect();
  // A connection that dies while lent out fails the query that waits on it, or the next one; without a listener it would
  // end the process besides.
  const ignore = () => {};
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query(setup ? `${begin}; ${setup}` : begin);
    const result = await work({ client });
    await client.query('COMMIT');
    return result;
  } catch (fault) {
    broken = await rollBack(client);
    throw fault;
  } finally {
    client.release(broken);
    if (!broken) client.off('error', ignore);
  }
}

async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (fault) {
    return fault as Error; // the connection is gone: the pool must not hand it out again
  }
}
