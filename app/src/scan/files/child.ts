// The program of a reading process: waits for a request on standard input, answers in lines on standard output, wipes what
// it held, waits for the next. It ends when its input does, and so never outlives the scan by more than a file.
import { writeSync } from 'node:fs';
import { nextFrame, readRequest } from './input.ts';
import { readEntry } from './read-entry.ts';
import { FileSource, InputEnded, ReadingFailed, StreamSource } from './source.ts';
import type { Source } from './source.ts';
import { READY } from './wire.ts';
import type { ReadRequest } from './wire.ts';

const maxPixels = Number(process.argv[2]);
const timeoutMs = Number(process.argv[3]);

const say = (answer: object) => void writeSync(1, `${JSON.stringify(answer)}\n`);

async function answer(request: ReadRequest): Promise<void> {
  let source: Source | undefined;
  try {
    source =
      request.path === null ? new StreamSource(request.sizeBytes) : new FileSource(Buffer.from(request.path, 'base64'));
    await withinTime(readEntry(source, request.decode, maxPixels, say));
  } catch (error) {
    say({ failed: codeOf(error) });
  } finally {
    source?.end();
  }
}

/** @throws whatever is neither the system's nor the source's fault: this process then ends, and the scan starts another. */
function codeOf(error: unknown): string {
  if (error instanceof ReadingFailed) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof InputEnded || !/^E[A-Z0-9]+$/.test(code)) throw error;
  return code;
}

/** The scan kills a process that takes too long. Should the scan itself be gone, the process does so, later. */
async function withinTime(work: Promise<void>): Promise<void> {
  const lastResort = setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2 * timeoutMs);
  try {
    await work;
  } finally {
    clearTimeout(lastResort);
  }
}

writeSync(1, `${READY}\n`);
for (let frame = nextFrame(); frame; frame = nextFrame()) {
  if (frame.kind !== 'file' && frame.kind !== 'stream') throw new Error(`a ${frame.kind} frame came without a request`);
  const request = readRequest(frame.bytes) as ReadRequest | undefined;
  if (!request) break;
  await answer(request);
}
