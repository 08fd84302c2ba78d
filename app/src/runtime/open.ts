// Opening a house: database (embedded or the operator's), roles, migrations, jobs. Rooms are placed in it afterwards.
import type { Clock } from '../kit/time.ts';
import type { Configuration } from './configuration.ts';
import { type ConnectionOptions, openDatabase } from './database.ts';
import { House } from './house.ts';
import { openJobs } from './jobs.ts';
import { type Log, openLog } from './log.ts';
import { migrate, readMigrations } from './migrations.ts';
import { checkRoles, ensureRoles } from './roles.ts';

/** @throws Error that says what is wrong and what to do, when the database cannot be used. */
export async function openHouse(
  configuration: Configuration,
  now: Clock = () => new Date(),
  log: Log = openLog(configuration),
): Promise<House> {
  const { connection, stop } = await connect(configuration, log);
  const database = openDatabase(connection, log);
  try {
    await checkVersion(database);
    await ensureRoles(database);
    const applied = await migrate(database, await readMigrations());
    if (applied > 0) log.info({ applied }, 'the database was brought to this version');
    const jobs = await openJobs(database, log);
    await checkRoles(database);
    const house = new House({ configuration, log, now, database, jobs });
    house.onClose(stop);
    house.onClose(() => database.close());
    house.onClose(() => jobs.stop());
    return house;
  } catch (fault) {
    await database.close();
    await stop();
    throw fault;
  }
}

async function connect(
  configuration: Configuration,
  log: Log,
): Promise<{ connection: ConnectionOptions; stop: () => Promise<void> }> {
  if (configuration.databaseUrl)
    return { connection: { connectionString: configuration.databaseUrl }, stop: async () => {} };
  const { startEmbeddedPostgres } = await import('./postgres/index.ts');
  const postgres = await startEmbeddedPostgres({
    dataFolder: configuration.dataFolder,
    log: (message, facts) => log.info(facts ?? {}, message),
  });
  return { connection: postgres.connection, stop: () => postgres.stop() };
}

async function checkVersion(database: ReturnType<typeof openDatabase>): Promise<void> {
  const { rows } = await database.pool.query('SHOW server_version_num');
  const version = Number(rows[0].server_version_num);
  if (version < 150_000)
    throw new Error(`PostgreSQL ${Math.floor(version / 10_000)} answers at DATABASE_URL; Suaka needs 15 or newer`);
}
