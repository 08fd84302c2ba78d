// The socket's folder, above all that nobody else can have prepared it.
import assert from 'node:assert/strict';
import { chown, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { homeIn, needsRoot, ordinaryUser } from './harness.ts';
import { createSocketFolder, removeSocketFolder } from './socket.ts';

test('lies beside the cluster, empty of what a killed PostgreSQL left', async (t) => {
  const home = await homeIn(t);
  const folder = await createSocketFolder(home);
  assert.equal(path.dirname(folder), home.folder);
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) await writeFile(path.join(folder, name), '');
  assert.equal(await createSocketFolder(home), folder);
  assert.deepEqual(await readdir(folder), []);
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
});

test('goes to a stable place of its own in /tmp for a path that no socket can have', async (t) => {
  const home = await homeIn(t);
  // In characters it would fit, in bytes it does not.
  const long = { ...home, folder: path.join(home.folder, 'ü'.repeat(40)) };
  const other = { ...home, folder: path.join(home.folder, 'ä'.repeat(40)) };
  const folder = await createSocketFolder(long);
  assert.match(folder, /^\/tmp\/suaka-/);
  assert.equal(await createSocketFolder(long), folder);
  const otherFolder = await createSocketFolder(other);
  assert.notEqual(otherFolder, folder);
  for (const made of [folder, otherFolder]) await removeSocketFolder(made);
});

test('is refused when somebody has put a link or a file in its place', async (t) => {
  const home = await homeIn(t);
  const place = path.join(home.folder, 'postgres.socket');
  await symlink('/tmp', place);
  await assert.rejects(createSocketFolder(home), /but that is no folder/);
  await rm(place);
  await writeFile(place, '');
  await assert.rejects(createSocketFolder(home), /but that is no folder/);
});

test("is refused when it is somebody else's folder", { skip: needsRoot }, async (t) => {
  const home = await homeIn(t);
  const place = path.join(home.folder, 'postgres.socket');
  await mkdir(place, { mode: 0o700 });
  await chown(place, ordinaryUser?.uid ?? 0, ordinaryUser?.gid ?? 0);
  await assert.rejects(createSocketFolder(home), /but that is a folder of user 1000\. Remove it/);
});
