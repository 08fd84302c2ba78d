// Bytes on their way: unpacked, counted, gathered.
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { EntryUnreadable } from './unreadable.ts';

/** One chunk is unpacked at a time, so that nothing that was unpacked before an error is lost with it. */
const options = { chunkSize: 64 * 1024, readableHighWaterMark: 1 };

export const gunzipped = (packed: AsyncIterable<Buffer>) => through(packed, createGunzip(options));
export const inflated = (packed: AsyncIterable<Buffer>) => through(packed, createInflateRaw(options));

async function* through(packed: AsyncIterable<Buffer>, unpacking: Transform): AsyncGenerator<Buffer> {
  const whole = pipeline(Readable.from(packed, { objectMode: false, highWaterMark: 1 }), unpacking, () => {});
  for await (const chunk of whole) yield chunk as Buffer;
}

/** @throws EntryUnreadable `damaged` if it is not exactly this many bytes */
export async function gather(bytes: AsyncIterable<Buffer>, sizeBytes: number): Promise<Buffer> {
  const whole = Buffer.allocUnsafeSlow(sizeBytes);
  let at = 0;
  for await (const chunk of bytes) {
    if (at + chunk.length > sizeBytes) throw new EntryUnreadable('damaged');
    at += chunk.copy(whole, at);
  }
  if (at !== sizeBytes) throw new EntryUnreadable('damaged');
  return whole;
}
