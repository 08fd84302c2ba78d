// One folder: its names as bytes, one after the other, each with what the system says of it. Looks some names ahead, so
// that a slow disk is asked for several at once.
import type { BigIntStats, Dir, Dirent, Stats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { archiveKind, HEAD_BYTES, type ArchiveKind } from './container.ts';
import { openQuietly } from './evidence.ts';
import { within } from './names.ts';

const AHEAD = 16;

export interface Seen {
  name: Buffer;
  path: Buffer;
  /** What it is, or why that cannot be known. */
  stats: Stats | { error: unknown };
  archive: ArchiveKind | null;
  /** Of a file that cannot be opened. */
  error: unknown;
}

/** @throws what the system says, where the folder cannot be read (any further) */
export async function* seenIn(folder: Buffer, opens: boolean): AsyncGenerator<Seen> {
  yield* allSeen(folder, namesIn(folder), opens);
}

/** As `seenIn`, of what is no folder, from one position to another. */
export async function* seenBetween(folder: Buffer, from: number, to: number, opens: boolean): AsyncGenerator<Seen> {
  yield* allSeen(folder, namesBetween(folder, from, to), opens);
}

async function* allSeen(folder: Buffer, names: AsyncIterable<Buffer>, opens: boolean): AsyncGenerator<Seen> {
  const ahead: Promise<Seen>[] = [];
  for await (const name of names) {
    ahead.push(see(within(folder, name), name, opens));
    if (ahead.length >= AHEAD) yield await ahead.shift()!;
  }
  for (const seen of ahead) yield await seen;
}

async function* namesIn(folder: Buffer): AsyncGenerator<Buffer> {
  for await (const entry of await openFolder(folder)) yield nameIn(entry);
}

async function* namesBetween(folder: Buffer, from: number, to: number): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const entry of await openFolder(folder)) {
    if (entry.isDirectory()) continue;
    if (position >= from) yield nameIn(entry);
    position += 1;
    if (position >= to) return;
  }
}

// names as bytes are missing in the types of opendir, not in what it does
const asBytes: object = { encoding: 'buffer', bufferSize: 256 };
const openFolder = (folder: Buffer): Promise<Dir> => opendir(folder, asBytes);
const nameIn = (entry: Dirent): Buffer => entry.name as unknown as Buffer;

/** @param opens whether files are opened too, to tell archives from others */
export async function see(path: Buffer, name: Buffer, opens: boolean): Promise<Seen> {
  const seen = { name, path, archive: null, error: undefined };
  let stats: Stats;
  try {
    stats = await lstat(path);
  } catch (error) {
    return { ...seen, stats: { error } };
  }
  if (!opens || !stats.isFile()) return { ...seen, stats };
  try {
    return { ...seen, stats, archive: await archiveAt(path) };
  } catch (error) {
    return { ...seen, stats, error };
  }
}

async function archiveAt(path: Buffer): Promise<ArchiveKind | null> {
  const handle = await openQuietly(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return archiveKind(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** What tells a folder from every other; null where the file system gives all the same number. */
export async function folderId(path: Buffer): Promise<string | null> {
  const stats: BigIntStats = await lstat(path, { bigint: true });
  if (!stats.isDirectory()) throw Object.assign(new Error('it is no folder any more'), { code: 'ENOTDIR' });
  return stats.ino === 0n ? null : `${stats.dev}:${stats.ino}`;
}
