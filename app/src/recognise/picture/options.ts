// The limits of the picture reader: what they are when nothing is said, and the check that they make sense.
import { availableParallelism } from 'node:os';

const MIB = 1024 * 1024;

/** Limits of a picture reader; all are whole numbers from 1. */
export interface PictureReaderOptions {
  /** Decoding processes at most; each reads one picture at a time. Default: the processors this process may use. */
  processes?: number;
  /** Wall time for one picture, from its first byte sent to its answer. Default 30,000. */
  timeoutMs?: number;
  /** Length of an offered file. Default 64 MiB. */
  maxBytes?: number;
  /** Width x height by the file's header. Default 120,000,000, so that a 100-megapixel camera fits. */
  maxPixels?: number;
  /** Memory that one process may take on top of what Node itself reserves. Default 3 GiB. */
  maxMemoryBytes?: number;
  /** Pictures that may wait for a process; beyond, `busy`. Default 64. */
  maxQueued?: number;
}

export type Limits = Required<PictureReaderOptions>;

/**
 * The options with defaults filled in.
 * @throws TypeError for a value that is no number, RangeError for one that is not whole or below 1.
 */
export function limitsFrom(options: PictureReaderOptions): Limits {
  const limits: Limits = {
    processes: options.processes ?? availableParallelism(),
    timeoutMs: options.timeoutMs ?? 30_000,
    maxBytes: options.maxBytes ?? 64 * MIB,
    maxPixels: options.maxPixels ?? 120_000_000,
    // The hungriest format measured, a 100-megapixel AVIF, takes 2.0 GB to decode.
    maxMemoryBytes: options.maxMemoryBytes ?? 3 * 1024 * MIB,
    maxQueued: options.maxQueued ?? 64,
  };
  for (const [name, value] of Object.entries(limits)) checkWhole(name, value, LARGEST[name]);
  return limits;
}

/** Where a number must still fit in after it leaves here: a timer of twice the time, and four bytes for a length. */
const LARGEST: Record<string, number> = { timeoutMs: 1_000_000_000, maxBytes: 0xffff_ffff };

function checkWhole(name: string, value: unknown, largest = Number.MAX_SAFE_INTEGER): void {
  if (typeof value !== 'number') throw new TypeError(`${name} is ${typeof value}, expected a number`);
  if (!Number.isInteger(value) || value < 1 || value > largest) {
    throw new RangeError(`${name} is ${value}, expected a whole number from 1 to ${largest}`);
  }
}
