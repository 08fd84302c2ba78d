// Where the database goes, above all that it never goes elsewhere once it is somewhere.
import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readlink, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeFolder, needsRoot, ordinaryUser } from './harness.ts';
import { chooseHome } from './home.ts';
import { NOBODY } from './identity.ts';

async function places(t: TestContext) {
  const folder = await makeFolder(t);
  const told: string[] = [];
  const system = path.join(folder, 'system');
  const choose = (dataFolder: string) => chooseHome(dataFolder, system, (message) => told.push(message));
  const hidden = path.join(folder, 'hidden');
  await mkdir(hidden, { mode: 0o700 });
  return { open: path.join(folder, 'open', 'data'), hidden, system, told, choose };
}

test('makes the data folder, closed to others, and keeps the database in it', async (t) => {
  const { open, choose, told } = await places(t);
  assert.deepEqual(await choose(open), {
    folder: open,
    cluster: path.join(open, 'postgres'),
    identity: needsRoot ? undefined : NOBODY,
  });
  assert.equal((await stat(open)).mode & 0o044, 0);
  assert.deepEqual(told, []);
});

test('says which data folder cannot be used', async (t) => {
  const { hidden, choose } = await places(t);
  const file = path.join(hidden, 'file');
  await writeFile(file, '');
  await assert.rejects(
    choose(path.join(file, 'data')),
    /Cannot write in the data folder \S+\/file\/data: EEXIST: file already exists/,
  );
});

test('under a private tree keeps each data folder its own place, linked and told', { skip: needsRoot }, async (t) => {
  const { hidden, system, told, choose } = await places(t);
  const umask = process.umask(0o077);
  t.after(() => process.umask(umask));
  const one = await choose(path.join(hidden, 'one'));
  assert.equal(path.dirname(one.folder), system);
  assert.equal(await readlink(path.join(hidden, 'one', 'postgres')), one.cluster);
  assert.match(told.join(), new RegExp(`cannot enter ${hidden}/one, so its data is in ${one.folder}$`));
  assert.deepEqual(await choose(path.join(hidden, 'one')), one);
  assert.notEqual((await choose(path.join(hidden, 'two'))).folder, one.folder);
});

test('stays in the system folder when the data folder becomes reachable', { skip: needsRoot }, async (t) => {
  const { hidden, choose } = await places(t);
  const before = await choose(path.join(hidden, 'data'));
  await chmod(hidden, 0o755);
  assert.deepEqual(await choose(path.join(hidden, 'data')), before);
});

test('refuses a data folder that moved away from its place, and names both', { skip: needsRoot }, async (t) => {
  const { hidden, choose } = await places(t);
  const { folder } = await choose(path.join(hidden, 'old'));
  await rename(path.join(hidden, 'old'), path.join(hidden, 'new'));
  await assert.rejects(choose(path.join(hidden, 'new')), new RegExp(`moved or copied.*rename ${folder} to \\S+/new-`));
});

test('refuses a database that can no longer be reached, rather than begin an empty one', {
  skip: needsRoot,
}, async (t) => {
  const { open, choose } = await places(t);
  const { cluster } = await choose(open);
  await mkdir(cluster);
  await chmod(path.dirname(open), 0o700);
  await assert.rejects(choose(open), /belongs in \S+\/data, but user 65534.*cannot enter it.*chmod o\+x/);
});

test('runs as the user to whom the database belongs', { skip: needsRoot }, async (t) => {
  const { open, choose } = await places(t);
  const { cluster } = await choose(open);
  await mkdir(cluster);
  await chown(cluster, ordinaryUser?.uid ?? 0, ordinaryUser?.gid ?? 0);
  assert.deepEqual((await choose(open)).identity, ordinaryUser);
});
