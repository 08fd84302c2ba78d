// Tells a picture by its first bytes, never by a name or a Content-Type. Runs in the server before anything is queued:
// it looks at 1 kB at most, so that nothing but an allowed format ever reaches a decoder.
import { PictureRefused } from './facts.ts';
import type { PictureFormat } from './facts.ts';

const LOOK_AT_BYTES = 1024;

/** Leading bytes as Latin-1 text. */
const pictures: ReadonlyArray<[magic: string, format: PictureFormat]> = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'], // BigTIFF
  ['MM\0+', 'tiff'],
];

const picturesNotRead: ReadonlyArray<[magic: string, name: string]> = [
  ['BM', 'BMP'],
  ['8BPS', 'Photoshop'],
  ['\0\0\x01\0', 'icon'],
  ['\xff\x0a', 'JPEG XL'],
  ['\0\0\0\x0cJXL ', 'JPEG XL'],
  ['\0\0\0\x0cjP  ', 'JPEG 2000'],
];

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1']);

/**
 * The format of an offered file.
 * @throws PictureRefused `empty`, `not-a-picture`, `unsupported`, or `animated` for an AVIF sequence.
 */
export function recogniseFormat(bytes: Uint8Array): PictureFormat {
  if (bytes.length === 0) throw new PictureRefused('empty', 'the file has 0 bytes; offer the bytes of a picture');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LOOK_AT_BYTES)).toString('latin1');
  const known = pictures.find(([magic]) => head.startsWith(magic));
  if (known) return known[1];
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (head.startsWith('ftyp', 4)) return formatByBrands(brandsOf(head));
  throw refusalOf(head);
}

/** ISO/IEC 14496-12, 4.3: box size, 'ftyp', major brand, minor version, then compatible brands of four letters each. */
function brandsOf(head: string): string[] {
  const size = Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE(0);
  const brands = head.slice(8, 12) + head.slice(16, size);
  return brands.match(/[^]{4}/g) ?? [];
}

function formatByBrands(brands: string[]): PictureFormat {
  if (brands.includes('avis')) {
    throw new PictureRefused('animated', 'the file is an AVIF sequence; offer each frame as a picture of its own');
  }
  if (brands.includes('avif')) return 'avif';
  if (brands.some((brand) => heicBrands.has(brand))) throw unsupported('HEIC');
  throw new PictureRefused(
    'not-a-picture',
    'the file is an ISO media file without a picture brand, such as a video; offer a JPEG, PNG, WebP, AVIF, TIFF or GIF',
  );
}

function refusalOf(head: string): PictureRefused {
  const known = picturesNotRead.find(([magic]) => head.startsWith(magic));
  if (known) return unsupported(known[1]);
  if (/<svg[\s>]/i.test(head)) return unsupported('SVG');
  const seen = Buffer.from(head.slice(0, 8), 'latin1').toString('hex');
  return new PictureRefused(
    'not-a-picture',
    `the file starts with ${seen}, which no picture does; offer a JPEG, PNG, WebP, AVIF, TIFF or GIF`,
  );
}

function unsupported(name: string): PictureRefused {
  return new PictureRefused('unsupported', `${name} pictures are not read; convert the picture to JPEG or PNG first`);
}
