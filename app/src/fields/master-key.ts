// The master key: from the environment or a file that only its owner may read, never from the database. Several may be
// given while one replaces another: the newest first.
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../runtime/configuration.ts';
import { derive, keyBytes } from './cipher.ts';

type Where = Pick<Configuration, 'masterKey' | 'dataFolder'>;

export const masterKeyFile = (where: Where): string => join(where.dataFolder, 'master.key');

/** Where the keys came from, in words for an error. */
export const masterKeySource = (where: Where): string =>
  where.masterKey === null ? masterKeyFile(where) : 'SUAKA_MASTER_KEY';

/**
 * The master keys, newest first.
 * @param create whether a missing file may be created: only while nothing was encrypted yet.
 * @throws Error when the file is missing, may be read by others, or does not hold keys.
 */
export async function readMasterKeys(where: Where, create: boolean): Promise<Buffer[]> {
  if (where.masterKey !== null) return parse(where.masterKey, masterKeySource(where));
  const file = masterKeyFile(where);
  if (create) await createOnce(file, where.dataFolder);
  await checkPermissions(file);
  return parse(await readFile(file, 'utf8'), file);
}

/** 16 bytes that tell keys apart and open nothing. */
export function fingerprintOf(masterKey: Uint8Array): Buffer {
  return derive(masterKey, 'suaka master key fingerprint', 16);
}

function parse(text: string, source: string): Buffer[] {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  const wrong = parts.find((part) => !/^[0-9a-f]{64}$/i.test(part));
  if (parts.length === 0 || wrong !== undefined)
    throw new Error(
      `${source} does not hold a master key: found ${wrong === undefined ? 'nothing' : `${wrong.length} characters`}, expected 64 hexadecimal digits (${keyBytes} bytes)`,
    );
  return parts.map((part) => Buffer.from(part, 'hex'));
}

async function checkPermissions(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null)
    throw new Error(
      `The master key is missing: this database is encrypted, and ${file} does not exist. Put the file back, or set SUAKA_MASTER_KEY; without the key the encrypted fields cannot be read`,
    );
  const mode = found.mode & 0o777;
  if ((mode & 0o077) !== 0)
    throw new Error(
      `The master key can be read by others: ${file} has permissions ${mode.toString(8).padStart(4, '0')}, expected 0600. Run: chmod 600 "${file}"`,
    );
}

// Written whole under another name, then linked: a reader never sees half a key, and of two starts one makes it.
async function createOnce(file: string, folder: string): Promise<void> {
  if (await stat(file).catch(() => null)) return;
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  } finally {
    await rm(draft);
  }
}
