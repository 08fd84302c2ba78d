// Opening an export of a desk: for the key it was encrypted to, before its end, whole and as the desk signed it. What it
// lists may be used only when this came to its end without a fault.
import { createHash, type Hash, type KeyObject } from 'node:crypto';
import { verifySignature } from '../../../audit/signing.ts';
import { Refusal } from '../../../kit/errors.ts';
import { publicDigits, scanPackage } from '../../../recognise/index.ts';
import { ByteReader } from './byte-reader.ts';

const { chunkHead, openChunk, packageHeader, packageKey, packageMagic, signedText, unpack } = scanPackage;
export type PackageHeader = scanPackage.PackageHeader;
export type PackedRecord = scanPackage.PackedRecord;

export interface OpenOptions {
  /** The recipient's secret key; null where none was given. */
  secret: KeyObject | null;
  /** The desk's public key as it was told otherwise, 64 hexadecimal digits; null: whoever signed. */
  issuerKey: string | null;
  now: Date;
}

export interface OpenPackage {
  header: PackageHeader;
  /** To be read to its end: the signature stands there. @throws Refusal for whatever is not as it was written. */
  records(): AsyncGenerator<PackedRecord>;
}

/** Whether a file that begins so is an export of a desk. */
export const isPackage = (head: Uint8Array): boolean => {
  const magic = Buffer.from(packageMagic);
  return Buffer.from(head).subarray(0, magic.length).equals(magic);
};

/**
 * Reads the header and refuses what cannot be opened.
 * @throws Refusal `package-damaged`, `package-needs-key`, `package-not-for-this-key`, `package-expired`,
 *   `package-not-from-that-desk`.
 */
export async function openPackage(stream: AsyncIterable<Uint8Array>, options: OpenOptions): Promise<OpenPackage> {
  const hash = createHash('sha256');
  const reader = new ByteReader(stream, (bytes) => hash.update(bytes));
  const { header, line } = await readHeader(reader);
  const secret = mayOpen(header, options);
  const { id, ephemeralKey, salt } = header;
  let key: Buffer;
  try {
    key = packageKey(secret, ephemeralKey, salt, line);
  } catch (cause) {
    throw damaged(`the key in the header of ${id} is none`, cause);
  }
  return { header, records: () => readRecords(reader, key, header, hash) };
}

async function readHeader(reader: ByteReader): Promise<{ header: PackageHeader; line: Buffer }> {
  const magic = await reader.take(packageMagic.length);
  if (!magic || !isPackage(magic)) throw damaged('it does not begin as one');
  const line = await reader.takeLine(scanPackage.longestHeaderBytes);
  if (!line) throw damaged('it ends within its header');
  try {
    const header = packageHeader.parse(JSON.parse(line.toString('utf8')));
    return { header, line };
  } catch (cause) {
    throw damaged('its header cannot be read', cause);
  }
}

function mayOpen(
  { id, issuer, recipient, expiresAt }: PackageHeader,
  { secret, issuerKey, now }: OpenOptions,
): KeyObject {
  if (!secret)
    throw refused(
      'package-needs-key',
      `${id} is encrypted to ${recipient.name}: name the file of its secret key with --key`,
    );
  const own = publicDigits(secret);
  if (own !== recipient.publicKey)
    throw refused(
      'package-not-for-this-key',
      `${id} is encrypted to the key ${recipient.publicKey} of ${recipient.name}; the key given here is ${own}`,
    );
  if (issuerKey !== null && issuerKey !== issuer.publicKey)
    throw refused(
      'package-not-from-that-desk',
      `${id} says that ${issuer.name} signed it with ${issuer.publicKey}; expected ${issuerKey}`,
    );
  if (now.getTime() >= Date.parse(expiresAt))
    throw refused('package-expired', `${id} was to be used until ${expiresAt}; ask ${issuer.name} for a new one`);
  return secret;
}

async function* readRecords(
  reader: ByteReader,
  key: Buffer,
  header: PackageHeader,
  hash: Hash,
): AsyncGenerator<PackedRecord> {
  for (let index = 0, last = false; !last; index += 1) {
    const head = await reader.take(4);
    if (!head) throw truncated(header.id);
    const length = chunkHead(head);
    if (!length) throw damaged(`part ${index + 1} of ${header.id} has a length that none has`);
    const sealed = await reader.take(length.bytes);
    if (!sealed) throw truncated(header.id);
    last = length.last;
    yield* opened(sealed, key, index, last, header.id);
  }
  const digest = hash.copy().digest();
  const signature = await reader.take(scanPackage.signatureBytes);
  if (!signature) throw truncated(header.id);
  if (await reader.take(1)) throw damaged(`${header.id} goes on after its end`);
  const signed = { signature: signature.toString('hex'), publicKey: header.issuer.publicKey };
  if (!verifySignature(signedText(digest), signed))
    throw refused('package-not-genuine', `${header.id} is not as ${header.issuer.name} signed it`);
}

function opened(sealed: Buffer, key: Buffer, index: number, last: boolean, id: string): PackedRecord[] {
  try {
    const records = openChunk(key, index, last, sealed);
    return [...unpack(records)];
  } catch (cause) {
    throw damaged(`part ${index + 1} of ${id} is not as it was written`, cause);
  }
}

const refused = (code: string, detail: string, cause?: unknown): Refusal =>
  new Refusal('bad-input', code, detail, { cause });
const damaged = (why: string, cause?: unknown): Refusal =>
  refused('package-damaged', `This export of a desk is damaged: ${why}`, cause);
const truncated = (id: string): Refusal => refused('package-truncated', `${id} is cut short: its end is missing`);
