// Where the bytes of one file come from: a file that is opened here, or frames on standard input. Runs in the reading process.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { nextFrame, readFully } from './input.ts';

export interface Source {
  /** How much there should be; a stream may hold more or less. */
  readonly sizeBytes: number;
  /** Reads some bytes straight into the buffer and says how many; 0 at the end. */
  fill(target: Buffer): number;
  /** To be called once nothing more is read, whatever happened. */
  end(): void;
}

/** The file could not be read, or no further; `code` is the system's. */
export class ReadingFailed extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`reading failed: ${code}`);
    this.code = code;
  }
}

/** O_NONBLOCK: a pipe that took the file's place after it was found is seen as one, and not waited for. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A file in a folder, for reading only; of a file that grows, what was there when it was opened. */
export class FileSource implements Source {
  readonly sizeBytes: number;
  readonly #descriptor: number;
  readonly #before: Stats;
  #at = 0;

  constructor(path: Buffer) {
    this.#descriptor = openQuietly(path);
    this.#before = fstatSync(this.#descriptor);
    this.sizeBytes = this.#before.size;
    if (this.#before.isFile()) return;
    this.end();
    throw new ReadingFailed('ENOENT'); // something else took its place
  }

  get modifiedAtMs(): number {
    return this.#before.mtimeMs;
  }

  fill(target: Buffer): number {
    const length = Math.min(target.length, this.sizeBytes - this.#at);
    if (length <= 0) return 0;
    const got = readSync(this.#descriptor, target, 0, length, this.#at);
    this.#at += got;
    return got;
  }

  /** Whether it is another than it was before the first byte was read. */
  hasChanged(): boolean {
    const now = fstatSync(this.#descriptor);
    return this.#at < this.sizeBytes || now.size !== this.sizeBytes || now.mtimeMs !== this.#before.mtimeMs;
  }

  end(): void {
    closeSync(this.#descriptor);
  }
}

/** Only a file's owner may keep the time of access as it is; for others the system decides. */
export function openQuietly(path: Buffer): number {
  try {
    return openSync(path, flags | (constants.O_NOATIME ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    return openSync(path, flags);
  }
}

/** A file within an archive: frames of data, to the one that says that it ends or cannot be unpacked any further. */
export class StreamSource implements Source {
  readonly sizeBytes: number;
  #left = 0;
  #ended = false;

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes;
  }

  fill(target: Buffer): number {
    if (target.length === 0 || !this.#hasMore()) return 0;
    const part = target.subarray(0, Math.min(target.length, this.#left));
    if (!readFully(part)) throw new InputEnded();
    this.#left -= part.length;
    return part.length;
  }

  /** Nothing of this file may be taken for the next request. */
  end(): void {
    const rest = Buffer.allocUnsafe(64 * 1024);
    try {
      while (this.fill(rest) > 0);
    } catch (error) {
      if (!(error instanceof ReadingFailed)) throw error;
    } finally {
      rest.fill(0);
    }
  }

  #hasMore(): boolean {
    while (this.#left === 0 && !this.#ended) {
      const frame = nextFrame();
      if (!frame) throw new InputEnded();
      if (frame.kind === 'data') this.#left = frame.bytes;
      else this.#ended = true;
      if (frame.kind === 'failed') throw new ReadingFailed('SOURCE');
    }
    return !this.#ended;
  }
}

/** The scan is gone. */
export class InputEnded extends Error {}
