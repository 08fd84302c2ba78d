// Starts a process that reads under limits that the kernel keeps, whatever a hostile file makes of the process.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * The limits, which a process cannot lift again: no core dump; not one byte into a regular file, wherever; private memory
 * of so many KiB (Linux counts writable mappings; macOS takes the limit and does not keep it). `$1` is the memory, the rest
 * the command. Where the operator has set a stricter limit, it stays.
 */
const LIMIT_AND_RUN = 'ulimit -c 0; ulimit -f 0; ulimit -d "$1"; shift; exec "$@"';

/** Writable memory that Node maps before it does anything, on x64 512 MB for code alone: measured 640 MB with sharp. */
const NODE_RESERVES_BYTES = 768 * 1024 * 1024;

/** The objects of one file are few; its pixels lie outside the JavaScript heap. `gc` is for `letGo` in read-entry.ts. */
const NODE_FLAGS = ['--max-old-space-size=128', '--expose-gc'];

/** A new process, which does not keep the scan running. */
export function spawnUnderLimits(
  program: string,
  args: unknown[],
  maxMemoryBytes: number,
): ChildProcessWithoutNullStreams {
  const memoryKib = Math.ceil((maxMemoryBytes + NODE_RESERVES_BYTES) / 1024);
  const command = [process.execPath, ...NODE_FLAGS, program, ...args.map(String)];
  const child = spawn('/bin/sh', ['-c', LIMIT_AND_RUN, 'sh', String(memoryKib), ...command], {
    env: environment(maxMemoryBytes),
    // Ctrl-C in a terminal must reach the scan alone, which then ends its processes.
    detached: true,
  });
  child.unref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
  return child;
}

/** From now on the scan runs until the process is gone. */
export function keepScanUntilGone(child: ChildProcessWithoutNullStreams): void {
  child.ref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.ref();
}

/** Memory above this that is free at the end of the heap goes back to the system. */
const KEPT_FREE_BYTES = 256 * 1024 * 1024;

/** Nothing of the scan's own environment: this process reads hostile files. */
function environment(maxMemoryBytes: number): NodeJS.ProcessEnv {
  return {
    // Above this size libvips would decode into a file. No picture may take as much.
    VIPS_DISC_THRESHOLD: String(maxMemoryBytes),
    VIPS_CONCURRENCY: '1',
    ...memorySettings(),
  };
}

/**
 * glibc otherwise takes every large buffer from the system and gives it back at once, and the system clears each of its
 * pages again. Kept in one heap of large pages, a picture of 12 megapixels is decoded in two thirds of the time.
 */
export function memorySettings(): NodeJS.ProcessEnv {
  return {
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_MAX_: '0',
    MALLOC_TRIM_THRESHOLD_: String(KEPT_FREE_BYTES),
    GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
  };
}
