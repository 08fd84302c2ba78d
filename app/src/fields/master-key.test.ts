// The master key's file: made once, for its owner only, and refused with a reason when anything about it is wrong.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fingerprintOf, masterKeyFile, readMasterKeys } from './master-key.ts';

let root: string;
let dataFolder: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'suaka-key-'));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  dataFolder = await mkdtemp(join(root, 'data-'));
});

const where = () => ({ masterKey: null, dataFolder });

test('a first start makes a key of 256 bits that only its owner may read, and later starts read the same one', async () => {
  const [key] = await readMasterKeys(where(), true);
  assert.equal(key?.length, 32);
  assert.equal((await stat(masterKeyFile(where()))).mode & 0o777, 0o600);
  assert.deepEqual(await readMasterKeys(where(), false), [key]);
  assert.deepEqual(await readMasterKeys(where(), true), [key]);
});

test('of many starts at once one makes the key, and all read it whole', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => readMasterKeys(where(), true)));
  assert.equal(new Set(all.map((keys) => keys[0]?.toString('hex'))).size, 1);
  assert.deepEqual(await readdir(dataFolder), ['master.key']);
});

test('a missing file is not replaced once there is something that it opens', async () => {
  await assert.rejects(readMasterKeys(where(), false), /master key is missing.*master\.key.*Put the file back/s);
  assert.deepEqual(await readdir(dataFolder), []);
});

test('a file that others may read is refused, with the way to mend it', async () => {
  await readMasterKeys(where(), true);
  for (const mode of [0o604, 0o640, 0o620, 0o666]) {
    await chmod(masterKeyFile(where()), mode);
    await assert.rejects(readMasterKeys(where(), false), new RegExp(`0${mode.toString(8)}, expected 0600.*chmod 600`));
  }
});

test('a file that holds no key of 64 hexadecimal digits is refused without showing what it holds', async () => {
  for (const content of [
    '',
    '\n',
    randomBytes(31).toString('hex'),
    'g'.repeat(64),
    `${randomBytes(32).toString('hex')} extra`,
  ]) {
    await writeFile(masterKeyFile(where()), content, { mode: 0o600 });
    await assert.rejects(readMasterKeys(where(), false), (fault: Error) => {
      assert.match(fault.message, /expected 64 hexadecimal digits/);
      assert.ok(content.trim() === '' || !fault.message.includes(content.trim()));
      return true;
    });
  }
});

test('a key given in the environment needs no file, and several are read newest first', async () => {
  const [newer, older] = [randomBytes(32), randomBytes(32)];
  const masterKey = `${newer.toString('hex')},${older.toString('hex').toUpperCase()}`;
  assert.deepEqual(await readMasterKeys({ masterKey, dataFolder }, true), [newer, older]);
  assert.deepEqual(await readdir(dataFolder), []);
  await writeFile(masterKeyFile(where()), `${newer.toString('hex')}\n${older.toString('hex')}\n`, { mode: 0o600 });
  assert.deepEqual(await readMasterKeys(where(), false), [newer, older]);
});

test('a fingerprint tells keys apart and is no part of the key', () => {
  const key = randomBytes(32);
  assert.equal(fingerprintOf(key).length, 16);
  assert.deepEqual(fingerprintOf(key), fingerprintOf(Buffer.from(key)));
  assert.notDeepEqual(fingerprintOf(key), fingerprintOf(randomBytes(32)));
  assert.ok(!key.includes(fingerprintOf(key)));
});
