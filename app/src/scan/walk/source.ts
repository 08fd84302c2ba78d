// Where the bytes of an archive are had from: a file, memory, or a part of another source.
import type { FileHandle } from 'node:fs/promises';
import { openEvidence } from './evidence.ts';
import { EntryUnreadable } from './unreadable.ts';

export interface Source {
  readonly sizeBytes: number;
  /** The bytes from `start` up to `end`. @throws EntryUnreadable `damaged` if there are fewer. */
  range(start: number, end: number): AsyncIterable<Buffer>;
  read(start: number, length: number): Promise<Buffer>;
  /** What is opened for reading stays open until the function that is returned was called. */
  keepOpen(): Promise<() => Promise<void>>;
}

const CHUNK_BYTES = 256 * 1024;

/** A file that is open only while something reads from it: however many archives were found, few are held open. */
export class FileSource implements Source {
  readonly sizeBytes: number;
  readonly #path: Buffer;
  #handle: Promise<FileHandle> | undefined;
  #readers = 0;

  constructor(path: Buffer, sizeBytes: number) {
    this.#path = path;
    this.sizeBytes = sizeBytes;
  }

  async keepOpen(): Promise<() => Promise<void>> {
    this.#readers += 1;
    this.#handle ??= openEvidence(this.#path);
    try {
      await this.#handle;
    } catch (error) {
      this.#readers -= 1;
      this.#handle = undefined;
      throw error;
    }
    return () => this.#letGo();
  }

  async *range(start: number, end: number): AsyncGenerator<Buffer> {
    const letGo = await this.keepOpen();
    try {
      for (let at = start; at < end; ) {
        const bytes = await this.#readSome(at, Math.min(CHUNK_BYTES, end - at));
        at += bytes.length;
        yield bytes;
      }
    } finally {
      await letGo();
    }
  }

  async read(start: number, length: number): Promise<Buffer> {
    const letGo = await this.keepOpen();
    try {
      const parts: Buffer[] = [];
      for (let got = 0; got < length; got += parts.at(-1)!.length) {
        parts.push(await this.#readSome(start + got, length - got));
      }
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    } finally {
      await letGo();
    }
  }

  async #readSome(at: number, length: number): Promise<Buffer> {
    const handle = await this.#handle!;
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, at);
    if (bytesRead === 0) throw new EntryUnreadable('damaged');
    return buffer.subarray(0, bytesRead);
  }

  async #letGo(): Promise<void> {
    this.#readers -= 1;
    if (this.#readers > 0) return;
    const handle = this.#handle;
    this.#handle = undefined;
    await (await handle)?.close();
  }
}

/** Bytes that are in memory already. */
export class HeldSource implements Source {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get sizeBytes(): number {
    return this.#bytes.length;
  }

  keepOpen(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }

  async *range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += CHUNK_BYTES) yield await this.read(at, Math.min(CHUNK_BYTES, end - at));
  }

  async read(start: number, length: number): Promise<Buffer> {
    if (start + length > this.#bytes.length) throw new EntryUnreadable('damaged');
    return this.#bytes.subarray(start, start + length);
  }
}

/** A part of another source, such as a file that lies in an archive as it is. */
export class PartSource implements Source {
  readonly sizeBytes: number;
  readonly #whole: Source;
  readonly #start: number;

  constructor(whole: Source, start: number, sizeBytes: number) {
    this.#whole = whole;
    this.#start = start;
    this.sizeBytes = sizeBytes;
  }

  keepOpen(): Promise<() => Promise<void>> {
    return this.#whole.keepOpen();
  }

  range(start: number, end: number): AsyncIterable<Buffer> {
    if (end > this.sizeBytes) throw new EntryUnreadable('damaged');
    return this.#whole.range(this.#start + start, this.#start + end);
  }

  async read(start: number, length: number): Promise<Buffer> {
    if (start + length > this.sizeBytes) throw new EntryUnreadable('damaged');
    return this.#whole.read(this.#start + start, length);
  }
}
