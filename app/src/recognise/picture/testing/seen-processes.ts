// Linux's own view of the decoding processes, for the tests of this folder: which there are, what they may and do.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** The tests that look into /proc are skipped elsewhere. */
export const canSeeProcesses = process.platform === 'linux';

/** Ids of the living processes that this one has started. */
export function childProcesses(): number[] {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return ids.filter((id) => {
    // After the name in brackets: state, parent.
    const [state, parent] = readOr('', `/proc/${id}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(parent) === process.pid && state !== 'Z';
  });
}

export function isRunning(id: number): boolean {
  return readOr('', `/proc/${id}/stat`) !== '';
}

/** A signal from the terminal reaches every process of a group. */
export function processGroupOf(id: number): number {
  return Number(
    readOr('', `/proc/${id}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[2],
  );
}

/** Physical memory in bytes; 0 for a process that is gone. */
export function residentBytes(id: number): number {
  return Number(readOr('0 0', `/proc/${id}/statm`).split(' ')[1]) * 4096;
}

/** Any of the process's open files that could take bytes and is neither a pipe nor a device. */
export function openWritableFiles(id: number): string[] {
  return listOr([], `/proc/${id}/fd`).flatMap((fd) => {
    const target = linkOr('', `/proc/${id}/fd/${fd}`);
    const flags = Number.parseInt(/flags:\s*(\d+)/.exec(readOr('', `/proc/${id}/fdinfo/${fd}`))?.[1] ?? '0', 8);
    const isFile = target.startsWith('/') && !target.startsWith('/dev/null');
    return isFile && (flags & 0b11) !== 0 ? [target] : [];
  });
}

/** The process's limit of that name, soft and hard. */
export function limitOf(id: number, name: string): [soft: string, hard: string] {
  const [soft = '', hard = ''] = readOr('', `/proc/${id}/limits`).split(name)[1]?.trim().split(/\s+/) ?? [];
  return [soft, hard];
}

export function environmentOf(id: number): string[] {
  return readOr('', `/proc/${id}/environ`).split('\0').filter(Boolean);
}

/** Waits without sleeping; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

// A process may end between being listed and being looked at.
const readOr = (otherwise: string, file: string) => attempt(otherwise, () => readFileSync(file, 'latin1'));
const linkOr = (otherwise: string, file: string) => attempt(otherwise, () => readlinkSync(file));
const listOr = (otherwise: string[], folder: string) => attempt(otherwise, () => readdirSync(folder));

function attempt<T>(otherwise: T, look: () => T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
