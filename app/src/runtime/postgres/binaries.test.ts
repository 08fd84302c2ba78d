// The binaries as npm may leave them: without links, read-only, out of reach, incomplete, or not there at all.
import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { findNativePackage, prepareBinaries } from './binaries.ts';
import { bareNativePackage, homeIn, needsRoot } from './harness.ts';
import { NOBODY } from './identity.ts';
import { linkLibraries } from './native.ts';

test('makes the links that the package lacks, also when several apps do so at once', async (t) => {
  const { folder } = await bareNativePackage(t, { share: false });
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map(() => linkLibraries(folder))), [true, true, true, true]);
  const list: { target: string }[] = JSON.parse(await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8'));
  assert.ok(list.length > 0);
  for (const { target } of list) assert.ok((await stat(path.join(folder, '..', target))).isFile(), target);
});

test('runs the binaries where they lie, and knows their version', async (t) => {
  const nativePackage = await bareNativePackage(t, { share: false });
  const binaries = await prepareBinaries(nativePackage, await homeIn(t));
  assert.equal(path.dirname(path.dirname(binaries.postgres)), nativePackage.folder);
  assert.equal(binaries.version, nativePackage.version.split('.').slice(0, 2).join('.'));
});

test('says which shared library is missing', async (t) => {
  const nativePackage = await bareNativePackage(t, { share: false });
  for (const name of await readdir(path.join(nativePackage.folder, 'lib'))) {
    if (name.startsWith('libicuuc.so')) await rm(path.join(nativePackage.folder, 'lib', name));
  }
  await assert.rejects(
    prepareBinaries(nativePackage, await homeIn(t)),
    /bin\/postgres ended with exit code 127:\n.*libicuuc\.so\.60: cannot open shared object file/,
  );
});

test('copies binaries that PostgreSQL cannot reach, once a version', { skip: needsRoot }, async (t) => {
  const nativePackage = await bareNativePackage(t, { share: false });
  const home = await homeIn(t, NOBODY);
  const outdated = path.join(home.folder, 'postgres.native-1.2.3');
  await mkdir(outdated);
  await mkdir(path.join(home.folder, `postgres.native-${nativePackage.version}.new`));
  for (const folder of ['', 'bin', 'lib']) await chmod(path.join(nativePackage.folder, folder), 0o700);
  await chmod(path.join(nativePackage.folder, 'bin', 'postgres'), 0o700);
  const { postgres } = await prepareBinaries(nativePackage, home);
  assert.equal(postgres, path.join(home.folder, `postgres.native-${nativePackage.version}`, 'bin', 'postgres'));
  assert.deepEqual(await readdir(home.folder), [`postgres.native-${nativePackage.version}`]);
  const made = (await stat(postgres)).birthtimeMs;
  await prepareBinaries(nativePackage, home);
  assert.equal((await stat(postgres)).birthtimeMs, made);
});

test('asks for DATABASE_URL where no package fits the machine or none is installed', async () => {
  await assert.rejects(findNativePackage('darwin', 'arm64'), /darwin-arm64.*Set DATABASE_URL/);
  const other = process.arch === 'x64' ? 'arm64' : 'x64';
  await assert.rejects(findNativePackage('linux', other), /is not installed.*--omit=optional.*DATABASE_URL/);
});
