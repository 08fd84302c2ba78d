// The walk: every file below the roots, and within archives, one after the other. Links are named and never followed; a
// folder that holds itself is entered once. Nothing is collected but the folders still to be entered.
import { realpath } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { lookInto } from './archive.ts';
import { Budget } from './budget.ts';
import {
  type Found,
  type FoundFile,
  type FoundPassed,
  type Stretch,
  type WalkLimits,
  walkLimits,
  type Whereabouts,
} from './found.ts';
import { folderId, see, seenBetween, seenIn, type Seen } from './folder.ts';
import { lastPart, nameOf, timeOf, within } from './names.ts';
import { FileSource } from './source.ts';
import { whyOf } from './unreadable.ts';

export interface WalkOptions {
  limits?: Partial<WalkLimits>;
  /** Archives are files like any other, and no file is opened: for counting. */
  closedArchives?: boolean;
  /** Archives whose last file was asked past. Those in it are not opened again. */
  whole?: { has(archive: FoundFile): boolean; add(archive: FoundFile): unknown };
}

/** A folder on the way, with the folders in it that are still to be entered. */
interface Level {
  path: Buffer;
  /** From the root. */
  raw: Buffer;
  id: string | null;
  inside: Buffer[];
}

interface Walk {
  root: number;
  limits: WalkLimits;
  opensArchives: boolean;
  whole: WalkOptions['whole'];
  rootIds: Array<string | null>;
}

/**
 * Everything below `roots`, which are folders or files, in the order in which the disk gives it. A root that is a link is
 * followed: it was named by whoever asks.
 */
export async function* walk(roots: Array<string | Buffer>, options: WalkOptions = {}): AsyncGenerator<Found> {
  const paths = await Promise.all(roots.map(resolve));
  const rootIds = await Promise.all(paths.map((path) => folderId(path).catch(() => null)));
  for (const [root, path] of paths.entries()) yield* walkRoot(path, { ...asAsked(options), root, rootIds });
}

/**
 * A stretch of a folder in which a walk was before, by the position in which it came then. Where that is no folder any
 * more, or cannot be read, it ends: only a whole walk says what became of it.
 */
