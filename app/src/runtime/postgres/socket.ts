// The folder of PostgreSQL's socket, the only way to it. Whoever can enter it is the superuser, so that it is the
// owner's alone, and whoever could have prepared it is checked.
import { createHash } from 'node:crypto';
import { lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from './home.ts';
import { giveTo, type Identity } from './identity.ts';
import { unlessMissing } from './missing.ts';
import { PORT } from './settings.ts';

const SOCKET_NAME = `.s.PGSQL.${PORT}`;
/** sockaddr_un.sun_path has 108 bytes with its closing zero: unix(7). */
const LONGEST_SOCKET_PATH_BYTES = 107;

/** Makes an empty folder for the socket beside the cluster, or in /tmp when that path is too long for a socket. */
export async function createSocketFolder(home: Home): Promise<string> {
  const socketFolder = await findSocketFolder(home);
  await removeSocketFolder(socketFolder);
  // Not recursive: fails when somebody else has made it in between.
  await mkdir(socketFolder, { mode: 0o700 });
  await giveTo(home.identity, socketFolder);
  return socketFolder;
}

/** Where the socket of a running PostgreSQL is; rejects when somebody else has put a folder there. */
export async function findSocketFolder({ folder, identity }: Home): Promise<string> {
  const socketFolder = placeFor(folder);
  await refuseOtherOwner(socketFolder, identity);
  return socketFolder;
}

function placeFor(folder: string): string {
  const beside = path.join(folder, 'postgres.socket');
  if (Buffer.byteLength(path.join(beside, SOCKET_NAME)) <= LONGEST_SOCKET_PATH_BYTES) return beside;
  return path.join('/tmp', `suaka-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
}

/** Anybody can make a folder in /tmp, and listen in it in PostgreSQL's stead. */
async function refuseOtherOwner(socketFolder: string, identity: Identity | undefined): Promise<void> {
  const found = await unlessMissing(lstat(socketFolder));
  if (!found) return;
  const owners = [process.geteuid?.(), identity?.uid];
  if (found.isDirectory() && owners.includes(found.uid)) return;
  throw new Error(
    `PostgreSQL's socket belongs in ${socketFolder}, but that is ${found.isDirectory() ? 'a folder' : 'no folder'} ` +
      `of user ${found.uid}. Remove it, or choose a data folder with a shorter path.`,
  );
}

/** Removes the folder with what PostgreSQL puts there, by name: a recursive removal could be led astray in /tmp. */
export async function removeSocketFolder(socketFolder: string): Promise<void> {
  for (const name of [SOCKET_NAME, `${SOCKET_NAME}.lock`]) await rm(path.join(socketFolder, name), { force: true });
  await unlessMissing(rmdir(socketFolder));
}
