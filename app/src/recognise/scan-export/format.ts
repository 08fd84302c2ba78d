// The form of an export for scanning, version 1: the one definition that the desk writes by and a scan reads by.
// A line that names the form; a header as one line of JSON; encrypted chunks; the desk's signature over all before it.
import { createCipheriv, createDecipheriv, createHash, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type Algorithm, algorithms } from '../hashes.ts';
import { publicKeyObject } from './keys.ts';

/** The first line of the file. */
export const packageMagic = 'suaka-scan-export/1\n';
/** A header is never longer, its line break included. */
export const longestHeaderBytes = 8192;
/** What a writer gathers before it encrypts; a chunk holds whole records only. */
export const chunkBytes = 256 * 1024;
/** A reader takes no longer chunk: one that claims more is damaged. */
export const longestChunkBytes = 1024 * 1024;
export const signatureBytes = 64;
const tagBytes = 16;

const key = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits in lower case');
const party = z.strictObject({ name: z.string().min(1).max(200), publicKey: key });
const instant = z.iso.datetime('a time in UTC such as 2031-03-14T01:59:26.000Z');

/** What anyone who holds the file can read: whose it is, for whom, until when. Nothing of what it lists. */
export const packageHeader = z.strictObject({
  kind: z.literal('suaka-scan-export'),
  version: z.literal(1),
  id: z.string().min(1).max(64),
  /** The desk, with the Ed25519 key that signs at the end. */
  issuer: party,
  /** Whose X25519 key it is encrypted to. */
  recipient: party,
  ephemeralKey: key,
  salt: key,
  issuedAt: instant,
  expiresAt: instant,
});
export type PackageHeader = z.infer<typeof packageHeader>;

/** The bytes of a header as they stand in the file. */
export const headerLine = (header: PackageHeader): Buffer => Buffer.from(`${JSON.stringify(header)}\n`, 'utf8');

/**
 * The key of a package: X25519 between one side's secret key and the other side's public one, then HKDF-SHA-256 over the
 * header's salt. The header's own hash goes in, so that under a header that was changed nothing opens.
 */
export function packageKey(mine: KeyObject, theirs: string, salt: string, header: Uint8Array): Buffer {
  const shared = diffieHellman({ privateKey: mine, publicKey: publicKeyObject(theirs) });
  const info = Buffer.concat([Buffer.from(packageMagic, 'utf8'), createHash('sha256').update(header).digest()]);
  return Buffer.from(hkdfSync('sha256', shared, Buffer.from(salt, 'hex'), info, 32));
}

/** The highest bit of a chunk's length says that it is the last one. */
const lastBit = 0x8000_0000;

// A package's key is its own, so a count is a nonce. That a chunk is the last is part of it: none can be cut off or added.
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(last ? 1 : 0, 0);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

/** A chunk as it stands in the file: its length in four bytes, then AES-256-GCM with the tag at its end. */
export function sealChunk(secret: Buffer, index: number, last: boolean, records: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', secret, nonceOf(index, last));
  const sealed = Buffer.concat([Buffer.alloc(4), cipher.update(records), cipher.final(), cipher.getAuthTag()]);
  sealed.writeUInt32BE((sealed.length - 4 + (last ? lastBit : 0)) >>> 0, 0);
  return sealed;
}

/** What the four bytes before a chunk say; null where no chunk can be so long. */
export function chunkHead(head: Buffer): { bytes: number; last: boolean } | null {
  const word = head.readUInt32BE(0);
  const [bytes, last] = [word % lastBit, word >= lastBit];
  return bytes < tagBytes || bytes > longestChunkBytes ? null : { bytes, last };
}

/** @throws Error when a single bit of it is not as it was sealed. */
export function openChunk(secret: Buffer, index: number, last: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secret, nonceOf(index, last), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
}

/** What the desk's key signs: not the file itself but its hash, after a text that begins no other document of a desk. */
export const signedText = (sha256: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(packageMagic, 'utf8'), Buffer.from(sha256)]);

/** A list within a package: one bank of the desk. */
export const packedList = z.strictObject({
  code: z.string().min(1).max(63),
  name: z.string().min(1).max(200),
  ground: z.string().min(1).max(64),
  legalBasis: z.string().max(1000),
  radiusBits: z.int().min(0).max(31),
  qualityFloor: z.int().min(0).max(100),
});
export type PackedList = z.infer<typeof packedList>;

/** A listed hash. `list` and `word`, its classification, are the places of records that came before it. */
export interface PackedEntry {
  algorithm: Algorithm;
  code: Uint8Array;
  /** The desk's number of it: `sig_` and this. */
  number: number;
  list: number;
  word: number | null;
}

export type PackedRecord =
  | { is: 'list'; list: PackedList }
  | { is: 'word'; word: string }
  | { is: 'entry'; entry: PackedEntry };

const [listTag, wordTag, entryTag] = [0x01, 0x02, 0x10];
const packedAlgorithms = ['pdq', 'md5', 'sha1', 'sha256'] as const satisfies readonly Algorithm[];
const noWord = 0xffff;
/** How many lists, and how many different classifications, one package can name. */
export const mostNamed = noWord;
const entryHeadBytes = 9;

export const packList = (list: PackedList): Buffer => packText(listTag, JSON.stringify(list));
export const packWord = (word: string): Buffer => packText(wordTag, word);

function packText(tag: number, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const head = Buffer.from([tag, 0, 0]);
  head.writeUInt16BE(bytes.length, 1); // throws above 65,535: no list and no classification is so long
  return Buffer.concat([head, bytes]);
}

export function packEntry({ algorithm, code, number, list, word }: PackedEntry): Buffer {
  const packed = Buffer.allocUnsafe(entryHeadBytes + code.length);
  packed.writeUInt8(entryTag + packedAlgorithms.indexOf(algorithm), 0);
  packed.writeUInt32BE(number, 1);
  packed.writeUInt16BE(list, 5);
  packed.writeUInt16BE(word ?? noWord, 7);
  packed.set(code, entryHeadBytes);
  return packed;
}

/** The records of one chunk. @throws RangeError for bytes that are none. */
export function* unpack(records: Buffer): Generator<PackedRecord> {
  for (let at = 0; at < records.length; ) {
    const tag = records.readUInt8(at);
    const algorithm = packedAlgorithms[tag - entryTag];
    if (algorithm) {
      const end = at + entryHeadBytes + algorithms[algorithm].bytes;
      if (end > records.length) throw new RangeError(`a record of ${records.length - at} bytes; expected ${end - at}`);
      yield { is: 'entry', entry: entryAt(records, at, algorithm, end) };
      at = end;
    } else {
      const end = at + 3 + records.readUInt16BE(at + 1);
      if (end > records.length) throw new RangeError(`a record of ${records.length - at} bytes; expected ${end - at}`);
      const text = records.toString('utf8', at + 3, end);
      if (tag === listTag) yield { is: 'list', list: packedList.parse(JSON.parse(text)) };
      else if (tag === wordTag) yield { is: 'word', word: text };
      else throw new RangeError(`a record that begins with ${tag}; expected ${listTag}, ${wordTag} or 16 to 19`);
      at = end;
    }
  }
}

function entryAt(records: Buffer, at: number, algorithm: Algorithm, end: number): PackedEntry {
  const word = records.readUInt16BE(at + 7);
  return {
    algorithm,
    code: records.subarray(at + entryHeadBytes, end),
    number: records.readUInt32BE(at + 1),
    list: records.readUInt16BE(at + 5),
    word: word === noWord ? null : word,
  };
}
