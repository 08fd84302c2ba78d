// The program of a decoding process: waits for one picture on standard input, answers one line on standard output, wipes
// what it held, waits for the next. It ends when its input does, and so never outlives the server by more than a picture.
import { readSync, writeSync } from 'node:fs';
import { readPicture, refusalOf } from './read-picture.ts';
import { READY, REQUEST_HEADER_BYTES, unpackHeader } from './wire.ts';
import type { Answer, RequestHeader } from './wire.ts';
import { wipe } from './wipe.ts';

const maxPixels = Number(process.argv[2]);
const timeoutMs = Number(process.argv[3]);

/**
 * Blocks until the buffer is full, reading straight into it; false if the input ended. Blocking is right here: between
 * two pictures there is nothing else to do.
 */
function readFully(buffer: Buffer): boolean {
  let filled = 0;
  while (filled < buffer.length) {
    const got = readSync(0, buffer, filled, buffer.length - filled, null);
    if (got === 0) return false;
    filled += got;
  }
  return true;
}

async function answer(bytes: Buffer, request: RequestHeader): Promise<Answer> {
  try {
    return { facts: await readPicture(bytes, request, maxPixels) };
  } catch (error) {
    return { refused: refusalOf(error) };
  } finally {
    wipe(bytes);
  }
}

/** The server kills a process that takes too long. Should the server itself be gone, the process does so, later. */
async function withinTime<T>(work: Promise<T>): Promise<T> {
  const lastResort = setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2 * timeoutMs);
  try {
    return await work;
  } finally {
    clearTimeout(lastResort);
  }
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

say(READY);
const header = Buffer.alloc(REQUEST_HEADER_BYTES);
while (readFully(header)) {
  const request = unpackHeader(header);
  const bytes = Buffer.allocUnsafeSlow(request.bytes);
  if (!readFully(bytes)) break;
  say(JSON.stringify(await withinTime(answer(bytes, request))));
}
