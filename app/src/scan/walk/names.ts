// Names and times as they stand on disk and in archives: a name is bytes, and only mostly text.
import { isUtf8 } from 'node:buffer';
import type { FileName } from '../types.ts';

const slash = Buffer.from('/');
const intoArchive = Buffer.from('!/');

export function nameOf(raw: Buffer): FileName {
  return { text: raw.toString('utf8'), bytes: isUtf8(raw) ? null : raw.toString('base64') };
}

export function within(folder: Buffer, name: Buffer): Buffer {
  if (folder.length === 0) return name;
  return folder.at(-1) === slash[0] ? Buffer.concat([folder, name]) : Buffer.concat([folder, slash, name]);
}

export function withinArchive(archive: Buffer, name: Buffer): Buffer {
  return Buffer.concat([archive, intoArchive, name]);
}

/** The last part of a path. */
export function lastPart(path: Buffer): Buffer {
  let end = path.length;
  while (end > 1 && path[end - 1] === slash[0]) end -= 1;
  return path.subarray(path.lastIndexOf(slash, end - 1) + 1, end);
}

/** Null for a time that was never set, or that no calendar holds. */
export function timeOf(ms: number): string | null {
  return ms !== 0 && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null;
}
