// Files that were made to do harm, each in a few kilobytes: bombs, sizes that no one can hold, pictures without end.
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { jpegThatSays, pngBomb } from './damage.ts';
import { drawPhoto, photoFrom } from './photo.ts';
import { tarBlock, tarEnd } from './tar-file.ts';
import { zipFile, type ZipMember } from './zip-file.ts';

export async function hostileFiles(): Promise<Map<string, Buffer>> {
  const photo = { number: 9, width: 160, height: 120 };
  const jpeg = await photoFrom(drawPhoto(photo), photo).jpeg().toBuffer();
  const gif = await photoFrom(drawPhoto(photo), photo).gif().toBuffer();
  const webp = await photoFrom(drawPhoto(photo), photo).webp({ lossless: true }).toBuffer();
  const tiff = await photoFrom(drawPhoto(photo), photo).tiff().toBuffer();
  return new Map([
    ['largest.jpg', jpegThatSays(jpeg, 65_535, 65_535)],
    ['longest.jpg', jpegThatSays(jpeg, 65_535, 1)],
    ['highest.jpg', jpegThatSays(jpeg, 1, 65_535)],
    ['just-taken.jpg', jpegThatSays(jpeg, 65_500, 6000)],
    ['no-size.jpg', jpegThatSays(jpeg, 0, 0)],
    ['endless-scans.jpg', await endlessJpeg()],
    ['largest.png', pngBomb(65_535, 65_535, 1)],
    ['beyond-any.png', pngBomb(2 ** 31 - 1, 2 ** 31 - 1, 0)],
    ['just-taken.png', pngBomb(20_000, 20_000)],
    ['unfinished.png', pngBomb(20_000, 20_000, 3)],
    ['largest.gif', withSizes(gif, 6)],
    ['endless-frames.gif', endlessGif(200_000)],
    ['largest.webp', changedAt(webp, 21, [0xff, 0xff, 0xff, 0x0f])], // 14 bits a side, lossless
    ['loop.tiff', loopingTiff(tiff)],
    ['shared.zip', sharedZip()],
    ['nested.zip', nestedZip(9)],
    ['zeros.zip', zipFile([{ name: 'zeros', bytes: Buffer.alloc(140_000_000), deflate: true }])],
    ['zeros.tar.gz', gzipSync(Buffer.concat([tarBlock('zeros', Buffer.alloc(140_000_000)), tarEnd]))],
    ['encrypted.zip', zipFile([{ name: 'locked.jpg', bytes: jpeg, says: { flags: 1 } }])],
    ['empty', Buffer.alloc(0)],
    ['one-byte', Buffer.from([0xff])],
    ['start-of-jpeg', Buffer.from([0xff, 0xd8])],
  ]);
}

function changedAt(bytes: Buffer, at: number, values: number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

const withSizes = (bytes: Buffer, at: number) => changedAt(bytes, at, [0xff, 0xff, 0xff, 0xff]);

/** A progressive JPEG of one grey, whose last scan, a few bytes, comes again and again: each takes a pass over all blocks. */
async function endlessJpeg(): Promise<Buffer> {
  const grey = { width: 6000, height: 6000, channels: 3, background: { r: 120, g: 120, b: 120 } } as const;
  const jpeg = await sharp({ create: grey }).jpeg({ progressive: true }).toBuffer();
  const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), jpeg.length - 2);
  const repeated = Array.from({ length: Math.floor(1_000_000 / scan.length) }, () => scan);
  return Buffer.concat([jpeg.subarray(0, jpeg.length - 2), ...repeated, jpeg.subarray(jpeg.length - 2)]);
}

/** Frames of one pixel (GIF89a, 20 to 22) without end. */
function endlessGif(frames: number): Buffer {
  const head = Buffer.from('47494638396101000100800000000000ffffff', 'hex');
  const frame = Buffer.from('2c0000000001000100000202440100', 'hex');
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** Its directory names itself as the next one (TIFF 6.0, section 2). */
function loopingTiff(tiff: Buffer): Buffer {
  const copy = Buffer.from(tiff);
  const directory = copy.readUInt32LE(4);
  copy.writeUInt32LE(directory, directory + 2 + 12 * copy.readUInt16LE(directory));
  return copy;
}

function sharedZip(): Buffer {
  const kernel: ZipMember = { name: 'f0', bytes: Buffer.alloc(1_000_000), deflate: true };
  return zipFile([kernel, ...Array.from({ length: 2000 }, (_, n) => ({ ...kernel, name: `f${n + 1}`, shares: true }))]);
}

function nestedZip(depth: number): Buffer {
  let zip = zipFile([{ name: 'innermost.txt', bytes: Buffer.from('rekaan') }]);
  for (let n = 0; n < depth; n += 1) {
    const inside = zip;
    zip = zipFile(['a', 'b', 'c'].map((name) => ({ name: `${name}.zip`, bytes: inside, deflate: true })));
  }
  return zip;
}
