// An index as one buffer: a header, all ids, all codes. Little-endian, as every platform with WebAssembly is:
//
//   0  8 bytes  "suakaham"
//   8  u32      version, 1
//  12  u32      bits of a code, 256
//  16  u32      number of codes, n
//  20  u32      CRC-32 of bytes 0-19 and of everything from byte 24 on
//  24  4n       ids, u32 each
//      32n      codes, in the order of the ids

import { crc32 } from './crc32.ts';
import { CODE_BYTES } from './rows.ts';

const MAGIC = 'suakaham';
const VERSION = 1;
const CODE_BITS = 256;
const CHECKSUM_AT = 20;
const HEADER_BYTES = 24;
const ID_BYTES = 4;

export interface Snapshot {
  ids: Uint32Array;
  codes: Uint8Array;
}

/** The buffer of a snapshot of `count` codes. `fill` is given views of the ids and codes in it, to write them. */
export function writeSnapshot(count: number, fill: (snapshot: Snapshot) => void): ArrayBuffer {
  const buffer = new ArrayBuffer(HEADER_BYTES + count * (ID_BYTES + CODE_BYTES));
  fill({
    ids: new Uint32Array(buffer, HEADER_BYTES, count),
    codes: new Uint8Array(buffer, HEADER_BYTES + count * ID_BYTES),
  });
  const bytes = new Uint8Array(buffer);
  const header = new DataView(buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  header.setUint32(8, VERSION, true);
  header.setUint32(12, CODE_BITS, true);
  header.setUint32(16, count, true);
  header.setUint32(CHECKSUM_AT, checksum(bytes), true);
  return buffer;
}

/**
 * What is in a snapshot's buffer.
 *
 * @throws TypeError if it is neither an ArrayBuffer nor a Uint8Array; RangeError if it is no snapshot, of another
 *   version, cut short, too long or changed since it was written.
 */
export function readSnapshot(buffer: ArrayBuffer | Uint8Array): Snapshot {
  const bytes = bytesOf(buffer);
  const codesAt = HEADER_BYTES + checkHeader(bytes) * ID_BYTES;
  return {
    ids: new Uint32Array(bytes.slice(HEADER_BYTES, codesAt).buffer),
    codes: bytes.subarray(codesAt),
  };
}

function bytesOf(buffer: ArrayBuffer | Uint8Array): Uint8Array {
  if (buffer instanceof Uint8Array) return buffer;
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer);
  throw new TypeError(`The snapshot is ${typeof buffer}; expected an ArrayBuffer or a Uint8Array`);
}

/** Returns the number of codes. */
function checkHeader(bytes: Uint8Array): number {
  if (bytes.length < HEADER_BYTES) {
    throw new RangeError(`The snapshot has ${bytes.length} bytes; expected at least ${HEADER_BYTES}`);
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new RangeError(`The snapshot starts with ${JSON.stringify(magic)}; expected "${MAGIC}"`);
  expectField('version', header.getUint32(8, true), VERSION);
  expectField('bits per code', header.getUint32(12, true), CODE_BITS);
  const count = header.getUint32(16, true);
  expectField('length in bytes', bytes.length, HEADER_BYTES + count * (ID_BYTES + CODE_BYTES));
  expectField('checksum', header.getUint32(CHECKSUM_AT, true), checksum(bytes));
  return count;
}

function expectField(name: string, seen: number, expected: number): void {
  if (seen !== expected) throw new RangeError(`The snapshot's ${name} is ${seen}; expected ${expected}`);
}

function checksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, CHECKSUM_AT)));
}
