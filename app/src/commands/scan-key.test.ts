// `suaka scan-key`: a key that opens what is encrypted to it, for its owner's eyes only, never over another one.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from 'citty';
import { publicDigits, readScanPublic, readScanSecret } from '../recognise/index.ts';
import { scanKey } from './scan-key.ts';

async function printed(work: () => Promise<unknown>): Promise<string> {
  const write = process.stdout.write.bind(process.stdout);
  let said = '';
  process.stdout.write = (text) => {
    said += String(text);
    return true;
  };
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return said;
}

test('the secret half is in the file, readable by its owner; the public half is printed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-'));
  try {
    const file = join(folder, 'scan.pem');
    const said = JSON.parse(await printed(() => runCommand(scanKey, { rawArgs: [file, '--json'] })));
    const pem = await readFile(file, 'utf8');
    assert.equal(publicDigits(readScanSecret(pem)!), said.publicKey);
    assert.equal(readScanPublic(said.publicKey), said.publicKey);
    assert.match(said.fingerprint, /^[0-9a-f]{64}$/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await assert.rejects(runCommand(scanKey, { rawArgs: [file] }), { code: 'file-not-writable' });
    assert.equal(await readFile(file, 'utf8'), pem);
    const words = await printed(() => runCommand(scanKey, { rawArgs: [join(folder, 'other.pem')] }));
    assert.match(words, /^Secret key: .*\nPublic key: [0-9a-f]{64}\nFingerprint: /);
    assert.ok(!words.includes('PRIVATE'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
