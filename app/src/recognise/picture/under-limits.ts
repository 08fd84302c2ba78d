// Starts a decoding process under limits that the kernel keeps, whatever a hostile file makes of the process.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Limits } from './options.ts';

const PROGRAM = fileURLToPath(new URL('./child.ts', import.meta.url));

/**
 * The limits, which a process cannot lift again: no core dump; not one byte into a regular file, wherever; private memory
 * of so many KiB (Linux counts writable mappings; macOS takes the limit and does not keep it). `$1` is the memory, the rest
 * the command. Where the operator has set a stricter limit, it stays.
 */
const LIMIT_AND_RUN = 'ulimit -c 0; ulimit -f 0; ulimit -d "$1"; shift; exec "$@"';

/** Writable memory that Node maps before it does anything, on x64 512 MB for code alone: measured 640 MB with sharp. */
const NODE_RESERVES_BYTES = 768 * 1024 * 1024;

/** The objects of one picture are few; its pixels lie outside the JavaScript heap. */
const NODE_FLAGS = ['--max-old-space-size=64'];

/** A new process, which does not keep the server running. */
export function spawnUnderLimits(limits: Limits): ChildProcessWithoutNullStreams {
  const memoryKib = Math.ceil((limits.maxMemoryBytes + NODE_RESERVES_BYTES) / 1024);
  const command = [process.execPath, ...NODE_FLAGS, PROGRAM, String(limits.maxPixels), String(limits.timeoutMs)];
  const child = spawn('/bin/sh', ['-c', LIMIT_AND_RUN, 'sh', String(memoryKib), ...command], {
    env: environment(limits),
    // Ctrl-C in a terminal must reach the server alone, which then ends its processes.
    detached: true,
  });
  letServerEnd(child);
  return child;
}

/** From now on the process does not keep the server running. */
function letServerEnd(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
}

/** From now on the server runs until the process is gone. */
export function keepServerUntilGone(child: ChildProcessWithoutNullStreams): void {
  child.ref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.ref();
}

/** Nothing of the server's own environment, which may hold keys: this process reads hostile files. */
function environment({ maxMemoryBytes }: Limits): NodeJS.ProcessEnv {
  return {
    // Above this size libvips would decode into a file. No picture may take as much.
    VIPS_DISC_THRESHOLD: String(maxMemoryBytes),
    VIPS_CONCURRENCY: '1',
    // glibc otherwise keeps a pool of freed memory for each thread.
    MALLOC_ARENA_MAX: '2',
  };
}
