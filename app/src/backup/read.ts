// Reading the file, in a stream of bounded memory, with every count and checksum proven on the way.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createZstdDecompress } from 'node:zlib';
import { Bytes } from './bytes.ts';
import {
  type Frame,
  firstLine,
  following,
  formatVersion,
  frameShapes,
  header as headerShape,
  type Header,
  kindBytes,
  lastLine,
  longestFrameBytes,
  longestHeaderBytes,
  rowsWithin,
  tableName,
} from './format.ts';
import { cutShort, damaged, newer, noSuchFile, notABackup } from './refusals.ts';

export interface OpenBackup {
  header: Header;
  /** To be read to its end, which is reached only when the file is whole. */
  frames: AsyncGenerator<Frame>;
  /** How much of the file was read so far, and its size, in bytes. */
  progress: () => { done: number; total: number };
}

/**
 * Opens a backup and reads its header.
 * @throws Refusal `no-such-file`, `not-a-backup`, `backup-newer`, `backup-cut-short`; and, from the frames, `backup-cut-short` or `backup-damaged`.
 */
export async function openBackup(file: string): Promise<OpenBackup> {
  const { header, bytes, total } = await readEnds(file);
  let source: ReadStream | undefined;
  const frames = async function* () {
    const decompress = createZstdDecompress();
    source = createReadStream(file, { start: bytes.length, end: total - lastLine.length - 1 });
    source.once('error', (fault) => decompress.destroy(fault));
    source.pipe(decompress);
    try {
      yield* provenFrames(file, header, createHash('sha256').update(bytes), new Bytes(decompress));
    } catch (fault) {
      throw inWords(file, fault);
    } finally {
      source.destroy();
      decompress.destroy();
    }
  };
  return { header, frames: frames(), progress: () => ({ done: bytes.length + (source?.bytesRead ?? 0), total }) };
}

async function readEnds(file: string): Promise<{ header: Header; bytes: Buffer; total: number }> {
  const handle = await open(file).catch((fault: NodeJS.ErrnoException) => {
    throw fault.code === 'ENOENT' ? noSuchFile(file) : fault;
  });
  try {
    const { size } = await handle.stat();
    const read = async (at: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, Math.max(0, at));
      return buffer.subarray(0, bytesRead);
    };
    const start = parseHeader(file, await read(0, longestHeaderBytes));
    const end = size - lastLine.length;
    if ((await read(end, lastLine.length)).toString() !== lastLine || end <= start.bytes.length) throw cutShort(file);
    return { ...start, total: size };
  } finally {
    await handle.close();
  }
}

function parseHeader(file: string, start: Buffer): { header: Header; bytes: Buffer } {
  const first = start.subarray(0, Math.max(0, start.subarray(0, 100).indexOf('\n'))).toString();
  const found = /^suaka backup (\d{1,9})$/.exec(first);
  if (!first.startsWith(firstLine) || !found) throw notABackup(file);
  if (Number(found[1]) > formatVersion) throw newer(file, `its format is ${found[1]}, this one reads ${formatVersion}`);
  const end = start.indexOf('\n', first.length + 1);
  if (end === -1) throw start.length < longestHeaderBytes ? cutShort(file) : damaged(file, 'its header has no end');
  try {
    const header = headerShape.parse(JSON.parse(start.subarray(first.length + 1, end).toString()));
    return { header, bytes: Buffer.from(start.subarray(0, end + 1)) };
  } catch (cause) {
    throw damaged(file, 'its header cannot be read', cause);
  }
}

const kinds = new Map(Object.entries(kindBytes).map(([kind, byte]) => [byte, kind as Frame['kind']]));

/** The frames in order; each count and checksum is compared before the frame that states it is given out. */
async function* provenFrames(file: string, header: Header, whole: Hash, bytes: Bytes): AsyncGenerator<Frame> {
  const proof = new Proof(file, header);
  for (let last: Frame['kind'] | 'header' = 'header'; last !== 'end'; ) {
    const head = await bytes.take(5);
    if (!head) throw cutShort(file);
    const kind = kinds.get(head.readUInt8());
    const length = head.readUInt32BE(1);
    if (!kind || !following[last].includes(kind) || length > longestFrameBytes)
      throw damaged(file, `after ${last} comes what does not belong there`);
    const payload = await bytes.take(length);
    if (!payload) throw cutShort(file);
    const frame = decode(kind, payload);
    if (frame.kind === 'end') proof.end(frame.value, whole.digest('hex'));
    else whole.update(head).update(payload);
    proof.take(frame);
    yield frame;
    last = kind;
  }
  if (await bytes.take(1)) throw damaged(file, 'something follows its end');
}

function decode(kind: Frame['kind'], payload: Buffer): Frame {
  if (kind === 'rows') return { kind, bytes: payload };
  return { kind, value: frameShapes[kind].parse(JSON.parse(payload.toString())) } as Frame;
}

/** Counts along and compares. */
class Proof {
  readonly #file: string;
  readonly #tables: Header['tables'];
  #table = 0;
  #rows = 0;
  #allRows = 0;
  #hash = createHash('sha256');

  constructor(file: string, header: Header) {
    this.#file = file;
    this.#tables = header.tables;
  }

  take(frame: Frame): void {
    if (frame.kind === 'table' && JSON.stringify(frame.value) !== JSON.stringify(this.#tables[this.#table]))
      throw damaged(this.#file, `its header does not announce ${tableName(frame.value)} there`);
    if (frame.kind === 'rows') this.#take(frame.bytes);
    if (frame.kind === 'table-end') this.#endTable(frame.value);
  }

  #take(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.#rows += rowsWithin(bytes);
  }

  #endTable({ rows, sha256 }: { rows: number; sha256: string }): void {
    const name = tableName(this.#tables[this.#table]!);
    if (rows !== this.#rows) throw damaged(this.#file, `${name} has ${this.#rows} rows and says ${rows}`);
    if (sha256 !== this.#hash.digest('hex')) throw damaged(this.#file, `the checksum of ${name} does not fit`);
    this.#table += 1;
    this.#allRows += rows;
    this.#rows = 0;
    this.#hash = createHash('sha256');
  }

  end(said: { tables: number; rows: number; sha256: string }, sha256: string): void {
    if (this.#table !== this.#tables.length || said.tables !== this.#table || said.rows !== this.#allRows)
      throw damaged(this.#file, `it holds ${this.#table} of ${this.#tables.length} tables`);
    if (said.sha256 !== sha256) throw damaged(this.#file, 'the checksum of the whole does not fit');
  }
}

/** What the decompressor and the parser say of bytes they cannot read. */
function inWords(file: string, fault: unknown): unknown {
  const { code, name } = fault as { code?: string; name?: string };
  if (code === 'Z_BUF_ERROR') return cutShort(file);
  if (code?.startsWith('ZSTD_') || name === 'SyntaxError' || name === 'ZodError')
    return damaged(file, 'its content cannot be read', fault);
  return fault;
}
