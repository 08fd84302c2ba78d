// What passes between the server and a decoding process: a request is 8 bytes and then the picture, over the process's
// standard input; an answer is one line of JSON from its standard output. Both sides import this file.
import type { PictureFormat, RefusalCode } from './facts.ts';

export const REQUEST_HEADER_BYTES = 8;

/** The line a process writes once it can read pictures. */
export const READY = 'ready';

const formats: readonly PictureFormat[] = ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'];

export interface RequestHeader {
  /** Length of the picture that follows. */
  bytes: number;
  format: PictureFormat;
  variants: boolean;
}

/** Hashes and digests in hexadecimal. */
export interface FactsOnWire {
  hash: string;
  quality: number;
  width: number;
  height: number;
  md5: string;
  sha1: string;
  sha256: string;
  variants?: Record<string, string> | undefined;
}

export type Answer = { facts: FactsOnWire } | { refused: { code: RefusalCode; detail: string } };

/** Bytes 0-3: length, big-endian. Byte 4: index of the format. Byte 5: 1 when variants are wanted. */
export function packHeader({ bytes, format, variants }: RequestHeader): Buffer {
  const header = Buffer.alloc(REQUEST_HEADER_BYTES);
  header.writeUInt32BE(bytes, 0);
  header.writeUInt8(formats.indexOf(format), 4);
  header.writeUInt8(Number(variants), 5);
  return header;
}

export function unpackHeader(header: Buffer): RequestHeader {
  const format = formats[header.readUInt8(4)];
  if (!format) throw new RangeError(`format index is ${header.readUInt8(4)}, expected 0 to ${formats.length - 1}`);
  return { bytes: header.readUInt32BE(0), format, variants: header.readUInt8(5) === 1 };
}