export async function* walkStretch(
  roots: Array<string | Buffer>,
  { root, folder, from, to }: Stretch,
  options: WalkOptions = {},
): AsyncGenerator<Found> {
  const on = { ...asAsked(options), root, rootIds: [] };
  try {
    const path = await enterAgain(await resolve(roots[root]!), folder);
    for await (const seen of seenBetween(path, from, to, on.opensArchives)) {
      if ('error' in seen.stats || !seen.stats.isDirectory()) yield* foundAs(seen, within(folder, seen.name), on);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** @throws what the system says, where something on the way is no folder any more, such as a link that took its place */
async function enterAgain(root: Buffer, folder: Buffer): Promise<Buffer> {
  await folderId(root);
  for (let end = 0; end !== -1 && folder.length > 0; ) {
    end = folder.indexOf('/', end + 1);
    await folderId(within(root, end === -1 ? folder : folder.subarray(0, end)));
  }
  return within(root, folder);
}

function asAsked({ limits, closedArchives = false, whole }: WalkOptions): Omit<Walk, 'root' | 'rootIds'> {
  return { limits: { ...walkLimits, ...limits }, opensArchives: !closedArchives, whole };
}

/** A root that does not exist is told like any other file that cannot be found. */
async function resolve(root: string | Buffer): Promise<Buffer> {
  const path = Buffer.isBuffer(root) ? root : Buffer.from(root);
  return realpath(path, { encoding: 'buffer' }).catch(() => path);
}

async function* walkRoot(path: Buffer, on: Walk): AsyncGenerator<Found> {
  const seen = await see(path, lastPart(path), on.opensArchives);
  if (!('error' in seen.stats) && seen.stats.isDirectory()) {
    yield* walkFolders({ path, raw: Buffer.alloc(0), id: null, inside: [] }, on);
  } else {
    yield* foundAs(seen, seen.name, on);
  }
}

/** Depth first, without recursion: a folder may be thousands deep. */
async function* walkFolders(top: Level, on: Walk): AsyncGenerator<Found> {
  const levels: Level[] = [];
  let next: Level | undefined = top;
  for (;;) {
    if (next) {
      const what = await enter(next, levels, on);
      if (what) yield what;
      else {
        levels.push(next);
        yield* walkFolder(next, on);
      }
    }
    const level = levels.at(-1);
    if (!level) return;
    const name = level.inside.pop();
    if (!name) levels.pop();
    next = name && { path: within(level.path, name), raw: within(level.raw, name), id: null, inside: [] };
  }
}

/** Why a folder is not entered; undefined if it is. */
async function enter(folder: Level, levels: Level[], on: Walk): Promise<Found | undefined> {
  try {
    folder.id = await folderId(folder.path);
  } catch (error) {
    return closedFolder(folder, error, on);
  }
  const isTop = levels.length === 0;
  const isAgain = levels.some(({ id }) => id !== null && id === folder.id);
  const rootWithIt = folder.id === null ? -1 : on.rootIds.indexOf(folder.id);
  const isAnotherRoot = rootWithIt !== -1 && (isTop ? rootWithIt < on.root : rootWithIt !== on.root);
  if (!isAgain && !isAnotherRoot) return undefined;
  return { is: 'passed', ...whereabouts(folder.raw, on), what: 'folder-again' };
}

async function* walkFolder(folder: Level, on: Walk): AsyncGenerator<Found> {
  try {
    for await (const seen of seenIn(folder.path, on.opensArchives)) {
      if (!('error' in seen.stats) && seen.stats.isDirectory()) folder.inside.push(seen.name);
      else yield* foundAs(seen, within(folder.raw, seen.name), on);
    }
  } catch (error) {
    yield closedFolder(folder, error, on);
  }
}

async function* foundAs(seen: Seen, raw: Buffer, on: Walk): AsyncGenerator<Found> {
  const { stats, error, archive, path } = seen;
  const where = whereabouts(raw, on);
  if ('error' in stats) {
    yield { is: 'unreadable', of: 'file', ...where, why: whyOf(stats.error, 'read-error'), sizeBytes: 0 };
  } else if (!stats.isFile()) {
    yield { is: 'passed', ...where, what: whatIs(stats) };
  } else if (error !== undefined) {
    yield { is: 'unreadable', of: 'file', ...where, why: whyOf(error, 'read-error'), sizeBytes: stats.size };
  } else {
    const source = new FileSource(path, stats.size);
    const file = fileAt(path, stats, where, source);
    yield file;
    if (!archive || on.whole?.has(file)) return;
    const bytes = () => source.range(0, stats.size);
    const opened = { kind: archive, raw, root: on.root, place: '', sizeBytes: stats.size, depth: 1, bytes };
    yield* lookInto({ ...opened, source: async () => source }, new Budget(on.limits, stats.size), on.limits);
    on.whole?.add(file);
  }
}

function fileAt(path: Buffer, stats: Stats, where: Whereabouts, source: FileSource): FoundFile {
  const { name, root } = where;
  const times = { modifiedAt: timeOf(stats.mtimeMs), createdAt: timeOf(stats.birthtimeMs) };
  const open = () => source.range(0, stats.size);
  return { is: 'file', ...where, entry: { name, root, sizeBytes: stats.size, ...times, path, open }, waits: false };
}

function closedFolder(folder: Level, error: unknown, on: Walk): Found {
  const why = whyOf(error, 'read-error');
  return { is: 'unreadable', of: 'folder', ...whereabouts(folder.raw, on), why, sizeBytes: 0 };
}

function whereabouts(raw: Buffer, on: Walk): Whereabouts {
  return { name: nameOf(raw), root: on.root, place: '' };
}

function whatIs(stats: Stats): FoundPassed['what'] {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}
