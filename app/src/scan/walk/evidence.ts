// Opening evidence: for reading only, without following a link, and without leaving the time of access changed where the
// system allows that. Never anything else, and nothing beside it.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { EntryUnreadable } from './unreadable.ts';

/** O_NONBLOCK: a pipe that took the file's place after it was found is seen as one, and not waited for. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** @throws EntryUnreadable `vanished` if it is no file any more; else what the system says. */
export async function openEvidence(path: Buffer | string): Promise<FileHandle> {
  const handle = await openQuietly(path);
  try {
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  throw new EntryUnreadable('vanished');
}

/**
 * Opens whatever has that path. Only a file's owner may keep the time of access as it is; for others the system decides.
 */
export async function openQuietly(path: Buffer | string): Promise<FileHandle> {
  try {
    return await open(path, flags | (constants.O_NOATIME ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    return open(path, flags);
  }
}
