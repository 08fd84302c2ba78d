// The program of the process that decodes videos: waits for a request on standard input, answers a line for each frame that
// was hashed, and waits for the next. It ends when its input does.
import { closeSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { fingerprint, toHex } from '@suaka/pdq';
import type { Unreadable } from '../../types.ts';
import { nextFrame, readRequest } from '../input.ts';
import { saysOutOfMemory } from '../out-of-memory.ts';
import { openQuietly, StreamSource } from '../source.ts';
import { MAX_HELD_BYTES, takeAll } from '../take-all.ts';
import { wipe } from '../wipe.ts';
import { READY } from '../wire.ts';
import { VideoRefused, framesOf } from './frames.ts';
import type { Bytes } from './frames.ts';
import { loadDecoder } from './node-av.ts';
import { HashedFrames } from './hashed-frames.ts';
import { stillOf } from './still.ts';
import type { VideoRequest } from './wire.ts';

const [folder = '', secondsPerHash, maxPixels] = process.argv.slice(2);

/** A line that shows that decoding goes on is due after so much time without any other. */
const SIGN_OF_LIFE_MS = 1000;

const av = await loadDecoder(folder);
let lastLineAt = 0;

function say(answer: object): void {
  lastLineAt = performance.now();
  writeSync(1, `${JSON.stringify(answer)}\n`);
}

function readVideo(from: Bytes): void {
  const hashed = new HashedFrames(av, Number(secondsPerHash));
  try {
    for (const frame of framesOf(av, from, Number(maxPixels))) {
      if (frame.number === 0) say({ size: frame.size });
      const answer = hashed.take(frame);
      if (answer) say({ frame: answer });
      else if (performance.now() - lastLineAt > SIGN_OF_LIFE_MS) say({ alive: true });
    }
  } finally {
    hashed.end();
  }
  say({ done: true });
}

function readPicture(from: Bytes): void {
  const { pixels, width, height } = stillOf(av, from, Number(maxPixels));
  const { hash, quality } = fingerprint(pixels, width, height);
  wipe(pixels);
  say({ picture: { width, height, pdq: toHex(hash), quality } });
}

function read({ path, sizeBytes, kind }: VideoRequest): void {
  const show = kind === 'video' ? readVideo : readPicture;
  if (path === null) return readHeld(sizeBytes, show);
  const descriptor = openQuietly(Buffer.from(path, 'base64'));
  try {
    show(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readHeld(sizeBytes: number, show: (from: Bytes) => void): void {
  const source = new StreamSource(sizeBytes);
  let bytes: Buffer | undefined;
  try {
    bytes = takeAll(source);
    if (bytes.length > MAX_HELD_BYTES) throw new VideoRefused('out-of-memory');
    show(bytes);
  } finally {
    if (bytes) wipe(bytes);
    source.end();
  }
}

function reasonOf(error: unknown): Unreadable {
  if (error instanceof VideoRefused) return error.why;
  const words = error instanceof Error ? error.message : String(error);
  return saysOutOfMemory(words) ? 'out-of-memory' : 'damaged';
}

writeSync(1, `${READY}\n`);
for (let frame = nextFrame(); frame; frame = nextFrame()) {
  const request = readRequest(frame.bytes) as VideoRequest | undefined;
  if (!request) break;
  try {
    read(request);
  } catch (error) {
    say({ refused: reasonOf(error) });
  }
  await setImmediate(); // what the decoder has to clean up, it does between two turns of the loop
}
process.exit(0); // what the decoder keeps would keep this process
