// One reading process and the questions put to it: an entry goes in, what was read of it comes out.
import { fileURLToPath } from 'node:url';
import type { Entry, Unreadable } from '../types.ts';
import { parseAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Limits } from './options.ts';
import { ProcessEnded, ReadingProcess } from './process.ts';
import { spawnUnderLimits } from './under-limits.ts';
import type { VideoTap } from './video/tap.ts';
import type { DigestsOnWire, PictureOnWire, ReadRequest } from './wire.ts';

/** Given to the signal, which otherwise makes an error with a stack for every file. */
const heardOut = 'all was heard';
const PROGRAM = fileURLToPath(new URL('./child.ts', import.meta.url));

/** What came of reading an entry, as far as it went. */
export interface Outcome {
  digests: DigestsOnWire | null;
  picture: PictureOnWire | null;
  unreadable: Unreadable | null;
  /** What the system, or the archive, said where the bytes could not be had. */
  error: unknown;
}

export class Reader extends ReadingProcess {
  readonly #timeoutMs: number;

  constructor(limits: Limits) {
    super(spawnUnderLimits(PROGRAM, [limits.maxPixels, limits.timeoutMs], limits.maxMemoryBytes));
    this.#timeoutMs = limits.timeoutMs;
  }

  /** Reads one entry; only one at a time. What comes from an archive goes to `tap` too. Rejects only where no process could start, or with what `kill` was given. */
  async read(entry: Entry, decode: boolean, tap?: VideoTap): Promise<Outcome> {
    await this.start();
    this.expectSilence();
    const outcome: Outcome = { digests: null, picture: null, unreadable: null, error: undefined };
    const stream = new AbortController();
    const sending = this.#send(entry, decode, stream.signal, tap);
    sending.catch(() => {}); // it is awaited below, whatever happens before
    try {
      await this.#hearOut(outcome, sending);
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
      outcome.unreadable = error.why;
    } finally {
      stream.abort(heardOut);
      outcome.error ??= await sending;
    }
    return outcome;
  }

  async #hearOut(outcome: Outcome, sending: Promise<unknown>): Promise<void> {
    for (;;) {
      const answer = await this.#nextAnswer();
      if ('alive' in answer) continue;
      if ('digests' in answer) {
        outcome.digests = answer.digests;
        if (!answer.digests.more) return;
      } else if ('failed' in answer) {
        outcome.error = (await sending) ?? Object.assign(new Error('reading failed'), { code: answer.failed });
        return;
      } else {
        if (!outcome.digests) throw this.distrust(new Error('it told of a picture before its digests'));
        if ('picture' in answer) outcome.picture = answer.picture;
        else outcome.unreadable = answer.refused;
        return;
      }
    }
  }

  async #nextAnswer(): Promise<Answer> {
    const line = await this.nextLine(this.#timeoutMs);
    try {
      return parseAnswer(line);
    } catch (error) {
      throw this.distrust(error);
    }
  }

  /** Resolves to what kept an archive's bytes from coming, undefined where all of them came. */
  async #send(entry: Entry, decode: boolean, signal: AbortSignal, tap?: VideoTap): Promise<unknown> {
    const path = entry.path?.toString('base64') ?? null;
    const request: ReadRequest = { path, sizeBytes: entry.sizeBytes, decode };
    await this.send(path === null ? 'stream' : 'file', Buffer.from(JSON.stringify(request)));
    if (path !== null) return undefined;
    const bytes = entry.open()[Symbol.asyncIterator]();
    const aborted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
    for (;;) {
      let next: IteratorResult<Buffer> | undefined;
      try {
        next = await Promise.race([bytes.next(), aborted]);
      } catch (error) {
        await this.send('failed');
        return error;
      }
      if (!next || !this.isAlive) {
        void bytes.return?.().catch(() => {}); // not waited for: it may be what hangs
        return undefined;
      }
      if (next.done) break;
      await this.send('data', next.value);
      if (tap) await Promise.race([this.#tap(tap, next.value), aborted]);
    }
    await this.send('end');
    return undefined;
  }

  /** @throws Error where no process that decodes videos could start: then nothing more is read here either. */
  async #tap(tap: VideoTap, chunk: Buffer): Promise<void> {
    try {
      await tap.take(chunk);
    } catch (error) {
      void this.kill(error as Error);
      throw error;
    }
  }
}
