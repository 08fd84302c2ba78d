// What a file is, by its first bytes, never by its name. Runs in the reading process.
import { fileTypeFromBuffer } from 'file-type';

/** So much of a file is looked at. */
export const LOOK_AT_BYTES = 64 * 1024;

/** Most files of a seized set are one of these, and a few bytes tell them. */
const common: ReadonlyArray<[magic: string, at: number, type: string]> = [
  ['\xff\xd8\xff', 0, 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n', 0, 'image/png'],
  ['GIF87a', 0, 'image/gif'],
  ['GIF89a', 0, 'image/gif'],
];

/** What these are in particular may stand behind what is looked at, or be damaged: then this much is known. */
const atLeast: ReadonlyArray<[magic: string, type: string]> = [
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['II+\0', 'image/tiff'], // BigTIFF
  ['MM\0+', 'image/tiff'],
  ['PK\x03\x04', 'application/zip'],
  ['ID3', 'audio/mpeg'],
  ['\x1aE\xdf\xa3', 'video/matroska'],
];

/** The type of content, such as `image/jpeg`; null where it is none that is known. */
export async function typeOf(head: Buffer): Promise<string | null> {
  const start = head.toString('latin1', 0, 16);
  const known = common.find(([magic, at]) => start.startsWith(magic, at));
  if (known) return known[2];
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'image/webp';
  return (await inParticular(head)) ?? atLeast.find(([magic]) => start.startsWith(magic))?.[1] ?? null;
}

async function inParticular(head: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    return undefined; // it began like something and went on otherwise
  }
}
