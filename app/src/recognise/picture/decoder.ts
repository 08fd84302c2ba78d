// One decoding process as the server sees it: asked for one picture at a time, killed when it takes too long or answers
// nonsense. Whatever happens to it ends as a rejected `read`, never as an error in the server.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { parseAnswer } from './answer.ts';
import type { DecodedFacts } from './answer.ts';
import { PictureRefused } from './facts.ts';
import type { PictureFormat } from './facts.ts';
import { saysOutOfMemory } from './out-of-memory.ts';
import { keepServerUntilGone } from './under-limits.ts';
import { packHeader, READY } from './wire.ts';

/** On an idle machine a start takes 0.2 s. */
const START_TIMEOUT_MS = 30_000;

/** The longest answer, with variants, has 1.1 kB. */
const MAX_LINE_CHARS = 8192;

/** Enough for the last words of a process that gives up. */
const MAX_LAST_WORDS_CHARS = 4096;

export class Decoder {
  /** Resolves when the process is gone, for whatever reason. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #timeoutMs: number;
  #isReady = false;
  #answer: PromiseWithResolvers<string> | undefined;
  #line = '';
  #lastWords = '';
  #end: Error | undefined;

  /** Takes a process just spawned. The first `read` must follow at once: it also waits for the start. */
  constructor(child: ChildProcessWithoutNullStreams, timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#child = child;
    this.gone = this.#watch();
  }

  /** False once the process is gone or being killed. */
  get isAlive(): boolean {
    return this.#end === undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Reads one picture; only one at a time. Rejects with PictureRefused, or with what `kill` was given. */
  async read(bytes: Uint8Array, format: PictureFormat, wantsVariants: boolean): Promise<DecodedFacts> {
    if (!this.#isReady) await this.#start();
    const { stdin } = this.#child;
    stdin.cork();
    stdin.write(packHeader({ bytes: bytes.length, format, variants: wantsVariants }));
    stdin.write(bytes);
    stdin.uncork();
    return this.#parse(await this.#nextLine(this.#timeoutMs, 'to read this picture'));
  }

  /** Ends the process; a picture being read is rejected with this reason. Resolves when the process is gone. */
  kill(reason: Error): Promise<void> {
    this.#end ??= reason;
    keepServerUntilGone(this.#child);
    this.#child.kill('SIGKILL');
    return this.gone;
  }

  async #start(): Promise<void> {
    const line = await this.#nextLine(START_TIMEOUT_MS, 'to start');
    if (line !== READY) throw this.#distrust(new Error(`its first line was not "${READY}"`));
    this.#isReady = true;
    this.#lastWords = '';
  }

  #parse(line: string): DecodedFacts {
    try {
      return parseAnswer(line);
    } catch (error) {
      throw error instanceof PictureRefused ? error : this.#distrust(error);
    }
  }

  /** A process that says what it should not may be in a picture's hands: it reads no other. */
  #distrust(cause: unknown): PictureRefused {
    const refusal = new PictureRefused('reader-crashed', 'the reading process gave no proper answer', { cause });
    void this.kill(refusal);
    return refusal;
  }

  /** The timer is what keeps the server running while an answer is due; the process itself does not. */
  async #nextLine(withinMs: number, task: string): Promise<string> {
    if (this.#end) throw this.#end;
    const refusal = new PictureRefused('took-too-long', `the reading process took more than ${withinMs} ms ${task}`);
    const timer = setTimeout(() => void this.kill(refusal), withinMs);
    this.#answer = Promise.withResolvers<string>();
    try {
      return await this.#answer.promise;
    } finally {
      clearTimeout(timer);
      this.#answer = undefined;
    }
  }

  #watch(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { stdin, stdout, stderr } = this.#child;
    stdin.on('error', () => {}); // the process ended while it was written to: `close` tells how
    stdout.setEncoding('latin1').on('data', (text: string) => this.#hear(text));
    stderr.setEncoding('latin1').on('data', (text: string) => this.#keepLastWords(text));
    this.#child.on('error', (error) => this.#keepLastWords(error.message));
    this.#child.on('close', (code, signal) => {
      this.#end ??= this.#whyEnded(signal ?? `exit code ${code}`);
      this.#answer?.reject(this.#end);
      resolve();
    });
    return promise;
  }

  #hear(text: string): void {
    this.#line += text;
    const end = this.#line.indexOf('\n');
    if (end < 0 && this.#line.length <= MAX_LINE_CHARS) return;
    const line = this.#line;
    this.#line = '';
    if (this.#answer && end === line.length - 1) this.#answer.resolve(line.slice(0, end));
    else this.#distrust(new Error('it spoke out of turn or without end'));
  }

  /** Kept only to tell how a process ended; they may quote a picture and are shown to nobody once one was read. */
  #keepLastWords(text: string): void {
    this.#lastWords = (this.#lastWords + text).slice(-MAX_LAST_WORDS_CHARS);
  }

  #whyEnded(how: string): PictureRefused {
    if (saysOutOfMemory(this.#lastWords)) {
      return new PictureRefused('ran-out-of-memory', `decoding took more memory than a reader may take (${how})`);
    }
    if (this.#isReady) {
      return new PictureRefused('reader-crashed', `the reading process ended while it read this picture (${how})`);
    }
    const cause = new Error(this.#lastWords);
    return new PictureRefused('reader-crashed', `the reading process could not start (${how})`, { cause });
  }
}
