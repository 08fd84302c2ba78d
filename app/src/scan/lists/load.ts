// The lists of a scan, each file told by its content: an export of a desk, VICS as JSON, or a plain list.
import { createHash, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal } from '../../kit/errors.ts';
import type { ListedHash } from '../types.ts';
import { Listed, type ListedAlgorithm } from './listed.ts';
import { Matcher, usualQualityFloor, widestRadiusBits } from './matcher.ts';
import { isPackage, takePackage } from './package/index.ts';
import { readPlain } from './plain.ts';

export interface LoadOptions {
  now: Date;
  /** Reads a VICS file; without it, JSON is refused. */
  vics?: (path: string) => AsyncIterable<ListedHash> | Iterable<ListedHash>;
  /** The secret key that exports of a desk are encrypted to, as `suaka scan-key` wrote it. */
  secret?: KeyObject | null;
  /** The public key that exports have to be signed with, 64 hexadecimal digits. */
  issuerKey?: string | null;
  /** Of bare hashes of 64 digits; otherwise each is taken as SHA-256 and, where it can be one, as PDQ. */
  algorithm?: ListedAlgorithm | null;
  keepGood?: boolean;
}

/**
 * Loads lists for matching.
 * @throws Refusal that names the file: `list-not-readable`, `list-has-bad-lines`, `package-…`. None is left out silently.
 */
export async function loadLists(files: readonly string[], options: LoadOptions): Promise<Matcher> {
  const listed = new Listed();
  for (const file of files) await loadOne(listed, file, options);
  listed.finish();
  return new Matcher(listed);
}

async function loadOne(listed: Listed, file: string, options: LoadOptions): Promise<void> {
  const before = listed.lists.length;
  const head = await headOf(file);
  const given = { file, name: basename(file), sha256: '' };
  let sha256: string | null = null;
  if (isPackage(head)) {
    const { secret = null, issuerKey = null, now } = options;
    sha256 = await hashed(file, (stream) =>
      takePackage(listed, { file, sha256: '' }, stream, { secret, issuerKey, now }),
    );
  } else if (isVics(head)) {
    sha256 = await hashed(file, async (stream) => {
      for await (const _ of stream); // the reader takes the path
    });
    await loadVics(listed, given, options);
  } else {
    const { algorithm = null, keepGood = false, now } = options;
    sha256 = await hashed(file, (stream) => readPlain(listed, given, stream, { algorithm, keepGood, now }));
  }
  for (const list of listed.lists.slice(before)) list.sha256 = sha256;
}

/** VICS is one JSON object over many lines or with a `value`; a list with one object a line begins with a whole one. */
function isVics(head: Buffer): boolean {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!text.startsWith('{')) return text.startsWith('[');
  try {
    return 'value' in JSON.parse(text.split('\n', 1)[0]!);
  } catch {
    return true;
  }
}

async function loadVics(
  listed: Listed,
  given: { file: string; name: string; sha256: string },
  { vics }: LoadOptions,
): Promise<void> {
  if (!vics)
    throw new Refusal('bad-input', 'list-not-readable', `"${given.file}" is JSON, which nothing here reads as a list`);
  const list = listed.addList({
    ...given,
    kind: 'vics',
    radiusBits: widestRadiusBits,
    qualityFloor: usualQualityFloor,
    leftOut: 0,
    bad: 0,
  });
  for await (const { algorithm, hash, entry, classification } of vics(given.file))
    listed.add(list, algorithm, Buffer.from(hash, 'hex'), entry, classification);
}

const headBytes = 4096;

async function headOf(file: string): Promise<Buffer> {
  const handle = await reading(file, () => open(file));
  try {
    const { buffer, bytesRead } = await reading(file, () => handle.read(Buffer.alloc(headBytes), 0, headBytes, 0));
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Lends a file's bytes out and hashes what was read of it, to its end. */
async function hashed(file: string, take: (stream: AsyncIterable<Buffer>) => Promise<void>): Promise<string> {
  const hash = createHash('sha256');
  const handle = await reading(file, () => open(file));
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 })) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  }
  try {
    await take(bytes());
  } catch (fault) {
    throw naming(file, fault);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** A refusal says which of the lists it is about. */
function naming(file: string, fault: unknown): unknown {
  if (!(fault instanceof Refusal) || fault.message.includes(file)) return fault;
  const { kind, code, facts, fields, message } = fault;
  return new Refusal(kind, code, `The list "${file}": ${message}`, { facts, fields, cause: fault });
}

async function reading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Refusal(
      'bad-input',
      'list-not-readable',
      `The list "${file}" cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
}
