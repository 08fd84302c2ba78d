// Offered bytes to facts: checks what needs no decoding, then hands the picture to a free process or lets it wait.
import { Decoder } from './decoder.ts';
import { PictureRefused } from './facts.ts';
import type { PictureFacts } from './facts.ts';
import { recogniseFormat } from './format.ts';
import { limitsFrom } from './options.ts';
import type { Limits, PictureReaderOptions } from './options.ts';
import { spawnUnderLimits } from './under-limits.ts';

export interface PictureReader {
  /**
   * Fingerprints one picture. The bytes must not be changed until the promise settles; nothing of them is kept.
   *
   * @param bytes - the file as it was offered.
   * @param wanted - `variants`: also the hashes of the turned and mirrored picture, for little more time.
   * @throws PictureRefused, with the reason in `code`; TypeError if bytes is no Uint8Array; Error after `close`.
   */
  read(bytes: Uint8Array, wanted?: { variants?: boolean }): Promise<PictureFacts>;
  /** Ends all processes. Pictures waiting or being read are rejected. Resolves when the last process is gone. */
  close(): Promise<void>;
}

/**
 * A reader with decoding processes of its own, each started when first needed and kept for the next picture. They do not
 * keep the server running, and end with it.
 *
 * @throws TypeError or RangeError for an option that is not a positive whole number.
 */
export function createPictureReader(options: PictureReaderOptions = {}): PictureReader {
  return new DecoderPool(limitsFrom(options));
}

class DecoderPool implements PictureReader {
  readonly #limits: Limits;
  /** Processes that wait for a picture; the last used is taken first, since its memory is warm. */
  readonly #idle: Decoder[] = [];
  readonly #running = new Set<Decoder>();
  readonly #queue: PromiseWithResolvers<void>[] = [];
  #reading = 0;
  #closed: Error | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  async read(bytes: Uint8Array, { variants = false } = {}): Promise<PictureFacts> {
    if (!(bytes instanceof Uint8Array)) throw new TypeError(`bytes is ${typeof bytes}, expected a Uint8Array`);
    const { maxBytes } = this.#limits;
    if (bytes.length > maxBytes) {
      throw new PictureRefused('too-large', `the file has ${bytes.length} bytes; at most ${maxBytes} are read`);
    }
    const format = recogniseFormat(bytes);
    await this.#turn();
    try {
      const facts = await this.#withDecoder((decoder) => decoder.read(bytes, format, variants));
      return { ...facts, format, bytes: bytes.length };
    } finally {
      this.#endTurn();
    }
  }

  async close(): Promise<void> {
    this.#closed ??= new Error('the picture reader is closed');
    for (const waiting of this.#queue.splice(0)) waiting.reject(this.#closed);
    const closed = this.#closed;
    await Promise.all([...this.#running].map((decoder) => decoder.kill(closed)));
  }

  /** Waits until fewer pictures are being read than there may be processes. */
  async #turn(): Promise<void> {
    const { processes, maxQueued } = this.#limits;
    if (this.#reading < processes) {
      this.#reading++;
      return;
    }
    if (this.#queue.length >= maxQueued) {
      throw new PictureRefused('busy', `${maxQueued} pictures already wait to be read; offer this one again later`);
    }
    const waiting = Promise.withResolvers<void>();
    this.#queue.push(waiting);
    await waiting.promise;
  }

  /** Passes the turn on, or gives it up if nobody waits. */
  #endTurn(): void {
    const next = this.#queue.shift();
    if (next) next.resolve();
    else this.#reading--;
  }

  async #withDecoder<T>(use: (decoder: Decoder) => Promise<T>): Promise<T> {
    if (this.#closed) throw this.#closed;
    const decoder = this.#takeIdle() ?? this.#startDecoder();
    try {
      return await use(decoder);
    } finally {
      if (decoder.isAlive) this.#idle.push(decoder);
    }
  }

  /** A process may have ended while it waited. */
  #takeIdle(): Decoder | undefined {
    let decoder = this.#idle.pop();
    while (decoder && !decoder.isAlive) decoder = this.#idle.pop();
    return decoder;
  }

  #startDecoder(): Decoder {
    const decoder = new Decoder(spawnUnderLimits(this.#limits), this.#limits.timeoutMs);
    this.#running.add(decoder);
    void decoder.gone.then(() => this.#running.delete(decoder));
    return decoder;
  }
}
