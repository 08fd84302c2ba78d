// One run of node's test runner in a process group of its own, so that an interrupted run leaves no process behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root, toolEnvironment } from '../project.ts';
import type { Choice } from './choose.ts';
import { graceMs, testLimitMs } from './limits.ts';

/** What node's runner is started with. */
function runnerArguments({ files, nodeOptions }: Choice): string[] {
  const preload = join(root, 'scripts/test/deadline.ts');
  const reporter = join(root, 'scripts/test/report.ts');
  return [
    `--import=${preload}`,
    '--test',
    '--test-concurrency=2',
    `--test-timeout=${testLimitMs}`,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    ...nodeOptions,
    ...files,
  ];
}

/**
 * @param interruption aborted, with the name of the signal as its reason, when the run is to end early.
 * @returns the exit code of the tests, or 128 and the signal's number when the run was interrupted.
 */
export async function runTests(
  choice: Choice,
  environment: Record<string, string>,
  interruption: AbortSignal,
): Promise<number> {
  if (interruption.aborted) return exitCodeOf(interruption.reason);
  const child = spawn(process.execPath, runnerArguments(choice), {
    cwd: root,
    env: { ...withoutConfiguration(toolEnvironment()), ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  interruption.addEventListener('abort', () => {
    endGroup(child, interruption.reason);
    setTimeout(endGroup, graceMs, child, 'SIGKILL').unref();
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (ownCode, signal) => resolve(ownCode ?? exitCodeOf(signal)));
  });
  endGroup(child, 'SIGKILL'); // whatever a test started and left running
  return interruption.aborted ? exitCodeOf(interruption.reason) : code;
}

function exitCodeOf(signal: NodeJS.Signals | null): number {
  return signal ? 128 + constants.signals[signal] : 1;
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (fault) {
    const allEnded = fault instanceof Error && 'code' in fault && fault.code === 'ESRCH';
    if (!allEnded) throw fault;
  }
}

/** Without the settings of a desk that runs on this machine: tests must not meet its database. */
function withoutConfiguration(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(PORT|HOST|PUBLIC_URL|DATABASE_URL|SUAKA_(?!TEST_).*)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.test(name)));
}
