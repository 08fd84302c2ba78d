// Writing the file: under another name beside its place, synced, and renamed once it is whole.
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { Refusal } from '../kit/errors.ts';
import { syncFolder } from '../runtime/durable.ts';
import { encodeFrame, encodeHeader, type Frame, type Header, lastLine } from './format.ts';

/** What a writer is given: the frames without the counts and checksums, which it adds. */
export type Section = Extract<Frame, { kind: 'table' | 'rows' | 'sequences' }> | { kind: 'table-end'; rows: number };

export interface Written {
  tables: number;
  rows: number;
  /** Of the file. */
  bytes: number;
  /** Of header and frames, uncompressed; it names the backup. */
  sha256: string;
}

/** @throws Refusal `file-exists` when something has that name already: a backup is never overwritten. */
export async function writeBackup(path: string, header: Header, sections: AsyncIterable<Section>): Promise<Written> {
  const file = resolve(path);
  await refuseExisting(file);
  const unfinished = `${file}.unfinished-${randomBytes(4).toString('hex')}`;
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    const written = await writeInto(handle, header, sections);
    await refuseExisting(file);
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return written;
  } catch (fault) {
    await rm(unfinished, { force: true });
    throw fault;
  }
}

async function refuseExisting(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found) throw new Refusal('conflict', 'file-exists', `${file} exists already; give the backup another name`);
}

async function writeInto(handle: FileHandle, header: Header, sections: AsyncIterable<Section>): Promise<Written> {
  try {
    const begin = encodeHeader(header);
    await handle.writeFile(begin);
    const sums = { tables: 0, rows: 0, sha256: '' };
    const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    await pipeline(encode(createHash('sha256').update(begin), sections, sums), compress, async (compressed) => {
      for await (const bytes of compressed) await handle.writeFile(bytes); // goes on where the last one ended
    });
    await handle.writeFile(lastLine);
    await handle.sync();
    return { ...sums, bytes: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

async function* encode(
  whole: Hash,
  sections: AsyncIterable<Section>,
  sums: Omit<Written, 'bytes'>,
): AsyncGenerator<Buffer> {
  for await (const frame of completed(sections, sums)) {
    const bytes = encodeFrame(frame);
    whole.update(bytes);
    yield bytes;
  }
  sums.sha256 = whole.digest('hex');
  yield encodeFrame({ kind: 'end', value: { ...sums } });
}

/** Adds to each table's end its checksum, and sums up. */
async function* completed(sections: AsyncIterable<Section>, sums: Omit<Written, 'bytes'>): AsyncGenerator<Frame> {
  let hash = createHash('sha256');
  for await (const section of sections) {
    if (section.kind === 'rows') hash.update(section.bytes);
    if (section.kind !== 'table-end') {
      yield section;
      continue;
    }
    sums.tables += 1;
    sums.rows += section.rows;
    yield { kind: 'table-end', value: { rows: section.rows, sha256: hash.digest('hex') } };
    hash = createHash('sha256');
  }
}
