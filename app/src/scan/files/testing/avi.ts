// A film drawn by arithmetic, for tests: an AVI whose frames are JPEGs that sharp encodes, so that none is needed to make
// what a video decoder is needed to read.
import sharp from 'sharp';
import { drawScene } from '../../../testing/pictures.ts';

export interface Film {
  width: number;
  height: number;
  fps: number;
  /** Each is shown for so many frames, one after the other. */
  scenes: Array<{ seed: number; frames: number }>;
}

/** Microsoft's AVI of the Multimedia Programming Interface, with the one video stream and an index. */
export async function drawFilm({ width, height, fps, scenes }: Film): Promise<Buffer> {
  const frames: Buffer[] = [];
  for (const scene of scenes) {
    const jpeg = await sceneAsJpeg(width, height, scene.seed);
    for (let n = 0; n < scene.frames; n += 1) frames.push(jpeg);
  }
  const main = words(1_000_000 / fps, 0, 0, 0x10, frames.length, 0, 1, 0, width, height, 0, 0, 0, 0);
  const rest = words(0, 0, 0, 1, fps, 0, frames.length, 0, 0xffffffff, 0, 0, 0);
  const stream = Buffer.concat([Buffer.from('vidsMJPG'), rest]);
  const format = Buffer.concat([
    words(40, width, height, 1 | (24 << 16)),
    Buffer.from('MJPG'),
    words(width * height * 3, 0, 0, 0, 0),
  ]);
  const headers = list('hdrl', chunk('avih', main), list('strl', chunk('strh', stream), chunk('strf', format)));
  const movie = frames.map((jpeg) => chunk('00dc', jpeg));
  const body = [headers, list('movi', ...movie), chunk('idx1', indexOf(movie, frames))];
  return chunk('RIFF', Buffer.concat([Buffer.from('AVI '), ...body]));
}

export function sceneAsJpeg(width: number, height: number, seed: number): Promise<Buffer> {
  const pixels = drawScene(width, height, seed);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

function indexOf(movie: Buffer[], frames: Buffer[]): Buffer {
  let at = 4;
  const rows = movie.map((whole, n) => {
    const row = Buffer.concat([Buffer.from('00dc'), words(0x10, at, frames[n]?.length ?? 0)]);
    at += whole.length;
    return row;
  });
  return Buffer.concat(rows);
}

const words = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
const list = (kind: string, ...parts: Buffer[]) => chunk('LIST', Buffer.concat([Buffer.from(kind), ...parts]));

function chunk(name: string, body: Buffer): Buffer {
  const padding = Buffer.alloc(body.length % 2);
  return Buffer.concat([Buffer.from(name), words(body.length), body, padding]);
}
