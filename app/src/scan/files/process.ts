// A process that reads, as the scan sees it: frames go in, lines come out, and it is killed when it takes too long or says
// what it should not. Whatever happens to it ends as a rejected promise, never as an error in the scan.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Unreadable } from '../types.ts';
import { saysOutOfMemory } from './out-of-memory.ts';
import { keepScanUntilGone } from './under-limits.ts';
import { packFrame, READY } from './wire.ts';
import type { FrameKind } from './wire.ts';

/** On an idle machine a start takes 0.3 s. */
const START_TIMEOUT_MS = 60_000;

/** The longest answer has 400 characters. */
const MAX_LINE_CHARS = 4096;

/** A pipe holds 64 kB. */
const MAX_LINES_AT_ONCE = 10_000;

/** Enough for the last words of a process that gives up. */
const MAX_LAST_WORDS_CHARS = 4096;

/** The process is gone, or being ended; `why` is what it comes to for the file it was reading. */
export class ProcessEnded extends Error {
  readonly why: Unreadable;

  constructor(why: Unreadable, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

export class ReadingProcess {
  /** Resolves when the process is gone, for whatever reason. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  #waiting: PromiseWithResolvers<string> | undefined;
  #isReady = false;
  #part = '';
  #lastWords = '';
  #end: Error | undefined;
  /** When it last took bytes or was asked for a line. */
  #lastSign = 0;

  /** Takes a process just spawned. `start` must follow at once. */
  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.gone = this.#watch();
  }

  /** False once the process is gone or being killed. */
  get isAlive(): boolean {
    return this.#end === undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get id(): number | undefined {
    return this.#child.pid;
  }

  /** Waits until it can read; once it can, this costs nothing. @throws Error if it cannot start, and then none could. */
  async start(): Promise<void> {
    if (this.#isReady) return;
    const line = await this.nextLine(START_TIMEOUT_MS);
    if (line !== READY) throw this.distrust(new Error(`its first line was not "${READY}"`));
    this.#isReady = true;
    this.#lastWords = '';
  }

  /** Resolves once the process may be given more. */
  async send(kind: FrameKind, body?: Uint8Array): Promise<void> {
    const { stdin } = this.#child;
    const parts = packFrame(kind, body);
    stdin.cork();
    const mayGoOn = parts.map((part) => stdin.write(part)).at(-1);
    stdin.uncork();
    this.#lastSign = performance.now();
    if (mayGoOn || !this.isAlive || !stdin.writable) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    stdin.once('drain', resolve).once('close', resolve);
    await promise;
    stdin.off('drain', resolve).off('close', resolve);
    this.#lastSign = performance.now();
  }

  /** To be called before a request. @throws ProcessEnded if it said something that nobody asked for. */
  expectSilence(): void {
    if (this.#lines.length > 0) throw this.distrust(new Error('it spoke out of turn'));
  }

  /** The next line; the process is killed if it neither says nor takes anything for that long. The timer is what keeps the scan running meanwhile. */
  async nextLine(withinMs: number): Promise<string> {
    const line = this.#lines.shift();
    if (line !== undefined) return line;
    if (this.#end) throw this.#end;
    this.#lastSign = performance.now();
    let timer: NodeJS.Timeout;
    const look = () => {
      const leftMs = withinMs - (performance.now() - this.#lastSign);
      if (leftMs > 0) timer = setTimeout(look, Math.ceil(leftMs));
      else void this.kill(new ProcessEnded('took-too-long', `the reading process did nothing for ${withinMs} ms`));
    };
    look();
    this.#waiting = Promise.withResolvers<string>();
    try {
      return await this.#waiting.promise;
    } finally {
      clearTimeout(timer!);
      this.#waiting = undefined;
    }
  }

  /** A process that says what it should not may be in a file's hands: it reads no other. */
  distrust(cause: unknown): Error {
    const ended = new ProcessEnded('decoder-crashed', 'the reading process gave no proper answer', { cause });
    void this.kill(ended);
    return ended;
  }

  /** Ends the process; what waits for a line is rejected with this reason. Resolves when the process is gone. */
  kill(reason: Error): Promise<void> {
    this.#end ??= reason;
    keepScanUntilGone(this.#child);
    this.#child.kill('SIGKILL');
    return this.gone;
  }

  #watch(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { stdin, stdout, stderr } = this.#child;
    stdin.on('error', () => {}); // the process ended while it was written to: `close` tells how
    stdout.setEncoding('latin1').on('data', (text: string) => this.#hear(text));
    stderr.setEncoding('latin1').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-MAX_LAST_WORDS_CHARS);
    });
    this.#child.on('error', (error) => {
      this.#lastWords += error.message;
    });
    this.#child.on('close', (code, signal) => {
      this.#end ??= this.#whyEnded(signal ?? `exit code ${code}`);
      this.#waiting?.reject(this.#end);
      resolve();
    });
    return promise;
  }

  #hear(text: string): void {
    const lines = (this.#part + text).split('\n');
    this.#part = lines.pop() ?? '';
    if (this.#part.length > MAX_LINE_CHARS || lines.length > MAX_LINES_AT_ONCE)
      this.distrust(new Error('it spoke without end'));
    for (const line of lines) {
      if (this.#waiting) this.#waiting.resolve(line);
      else this.#lines.push(line);
      this.#waiting = undefined;
    }
  }

  #whyEnded(how: string): Error {
    if (!this.#isReady) {
      return new Error(`A reading process could not start (${how}): ${this.#lastWords.trim() || 'it said nothing'}`);
    }
    // Its last words may quote the file: they are shown to nobody.
    const why = saysOutOfMemory(this.#lastWords) ? 'out-of-memory' : 'decoder-crashed';
    return new ProcessEnded(why, `the reading process ended while it read (${how})`);
  }
}
