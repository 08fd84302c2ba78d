// A source as yauzl reads it: many small reads close to each other, so a window of bytes is kept.
import { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { RandomAccessReader } from 'yauzl';
import type { Source } from './source.ts';

const WINDOW_BYTES = 256 * 1024;

export class ZipReader extends RandomAccessReader {
  readonly #source: Source;
  #window: Buffer = Buffer.alloc(0);
  #windowAt = 0;

  constructor(source: Source) {
    super();
    this.#source = source;
  }

  override read(
    into: Buffer,
    offset: number,
    length: number,
    at: number,
    done: (error: Error | null, bytesRead?: number) => void,
  ): void {
    callbackify(this.#copy.bind(this))(into.subarray(offset, offset + length), at, done);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#source.range(start, end));
  }

  /** The source closes itself. */
  override close(done: (error: Error | null) => void): void {
    done(null);
  }

  async #copy(into: Buffer, at: number): Promise<number> {
    await this.#look(at, into.length);
    return this.#window.copy(into, 0, at - this.#windowAt, at - this.#windowAt + into.length);
  }

  async #look(at: number, length: number): Promise<void> {
    if (at >= this.#windowAt && at + length <= this.#windowAt + this.#window.length) return;
    const most = Math.max(0, this.#source.sizeBytes - at);
    this.#window = await this.#source.read(at, Math.min(Math.max(length, WINDOW_BYTES), most));
    this.#windowAt = at;
  }
}
