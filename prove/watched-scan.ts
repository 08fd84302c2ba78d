// `suaka scan` as an operator runs it, in a process of its own whose memory, and that of its children, is looked at while
// it reads.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../app/src/cli.ts', import.meta.url));
const LOOK_EVERY_MS = 200;
const MIB = 2 ** 20;

export interface WatchedScan {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  said: string;
  complained: string;
  lastedMs: number;
  /** Of the scan itself while it read, each look one figure. */
  memoryMiB: number[];
  /** The most that one reading process had. */
  largestReaderMiB: number;
  /** How many reading processes there were, one after the other. */
  readers: number;
  /** Processes that outlived the scan. */
  left: number;
}

/** @param killed ends it with SIGKILL, if it ever resolves. */
export async function watchScan(args: string[], out: string, killed?: Promise<unknown>): Promise<WatchedScan> {
  const start = performance.now();
  const child = spawn(process.execPath, [command, 'scan', ...args, '--out', out, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid!;
  const memoryMiB: number[] = [];
  const readers = new Map<number, number>();
  const looking = setInterval(() => {
    if (hasRead(join(out, 'journal.ndjson'))) return; // the results have a memory of their own
    memoryMiB.push(memoryOf(pid));
    for (const reader of childrenOf(pid)) readers.set(reader, Math.max(readers.get(reader) ?? 0, memoryOf(reader)));
  }, LOOK_EVERY_MS);
  void killed?.then(() => child.kill('SIGKILL'));
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  clearInterval(looking);
  await new Promise((resolve) => setTimeout(resolve, 500)); // a reader ends when its input does
  return {
    exitCode: child.exitCode,
    signal: child.signalCode,
    said,
    complained,
    lastedMs: performance.now() - start,
    memoryMiB: memoryMiB.filter((size) => size > 0),
    largestReaderMiB: Math.max(0, ...readers.values()),
    readers: readers.size,
    left: [...readers.keys()].filter((reader) => memoryOf(reader) > 0).length,
  };
}

/** The last line of a journal says that everything was read. */
function hasRead(journal: string): boolean {
  try {
    const file = openSync(journal, 'r');
    const end = Buffer.alloc(200);
    readSync(file, end, 0, end.length, Math.max(0, fstatSync(file).size - end.length));
    closeSync(file);
    return end.includes('"is":"complete"');
  } catch {
    return false; // it has not begun
  }
}

/** 0 for a process that is gone. */
function memoryOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return (pages * 4096) / MIB;
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) && parentOf(name) === pid ? [Number(name)] : []));
}

/** The fourth field, after a name in brackets that may hold anything. */
function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return -1;
  }
}
