// Linux's own view of the reading processes, for the tests of this folder.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** The tests that look into /proc are skipped elsewhere. */
export const canSeeProcesses = process.platform === 'linux';

/** Ids of the living processes that this one has started. */
export function childProcesses(): number[] {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return ids.filter((id) => {
    const [state, parent] = statOf(id);
    return Number(parent) === process.pid && state !== 'Z';
  });
}

export const isRunning = (id: number): boolean => !['', 'Z'].includes(statOf(id)[0] ?? '');

/** Physical memory in bytes; 0 for a process that is gone. */
export const residentBytes = (id: number): number => Number(readOr('0 0', `/proc/${id}/statm`).split(' ')[1]) * 4096;

/** Processor time so far, of the process and its threads. */
export function cpuMs(id: number): number {
  const fields = statOf(id);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

/** Any of the process's open files that could take bytes and is neither a pipe nor a device. */
export function openWritableFiles(id: number): string[] {
  return attempt([], () => readdirSync(`/proc/${id}/fd`)).flatMap((fd) => {
    const target = attempt('', () => readlinkSync(`/proc/${id}/fd/${fd}`));
    const flags = Number.parseInt(/flags:\s*(\d+)/.exec(readOr('', `/proc/${id}/fdinfo/${fd}`))?.[1] ?? '0', 8);
    return target.startsWith('/') && !target.startsWith('/dev/') && (flags & 0b11) !== 0 ? [target] : [];
  });
}

/** The process's limit of that name. */
export const limitOf = (id: number, name: string): string =>
  readOr('', `/proc/${id}/limits`).split(name)[1]?.trim().split(/\s+/)[0] ?? '';

/** Waits without sleeping; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

/** After the name in brackets: state, parent, and so on. A process may end between being listed and being looked at. */
const statOf = (id: number) =>
  readOr('', `/proc/${id}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
const readOr = (otherwise: string, file: string) => attempt(otherwise, () => readFileSync(file, 'latin1'));

function attempt<T>(otherwise: T, look: () => T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
