// A stream taken in pieces of the lengths that a form asks for.

export class ByteReader {
  readonly #from: AsyncIterator<Uint8Array>;
  readonly #seen: (bytes: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);

  /** @param seen is told every piece that was taken, in order. */
  constructor(stream: AsyncIterable<Uint8Array>, seen: (bytes: Buffer) => void) {
    this.#from = stream[Symbol.asyncIterator]();
    this.#seen = seen;
  }

  /** So many bytes, or null where the stream ends before. */
  async take(bytes: number): Promise<Buffer | null> {
    return (await this.#hold(bytes)) ? this.#give(bytes) : null;
  }

  /** All up to the next line break and the break, or null where none comes within so many bytes. */
  async takeLine(longest: number): Promise<Buffer | null> {
    for (;;) {
      const end = this.#held.subarray(0, longest).indexOf(0x0a);
      if (end >= 0) return this.#give(end + 1);
      if (this.#held.length >= longest || !(await this.#hold(this.#held.length + 1))) return null;
    }
  }

  async #hold(bytes: number): Promise<boolean> {
    const parts = [this.#held];
    let held = this.#held.length;
    while (held < bytes) {
      const { done, value } = await this.#from.next();
      if (done) break;
      parts.push(Buffer.from(value.buffer, value.byteOffset, value.length));
      held += value.length;
    }
    if (parts.length > 1) this.#held = Buffer.concat(parts);
    return held >= bytes;
  }

  #give(bytes: number): Buffer {
    const given = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    this.#seen(given);
    return given;
  }
}
