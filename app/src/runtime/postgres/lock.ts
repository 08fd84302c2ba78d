// One app to a database folder. The lock is the kernel's (fcntl, through an empty SQLite file, the only way to it in
// Node): it ends with the process however that dies, holds across containers, and has no stale state to guess about.
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Home } from './home.ts';
import { giveTo } from './identity.ts';
import { unlessMissing } from './missing.ts';

export interface FolderLock {
  /** May be called again. */
  release: () => Promise<void>;
}

/** Keeps them from the garbage collector, which would close and so unlock what nobody refers to. */
const held = new Set<DatabaseSync>();

/** https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;

/** Another app has the folder of `home`. */
export class FolderInUse extends Error {
  readonly home: Home;

  constructor(message: string, home: Home) {
    super(message);
    this.home = home;
  }
}

/** Locks the folder for this process; rejects with FolderInUse, naming folder and process, when another has it. */
export async function lockFolder(home: Home): Promise<FolderLock> {
  const { folder, identity } = home;
  // Never open this file in another way: by POSIX, closing any descriptor of it drops the process's lock.
  const file = path.join(folder, 'postgres.lock');
  const holderFile = path.join(folder, 'postgres.lock.pid');
  const database = new DatabaseSync(file);
  try {
    // Nothing is ever written: no journal, which would stay behind a killed process.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    await chmod(file, 0o600);
    await giveTo(identity, file);
    await rm(holderFile, { force: true });
    await writeFile(holderFile, `${process.pid}\n`);
  } catch (error) {
    database.close();
    throw await explain(error, home, file, holderFile);
  }
  held.add(database);
  const release = async () => {
    if (!held.delete(database)) return;
    await rm(holderFile, { force: true });
    database.close();
  };
  return { release };
}

async function explain(error: unknown, home: Home, file: string, holderFile: string): Promise<Error> {
  if (!(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY)) {
    return new Error(`Cannot lock ${file}: ${String(error)}`, { cause: error });
  }
  const pid = (await unlessMissing(readFile(holderFile, 'utf8')))?.trim() || 'not yet known';
  return new FolderInUse(
    `Another app already uses the data folder ${home.folder} (its process id: ${pid}). ` +
      'Stop that one first, or give this one a data folder of its own with SUAKA_DATA.',
    home,
  );
}
