// Files as they come off broken disks and from people who want to do harm: whole ones, damaged by a draw.
import { crc32, deflateSync } from 'node:zlib';
import type { Draw } from '../../testing/draw.ts';

/** Each takes a whole file and gives a damaged one. */
export const damages: Record<string, (bytes: Buffer, draw: Draw) => Buffer> = {
  truncated: (bytes, draw) => bytes.subarray(0, draw(bytes.length)),
  'head-only': (bytes, draw) => bytes.subarray(0, draw(Math.min(bytes.length, 64))),
  'bit-flipped': (bytes, draw) => changed(bytes, 1 + draw(3), (copy) => (copy[draw(copy.length)]! ^= 1 << draw(8))),
  'bits-flipped': (bytes, draw) => changed(bytes, 200, (copy) => (copy[draw(copy.length)]! ^= 1 << draw(8))),
  // in the first bytes are the sizes that a decoder believes
  'head-flipped': (bytes, draw) =>
    changed(bytes, 1 + draw(8), (copy) => (copy[draw(Math.min(copy.length, 200))] = draw(256))),
  'hole-of-zeros': (bytes, draw) => {
    const from = draw(bytes.length);
    return changed(bytes, 1, (copy) => void copy.fill(0, from, Math.min(copy.length, from + 1 + draw(4096))));
  },
  'part-twice': (bytes, draw) => {
    const from = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(draw(from + 1))]);
  },
  'noise-after-head': (bytes, draw) => {
    const from = draw(Math.min(bytes.length, 1024));
    return changed(bytes, 1, (copy) => copy.forEach((_, at) => (at < from ? 0 : (copy[at] = draw(256)))));
  },
};

function changed(bytes: Buffer, times: number, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) for (let n = 0; n < times; n += 1) change(copy);
  return copy;
}

/** A JPEG that says it is this large: the sizes in its frame header (ITU T.81, B.2.2) are overwritten. */
export function jpegThatSays(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  for (let at = 2; at + 9 < copy.length; at += 2 + copy.readUInt16BE(at + 2)) {
    const marker = copy[at + 1]!;
    if (marker < 0xc0 || marker > 0xc2) continue;
    copy.writeUInt16BE(height, at + 5);
    copy.writeUInt16BE(width, at + 7);
    return copy;
  }
  throw new Error('the bytes hold no frame header; give a JPEG');
}

/** A PNG of one colour: few bytes, and as many pixels as are said. `rows` fewer than `height` leave it unfinished. */
export function pngBomb(width: number, height: number, rows = height): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8); // 8 bits, grey
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (width + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
