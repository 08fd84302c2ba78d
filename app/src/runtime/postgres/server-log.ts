// PostgreSQL's own log, in a file of bounded size with one predecessor.
import { appendFileSync, chownSync, renameSync, statSync } from 'node:fs';
import type { Identity } from './identity.ts';
import type { Log } from './log.ts';

export interface ServerLog {
  write(line: string): void;
}

/** At most this much a file, and two files. */
const LIMIT_BYTES = 5_000_000;

/** Appends to `file`, which becomes `<file>.1` when full. A line that cannot be written is told to `log`. */
export function openServerLog(
  file: string,
  identity: Identity | undefined,
  log: Log,
  limitBytes = LIMIT_BYTES,
): ServerLog {
  let sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const append = (text: string) => {
    if (sizeBytes > 0 && sizeBytes + Buffer.byteLength(text) > limitBytes) {
      renameSync(file, `${file}.1`);
      sizeBytes = 0;
    }
    appendFileSync(file, text, { mode: 0o600 });
    if (identity && sizeBytes === 0) chownSync(file, identity.uid, identity.gid);
    sizeBytes += Buffer.byteLength(text);
  };
  const write = (line: string) => {
    try {
      append(`${line}\n`);
    } catch (error) {
      log('Cannot write the log of PostgreSQL', { file, line, error: String(error) });
    }
  };
  return { write };
}
