// Starts the embedded PostgreSQL step by step; each step is a file beside this one, and their order matters:
// nothing below the lock may run in two apps at once, and a version is refused before anything is touched.
import path from 'node:path';
import { type NativePackage, prepareBinaries } from './binaries.ts';
import { ensureCluster, refuseOtherMajor } from './cluster.ts';
import { chooseHome, type Home } from './home.ts';
import { stopLeftovers } from './leftovers.ts';
import { lockFolder } from './lock.ts';
import type { Log } from './log.ts';
import { startPostmaster } from './postmaster.ts';
import { openServerLog } from './server-log.ts';
import { PORT, SUPERUSER, serverArguments } from './settings.ts';
import { createSocketFolder, removeSocketFolder } from './socket.ts';

export interface EmbeddedPostgres {
  /** For `pg`. The user is the superuser: the app's own role must be another, or row-level security is silently off. */
  connection: { host: string; port: number; user: string; database: string };
  /** For example "18.4". */
  version: string;
  /** Settles with the exit code, or null after a signal, when PostgreSQL ends without having been asked to. */
  stopped: Promise<number | null>;
  /** Fast shutdown: breaks open connections, waits for the exit, frees the folder. May be called again. */
  stop(): Promise<void>;
}

export interface StartOptions {
  dataFolder: string;
  log: Log;
  nativePackage: NativePackage;
  /** Where root keeps databases of data folders that PostgreSQL's user cannot enter. */
  systemFolder: string;
}

/** See startEmbeddedPostgres, which names the binaries and the system folder; tests name their own. */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const home = await chooseHome(options.dataFolder, options.systemFolder, options.log);
  const lock = await lockFolder(home);
  try {
    return await startLocked(home, options, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startLocked(home: Home, options: StartOptions, unlock: () => Promise<void>): Promise<EmbeddedPostgres> {
  const { log } = options;
  const binaries = await prepareBinaries(options.nativePackage, home);
  await refuseOtherMajor(home.cluster, binaries.version);
  await stopLeftovers(home, log);
  await ensureCluster(home, binaries, log);
  const socketFolder = await createSocketFolder(home);
  const postmaster = await startPostmaster({
    file: binaries.postgres,
    arguments: serverArguments(home.cluster, socketFolder),
    identity: home.identity,
    serverLog: openServerLog(path.join(home.folder, 'postgres.log'), home.identity, log),
    log,
  });
  const stop = async () => {
    try {
      await postmaster.stop();
      await removeSocketFolder(socketFolder);
    } finally {
      await unlock();
    }
  };
  let stopping: Promise<void> | undefined;
  return {
    connection: { host: socketFolder, port: PORT, user: SUPERUSER, database: 'postgres' },
    version: binaries.version,
    stopped: postmaster.stopped,
    stop: () => (stopping ??= stop()),
  };
}
