// The journal of a run: one line for each file that was read, appended and never changed. Each line carries a CRC-32, so
// that what a power cut tore is known; fsync comes in groups, at most 200 ms after a line.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const syncEveryMs = 200;
/** What may wait to be written, before a writer has to wait. */
const mostWaitingBytes = 4 * 1024 * 1024;

export class Journal {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | null = null;
  #syncedAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #fault: unknown = null;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens it for appending. What stands behind `lengthBytes` is torn, and cut off. */
  static async open(path: string, lengthBytes: number): Promise<Journal> {
    const file = await open(path, 'a', 0o600);
    try {
      const { size } = await file.stat();
      if (size > lengthBytes) await file.truncate(lengthBytes);
      await file.sync();
      return new Journal(file);
    } catch (fault) {
      await file.close();
      throw fault;
    }
  }

  /** Resolves when there is room for more. @throws what stopped an earlier line from being written. */
  async append(record: unknown): Promise<void> {
    if (this.#fault) throw this.#fault;
    const line = lineOf(record);
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    this.#timer ??= setTimeout(() => void this.#writeSoon(), syncEveryMs / 2);
    while (this.#waitingBytes > mostWaitingBytes && !this.#fault) await this.#write();
    if (this.#fault) throw this.#fault;
  }

  /** Resolves once every line is on the disk. */
  async flush(): Promise<void> {
    while (!this.#fault && (this.#waiting.length > 0 || this.#writing)) await this.#write();
    if (this.#fault) throw this.#fault;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      if (this.#timer) clearTimeout(this.#timer);
      await this.#file.close();
    }
  }

  async #writeSoon(): Promise<void> {
    this.#timer = null;
    await this.#write();
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    const lines = this.#waiting.join('');
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (lines === '') return;
    try {
      await this.#file.appendFile(lines);
      await this.#file.datasync();
      this.#syncedAt += 1;
    } catch (fault) {
      this.#fault = fault; // told at the next append: a run without its journal has no sense
    }
  }

  /** How often it was brought to the disk. */
  get syncs(): number {
    return this.#syncedAt;
  }
}

export function lineOf(record: unknown): string {
  const text = JSON.stringify(record);
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

/** A line that is whole, and where it stands in the file. */
export interface JournalLine<T> {
  record: T;
  at: number;
  lengthBytes: number;
}

/** What replaying met besides whole lines. */
export interface Replay {
  /** Where the last whole line ends. */
  lengthBytes: number;
  /** Lines before that end that are not whole; their files are read again. */
  damaged: number;
}

/** The whole lines of a journal, in order; none where there is no file. Returns what else it met. */
export async function* replay<T>(path: string): AsyncGenerator<JournalLine<T>, Replay> {
  let end = 0;
  let damaged = 0;
  let bad = 0;
  for await (const { bytes, at } of linesOf(path)) {
    const record = recordOf(bytes) as T | null;
    if (record === null) {
      bad += 1;
      continue;
    }
    damaged += bad;
    bad = 0;
    end = at + bytes.length + 1;
    yield { record, at, lengthBytes: bytes.length };
  }
  return { lengthBytes: end, damaged };
}

/** Reads one line where `replay` found it. @throws Error when it is whole no longer. */
export function recordAt(bytes: Buffer, at: number): unknown {
  const record = recordOf(bytes);
  if (record === null) throw new Error(`the journal changed at byte ${at} while it was read; expected a whole line`);
  return record;
}

function recordOf(line: Buffer): unknown {
  if (line.length < 11 || line[8] !== 32) return null;
  const text = line.subarray(9);
  if (crc32(text).toString(16).padStart(8, '0') !== line.toString('latin1', 0, 8)) return null;
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return null;
  }
}

/** Lines that have their end; what follows the last line end is torn. */
async function* linesOf(path: string): AsyncGenerator<{ bytes: Buffer; at: number }> {
  let parts: Buffer[] = [];
  let begins = 0;
  let offset = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        const piece = chunk.subarray(start, end);
        yield { bytes: parts.length === 0 ? piece : Buffer.concat([...parts, piece]), at: begins };
        parts = [];
        start = end + 1;
        begins = offset + start;
      }
      if (start < chunk.length) parts.push(chunk.subarray(start));
      offset += chunk.length;
    }
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
  }
}
