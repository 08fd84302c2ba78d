// Beside a running app: joined, never started twice, never stopped; and started as usual where no app lives.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { homeIn, makeFolder, optionsFor, postmasterOf, rowsOf, start, startApp } from './harness.ts';
import { startEmbeddedPostgres } from './index.ts';
import { lockFolder } from './lock.ts';

const log = () => undefined;

test('joins the PostgreSQL of an app that holds the folder when asked to, and leaves it running', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const app = await startApp(t, options);
  assert.ok(app.connection, app.error);
  const cluster = path.join(options.dataFolder, 'postgres');
  const postmaster = await postmasterOf(cluster);
  await assert.rejects(startEmbeddedPostgres({ dataFolder: options.dataFolder, log }), /Another app already uses/);
  const joined = await startEmbeddedPostgres({ dataFolder: options.dataFolder, log, beside: true });
  assert.deepEqual(joined.connection, app.connection);
  assert.deepEqual(await rowsOf(joined.connection, 'select 1 as one'), [{ one: 1 }]);
  await joined.stop();
  assert.equal(await postmasterOf(cluster), postmaster);
  assert.deepEqual(await rowsOf(app.connection, 'select 1 as one'), [{ one: 1 }]);
});

test('starts one of its own where the app was killed, as without being asked to join', async (t) => {
  const options = await optionsFor(await makeFolder(t));
  const app = await startApp(t, options);
  const left = await postmasterOf(path.join(options.dataFolder, 'postgres'));
  await app.kill();
  const own = await startEmbeddedPostgres({ dataFolder: options.dataFolder, log, beside: true });
  t.after(() => own.stop());
  assert.notEqual(await postmasterOf(path.join(options.dataFolder, 'postgres')), left);
  await own.stop();
  const next = await start(t, options);
  assert.deepEqual(await rowsOf(next.connection, 'select 1 as one'), [{ one: 1 }]);
});

test('says so when the app that holds the folder has no PostgreSQL ready', async (t) => {
  const home = await homeIn(t);
  const lock = await lockFolder(home);
  await assert.rejects(
    startEmbeddedPostgres({ dataFolder: home.folder, log, beside: true }),
    /Another app holds the data folder .* does not accept connections: it starts or stops at this moment. Try again/,
  );
  await lock.release();
});
