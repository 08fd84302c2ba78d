// The folder of PostgreSQL's binaries: its library links, which npm packages cannot hold, and a copy of it.
import { cp, open, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
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

/** Copies a native folder, complete and readable for everybody, and whole or not at all. */
export async function copyNative(native: string, copy: string): Promise<void> {
  const unfinished = `${copy}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await linkLibraries(unfinished);
  await rename(unfinished, copy);
}

/** Sets modes, which an install under a strict umask lacks, and brings the files to the disk before the rename does. */
async function openToAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [folder, ...folders, ...files]) {
    const handle = await open(file);
    await handle.chmod(0o755);
    await handle.sync();
    await handle.close();
  }
}
