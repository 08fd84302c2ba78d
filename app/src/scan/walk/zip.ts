// What a zip holds. yauzl reads the directory at its end; each file in it can be opened at any time, in any order.
import { constants, crc32, inflateRawSync } from 'node:zlib';
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import type { Budget } from './budget.ts';
import { gather, inflated } from './bytes.ts';
import { HEAD_BYTES } from './container.ts';
import type { WalkLimits } from './found.ts';
import type { Member, MemberFile } from './member.ts';
import { timeOf } from './names.ts';
import { HeldSource, PartSource, type Source } from './source.ts';
import { EntryUnreadable, whyOf } from './unreadable.ts';
import { ZipReader } from './zip-reader.ts';

const STORED = 0;
const DEFLATED = 8;

/** PKWARE APPNOTE 4.3.7: signature, ten fields of which two lengths matter here, 30 bytes together. */
const LOCAL_HEADER_BYTES = 30;
const LOCAL_SIGNATURE = 0x04034b50;

/** Read at the start of a file: its local header, mostly with all of its name, and what its kind is told from. */
const START_BYTES = 4096;

const AT_ONCE_BYTES = 128 * 1024;

export async function* zipMembers(source: Source, budget: Budget, limits: WalkLimits): AsyncGenerator<Member> {
  const letGo = await source.keepOpen();
  try {
    await weigh(source, budget);
    for await (const entry of (await openZip(source)).eachEntry()) {
      const member = await memberOf(source, entry, budget, limits);
      if (member) yield member;
    }
  } finally {
    await letGo();
  }
}

/** Names stay bytes, and sizes are checked here: with either, one odd entry would close the whole archive to yauzl. */
function openZip(source: Source): Promise<ZipFile> {
  const options = { decodeStrings: false, validateEntrySizes: false, autoClose: false };
  return fromRandomAccessReaderPromise(new ZipReader(source), source.sizeBytes, options);
}

/**
 * A first look at the whole directory, so that a bomb is one line and nothing of it is unpacked. Files that share packed
 * bytes have more of them together than the archive has.
 */
async function weigh(source: Source, budget: Budget): Promise<void> {
  const zip = await openZip(source);
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      packed += LOCAL_HEADER_BYTES + entry.compressedSize;
      if (packed > source.sizeBytes) throw new EntryUnreadable('bomb');
      budget.takeEntries(1);
      if (!budget.isBomb(entry.compressedSize, entry.uncompressedSize)) budget.takeBytes(entry.uncompressedSize);
    }
  } catch (error) {
    if (error instanceof EntryUnreadable) throw error; // any other is met again, after the entries before it
  }
}

async function memberOf(source: Source, entry: Entry, budget: Budget, limits: WalkLimits): Promise<Member | null> {
  const name = entry.fileNameRaw;
  const sizeBytes = entry.uncompressedSize;
  if (name.at(-1) === 0x2f) return null; // a folder
  if (isLink(entry)) return { is: 'passed', name, what: 'link' };
  if (entry.isEncrypted()) return { is: 'unreadable', name, why: 'encrypted', sizeBytes };
  if (budget.isBomb(entry.compressedSize, sizeBytes)) return { is: 'unreadable', name, why: 'bomb', sizeBytes };
  const method = entry.compressionMethod;
  if (method !== STORED && method !== DEFLATED) return { is: 'unreadable', name, why: 'no-decoder', sizeBytes };
  if (method === STORED && entry.compressedSize !== sizeBytes) {
    return { is: 'unreadable', name, why: 'damaged', sizeBytes };
  }
  try {
    return await fileOf(source, entry, limits);
  } catch (error) {
    return { is: 'unreadable', name, why: whyOf(error), sizeBytes };
  }
}

/** Made by Unix (3): the upper half of the attributes is the mode. */
function isLink(entry: Entry): boolean {
  return entry.versionMadeBy >> 8 === 3 && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

async function fileOf(source: Source, entry: Entry, limits: WalkLimits): Promise<MemberFile> {
  const { dataStart, start } = await startOf(source, entry);
  const packed = new PartSource(source, dataStart, entry.compressedSize);
  const isStored = entry.compressionMethod === STORED;
  const sizeBytes = entry.uncompressedSize;
  const open = () => checked(isStored ? packed.range(0, packed.sizeBytes) : unpacked(packed, sizeBytes), entry);
  return {
    is: 'file',
    name: entry.fileNameRaw,
    sizeBytes,
    modifiedAt: timeOf(entry.getLastModDate({ timezone: 'UTC' }).getTime()),
    head: isStored ? start : inflatedHead(start),
    waits: false,
    open,
    source: async () => {
      if (isStored) return packed;
      if (sizeBytes > limits.heldArchiveBytes) throw new EntryUnreadable('out-of-memory');
      return new HeldSource(await gather(open(), sizeBytes));
    },
  };
}

/** Where the packed bytes begin, and the first of them. */
async function startOf(source: Source, entry: Entry): Promise<{ dataStart: number; start: Buffer }> {
  const at = entry.relativeOffsetOfLocalHeader;
  const here = await source.read(at, Math.min(START_BYTES, Math.max(LOCAL_HEADER_BYTES, source.sizeBytes - at)));
  if (here.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new EntryUnreadable('damaged');
  const headerBytes = LOCAL_HEADER_BYTES + here.readUInt16LE(26) + here.readUInt16LE(28);
  const dataStart = at + headerBytes;
  if (dataStart + entry.compressedSize > source.sizeBytes) throw new EntryUnreadable('damaged');
  const length = Math.min(HEAD_BYTES, entry.compressedSize);
  const start = headerBytes + length <= here.length ? here.subarray(headerBytes, headerBytes + length) : null;
  return { dataStart, start: start ?? (await source.read(dataStart, length)) };
}

function inflatedHead(start: Buffer): Buffer {
  try {
    return inflateRawSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_BYTES);
  } catch {
    return Buffer.alloc(0); // whoever reads it is told
  }
}

/** What is small is unpacked at once: of small files there are many, and to begin a stream takes longer than to unpack one. */
async function* unpacked(packed: Source, sizeBytes: number): AsyncGenerator<Buffer> {
  if (Math.max(packed.sizeBytes, sizeBytes) > AT_ONCE_BYTES) yield* inflated(packed.range(0, packed.sizeBytes));
  else yield inflateRawSync(await packed.read(0, packed.sizeBytes), { maxOutputLength: AT_ONCE_BYTES });
}

/** @throws EntryUnreadable `bomb` for more than was promised, `damaged` for less or for other bytes */
async function* checked(bytes: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let [got, sum] = [0, 0];
  for await (const chunk of bytes) {
    got += chunk.length;
    if (got > entry.uncompressedSize) throw new EntryUnreadable('bomb');
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (got !== entry.uncompressedSize || sum !== entry.crc32) throw new EntryUnreadable('damaged');
}
