// A whole house for a test: its own database, a clock that the test moves, a silent log, and a caller for every role.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../kit/ids.ts';
import { movableClock } from '../kit/time.ts';
import { type Configuration, readConfiguration } from '../runtime/configuration.ts';
import { asOwner, openDatabase } from '../runtime/database.ts';
import { House } from '../runtime/house.ts';
import { openJobs } from '../runtime/jobs.ts';
import { type Log, openLog } from '../runtime/log.ts';
import { placeMetrics } from '../runtime/metrics.ts';
import { migrate, readMigrations } from '../runtime/migrations.ts';
import { checkRoles, ensureRoles } from '../runtime/roles.ts';
import type { Caller, Permission } from '../verbs/caller.ts';
import { administer, freshName, stopTestServer, templateName, testServer } from './database.ts';

export interface TestHouse {
  house: House;
  /** Moves the house's clock. */
  forward: (ms: number) => void;
  /** Adds an organisation; its id. */
  organisation(name?: string): Promise<string>;
  /** Options to reach the same database again, as a second node would. */
  database: string;
  close(): Promise<void>;
}

const silent = openLog({ logLevel: 'silent' });
export const testStart = new Date('2031-03-14T01:59:26.000Z');

/** A house with the migrations applied and nothing in it. `database` opens a second node on an existing one. */
export async function openTestHouse(
  options: { database?: string; configuration?: Partial<Configuration>; log?: Log } = {},
): Promise<TestHouse> {
  const { log = silent } = options;
  const at = await testServer();
  const name = options.database ?? (await copyTemplate());
  const clock = movableClock(testStart);
  const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-house-'));
  const configuration = {
    ...readConfiguration({
      PORT: '0',
      SUAKA_DATA: dataFolder,
      SUAKA_LOG_LEVEL: 'silent',
      SUAKA_MODE: 'test',
      SUAKA_MASTER_KEY: randomBytes(32).toString('hex'),
    }),
    ...options.configuration,
  };
  const database = openDatabase({ ...at.to(name), max: 8 }, log);
  await ensureRoles(database);
  await checkRoles(database);
  const jobs = await openJobs(database, log);
  const house = new House({ configuration, log, now: clock.now, database, jobs });
  placeMetrics(house);
  return {
    house,
    forward: clock.forward,
    organisation: (title = 'Made-up Agency') => addOrganisation(house, title),
    database: name,
    async close() {
      await house.close();
      await jobs.stop();
      await database.close();
      if (!options.database)
        await administer(at, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      await rm(dataFolder, { recursive: true, force: true });
      if (!options.database && !process.env.SUAKA_TEST_DATABASE) await stopTestServer();
    },
  };
}

async function addOrganisation(house: House, name: string): Promise<string> {
  const id = newId('organisation');
  await asOwner(house.database, ({ client }) =>
    client.query('INSERT INTO access.organisation (id, name, created_at) VALUES ($1, $2, $3)', [id, name, house.now()]),
  );
  return id;
}

/** A person of an organisation who may do what is named. */
export function callerOf(organisationId: string, permissions: Permission[], id: string = newId('person')): Caller {
  return { kind: 'person', id, organisationId, permissions: new Set(permissions) };
}

async function copyTemplate(): Promise<string> {
  const at = await testServer();
  const template = await templateName();
  const name = freshName();
  await administer(at, async (client) => {
    await client.query('SELECT pg_advisory_lock(1)'); // one process makes the template, the others wait for it
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(template, client.query.bind(client));
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return name;
}

async function makeTemplate(template: string, query: (sql: string) => Promise<unknown>): Promise<void> {
  const making = `${template}_making`;
  await query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  await query(`CREATE DATABASE ${making}`);
  const database = openDatabase({ ...(await testServer()).to(making), max: 4 }, silent);
  await ensureRoles(database);
  await migrate(database, await readMigrations());
  const jobs = await openJobs(database, silent);
  await jobs.stop();
  await database.close();
  await query(`ALTER DATABASE ${making} RENAME TO ${template}`);
}
