// Entries as a walk finds them, and all of them read, for tests and measuring.
import { createReadStream, statSync } from 'node:fs';
import type { Entry, FileFacts } from '../../types.ts';
import type { Readers } from '../index.ts';

/** An entry as a walk finds it in a folder. */
export function entryOf(path: string): Entry {
  const { size, mtime } = statSync(path);
  return {
    name: { text: path, bytes: null },
    root: 0,
    sizeBytes: size,
    modifiedAt: mtime.toISOString(),
    createdAt: null,
    path: Buffer.from(path),
    open: () => createReadStream(path),
  };
}

/** An entry as a walk finds it in an archive: its bytes come as a stream, and once. */
export function entryInArchive(bytes: Uint8Array, saysBytes = bytes.length): Entry {
  return {
    name: { text: 'archive.zip!/file', bytes: null },
    root: 0,
    sizeBytes: saysBytes,
    modifiedAt: null,
    createdAt: null,
    path: null,
    async *open() {
      const piece = 50_000;
      for (let at = 0; at < bytes.length; at += piece) yield Buffer.from(bytes.subarray(at, at + piece));
    },
  };
}

/** All entries, so many at a time as are worth it; facts in the order of the entries. */
export async function readAll(readers: Readers, entries: Entry[]): Promise<FileFacts[]> {
  const facts: FileFacts[] = [];
  let next = 0;
  const oneAfterTheOther = async () => {
    for (let at = next++; at < entries.length; at = next++) facts[at] = await readers.read(entries[at]!);
  };
  await Promise.all(Array.from({ length: readers.parallel }, oneAfterTheOther));
  return facts;
}
