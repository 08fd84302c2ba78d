// The PostgreSQL of a test run: the one that SUAKA_TEST_DATABASE names, or one started for the run. Afterwards nothing
// of the run is left on it, whatever became of the tests.
import { randomBytes } from 'node:crypto';
import { administer, stopTestServer, type TestServer, testServer } from '../../app/src/testing/database.ts';

export interface RunServer {
  /** What tests need to find it and to name their databases after the run. */
  environment: { SUAKA_TEST_DATABASE: string; SUAKA_TEST_RUN: string };
  /** "embedded" or "given", with the version. */
  description: string;
  /** Drops what the run left, or ends the server that was started for it. */
  close(): Promise<void>;
}

export async function openRunServer(): Promise<RunServer> {
  const run = randomBytes(4).toString('hex');
  const url = process.env.SUAKA_TEST_DATABASE;
  const server = await testServer();
  const { rows } = await administer(server, (client) => client.query('SHOW server_version'));
  return {
    environment: { SUAKA_TEST_DATABASE: url ?? urlOf(server), SUAKA_TEST_RUN: run },
    description: `PostgreSQL ${rows[0].server_version}, ${url ? 'named by SUAKA_TEST_DATABASE' : 'started for this run'}`,
    close: url ? () => dropLeftovers(server, run) : stopTestServer,
  };
}

/** A server as a URL; a folder with its socket travels as a parameter. */
function urlOf(server: TestServer): string {
  const { host, port, user } = server.to('postgres');
  const url = new URL(`postgres://${user}@localhost:${port}/postgres`);
  url.searchParams.set('host', String(host));
  return String(url);
}

/** Drops the run's databases, and every template: each run makes the one it needs. */
async function dropLeftovers(server: TestServer, run: string): Promise<void> {
  await administer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(1)'); // held by whoever makes or copies a template
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE datname LIKE ANY($1)', [
      [`suaka\\_test\\_${run}\\_%`, 'suaka\\_template\\_%'],
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  });
}
