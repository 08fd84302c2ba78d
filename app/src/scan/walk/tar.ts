// What a tar holds, packed with gzip or not, told while it goes by: small files are held, a large one waits to be read.
import { pipeline, Readable } from 'node:stream';
import { extract, type ExtractEvents, type Header as TarHeader } from 'tar-stream';
import type { Budget } from './budget.ts';
import { gunzipped } from './bytes.ts';
import { archiveKind, HEAD_BYTES } from './container.ts';
import type { FoundPassed, WalkLimits } from './found.ts';
import type { Member, MemberFile } from './member.ts';
import { timeOf } from './names.ts';
import { HeldSource } from './source.ts';
import { withoutMaps } from './sparse.ts';
import { EntryUnreadable, whyOf } from './unreadable.ts';

/** As tar-stream gives it: types it does not know are null, and `pax` is what POSIX.1-2001 writers put before a header. */
interface Header extends Omit<TarHeader, 'type' | 'pax'> {
  type: TarHeader['type'] | null;
  pax: Record<string, string> | null;
}
type TarEntry = ExtractEvents['entry'][1];

const passed: Record<string, FoundPassed['what']> = {
  link: 'link',
  symlink: 'link',
  'character-device': 'device',
  'block-device': 'device',
  fifo: 'pipe',
};

export async function* tarMembers(
  packed: AsyncIterable<Buffer>,
  isGzip: boolean,
  budget: Budget,
  limits: WalkLimits,
): AsyncGenerator<Member> {
  const input = new Input(isGzip ? gunzipped(packed) : packed, budget);
  const options = { allowUnknownFormat: true, filenameEncoding: 'latin1' }; // which keeps every byte of a name
  const tar = extract(options as object);
  pipeline(Readable.from(withoutMaps(input), { objectMode: false, highWaterMark: 1 }), tar, () => {});
  try {
    for await (const entry of tar) {
      budget.takeEntries(1);
      yield* membersOf(entry, input, budget, limits);
    }
  } catch (error) {
    throw input.failure ?? error;
  } finally {
    tar.destroy();
  }
  if (input.failure !== undefined) throw input.failure;
}

/** An error ends the bytes and is kept for later: what was read before it is then told before it. */
class Input {
  failure: unknown;
  readonly #bytes: AsyncIterable<Buffer>;
  readonly #budget: Budget;

  constructor(bytes: AsyncIterable<Buffer>, budget: Budget) {
    this.#bytes = bytes;
    this.#budget = budget;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of this.#bytes) {
        this.#budget.takeBytes(chunk.length);
        yield chunk;
      }
    } catch (error) {
      this.failure = error;
    }
  }
}

async function* membersOf(entry: TarEntry, input: Input, budget: Budget, limits: WalkLimits): AsyncGenerator<Member> {
  const body = new Body(entry, input);
  const header = entry.header as Header;
  const name = rawName(header);
  const sizeBytes = header.size;
  budget.expect(sizeBytes);
  try {
    if (header.type === 'file' || header.type === 'contiguous-file') {
      yield isSparse(header)
        ? { is: 'unreadable', name, why: 'no-decoder', sizeBytes }
        : await fileOf(name, header, body, limits);
    } else if (header.type && header.type in passed) {
      yield { is: 'passed', name, what: passed[header.type]! };
    } else if (header.type !== 'directory') {
      yield { is: 'unreadable', name, why: 'no-decoder', sizeBytes };
    }
  } catch (error) {
    yield { is: 'unreadable', name, why: whyOf(error), sizeBytes };
  }
  await body.skipRest();
}

async function fileOf(name: Buffer, header: Header, body: Body, limits: WalkLimits): Promise<MemberFile> {
  const sizeBytes = header.size;
  const paxTime = Number(header.pax?.mtime) * 1000;
  const file = {
    is: 'file' as const,
    name,
    sizeBytes,
    modifiedAt: timeOf(paxTime || header.mtime.getTime()),
  };
  const head = await body.head();
  const isArchive = archiveKind(head) !== null;
  if (sizeBytes <= (isArchive ? limits.heldArchiveBytes : limits.heldFileBytes)) {
    const held = new HeldSource(await body.whole(sizeBytes));
    return { ...file, head, waits: false, open: () => held.range(0, sizeBytes), source: async () => held };
  }
  const source = async () => {
    throw new EntryUnreadable('out-of-memory');
  };
  return { ...file, head, waits: true, open: () => body.rest(), source };
}

/** GNU's formats 0.0 to 1.0: what is stored are a map and the parts that are not empty. */
function isSparse({ pax }: Header): boolean {
  return pax !== null && Object.keys(pax).some((key) => key.startsWith('GNU.sparse.'));
}

function rawName(header: Header): Buffer {
  const pax = header.pax?.['GNU.sparse.name'] ?? header.pax?.path;
  return pax === undefined ? Buffer.from(header.name, 'latin1') : Buffer.from(pax, 'utf8');
}

/** The bytes of one file going by. Whoever stops early leaves the rest to be skipped; the tar goes on. */
class Body {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #input: Input;
  #first: Buffer | undefined;
  #isOver = false;

  constructor(entry: TarEntry, input: Input) {
    this.#input = input;
    this.#chunks = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** The first bytes, which also come first in `rest`. */
  async head(): Promise<Buffer> {
    let head: Buffer = Buffer.alloc(0);
    while (head.length < HEAD_BYTES) {
      const next = await this.#next();
      if (next.done) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
    this.#first = head;
    return head.subarray(0, HEAD_BYTES);
  }

  async *rest(): AsyncGenerator<Buffer> {
    if (this.#isOver) throw new Error('the turn of this file in its tar is over: read it before asking for the next');
    if (this.#first?.length) yield this.#first;
    this.#first = undefined;
    for (let next = await this.#next(); !next.done; next = await this.#next()) yield next.value;
  }

  /** What ended the bytes says more than that they ended. */
  async #next(): Promise<IteratorResult<Buffer>> {
    try {
      return await this.#chunks.next();
    } catch (error) {
      throw this.#input.failure ?? error;
    }
  }

  async whole(sizeBytes: number): Promise<Buffer> {
    const whole = Buffer.allocUnsafeSlow(sizeBytes);
    let at = 0;
    for await (const chunk of this.rest()) at += chunk.copy(whole, at);
    if (at !== sizeBytes) throw new EntryUnreadable('damaged');
    return whole;
  }

  /** An error in the rest is met again by whoever asks the tar for the next. */
  async skipRest(): Promise<void> {
    this.#isOver = true;
    try {
      while (!(await this.#chunks.next()).done);
    } catch {}
  }
}
