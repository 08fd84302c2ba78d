// The folder of a run: made for its owner alone, never within what is scanned, with what lies in it by name.
import { constants } from 'node:fs';
import { access, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Refusal } from '../../kit/errors.ts';

/** What a run keeps, by name. Everything else in its folder is somebody else's. */
export const runFiles = {
  manifest: 'manifest.json',
  key: 'run.key',
  journal: 'journal.ndjson',
  lock: 'lock',
  staging: 'staging.sqlite',
  results: 'results.sqlite',
  summary: 'summary.json',
  page: 'summary.html',
  pageEn: 'summary.en.html',
  csv: 'files.csv',
  read: 'files.manifest',
  vics1: 'vics-1.3.json',
  vics2: 'vics-2.0.json',
  seal: 'seal.json',
} as const;

export type RunFile = keyof typeof runFiles;

export interface RunFolder {
  path: string;
  /** Whether a run was begun in it before. */
  begun: boolean;
  at(file: RunFile): string;
}

/** A folder that a run was begun in, for reading only. @throws Refusal where there is none, or not that far. */
export async function existingRun(path: string, until: RunFile = 'manifest'): Promise<RunFolder> {
  const folder: RunFolder = { path, begun: true, at: (file) => join(path, runFiles[file]) };
  if ((await stat(folder.at(until)).catch(() => null)) !== null) return folder;
  const finished = until === 'manifest' ? '' : 'finished ';
  const said = `"${path}" holds no ${finished}run: there is no ${runFiles[until]} in it; name the folder that a scan was given with --out`;
  throw new Refusal('bad-input', 'not-a-run', said);
}

/**
 * Makes the folder, or takes one that a run was begun in.
 * @throws Refusal where it lies within a root or a root within it, holds anything but a run, or cannot be written.
 */
export async function openRunFolder(given: string, roots: readonly string[]): Promise<RunFolder> {
  const path = await keepApart(given, roots);
  const names = await makeFolder(path, given);
  const begun = names.includes(runFiles.manifest);
  const foreign = begun ? [] : names.filter((name) => !isOurs(name));
  if (foreign.length > 0)
    throw new Refusal(
      'bad-input',
      'not-a-run',
      `"${given}" holds ${foreign.length} other things, such as ${JSON.stringify(foreign[0])}; give a new or an empty folder with --out`,
    );
  return { path, begun, at: (file) => join(path, runFiles[file]) };
}

// A run that was killed before its manifest was written leaves nothing but these.
const isOurs = (name: string): boolean =>
  name === runFiles.lock || name === runFiles.key || name.startsWith(`${runFiles.manifest}.`);

/** The folder's path without links. @throws Refusal where it lies within one of the others, or one of them within it. */
export async function keepApart(given: string, others: readonly string[]): Promise<string> {
  const path = await realPathOf(resolve(given));
  for (const other of others) {
    const there = await realPathOf(resolve(other));
    if (!within(path, there) && !within(there, path)) continue;
    const said = `"${given}" and "${other}" lie in one another; nothing is written beside evidence or into another run: give another folder with --out`;
    throw new Refusal('bad-input', 'run-beside-evidence', said);
  }
  return path;
}

/** @throws Refusal for a file that is named twice or lies in another root. Of folders the walk sees to it itself. */
export async function refuseScannedTwice(roots: readonly string[]): Promise<void> {
  const paths = await Promise.all(roots.map((root) => realPathOf(resolve(root))));
  const first = new Map(paths.map((path, at) => [path, at] as const).toReversed());
  for (const [at, path] of paths.entries()) {
    if ((await stat(roots[at]!)).isDirectory()) continue;
    let around = path;
    while (around !== dirname(around) && (first.get(around) ?? at) === at) around = dirname(around);
    const other = first.get(around) ?? at;
    if (other === at) continue;
    const said = `"${roots[at]}" would be counted twice: it is "${roots[other]}" or lies in it; name one of the two`;
    throw new Refusal('bad-input', 'scanned-twice', said);
  }
}

const within = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** The path without links, also where its end is not there yet. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realPathOf(above), basename(path));
  }
}

async function makeFolder(path: string, given: string): Promise<string[]> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK | constants.X_OK);
    return await readdir(path);
  } catch (cause) {
    const said = `The run folder "${given}" cannot be written: ${(cause as Error).message}; give another with --out`;
    throw new Refusal('bad-input', 'run-not-writable', said, { cause });
  }
}
