// Pictures and videos to hashes, from an upload or from an address: bytes in, hashes out, nothing kept.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { fetchGuarded, GuardRefused } from '../../outside/index.ts';
import type { House } from '../../runtime/house.ts';
import { maxPictureBytes } from '../../runtime/http.ts';
import { readPicture } from '../picture-query.ts';
import { type ContentType, contentTypeNames, isSignalType, type SignalType, signalTypes } from './signal-types.ts';

export interface Hashed {
  type: SignalType;
  /** Empty for a picture too poor to be matched, as in the original. */
  hash: string;
  quality: number | null;
}

/** The largest video that is hashed, in bytes. It is never in memory as a whole. */
export const maxVideoBytes = 1024 * 1024 * 1024;
/** The largest file fetched from an address, in bytes: the original's default. */
const maxFetchedBytes = 100 * 1024 * 1024;
/** For the whole of a fetch: the original's default. */
const fetchTimeoutMs = 30_000;
/** PDQ hashes below this quality are not given out: the protocol's fixed bound. */
const lowestQuality = 50;

/** What may be reached although it is closed; tests give it in code. */
export interface MediaOptions {
  exempt?: readonly string[];
}

/** @param types the query parameter: signal types with commas between. @throws Refusal for a type that a content type lacks. */
export function chooseTypes(contentType: string, types: string | undefined): ContentType {
  const known = contentTypeNames.find((name) => name === contentType);
  if (!known) throw new Refusal('bad-input', 'no-such-content-type', `no such content_type: '${contentType}'`);
  if (types === undefined) return known;
  const wanted = types
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const stray = wanted.find((name) => !isSignalType(name) || signalTypes[name].contentType !== known);
  if (stray !== undefined)
    throw new Refusal('bad-input', 'no-such-signal-type', `signal type '${stray}' doesn't exist or is disabled`);
  if (wanted.length === 0) throw new Refusal('bad-input', 'no-signal-type', 'empty signal type selection');
  return known;
}

/** Hashes a file as it comes in. */
export async function hashFile(house: House, contentType: ContentType, file: AsyncIterable<Buffer>): Promise<Hashed> {
  if (contentType === 'video') return { type: 'video_md5', hash: await md5Of(file), quality: null };
  const { hash, quality } = await readAsAsked(house, await collect(file, maxPictureBytes));
  return { type: 'pdq', hash: quality < lowestQuality ? '' : Buffer.from(hash).toString('hex'), quality };
}

async function md5Of(file: AsyncIterable<Buffer>): Promise<string> {
  const digest = createHash('md5');
  for await (const piece of file) digest.update(piece);
  return digest.digest('hex');
}

// Read to its end even when it is too large: an upload whose rest nobody takes would hold up its connection.
async function collect(file: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.length;
    if (bytes <= maxBytes) pieces.push(piece);
    else pieces = [];
  }
  if (bytes <= maxBytes) return Buffer.concat(pieces);
  throw new Refusal('too-large', 'picture-too-large', `Content too large: a picture may have ${maxBytes} bytes`);
}

// Clients of the protocol know 400 for a file that is no picture; 415 and 422 mean something else to them.
async function readAsAsked(house: House, bytes: Buffer) {
  try {
    return await readPicture(house, bytes);
  } catch (fault) {
    if (!(fault instanceof Refusal) || (fault.kind !== 'unsupported' && fault.kind !== 'unprocessable')) throw fault;
    throw new Refusal('bad-input', fault.code, fault.message, { cause: fault });
  }
}

export interface Upload {
  /** null: the form has no file. */
  hashed: Hashed | null;
  fields: Record<string, string>;
}

/** Reads a form with one file, whose field is named after its content type. */
export async function readUpload(house: House, request: FastifyRequest, types: string | undefined): Promise<Upload> {
  const upload: Upload = { hashed: null, fields: {} };
  let files = 0;
  let fault: unknown;
  for await (const part of request.parts({ limits: { fileSize: maxVideoBytes, files: 2 } })) {
    if (part.type === 'field') {
      upload.fields[part.fieldname] = String(part.value);
      continue;
    }
    files += 1;
    try {
      if (files > 1) throw new Refusal('bad-input', 'too-many-files', 'Only one file allowed per request');
      upload.hashed = await hashFile(house, chooseTypes(part.fieldname, types), part.file);
    } catch (thrown) {
      fault ??= thrown;
    }
    part.file.resume(); // the rest of a file that was refused, so that the form ends
  }
  if (fault) throw fault;
  return upload;
}

/** The file that a request must bring. @throws Refusal when it brings none. */
export async function hashUpload(house: House, request: FastifyRequest, types: string | undefined): Promise<Hashed> {
  const { hashed } = request.isMultipart() ? await readUpload(house, request, types) : { hashed: null };
  if (hashed) return hashed;
  throw new Refusal('bad-input', 'no-file', 'Missing multipart/form-data file upload');
}

export interface AddressGiven {
  url: string;
  content_type?: string | null | undefined;
  types?: string | null | undefined;
}

/** Fetches a file and hashes it. Off unless the operator allows it: an address may lead anywhere. */
export async function hashAddress(house: House, given: AddressGiven, options: MediaOptions): Promise<Hashed> {
  if (!house.configuration.fetchMedia)
    throw new Refusal(
      'forbidden',
      'fetching-is-off',
      'Fetching media from addresses is disabled here, missing role: upload the file or send its hash, or ask the operator for SUAKA_FETCH_MEDIA=on',
    );
  const declared = given.content_type ? chooseTypes(given.content_type, given.types ?? undefined) : null;
  try {
    await using answer = await fetchGuarded(given.url, {
      maxBytes: maxFetchedBytes,
      timeoutMs: fetchTimeoutMs,
      ...options,
    });
    if (answer.status >= 400) throw new GuardRefused('unreachable', `the server answered with status ${answer.status}`);
    const contentType = declared ?? chooseTypes(inferred(answer.headers['content-type']), given.types ?? undefined);
    return await hashFile(house, contentType, answer.body);
  } catch (fault) {
    throw fault instanceof GuardRefused ? asAnswered(fault) : fault;
  }
}

function inferred(header: string | undefined): ContentType {
  if (/^image/i.test(header ?? '')) return 'photo';
  if (/^video/i.test(header ?? '')) return 'video';
  throw new Refusal(
    'bad-input',
    'unsupported-content-type',
    `unsupported url ContentType: '${header ?? ''}'; say what it is with content_type=photo or content_type=video`,
  );
}

function asAnswered(fault: GuardRefused): Refusal {
  const { reason, message } = fault;
  if (reason === 'too-large') return new Refusal('too-large', 'too-large', 'Content too large', { cause: fault });
  const unsafe = reason === 'bad-address' || reason === 'closed-address' || reason === 'closed-port';
  const said = unsafe ? `Invalid or unsafe URL provided: ${message}` : `Failed to fetch URL: ${message}`;
  return new Refusal('bad-input', `fetch-${reason}`, said, { cause: fault });
}
