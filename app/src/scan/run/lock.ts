// One scan at a time works on a run. The lock is one that ends with its process, however that ends: SQLite's own on an
// empty file of the run folder.
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../../kit/errors.ts';

export interface Lock {
  release(): void;
}

/** @throws Refusal `run-in-use` where another scan holds it. */
export function lockRun(path: string, folder: string): Lock {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (!/locked|busy/i.test((cause as Error).message)) throw cause;
    const said = `"${folder}" is being worked on by another scan; wait for it, or give another folder with --out`;
    throw new Refusal('conflict', 'run-in-use', said, { cause });
  }
  return { release: () => database.close() };
}
