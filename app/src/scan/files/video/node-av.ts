// The video decoder as far as it is used here. node-av is no dependency of ours: the operator installs it, and its types are
// not at hand, so what is used of them stands here (node-av 6.1.1, `node-av/lib`).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Ratio {
  num: number;
  den: number;
}

export interface AvFrame {
  width: number;
  height: number;
  format: number;
  linesize: number[];
  data: Buffer[] | null;
  alloc(): void;
  allocBuffer(): number;
  unref(): void;
  free(): void;
}

export interface AvPacket {
  streamIndex: number;
  alloc(): void;
  unref(): void;
  free(): void;
}

export interface AvStream {
  index: number;
  /** Of a HEIF picture, the item's. */
  id: number;
  codecpar: { codecId: number; width: number; height: number };
  avgFrameRate: Ratio;
  discard: number;
}

export interface AvInput {
  allocContextWithCallbacks(
    bufferBytes: number,
    writes: 0,
    read: (length: number) => Buffer | null,
    write: undefined,
    seek: (offset: bigint, how: number) => bigint,
  ): void;
}

export interface AvFormat {
  pb: AvInput | null;
  streams: AvStream[];
  maxStreams: number;
  allocContext(): void;
  openInputSync(url: string, format: null, options: unknown): number;
  findStreamInfoSync(): number;
  findBestStream(type: number): number;
  readFrameSync(packet: AvPacket): number;
  closeInputSync(): void;
}

export interface AvCodec {
  threadCount: number;
  allocContext3(codec: unknown): void;
  parametersToContext(parameters: unknown): number;
  setOption(name: string, value: number): number;
  open2Sync(codec: unknown, options: null): number;
  sendPacketSync(packet: AvPacket | null): number;
  receiveFrameSync(frame: AvFrame): number;
  freeContext(): void;
}

export interface AvScaler {
  getContext(w: number, h: number, from: number, toW: number, toH: number, to: number, flags: number): void;
  scaleFrameSync(to: AvFrame, from: AvFrame): number;
  freeContext(): void;
}

export interface Av {
  FormatContext: new () => AvFormat;
  IOContext: new () => AvInput;
  CodecContext: new () => AvCodec;
  SoftwareScaleContext: new () => AvScaler;
  Frame: new () => AvFrame;
  Packet: new () => AvPacket;
  Codec: { findDecoder(id: number): unknown };
  Dictionary: { fromObject(values: Record<string, string>): unknown };
  Log: { setLevel(level: number): void };
}

/** From FFmpeg's own headers. */
export const VIDEO = 0; // AVMEDIA_TYPE_VIDEO
export const RGB24 = 2; // AV_PIX_FMT_RGB24
export const AREA = 0x20; // SWS_AREA
export const DISCARD_ALL = 48; // AVDISCARD_ALL
const QUIET = -8; // AV_LOG_QUIET

/** @throws Error if it is not in that folder or does not load. */
export async function loadDecoder(folder: string): Promise<Av> {
  const found = createRequire(join(folder, 'package.json')).resolve('node-av/lib');
  const av: Av = await import(pathToFileURL(found).href);
  av.Log.setLevel(QUIET); // its words may quote a file
  return av;
}
