// The embedded PostgreSQL is killed under a pool at work: it comes back, and so do the answers, with every row kept.
import assert from 'node:assert/strict';
import { readFile, mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from './database.ts';
import { keepEmbeddedPostgres } from './embedded.ts';
import { openLog } from './log.ts';

const log = openLog({ logLevel: 'silent' });

test('killed, it is started again and the pool goes on', { timeout: 60_000 }, async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-kept-'));
  await chmod(dataFolder, 0o711); // PostgreSQL's own user has to get through
  const kept = await keepEmbeddedPostgres({ dataFolder, log, beside: false });
  const database = openDatabase({ ...kept.connection, max: 2 }, log);
  await database.pool.query('CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = Number((await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  process.kill(pid, 'SIGKILL');
  assert.deepEqual(await answers(() => database.pool.query('SELECT answer FROM kept')), [{ answer: 42 }]);
  await database.close();
  await kept.stop();
  // A killed server's helpers may still be writing for a moment.
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Asks until there is an answer, giving the event loop a turn in between; the test's own limit ends it. */
async function answers(ask: () => Promise<{ rows: unknown[] }>): Promise<unknown[]> {
  for (;;) {
    try {
      return (await ask()).rows;
    } catch {
      await wait(20);
    }
  }
}
