// One app to a database folder. The lock is the kernel's (fcntl, through an empty SQLite file, the only way to it in
// Node): it ends with the process however that dies, holds across containers, and has no stale state to guess about.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unlessMissing } from './missing.ts';

export interface FolderLock {
  /** May be called again. */
  release: () => Promise<void>;
}

/** https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;

/** Locks `folder` for this process; rejects when another has it, naming the folder and that process's id. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  // Never open this file in another way: by POSIX, closing any descriptor of it drops the process's lock.
  const file = path.join(folder, 'postgres.lock');
  const holderFile = path.join(folder, 'postgres.lock.pid');
  const database = new DatabaseSync(file);
  try {
    database.exec('BEGIN EXCLUSIVE');
    await writeFile(holderFile, `${process.pid}\n`);
  } catch (error) {
    database.close();
    throw await explain(error, folder, file, holderFile);
  }
  const release = async () => {
    if (!database.isOpen) return;
    await rm(holderFile, { force: true });
    database.close();
  };
  return { release };
}

async function explain(error: unknown, folder: string, file: string, holderFile: string): Promise<Error> {
  if (!(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY)) {
    return new Error(`Cannot lock ${file}: ${String(error)}`, { cause: error });
  }
  const pid = (await unlessMissing(readFile(holderFile, 'utf8')))?.trim() || 'not yet known';
  return new Error(
    `Another app already uses the data folder ${folder} (its process id: ${pid}). ` +
      'Stop that one first, or give this one a data folder of its own with SUAKA_DATA.',
  );
}
