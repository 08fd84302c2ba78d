// What passes between the scan and a process that reads: frames over the process's standard input, lines of JSON from its
// standard output. A file in a folder is opened by the process itself, so that its bytes never pass between two processes;
// only what lies in an archive is sent. Both sides import this file.

/** The line a process writes once it can read. */
export const READY = 'ready';

/** A frame is one byte that says what it is, four for the length of what follows, big-endian, and what follows. */
export const FRAME_HEADER_BYTES = 5;

/** `file`: a request, the file is opened by its path. `stream`: a request, its bytes follow. `failed`: there are no more. */
export const frameKinds = ['file', 'stream', 'data', 'end', 'failed'] as const;
export type FrameKind = (typeof frameKinds)[number];

/** What is asked of a process, as JSON. */
export interface ReadRequest {
  /** The path as bytes, in base64; null for a stream. */
  path: string | null;
  /** What the walk saw: of a stream only a hint. */
  sizeBytes: number;
  /** False for digests and type alone. */
  decode: boolean;
}

export interface DigestsOnWire {
  sizeBytes: number;
  type: string | null;
  md5: string;
  sha1: string;
  sha256: string;
  /** Milliseconds; null for a stream. */
  modifiedAtMs: number | null;
  /** Other than it was when its reading began. */
  changed: boolean;
  /** True when an answer about the picture follows. */
  more: boolean;
}

export interface PictureOnWire {
  width: number;
  height: number;
  /** Hexadecimal. */
  pdq: string;
  quality: number;
}

export function packFrame(kind: FrameKind, body: Uint8Array = new Uint8Array()): Buffer[] {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt8(frameKinds.indexOf(kind), 0);
  header.writeUInt32BE(body.length, 1);
  return body.length === 0 ? [header] : [header, Buffer.from(body.buffer, body.byteOffset, body.length)];
}

export function unpackFrameHeader(header: Buffer): { kind: FrameKind; bytes: number } {
  const kind = frameKinds[header.readUInt8(0)];
  if (!kind) throw new RangeError(`a frame is of kind ${header.readUInt8(0)}, expected 0 to ${frameKinds.length - 1}`);
  return { kind, bytes: header.readUInt32BE(1) };
}
