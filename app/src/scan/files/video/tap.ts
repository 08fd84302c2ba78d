// A video that lies in an archive: its bytes come once, so while they go to the reading process they also go to the one that
// decodes videos, which holds them in memory until it is known that they are a video's.
import { MAX_HELD_BYTES } from '../take-all.ts';
import type { Entry } from '../../types.ts';
import type { VideoOutcome, VideoReader } from './reader.ts';

type Kind = 'video' | 'picture';

const videos: ReadonlyArray<[magic: string, at: number]> = [
  ['ftyp', 4],
  ['moov', 4],
  ['mdat', 4],
  ['\x1aE\xdf\xa3', 0],
  ['AVI ', 8],
  ['FLV', 0],
  ['\0\0\x01\xba', 0],
  ['\0\0\x01\xb3', 0],
  ['OggS', 0],
  ['\x30\x26\xb2\x75', 0],
  ['G', 0],
];

/** What it may be, by its first bytes: the reading process looks closer. */
export function mayBe(first: Uint8Array): Kind | undefined {
  const start = Buffer.from(first.buffer, first.byteOffset, Math.min(first.length, 16)).toString('latin1');
  if (/^....ftyp(hei|hev|mif1|msf1)/s.test(start)) return 'picture';
  return videos.some(([magic, at]) => start.startsWith(magic, at)) ? 'video' : undefined;
}

export class VideoTap {
  readonly #entry: Entry;
  readonly #open: () => VideoReader;
  #begun = false;
  #reader: VideoReader | undefined;
  #kind: Kind | undefined;

  /** `open` gives the process, once it is needed. */
  constructor(entry: Entry, open: () => VideoReader) {
    this.#entry = entry;
    this.#open = open;
  }

  async take(chunk: Uint8Array): Promise<void> {
    if (!this.#begun) await this.#begin(chunk);
    await this.#reader?.send('data', chunk);
  }

  /** What came of it, once the reading process has told what it is. */
  async outcome(kind: Kind): Promise<VideoOutcome> {
    if (this.#entry.sizeBytes > MAX_HELD_BYTES) return { unreadable: 'out-of-memory' };
    if (!this.#reader || this.#kind !== kind) {
      await this.drop();
      return { unreadable: 'no-decoder' };
    }
    await this.#reader.send('end');
    return this.#reader.hearOut(kind);
  }

  /** It was none, or could not be read: what was held is gone with its process. */
  async drop(): Promise<void> {
    await this.#reader?.kill(new Error('what it held is not wanted'));
  }

  async #begin(first: Uint8Array): Promise<void> {
    this.#begun = true;
    this.#kind = mayBe(first);
    if (!this.#kind || this.#entry.sizeBytes > MAX_HELD_BYTES) return;
    this.#reader = this.#open();
    await this.#reader.ask({ path: null, sizeBytes: this.#entry.sizeBytes, kind: this.#kind });
  }
}
