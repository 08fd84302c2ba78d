// A HEIF picture to pixels: one coded picture, or the tiles of a grid laid side by side. Not turned, as no other picture is.
// Runs in the process that decodes videos.
import { readSync } from 'node:fs';
import { openCodec, openInput, VideoRefused } from './frames.ts';
import type { Bytes } from './frames.ts';
import { layoutOf } from './heif-layout.ts';
import type { Layout } from './heif-layout.ts';
import type { Av, AvFormat, AvFrame, AvPacket, AvStream } from './node-av.ts';
import { RgbFrames } from './rgb-frames.ts';

export interface Still {
  pixels: Buffer;
  width: number;
  height: number;
}

/** What says how a picture is put together lies at its beginning. */
const LOOK_AT_BYTES = 1024 * 1024;

/** @throws VideoRefused, or what the decoder throws. */
export function stillOf(av: Av, from: Bytes, maxPixels: number): Still {
  const layout = typeof from === 'number' ? layoutOfFile(from) : layoutOf(from.subarray(0, LOOK_AT_BYTES));
  if (!layout) throw new VideoRefused('no-decoder');
  const { size } = layout;
  if (size && size.width * size.height > maxPixels) throw new VideoRefused('too-many-pixels');
  const input = new av.FormatContext();
  try {
    openInput(av, input, from);
    return layTiles(av, input, layout, maxPixels);
  } finally {
    input.closeInputSync();
  }
}

function layoutOfFile(descriptor: number): Layout | undefined {
  const head = Buffer.alloc(LOOK_AT_BYTES);
  const layout = layoutOf(head.subarray(0, readSync(descriptor, head, 0, head.length, 0)));
  head.fill(0);
  return layout;
}

function layTiles(av: Av, input: AvFormat, layout: Layout, maxPixels: number): Still {
  const canvas = new Canvas(layout);
  const missing = new Set(layout.tiles);
  const rgb = new RgbFrames(av);
  try {
    for (const { stream, packet } of packetsOf(av, input)) {
      if (!missing.has(stream.id)) continue;
      const places = layout.tiles.flatMap((id, place) => (id === stream.id ? [place] : []));
      decodeOne(av, stream, packet, maxPixels, (frame) => {
        const pixels = rgb.pixelsOf(frame);
        for (const place of places) canvas.lay(pixels, frame, place);
        missing.delete(stream.id);
      });
    }
  } finally {
    rgb.end();
  }
  if (missing.size > 0) throw new VideoRefused('damaged');
  return canvas.still();
}

function* packetsOf(av: Av, input: AvFormat): Generator<{ stream: AvStream; packet: AvPacket }> {
  const packet = new av.Packet();
  packet.alloc();
  const { streams } = input;
  try {
    while (input.readFrameSync(packet) >= 0) {
      const stream = streams.find(({ index }) => index === packet.streamIndex);
      if (stream) yield { stream, packet };
      packet.unref();
    }
  } finally {
    packet.free();
  }
}

function decodeOne(av: Av, stream: AvStream, packet: AvPacket, maxPixels: number, use: (frame: AvFrame) => void): void {
  const codec = openCodec(av, stream, maxPixels);
  const frame = new av.Frame();
  frame.alloc();
  try {
    codec.sendPacketSync(packet);
    codec.sendPacketSync(null);
    if (codec.receiveFrameSync(frame) >= 0) use(frame);
  } finally {
    frame.free();
    codec.freeContext();
  }
}

/** The whole picture. The first tile sets the size of all; what lies beyond the picture's edge is cut off. */
class Canvas {
  readonly #layout: Layout;
  #tile: { width: number; height: number } | undefined;
  #still: Still | undefined;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  lay(pixels: Buffer, { width, height }: { width: number; height: number }, place: number): void {
    this.#tile ??= { width, height };
    if (width !== this.#tile.width || height !== this.#tile.height) throw new VideoRefused('damaged');
    this.#still ??= this.#begin(width, height);
    const left = (place % this.#layout.columns) * width;
    const top = Math.floor(place / this.#layout.columns) * height;
    const columns = Math.min(width, this.#still.width - left);
    const rows = Math.min(height, this.#still.height - top);
    if (columns <= 0) return;
    for (let y = 0; y < rows; y += 1) {
      const to = ((top + y) * this.#still.width + left) * 3;
      pixels.copy(this.#still.pixels, to, y * width * 3, (y * width + columns) * 3);
    }
  }

  still(): Still {
    if (!this.#still) throw new VideoRefused('damaged');
    return this.#still;
  }

  #begin(width: number, height: number): Still {
    const size = this.#layout.size ?? { width, height };
    const rows = this.#layout.tiles.length / this.#layout.columns;
    const isCovered = size.width <= width * this.#layout.columns && size.height <= height * rows;
    if (size.width === 0 || size.height === 0 || !isCovered) throw new VideoRefused('damaged');
    return { ...size, pixels: Buffer.alloc(size.width * size.height * 3) };
  }
}
