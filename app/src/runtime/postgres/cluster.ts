// PostgreSQL's data directory: made by initdb beside its place and renamed into it once complete, so that a start
// killed half way leaves no half database; and refused when another major version made it.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { giveTo } from './identity.ts';
import { killAll } from './leftovers.ts';
import { unlessMissing } from './missing.ts';
import { SUPERUSER } from './settings.ts';
import type { Log } from './log.ts';
import { runTool } from './tool.ts';

/** Rejects when `cluster` exists and is not of the major version of `version`. */
export async function refuseOtherMajor(cluster: string, version: string): Promise<void> {
  const found = await majorOf(cluster);
  if (found === undefined || found === version.split('.')[0]) return;
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${found}, and this release brings PostgreSQL ${version}, which ` +
      'cannot open it. Run `suaka backup` with the release that made it, move the folder away, then run ' +
      '`suaka restore` with this one.',
  );
}

/** Makes the cluster of `home` unless it is there, and removes what an interrupted attempt left. */
export async function ensureCluster(home: Home, binaries: Binaries, log: Log): Promise<void> {
  const unfinished = path.join(home.folder, 'postgres.new');
  await killAll(unfinished, home.identity);
  await rm(unfinished, { recursive: true, force: true });
  if ((await majorOf(home.cluster)) !== undefined) return;
  await refuseOtherContent(home.cluster);
  log('Making a new database', { folder: home.cluster, version: binaries.version });
  await makeCluster(unfinished, home, binaries);
  await rename(unfinished, home.cluster);
  await syncFolder(home.folder);
}

async function makeCluster(folder: string, home: Home, binaries: Binaries): Promise<void> {
  const { identity } = home;
  await mkdir(folder, { mode: 0o700 });
  await giveTo(identity, folder);
  const args = [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    // Whoever may enter the socket's folder, of mode 0700, is the owner; nobody else comes near.
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
  ];
  // Its working folder marks it, so that a later start finds it should it outlive this one.
  await runTool(binaries.initdb, args, { identity, workingFolder: folder });
}

/** What PG_VERSION holds, such as "18"; undefined when there is no cluster. */
async function majorOf(cluster: string): Promise<string | undefined> {
  return (await unlessMissing(readFile(path.join(cluster, 'PG_VERSION'), 'utf8')))?.trim();
}

async function refuseOtherContent(cluster: string): Promise<void> {
  const names = (await unlessMissing(readdir(cluster))) ?? [];
  if (names.length === 0) return;
  throw new Error(
    `${cluster} is no PostgreSQL database: it has no PG_VERSION, but holds ${names.slice(0, 3).join(', ')}. ` +
      'Move it away, or choose another data folder with SUAKA_DATA.',
  );
}

/** A rename is on the disk only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder);
  await handle.sync();
}
