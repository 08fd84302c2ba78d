// The manifest of everything that was read, one line of JSON for each file in the order of paths: what a later run over the
// same evidence is compared with.
import type { DatabaseSync } from 'node:sqlite';
import { filesOf } from './database.ts';

export interface ReadLine {
  root: number;
  path: string;
  /** Base64, where the path is no UTF-8. */
  bytes: string | null;
  place: string;
  size: number;
  sha256: string | null;
}

export function* readManifestOf(database: DatabaseSync): Generator<string> {
  for (const { root, path, path_bytes: bytes, place, size_bytes: size, sha256 } of filesOf(database))
    yield `${JSON.stringify({ root, path, bytes, place, size, sha256 } satisfies ReadLine)}\n`;
}
