// The running PostgreSQL as a child process: started, waited for, watched and stopped.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Identity } from './identity.ts';
import type { Log } from './log.ts';
import type { ServerLog } from './server-log.ts';
import { spawnTool, toolError } from './tool.ts';

export interface Postmaster {
  /** Settles with the exit code, or null after a signal, when it ends without having been asked to. */
  stopped: Promise<number | null>;
  /** Fast shutdown; resolves once it has ended. */
  stop(): Promise<void>;
}

interface PostmasterOptions {
  /** The `postgres` binary. */
  file: string;
  arguments: string[];
  identity: Identity | undefined;
  serverLog: ServerLog;
  log: Log;
}

/** A fast shutdown writes all changed pages out first. */
export const FAST_SHUTDOWN_MS = 60_000;
const KEPT_LINES = 20;
const RECOVERY = /automatic recovery in progress|redo in progress/;

/** Starts it and waits, however long a recovery takes, until it accepts connections; rejects when it ends before. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { file, identity, log } = options;
  // Detached, or Ctrl-C in the terminal would stop it before the app has finished with it.
  const child = spawnTool(file, options.arguments, { identity, detached: true });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let asked = false;
  const stopped = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      if (!asked) resolve(code);
    });
  });
  await untilReady(child, options);
  const stop = async () => {
    asked = true;
    await stopChild(child, exited, log);
  };
  return { stopped, stop };
}

function untilReady(child: ReturnType<typeof spawnTool>, { file, serverLog, log }: PostmasterOptions): Promise<void> {
  const lastLines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      serverLog.write(line);
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
      if (RECOVERY.test(line)) log('PostgreSQL was not shut down and recovers from its write-ahead log', { line });
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('close', (code, signal) => reject(toolError(file, signal ?? code, lastLines.join('\n'))));
  });
}

async function stopChild(child: ChildProcess, exited: Promise<unknown>, log: Log): Promise<void> {
  child.kill('SIGINT');
  const late = Symbol('late');
  if ((await Promise.race([exited, delay(FAST_SHUTDOWN_MS, late, { ref: false })])) === late) {
    log('PostgreSQL takes too long to shut down and is stopped at once; its next start recovers', { pid: child.pid });
    child.kill('SIGQUIT');
  }
  await exited;
}
