// Bytes that are held in memory as an input of the video decoder. Runs in the process that decodes videos.
import type { Av, AvInput } from './node-av.ts';

const BUFFER_BYTES = 256 * 1024;

/** From FFmpeg's avio.h: asks for the size. Otherwise an offset is from the start, from here, or from the end. */
const SIZE = 0x10000;

export function memoryInput(av: Av, bytes: Buffer): AvInput {
  let at = 0;
  const input = new av.IOContext();
  const read = (length: number) => {
    if (at >= bytes.length) return null;
    const part = bytes.subarray(at, at + length);
    at += part.length;
    return part;
  };
  const seek = (offset: bigint, how: number) => {
    if (how & SIZE) return BigInt(bytes.length);
    const from = [0, at, bytes.length][how & 3] ?? 0;
    at = Math.max(0, Math.min(from + Number(offset), bytes.length));
    return BigInt(at);
  };
  input.allocContextWithCallbacks(BUFFER_BYTES, 0, read, undefined, seek);
  return input;
}
