// A real PostgreSQL for tests: one template database with every migration, a copy of it for each house that asks.
// SUAKA_TEST_DATABASE names a server (the test command sets it, once a run); alone, a test file starts its own.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ConnectionOptions } from '../runtime/database.ts';
import { readMigrations } from '../runtime/migrations.ts';

export interface TestServer {
  /** Options to reach a database of that name on the server. */
  to(database: string): ConnectionOptions;
  stop(): Promise<void>;
}

let server: Promise<TestServer> | undefined;

/** The server of this test run. */
export function testServer(): Promise<TestServer> {
  server ??= process.env.SUAKA_TEST_DATABASE ? Promise.resolve(given(process.env.SUAKA_TEST_DATABASE)) : own();
  return server;
}

/** Ends the server if this process started it. */
export async function stopTestServer(): Promise<void> {
  const running = server;
  server = undefined;
  await (await running)?.stop();
}

function given(url: string): TestServer {
  return {
    to: (database) => ({ connectionString: String(Object.assign(new URL(url), { pathname: `/${database}` })) }),
    stop: async () => {},
  };
}

async function own(): Promise<TestServer> {
  const { startEmbeddedPostgres } = await import('../runtime/postgres/index.ts');
  const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-test-'));
  await chmod(dataFolder, 0o711); // started by root, PostgreSQL runs as another user, who has to pass through
  const remove = () => rm(dataFolder, { recursive: true, force: true });
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => {} }).catch(async (fault) => {
    await remove();
    throw fault;
  });
  return {
    to: (database) => ({ ...postgres.connection, database }),
    async stop() {
      await postgres.stop();
      await remove();
    },
  };
}

/** Runs statements on the server's maintenance database, one connection for all of them. */
export async function administer<T>(at: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(at.to('postgres'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The template's name: it changes with the migrations, so that an old one is never used by mistake. */
export async function templateName(): Promise<string> {
  const migrations = await readMigrations();
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(migration.sha256);
  return `suaka_template_${hash.digest('hex').slice(0, 16)}`;
}

/** A new database's name. It bears the run's, so that the test command finds what a killed test left behind. */
export function freshName(): string {
  return `suaka_test_${process.env.SUAKA_TEST_RUN ?? 'alone'}_${randomBytes(8).toString('hex')}`;
}
