// Runs PostgreSQL's programs: as the right user, without the app's environment (which may hold keys), without core
// dumps (which would hold data), and with what they said in the error when they fail.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Identity } from './identity.ts';

export interface ToolOptions {
  identity: Identity | undefined;
  /** Absolute; "/" when not given. */
  workingFolder?: string;
  /** In a session of its own, out of reach of the terminal's Ctrl-C and hang-up. */
  detached?: boolean;
}

/** Starts a program with its output on pipes. */
export function spawnTool(
  file: string,
  args: string[],
  options: ToolOptions,
): ChildProcessByStdio<null, Readable, Readable> {
  const { PATH, LD_LIBRARY_PATH } = process.env;
  try {
    return spawn('/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', file, ...args], {
      ...options.identity,
      cwd: options.workingFolder ?? '/',
      detached: options.detached ?? false,
      env: { PATH, LD_LIBRARY_PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (cause) {
    // Root of a container may lack the right to become another user.
    const user = options.identity ? `user ${options.identity.uid}` : 'this user';
    throw new Error(`Cannot run ${file} as ${user}: ${String(cause)}. Run the app as an ordinary user.`, { cause });
  }
}

/** Runs a program to its end and returns its standard output; rejects unless it exits with 0. */
export async function runTool(file: string, args: string[], options: ToolOptions): Promise<string> {
  const child = spawnTool(file, args, options);
  const [[code, signal], stdout, stderr] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (code !== 0) throw toolError(file, signal ?? code, stderr);
  return stdout;
}

/** The error of a program that ended with this exit code or signal, with the end of what it said. */
export function toolError(file: string, ending: number | string | null, said: string): Error {
  const words = said.trim().slice(-2000) || 'It said nothing.';
  return new Error(`${file} ended with ${typeof ending === 'string' ? ending : `exit code ${ending}`}:\n${words}`);
}
