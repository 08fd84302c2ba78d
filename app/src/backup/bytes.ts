// A stream of buffers, taken in pieces of the lengths that are asked for.
export class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #length = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next `length` bytes; null when the stream ends before. */
  async take(length: number): Promise<Buffer | null> {
    while (this.#length < length) {
      const { value, done } = await this.#source.next();
      if (done) return null;
      this.#held.push(value);
      this.#length += value.length;
    }
    const all = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held);
    this.#held = [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }
}
