// The folder of PostgreSQL's binaries: its library links, which npm packages cannot hold, and a copy of it.
import { chmod, copyFile, mkdir, open, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, exists } from './missing.ts';

/**
 * Makes the links that pg-symlinks.json lists, as the package's install script would have.
 * Other processes may do the same at the same time. Returns false when a link is missing and may not be made here.
 */
export async function linkLibraries(native: string): Promise<boolean> {
  const list: SymlinkEntry[] = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of list) {
    // Both are written from the package's root: native/lib/...
    const link = path.join(native, path.relative('native', target));
    if (await exists(link)) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

interface SymlinkEntry {
  /** The library's file. */
  source: string;
  /** The name under which programs look for it. */
  target: string;
}

/** How many files are copied at once: what Node's thread pool runs, and as many waiting. */
const COPIERS = 8;

/** Copies a native folder, complete and readable for everybody, and whole or not at all. */
export async function copyNative(native: string, copy: string): Promise<void> {
  const unfinished = `${copy}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await makeFolder(unfinished);
  const entries = await readdir(native, { recursive: true, withFileTypes: true });
  const placeOf = (file: string) => path.join(unfinished, path.relative(native, file));
  const folders = entries.filter((entry) => entry.isDirectory());
  const files = entries.filter((entry) => entry.isFile());
  for (const { parentPath, name } of folders) await makeFolder(placeOf(path.join(parentPath, name)));
  const waiting = files.map(({ parentPath, name }) => path.join(parentPath, name));
  const copyRest = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) await copyOut(file, placeOf(file));
  };
  await Promise.all(Array.from({ length: COPIERS }, copyRest));
  await linkLibraries(unfinished);
  await rename(unfinished, copy);
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder);
  await chmod(folder, 0o755);
}

/** Readable and on the disk, whatever the umask and the modes of the install. */
async function copyOut(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await using handle = await open(to);
  await handle.chmod(0o755);
  await handle.sync();
}
