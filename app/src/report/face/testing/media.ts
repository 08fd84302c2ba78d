// The beginnings of media files, byte by byte, for tests: no file of any kind lies in the repository.
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const box = (brand: string): number[] => [0, 0, 0, 24, ...ascii(`ftyp${brand}`), 0, 0, 0, 0, ...ascii(brand)];
const packet = [0x47, 0x40, 0x00, 0x10, ...Array.from({ length: 184 }, () => 0xff)];

/** By name, how a file of that kind begins, and which kind it has to be recognised as. */
export const beginnings: readonly [name: string, bytes: number[], kind: RegExp][] = [
  ['JPEG', [0xff, 0xd8, 0xff, 0xe0, 0, 16, ...ascii('JFIF')], /JPEG/],
  ['PNG', [0x89, ...ascii('PNG\r\n'), 0x1a, 10, 0, 0, 0, 13], /PNG/],
  ['GIF', ascii('GIF89a\x01\0\x01\0'), /GIF/],
  ['old GIF', ascii('GIF87a\x01\0\x01\0'), /GIF/],
  ['WebP', ascii('RIFF\x24\0\0\0WEBPVP8 '), /WebP/],
  ['HEIC', box('heic'), /HEIC/],
  ['AVIF', box('avif'), /AVIF/],
  ['MP4', box('isom'), /MP4/],
  ['3GP of an old phone', box('3gp4'), /MP4/],
  ['QuickTime', [0, 0, 0, 8, ...ascii('wide'), 0, 0, 1, 0, ...ascii('mdat')], /QuickTime/],
  ['WebM', [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86], /WebM/],
  ['AVI', ascii('RIFF\x24\0\0\0AVI LIST'), /AVI/],
  ['MPEG programme', [0, 0, 1, 0xba, 0x44, 0, 4], /MPEG/],
  ['MPEG video', [0, 0, 1, 0xb3, 0x14, 0, 0xf0], /MPEG/],
  ['MPEG transport', [...packet, ...packet, ...packet], /MPEG/],
  ['TIFF', [...ascii('II*\0'), 8, 0, 0, 0], /TIFF/],
  ['TIFF, big end first', [...ascii('MM\0*'), 0, 0, 0, 8], /TIFF/],
  ['BMP', [...ascii('BM'), 0x36, 0, 3, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 40, 0, 0, 0], /BMP/],
  ['JPEG XL', [0xff, 0x0a, 0xfa, 0x1f], /JPEG XL/],
  ['JPEG 2000', [0, 0, 0, 12, ...ascii('jP  \r\n')], /JPEG 2000/],
  ['Flash video', ascii('FLV\x01\x05'), /video/],
  ['Windows video', [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66], /video/],
  ['a voice message', [...ascii('OggS'), 0, 2], /sound/],
  ['MP3', [...ascii('ID3'), 4, 0], /sound/],
  ['PDF', ascii('%PDF-1.7\n'), /PDF/],
  ['ZIP', [...ascii('PK'), 3, 4, 20, 0], /ZIP/],
  ['RAR', ascii('Rar!\x1a\x07\x01\0'), /archive/],
];
