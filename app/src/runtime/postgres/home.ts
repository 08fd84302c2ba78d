// Where the database lives: in the data folder, or, for root whose data folder PostgreSQL's user cannot enter, in a
// system folder with a link to it. The choice is made once: an existing database is never left behind for an empty one.
import { createHash } from 'node:crypto';
import { access, chmod, constants, mkdir, readlink, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { canReach, chooseIdentity, type Identity, isRoot, NOBODY } from './identity.ts';
import type { Log } from './log.ts';
import { errorCode, exists } from './missing.ts';

export interface Home {
  /** Real path; holds the cluster and all that belongs to it, each name beginning with "postgres". */
  folder: string;
  /** PostgreSQL's data directory, `<folder>/postgres`; may not exist yet. */
  cluster: string;
  /** As whom PostgreSQL runs; undefined: as this process. */
  identity: Identity | undefined;
}

/** Root lets PostgreSQL's user pass through its folders, but not look around. */
const PASS_THROUGH = 0o711;

/** Makes the data folder where it is missing and says where its database is, or shall be. */
export async function chooseHome(dataFolder: string, systemFolder: string, log: Log): Promise<Home> {
  const requested = await makeWritable(path.resolve(dataFolder));
  const folder = isRoot() ? await chooseForRoot(requested, path.resolve(systemFolder), log) : requested;
  const cluster = path.join(folder, 'postgres');
  return { folder, cluster, identity: await chooseIdentity(cluster) };
}

async function makeWritable(folder: string): Promise<string> {
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await mkdir(folder, { mode: isRoot() ? PASS_THROUGH : 0o700 }).catch(unlessThere);
    await access(folder, constants.W_OK | constants.X_OK);
    return await realpath(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot write in the data folder ${folder}: ${reason}. Choose another with SUAKA_DATA.`, { cause });
  }
}

async function chooseForRoot(requested: string, systemFolder: string, log: Log): Promise<string> {
  const cluster = path.join(requested, 'postgres');
  const elsewhere = path.join(systemFolder, nameFor(requested));
  const link = await readLink(cluster);
  const linked = link?.startsWith(`${systemFolder}/`);
  if (link && linked && link !== path.join(elsewhere, 'postgres')) throw movedError(requested, link, elsewhere);
  if (!linked && (await belongsInside(requested, cluster, elsewhere))) return requested;
  log(
    `Running as root: PostgreSQL runs as another user, who cannot enter ${requested}, so its data is in ${elsewhere}`,
    { dataFolder: requested, databaseFolder: elsewhere },
  );
  for (const folder of [systemFolder, elsewhere]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, PASS_THROUGH);
  }
  await refuseUnreachable(await realpath(elsewhere), NOBODY);
  if (!linked) await symlink(path.join(elsewhere, 'postgres'), cluster).catch(unlessThere);
  return realpath(elsewhere);
}

/** Rejects when there is a database inside that cannot be reached: it must not be left behind for an empty one. */
async function belongsInside(requested: string, cluster: string, elsewhere: string): Promise<boolean> {
  if (await exists(cluster)) {
    const identity = await chooseIdentity(cluster);
    await refuseUnreachable(requested, identity);
    await refuseUnreachable(path.dirname(await realpath(cluster)), identity);
    return true;
  }
  if (await exists(path.join(elsewhere, 'postgres'))) return false;
  return canReach(requested, NOBODY);
}

async function refuseUnreachable(folder: string, identity: Identity | undefined): Promise<void> {
  if (await canReach(folder, identity)) return;
  throw new Error(
    `The database belongs in ${folder}, but user ${identity?.uid}, as whom PostgreSQL runs for root, cannot enter it. ` +
      'Let that user pass every folder on the way (chmod o+x), or move the data folder.',
  );
}

function movedError(requested: string, link: string, elsewhere: string): Error {
  return new Error(
    `${requested} was moved or copied: its link ${requested}/postgres leads to ${link}, which belongs to another path. ` +
      `If it was moved, rename ${path.dirname(link)} to ${elsewhere} and point the link there; ` +
      'if it was copied, remove the link and restore a backup.',
  );
}

/** Stable for a path, different for different paths, short enough for a socket's path, and telling to a reader. */
function nameFor(folder: string): string {
  const digest = createHash('sha256').update(folder).digest('hex');
  const readable = path.basename(folder).replaceAll(/[^A-Za-z0-9]/g, '');
  return `${readable.slice(0, 24)}-${digest.slice(0, 16)}`;
}

async function readLink(file: string): Promise<string | undefined> {
  try {
    return await readlink(file);
  } catch (error) {
    if (['ENOENT', 'EINVAL'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

function unlessThere(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error;
}
