// As whom PostgreSQL runs. It refuses to run as root, so that root hands it to another user, who must then be able
// to reach its binaries and its data.
import { chown, stat } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from './missing.ts';

export interface Identity {
  uid: number;
  gid: number;
}

/** The kernel's overflow user, `nobody` on Debian: it exists everywhere and owns nothing. */
export const NOBODY: Identity = { uid: 65534, gid: 65534 };

export const isRoot = (): boolean => process.geteuid?.() === 0;

/**
 * The user to run as: undefined for the process's own; for root the owner of the cluster, or nobody before there is one.
 * Rejects when an ordinary user meets a cluster of somebody else.
 */
export async function chooseIdentity(cluster: string): Promise<Identity | undefined> {
  const owner = await unlessMissing(stat(cluster));
  if (isRoot()) return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
  const own = process.geteuid?.();
  if (owner && owner.uid !== own) {
    throw new Error(
      `The database in ${cluster} belongs to user ${owner.uid} and this process runs as user ${own}. ` +
        `Start it as user ${owner.uid} or as root, or give that folder and all in it to user ${own}.`,
    );
  }
  return undefined;
}

/** Whether `identity` may enter `folder` and every folder above it, by their modes. `folder` must be a real path. */
export async function canReach(folder: string, identity: Identity | undefined): Promise<boolean> {
  if (!identity) return true;
  for (let at = folder; ; at = path.dirname(at)) {
    const { uid, gid, mode } = await stat(at);
    const shift = uid === identity.uid ? 6 : gid === identity.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Makes `identity` the owner of a file or folder; without one, this process already is. */
export async function giveTo(identity: Identity | undefined, file: string): Promise<void> {
  if (identity) await chown(file, identity.uid, identity.gid);
}
