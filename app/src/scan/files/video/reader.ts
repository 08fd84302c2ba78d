// The process that decodes videos, as the scan sees it: a file goes in, the hashes of its frames come out. A process of its
// own, since its decoder is the operator's and not ours.
import { fileURLToPath } from 'node:url';
import type { Frame, Unreadable } from '../../types.ts';
import { parseVideoAnswer } from '../answer.ts';
import type { VideoAnswer } from '../answer.ts';
import type { Limits } from '../options.ts';
import { ProcessEnded, ReadingProcess } from '../process.ts';
import { spawnUnderLimits } from '../under-limits.ts';
import type { PictureOnWire } from '../wire.ts';
import type { VideoRequest } from './wire.ts';

const PROGRAM = fileURLToPath(new URL('./child.ts', import.meta.url));

/** More frames are kept of no video: with every frame hashed, nine hours of it. */
const MAX_FRAMES = 1_000_000;

export interface VideoOutcome {
  size?: { width: number; height: number };
  /** As far as it was decoded. */
  frames?: Frame[];
  /** Instead of frames, where a picture was asked for. */
  picture?: PictureOnWire;
  unreadable?: Unreadable;
}

export class VideoReader extends ReadingProcess {
  readonly #limits: Limits;

  constructor(limits: Limits, folder: string) {
    const args = [folder, limits.secondsPerHash, limits.maxPixels, limits.timeoutMs];
    super(spawnUnderLimits(PROGRAM, args, limits.maxMemoryBytes));
    this.#limits = limits;
  }

  /** Rejects only where no process could start, or with what `kill` was given. */
  async read(path: Buffer, kind: 'video' | 'picture'): Promise<VideoOutcome> {
    await this.ask({ path: path.toString('base64'), sizeBytes: 0, kind });
    return this.hearOut(kind);
  }

  /** Begins: the answers come once all that is to be read was given. */
  async ask(request: VideoRequest): Promise<void> {
    await this.start();
    this.expectSilence();
    await this.send(request.path === null ? 'stream' : 'file', Buffer.from(JSON.stringify(request)));
  }

  async hearOut(kind: 'video' | 'picture'): Promise<VideoOutcome> {
    const outcome: VideoOutcome = kind === 'video' ? { frames: [] } : {};
    const tooLong = new ProcessEnded('took-too-long', `the video took more than ${this.#limits.videoTimeoutMs} ms`);
    const timer = setTimeout(() => void this.kill(tooLong), this.#limits.videoTimeoutMs);
    try {
      while (!this.#take(outcome, await this.#nextAnswer()));
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
      outcome.unreadable = error.why;
    } finally {
      clearTimeout(timer);
    }
    if (outcome.frames?.length === 0 && outcome.unreadable) delete outcome.frames;
    return outcome;
  }

  /** True once it was the last answer. */
  #take(outcome: VideoOutcome, answer: VideoAnswer): boolean {
    if ('alive' in answer) return false;
    if ('size' in answer) outcome.size = answer.size;
    else if ('frame' in answer) {
      outcome.frames?.push(answer.frame);
      if ((outcome.frames?.length ?? 0) > MAX_FRAMES) throw this.distrust(new Error('it told of frames without end'));
    } else {
      if ('picture' in answer) outcome.picture = answer.picture;
      if ('refused' in answer) outcome.unreadable = answer.refused;
      return true;
    }
    return false;
  }

  async #nextAnswer(): Promise<VideoAnswer> {
    const line = await this.nextLine(this.#limits.timeoutMs);
    try {
      return parseVideoAnswer(line);
    } catch (error) {
      throw this.distrust(error);
    }
  }
}
