// A video's frames, one after the other, each valid until the next is asked for. Runs in the process that decodes videos.
import type { Unreadable } from '../../types.ts';
import { memoryInput } from './memory-input.ts';
import { DISCARD_ALL, VIDEO } from './node-av.ts';
import type { Av, AvCodec, AvFormat, AvFrame, AvStream } from './node-av.ts';

export interface DecodedFrame {
  number: number;
  frame: AvFrame;
  /** Of a video's second. */
  fps: number;
  size: { width: number; height: number };
}

/** An open file's descriptor, or what is held in memory. */
export type Bytes = number | Buffer;

export class VideoRefused extends Error {
  readonly why: Unreadable;

  constructor(why: Unreadable) {
    super(`the video is not read: ${why}`);
    this.why = why;
  }
}

/** Nothing but a file's own bytes is opened: a playlist or a scene list could name other files, and addresses. */
const formats =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,live_flv,mpeg,mpegts,mpegvideo,m4v,h264,hevc,asf,asf_o,ogg,rm,mxf,dv,ivf,swf,gxf,nut,wtv,vc1,obu';

/** Larger sides than this have no hash. */
const MAX_SIDE = 65_535;

/** @throws VideoRefused, or what the decoder throws. */
export function* framesOf(av: Av, from: Bytes, maxPixels: number): Generator<DecodedFrame> {
  const input = new av.FormatContext();
  let codec: AvCodec | undefined;
  try {
    const stream = openStream(av, input, from);
    codec = openCodec(av, stream, maxPixels);
    yield* decode(av, input, codec, stream);
  } finally {
    codec?.freeContext();
    input.closeInputSync();
  }
}

/** @throws VideoRefused if it is no video. */
export function openInput(av: Av, input: AvFormat, from: Bytes): void {
  input.allocContext();
  const options = { protocol_whitelist: 'fd', format_whitelist: formats };
  const isFile = typeof from === 'number';
  if (!isFile) input.pb = memoryInput(av, from);
  const dictionary = av.Dictionary.fromObject(isFile ? { ...options, fd: String(from) } : options);
  if (input.openInputSync(isFile ? 'fd:' : '', null, dictionary) < 0) throw new VideoRefused('damaged');
  if (input.findStreamInfoSync() < 0) throw new VideoRefused('damaged');
}

function openStream(av: Av, input: AvFormat, from: Bytes): AvStream {
  openInput(av, input, from);
  const best = input.findBestStream(VIDEO);
  const stream = input.streams[best];
  if (best < 0 || !stream) throw new VideoRefused('damaged');
  for (const other of input.streams) if (other.index !== best) other.discard = DISCARD_ALL;
  return stream;
}

export function openCodec(av: Av, { codecpar }: AvStream, maxPixels: number): AvCodec {
  const decoder = av.Codec.findDecoder(codecpar.codecId);
  if (!decoder) throw new VideoRefused('no-decoder');
  if (codecpar.width * codecpar.height > maxPixels) throw new VideoRefused('too-many-pixels');
  const codec = new av.CodecContext();
  codec.allocContext3(decoder);
  if (codec.parametersToContext(codecpar) < 0) throw new VideoRefused('damaged');
  codec.threadCount = 1;
  codec.setOption('max_pixels', maxPixels); // a dictionary given to open2 would be freed twice
  if (codec.open2Sync(decoder, null) < 0) throw new VideoRefused('no-decoder');
  return codec;
}

/** A frame that cannot be decoded is passed over, as players do; a video without a single one is damaged. */
function* decode(av: Av, input: AvFormat, codec: AvCodec, stream: AvStream): Generator<DecodedFrame> {
  const packet = new av.Packet();
  packet.alloc();
  const frame = new av.Frame();
  frame.alloc();
  const fps = fpsOf(stream);
  let number = 0;
  try {
    for (let ended = false; !ended; ) {
      ended = input.readFrameSync(packet) < 0;
      if (!ended && packet.streamIndex !== stream.index) {
        packet.unref();
        continue;
      }
      codec.sendPacketSync(ended ? null : packet);
      packet.unref();
      for (let got = codec.receiveFrameSync(frame); got >= 0; got = codec.receiveFrameSync(frame)) {
        const { width, height } = frame;
        if (Math.max(width, height) > MAX_SIDE) throw new VideoRefused('too-many-pixels');
        yield { number, frame, fps, size: { width, height } };
        number += 1;
        frame.unref();
      }
    }
    if (number === 0) throw new VideoRefused('damaged');
  } finally {
    packet.free();
    frame.free();
  }
}

/** A rate that no camera has would leave a video with a single hash, or take its frames for one another. */
function fpsOf({ avgFrameRate: { num, den } }: AvStream): number {
  const fps = num / den;
  return fps >= 1 && fps <= 240 ? fps : 25;
}
