// The limits of the readers: what they are when nothing is said, and the check that they make sense.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../../kit/errors.ts';

const MIB = 1024 * 1024;

export interface ReaderOptions {
  /** Files read at the same time, each by a process of its own. Default: the processors this process may use; one more gains nothing. */
  workers?: number;
  /** Width x height by a picture's header. Default 400,000,000. */
  maxPixels?: number;
  /** For one picture's decoding, for a video's next frame, and for the next bytes of a file. Default 60,000. */
  timeoutMs?: number;
  /** For the whole of one video. Default one hour. */
  videoTimeoutMs?: number;
  /** Memory that one process may take on top of what Node itself reserves. Default 3 GiB. */
  maxMemoryBytes?: number;
  /** The folder in which the operator installed node-av; null where there is none. */
  videoDecoder?: string | null;
  /** Of a video, one frame is hashed in so many seconds; 0 for every frame. Default 1. */
  secondsPerHash?: number;
}

export interface Limits {
  workers: number;
  maxPixels: number;
  timeoutMs: number;
  videoTimeoutMs: number;
  maxMemoryBytes: number;
  videoDecoder: string | null;
  secondsPerHash: number;
}

/**
 * The options with defaults filled in.
 * @throws TypeError for a value that is no number, RangeError for one that makes no sense, Refusal for a folder without node-av.
 */
export function limitsFrom(options: ReaderOptions): Limits {
  const limits = {
    workers: options.workers ?? availableParallelism(),
    maxPixels: options.maxPixels ?? 400_000_000,
    timeoutMs: options.timeoutMs ?? 60_000,
    videoTimeoutMs: options.videoTimeoutMs ?? 3_600_000,
    maxMemoryBytes: options.maxMemoryBytes ?? 3 * 1024 * MIB,
  };
  for (const [name, value] of Object.entries(limits)) checkWhole(name, value);
  const secondsPerHash = options.secondsPerHash ?? 1;
  if (!Number.isFinite(secondsPerHash) || secondsPerHash < 0) {
    throw new RangeError(`secondsPerHash is ${secondsPerHash}, expected 0 for every frame, or seconds above 0`);
  }
  const videoDecoder = options.videoDecoder ?? null;
  if (videoDecoder !== null) checkVideoDecoder(videoDecoder);
  return { ...limits, videoDecoder, secondsPerHash };
}

function checkVideoDecoder(folder: string): void {
  if (existsSync(join(folder, 'node_modules', 'node-av', 'package.json'))) return;
  const said = `There is no video decoder in "${folder}": run "npm install node-av@6.1.1" there, or leave it out`;
  throw new Refusal('bad-input', 'no-video-decoder', said);
}

/** Timers take no more than this, and no other number has to be larger. */
const LARGEST = 2 ** 31 - 1;

function checkWhole(name: string, value: unknown): void {
  if (typeof value !== 'number') throw new TypeError(`${name} is ${typeof value}, expected a number`);
  const largest = name === 'maxMemoryBytes' ? Number.MAX_SAFE_INTEGER : LARGEST;
  if (!Number.isInteger(value) || value < 1 || value > largest) {
    throw new RangeError(`${name} is ${value}, expected a whole number from 1 to ${largest}`);
  }
}
