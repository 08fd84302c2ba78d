// Entries to facts: hands each entry to a free process or lets it wait, and goes on whatever a file does to its process.
import type { Entry, FileFacts, Unreadable } from '../types.ts';
import { whyOf } from '../walk/index.ts';
import { decodingOf, kindOf } from './kinds.ts';
import { limitsFrom } from './options.ts';
import type { Limits, ReaderOptions } from './options.ts';
import { ProcessEnded } from './process.ts';
import { Reader } from './reader.ts';
import type { Outcome } from './reader.ts';
import { VideoReader } from './video/reader.ts';
import type { VideoOutcome } from './video/reader.ts';
import { VideoTap } from './video/tap.ts';

export interface Readers {
  /** So many entries are worth asking for at the same time: one for each process, and one that waits. */
  readonly parallel: number;
  /**
   * Reads one entry. What is wrong with a file is told in its facts.
   * @throws Error where no reading process can start, or after `close`.
   */
  read(entry: Entry): Promise<FileFacts>;
  /** Ends all processes. Entries waiting or being read are rejected. Resolves when the last process is gone. */
  close(): Promise<void>;
}

/**
 * Readers with processes of their own, each started when first needed and kept for the next file. They do not keep the scan
 * running, and end with it.
 *
 * @throws TypeError or RangeError for an option that makes no sense.
 */
export function createReaders(options: ReaderOptions = {}): Readers {
  return new Pool(limitsFrom(options));
}

/** One file's turn: a process that reads, and, once a video came, one that decodes videos. */
interface Place {
  reader: Reader | undefined;
  video: VideoReader | undefined;
}

class Pool implements Readers {
  readonly parallel: number;
  readonly #limits: Limits;
  /** Places without a file; the last used is taken first, since its memory is warm. */
  readonly #free: Place[];
  readonly #places: readonly Place[];
  readonly #queue: PromiseWithResolvers<Place>[] = [];
  #closed: Error | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#places = Array.from({ length: limits.workers }, () => ({ reader: undefined, video: undefined }));
    this.#free = [...this.#places];
    this.parallel = limits.workers + 1;
  }

  async read(entry: Entry): Promise<FileFacts> {
    if (this.#closed) throw this.#closed;
    const place = this.#free.pop() ?? (await this.#turn());
    try {
      return await this.#readAt(place, entry);
    } finally {
      const next = this.#queue.shift();
      if (next) next.resolve(place);
      else this.#free.push(place);
    }
  }

  async close(): Promise<void> {
    this.#closed ??= new Error('the readers are closed');
    const closed = this.#closed;
    for (const waiting of this.#queue.splice(0)) waiting.reject(closed);
    const all = this.#places.flatMap(({ reader, video }) => [reader, video]).filter((one) => one !== undefined);
    await Promise.all(all.map((one) => one.kill(closed)));
  }

  #turn(): Promise<Place> {
    const waiting = Promise.withResolvers<Place>();
    this.#queue.push(waiting);
    return waiting.promise;
  }

  async #readAt(place: Place, entry: Entry): Promise<FileFacts> {
    const tap =
      entry.path || !this.#limits.videoDecoder ? undefined : new VideoTap(entry, () => this.#videoReader(place));
    let outcome = await this.#reader(place).read(entry, true, tap);
    // Its process ended before the digests were out. That may not have been this file's doing: it is tried once more.
    if (isCrash(outcome) && entry.path) outcome = await this.#reader(place).read(entry, true);
    if (outcome.unreadable && !outcome.digests && entry.path) {
      const { unreadable } = outcome;
      outcome = { ...(await this.#reader(place).read(entry, false)), unreadable };
    }
    return factsOf(entry, outcome, await this.#video(place, entry, outcome, tap));
  }

  #reader(place: Place): Reader {
    if (this.#closed) throw this.#closed;
    if (!place.reader?.isAlive) place.reader = new Reader(this.#limits);
    return place.reader;
  }

  #videoReader(place: Place): VideoReader {
    if (this.#closed) throw this.#closed;
    if (!place.video?.isAlive) place.video = new VideoReader(this.#limits, this.#limits.videoDecoder!);
    return place.video;
  }

  /** Of a video its frames; of a picture that only the video decoder can decode, that picture. */
  async #video(place: Place, entry: Entry, outcome: Outcome, tap?: VideoTap): Promise<VideoOutcome | undefined> {
    const kind = forVideoDecoder(outcome);
    if (!kind) {
      await tap?.drop();
      return undefined;
    }
    if (this.#limits.videoDecoder === null) return { unreadable: 'no-decoder' };
    return entry.path ? this.#videoReader(place).read(entry.path, kind) : tap?.outcome(kind);
  }
}

function forVideoDecoder({ digests, unreadable }: Outcome): 'video' | 'picture' | undefined {
  if (!digests) return undefined;
  if (kindOf(digests.type) === 'video') return 'video';
  const isHeif = decodingOf(digests.type) === 'decode-heif' && unreadable === 'no-decoder';
  return isHeif ? 'picture' : undefined;
}

const isCrash = ({ digests, unreadable }: Outcome) => !digests && unreadable === 'decoder-crashed';

function factsOf(entry: Entry, outcome: Outcome, video: VideoOutcome | undefined): FileFacts {
  const { digests } = outcome;
  const picture = video?.picture ?? outcome.picture;
  const size = picture ?? video?.size ?? null;
  return {
    name: entry.name,
    root: entry.root,
    sizeBytes: digests?.sizeBytes ?? entry.sizeBytes,
    modifiedAt: entry.modifiedAt,
    createdAt: entry.createdAt,
    kind: kindOf(digests?.type ?? null),
    type: digests?.type ?? null,
    md5: digests?.md5 ?? null,
    sha1: digests?.sha1 ?? null,
    sha256: digests?.sha256 ?? null,
    width: size?.width ?? null,
    height: size?.height ?? null,
    pdq: picture?.pdq ?? null,
    quality: picture?.quality ?? null,
    frames: video?.frames ?? null,
    unreadable: whyUnreadable(outcome, video),
    changed: hasChanged(entry, outcome),
  };
}

function whyUnreadable({ error, unreadable }: Outcome, video: VideoOutcome | undefined): Unreadable | null {
  if (error instanceof ProcessEnded) return error.why;
  if (error !== undefined) return whyOf(error);
  return video ? (video.unreadable ?? null) : unreadable;
}

/** While it was read, or between being found and being read. Times are compared as the walk wrote them, to a millisecond. */
function hasChanged(entry: Entry, { digests }: Outcome): boolean {
  if (!digests || digests.modifiedAtMs === null) return false;
  if (digests.changed || digests.sizeBytes !== entry.sizeBytes) return true;
  return entry.modifiedAt !== null && Math.abs(Date.parse(entry.modifiedAt) - digests.modifiedAtMs) > 1;
}
