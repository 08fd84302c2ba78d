// Opening a house on an empty database: any number of nodes may start at once.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { administer, freshName, stopTestServer, testServer } from '../testing/database.ts';
import { readConfiguration } from './configuration.ts';
import { openLog } from './log.ts';
import { openHouse } from './open.ts';

test('four nodes that start at once on an empty database all open, and the queue serves each', async (t) => {
  const server = await testServer();
  const name = freshName();
  const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-open-'));
  await administer(server, (client) => client.query(`CREATE DATABASE ${name}`));
  t.after(async () => {
    await administer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    await rm(dataFolder, { recursive: true, force: true });
    if (!process.env.SUAKA_TEST_DATABASE) await stopTestServer();
  });
  const { connectionString, host, port, user } = server.to(name);
  const databaseUrl =
    connectionString ?? `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}&port=${port}`;
  const configuration = { ...readConfiguration({ SUAKA_DATA: dataFolder, SUAKA_LOG_LEVEL: 'silent' }), databaseUrl };
  const log = openLog({ logLevel: 'silent' });
  const opened = await Promise.allSettled([1, 2, 3, 4].map(() => openHouse(configuration, { log })));
  const houses = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  try {
    assert.deepEqual(
      opened.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : [])),
      [],
    );
    for (const house of houses) await house.jobs.handle('test-open', async () => {});
  } finally {
    for (const house of houses) await house.close();
  }
});
