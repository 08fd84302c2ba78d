// The door to the embedded PostgreSQL: a real server, started and stopped with the app, for those who bring none.
// runtime/ uses it when DATABASE_URL is not set; everything else here is its inside.
import { findNativePackage } from './binaries.ts';
import { joinRunning } from './join.ts';
import { FolderInUse } from './lock.ts';
import type { Log } from './log.ts';
import { type EmbeddedPostgres, startPostgres } from './start.ts';

export type { EmbeddedPostgres } from './start.ts';

/** Holds the database when the app runs as root and PostgreSQL's user cannot enter the data folder. */
const SYSTEM_FOLDER = '/var/lib/suaka';

/**
 * Starts PostgreSQL on `<dataFolder>/postgres`, making the folder and the database where they are missing, and
 * recovering from an app or a PostgreSQL that was killed. Resolves once it accepts connections.
 *
 * Rejects with an Error when another app holds the folder, the database was made by another major version, the folder
 * cannot be written, or no binaries fit this machine; what the PostgreSQL tools said is in the message.
 *
 * @param options.dataFolder absolute, or relative to the working directory
 * @param options.beside where another app holds the folder, joins the PostgreSQL that it runs; `stop` leaves that running
 * @param options.log told, in words, what an operator should know: where the data is, what was found and cleaned up
 */
export async function startEmbeddedPostgres(options: {
  dataFolder: string;
  log: Log;
  beside?: boolean | undefined;
}): Promise<EmbeddedPostgres> {
  const { dataFolder, log, beside } = options;
  const nativePackage = await findNativePackage();
  try {
    return await startPostgres({ dataFolder, log, nativePackage, systemFolder: SYSTEM_FOLDER });
  } catch (error) {
    if (beside && error instanceof FolderInUse) return joinRunning(error.home);
    throw error;
  }
}
