// The project as its scripts see it: where it lies, which files are its own, and how its tools are run.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export interface ProjectFile {
  /** Path from the project's folder, with slashes. */
  path: string;
  text: string;
}

/** Text files that Git tracks or would track, in order of path. Files that hold a NUL byte are left out. */
export async function projectFiles(): Promise<ProjectFile[]> {
  const listed = await runTool('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (listed.code !== 0) throw new Error(`The project's files could not be listed:\n${listed.said}`);
  const paths = [...new Set(listed.said.split('\0'))].filter((path) => path && existsSync(join(root, path)));
  const files = await Promise.all(
    paths.toSorted().map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  );
  return files.filter((file) => !file.text.includes('\0'));
}

/** Whether a file is made by `npm run generate`: nobody writes or reads it line by line. */
export function isGenerated(path: string): boolean {
  return /(^|\/)generated\//.test(path) || ['app/schema.sql', 'sbom.cdx.json', 'package-lock.json'].includes(path);
}

export interface Ending {
  /** The exit code, or 1 when it could not be started or was ended by a signal. */
  code: number;
  /** What it wrote, both streams, without colours. */
  said: string;
}

/** The environment for programs of the project: its own `node` and tools come first. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}` };
}

/** Runs a program in the project's folder to its end. Does not reject: what went wrong is in the ending. */
export function runTool(file: string, args: string[]): Promise<Ending> {
  const env = { ...toolEnvironment(), NO_COLOR: '1', FORCE_COLOR: undefined };
  return new Promise((resolve) => {
    execFile(file, args, { cwd: root, env, maxBuffer: 64 * 2 ** 20 }, (fault, stdout, stderr) => {
      const said = `${stdout}${stderr}`;
      if (!fault) return resolve({ code: 0, said });
      resolve({ code: typeof fault.code === 'number' ? fault.code : 1, said: said || fault.message });
    });
  });
}

/** The whole of a script: an error ends it with the error's message and exit code 1. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  }
}
