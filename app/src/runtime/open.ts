// Opening a house: database (embedded or the operator's), roles, migrations, jobs. Rooms are placed in it afterwards.
import type { Clock } from '../kit/time.ts';
import type { Configuration } from './configuration.ts';
import { applicationName, type ConnectionOptions, type Database, openDatabase } from './database.ts';
import { House } from './house.ts';
import { openJobs } from './jobs.ts';
import { type Log, openLog } from './log.ts';
import { placeMetrics } from './metrics.ts';
import { migrate, readMigrations } from './migrations.ts';
import { checkRoles, ensureRoles } from './roles.ts';

export interface OpenOptions {
  now?: Clock;
  log?: Log;
  /**
   * For commands beside a running desk: joins the PostgreSQL of a desk that holds the data folder, never stops it, and
   * refuses a database that another version made instead of changing it under that desk.
   */
  beside?: boolean;
}

/** @throws Error that says what is wrong and what to do, when the database cannot be used. */
export async function openHouse(configuration: Configuration, options: OpenOptions = {}): Promise<House> {
  const { now = () => new Date(), log = openLog(configuration), beside = false } = options;
  const { database, close } = await openBare(configuration, { log, beside });
  try {
    const applied = await migrate(database, await readMigrations(), { upgrade: !beside });
    if (applied > 0) log.info({ applied }, 'the database was brought to this version');
    await checkRoles(database);
    const jobs = await openJobs(database, log);
    const house = new House({ configuration, log, now, database, jobs });
    placeMetrics(house);
    house.onClose(close);
    house.onClose(() => jobs.stop());
    return house;
  } catch (fault) {
    await close();
    throw fault;
  }
}

export interface Bare {
  database: Database;
  close: () => Promise<void>;
}

/** The database with its roles and nothing else: no migration is applied, no job runs. For taking backups and restoring. */
export async function openBare(
  configuration: Configuration,
  options: Pick<OpenOptions, 'log' | 'beside'> & { name?: string } = {},
): Promise<Bare> {
  const { log = openLog(configuration), beside = false, name = applicationName } = options;
  const { connection, stop } = await connect(configuration, log, beside);
  const database = openDatabase({ ...connection, application_name: name }, log);
  const close = async () => {
    await database.close();
    await stop();
  };
  try {
    await checkVersion(database);
    await ensureRoles(database);
    return { database, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function connect(
  configuration: Configuration,
  log: Log,
  beside: boolean,
): Promise<{ connection: ConnectionOptions; stop: () => Promise<void> }> {
  if (configuration.databaseUrl)
    return { connection: { connectionString: configuration.databaseUrl }, stop: async () => {} };
  const { keepEmbeddedPostgres } = await import('./embedded.ts');
  return keepEmbeddedPostgres({ dataFolder: configuration.dataFolder, log, beside });
}

async function checkVersion(database: Database): Promise<void> {
  const { rows } = await database.pool.query('SHOW server_version_num');
  const version = Number(rows[0].server_version_num);
  if (version < 150_000)
    throw new Error(`PostgreSQL ${Math.floor(version / 10_000)} answers at DATABASE_URL; Suaka needs 15 or newer`);
}
