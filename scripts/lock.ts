// What package-lock.json says: every package that may be installed, on whatever platform, with its licence and hash.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './project.ts';

export interface LockEntry {
  name?: string;
  version?: string;
  license?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  /** Points to a workspace of this project. */
  link?: boolean;
}

export interface Lock {
  /** By the path of installation, such as "node_modules/a/node_modules/b"; "" is the project itself. */
  packages: Record<string, LockEntry>;
}

export interface LockedPackage {
  /** Where it is installed, from the project's folder. */
  path: string;
  name: string;
  version: string;
  /** SPDX expression as declared, or "" when it declares none. */
  licence: string;
  /** Subresource integrity, such as "sha512-...". */
  integrity: string;
  /** Whether only developers install it. */
  development: boolean;
  /** Whether an installation may lack it, as binaries for other platforms. */
  optional: boolean;
}

export async function readLock(): Promise<Lock> {
  return JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
}

/** The packages of others, in order of name and version. The same package at two paths comes twice. */
export function lockedPackages(lock: Lock): LockedPackage[] {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link)
    .map(([path, entry]) => locked(path, entry))
    .toSorted((a, b) => order(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

function locked(path: string, entry: LockEntry): LockedPackage {
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (!entry.version || !entry.integrity)
    throw new Error(`package-lock.json lacks the version or integrity of ${path}; write it anew with npm install`);
  return {
    path,
    name,
    version: entry.version,
    licence: entry.license ?? '',
    integrity: entry.integrity,
    development: entry.dev ?? false,
    optional: entry.optional ?? entry.devOptional ?? false,
  };
}

/** The same on every machine, whatever its language. */
function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
