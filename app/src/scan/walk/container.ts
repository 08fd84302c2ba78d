// Which archives are looked into, by their first bytes and never by their name.
import { constants, gunzipSync } from 'node:zlib';

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz';

/** As many first bytes as the kind is told from. */
export const HEAD_BYTES = 1024;

/** Of a first file, or of the end of an empty archive. */
const zipSignatures = [0x04034b50, 0x06054b50];

export function archiveKind(head: Buffer): ArchiveKind | null {
  if (head.length >= 22 && zipSignatures.includes(head.readUInt32LE(0))) return 'zip';
  if (isTarHeader(head)) return 'tar';
  if (head.length >= 18 && head[0] === 0x1f && head[1] === 0x8b && isTarHeader(gunzippedHead(head))) return 'tar.gz';
  return null;
}

/**
 * A tar header has no magic number that all writers agree on, but a sum: six octal digits at 148 are the sum of the 512
 * bytes, taken with blanks in their place (POSIX.1-1988, ustar).
 */
function isTarHeader(head: Buffer): boolean {
  if (head.length < 512 || head[0] === 0) return false;
  const digits = /^ *([0-7]{1,7})[ \0]/.exec(`${head.toString('latin1', 148, 156)}\0`)?.[1];
  if (digits === undefined) return false;
  let sum = 8 * 0x20;
  for (let at = 0; at < 512; at += 1) if (at < 148 || at >= 156) sum += head[at]!;
  return sum === Number.parseInt(digits, 8);
}

/** What the first bytes unpack to, as far as they go; nothing where they are no gzip. At most a megabyte: 1,032 times. */
function gunzippedHead(head: Buffer): Buffer {
  try {
    return gunzipSync(head.subarray(0, HEAD_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}
