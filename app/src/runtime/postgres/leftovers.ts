// PostgreSQL processes that outlived their app, found in /proc by what they are and where they work, never by a
// number in a file alone: a process id may since belong to somebody else.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Home } from './home.ts';
import type { Identity } from './identity.ts';
import type { Log } from './log.ts';
import { errorCode, exists, unlessMissing } from './missing.ts';
import { FAST_SHUTDOWN_MS } from './postmaster.ts';
import { runTool } from './tool.ts';

const PROGRAMS = ['postgres', 'initdb'];
/**
 * Prints "pid program" of each process in folder $0. A shell does it as the user of those processes: in a container
 * without CAP_SYS_PTRACE, root may not look at the working folder of another user's process.
 */
const LIST_PROCESSES = `for process in /proc/[0-9]*; do
  if [ "$process/cwd" -ef "$0" ] && read -r name < "$process/comm"; then echo "\${process#/proc/} $name"; fi
done`;
const SIGNAL_MS = 10_000;
const POLL_MS = 50;

/**
 * Stops what still serves `cluster`. The caller holds the folder's lock, so that no living app needs it.
 * A postmaster gets a fast shutdown; backends whose postmaster died, an immediate one, after which the next start
 * recovers from the write-ahead log.
 */
export async function stopLeftovers({ cluster, identity }: Home, log: Log): Promise<void> {
  const pids = await processesIn(cluster, identity);
  const postmaster = await recordedPid(cluster);
  if (pids.length > 0) log('Stopping a PostgreSQL that outlived its app', { folder: cluster, postmaster, pids });
  if (postmaster !== undefined && pids.includes(postmaster)) {
    signal([postmaster], 'SIGINT');
    await untilNoneIn(cluster, identity, FAST_SHUTDOWN_MS);
  }
  signal(await processesIn(cluster, identity), 'SIGQUIT');
  await untilNoneIn(cluster, identity, SIGNAL_MS);
  await killAll(cluster, identity);
  await dropMisleadingPid(cluster, log);
}

/** Ends every PostgreSQL process that works in `folder`; rejects when one will not go. */
export async function killAll(folder: string, identity: Identity | undefined): Promise<void> {
  signal(await processesIn(folder, identity), 'SIGKILL');
  if (await untilNoneIn(folder, identity, SIGNAL_MS)) return;
  const pids = (await processesIn(folder, identity)).join(', ');
  throw new Error(
    `PostgreSQL processes of ${folder} did not end when killed: ${pids}. A restart of the machine helps.`,
  );
}

/** The ids of PostgreSQL processes whose working folder is `folder`, under whatever path they know it. */
export async function processesIn(folder: string, identity: Identity | undefined): Promise<number[]> {
  const list = await runTool('/bin/sh', ['-c', LIST_PROCESSES, folder], { identity });
  return list
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, program]) => program && PROGRAMS.includes(program))
    .map(([pid]) => Number(pid));
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error;
    }
  }
}

/** Whether they were gone within the time. */
async function untilNoneIn(folder: string, identity: Identity | undefined, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while ((await processesIn(folder, identity)).length > 0) {
    if (performance.now() > end) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** The process id in postmaster.pid, whose first line it is. */
async function recordedPid(cluster: string): Promise<number | undefined> {
  const content = await unlessMissing(readFile(path.join(cluster, 'postmaster.pid'), 'utf8'));
  const pid = Number.parseInt(content ?? '', 10);
  return Number.isNaN(pid) ? undefined : pid;
}

/**
 * PostgreSQL takes any living process with the recorded id for its postmaster and refuses to start, for ever in a
 * container where ids repeat. Ours are gone by now: a process with that id is somebody else.
 */
async function dropMisleadingPid(cluster: string, log: Log): Promise<void> {
  const pid = await recordedPid(cluster);
  if (pid === undefined || !(await exists(`/proc/${pid}`))) return;
  log('The process id that PostgreSQL left behind now belongs to another program', { folder: cluster, pid });
  await rm(path.join(cluster, 'postmaster.pid'));
}
