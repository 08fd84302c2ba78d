// Frames from standard input, read blocking: between two requests there is nothing else to do. Runs in the child processes.
import { readSync } from 'node:fs';
import { FRAME_HEADER_BYTES, unpackFrameHeader } from './wire.ts';
import type { FrameKind } from './wire.ts';

const header = Buffer.alloc(FRAME_HEADER_BYTES);

/** The next frame's header; undefined once the input has ended. */
export function nextFrame(): { kind: FrameKind; bytes: number } | undefined {
  return readFully(header) ? unpackFrameHeader(header) : undefined;
}

/** Blocks until the buffer is full, reading straight into it; false if the input ended. */
export function readFully(buffer: Buffer): boolean {
  let filled = 0;
  while (filled < buffer.length) {
    const got = readSync(0, buffer, filled, buffer.length - filled, null);
    if (got === 0) return false;
    filled += got;
  }
  return true;
}

/** What follows a request's header; undefined if the input ended. */
export function readRequest(bytes: number): unknown {
  const body = Buffer.alloc(bytes);
  return readFully(body) ? (JSON.parse(body.toString()) as unknown) : undefined;
}
