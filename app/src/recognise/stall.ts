// Streams of exports go at the pace of whoever reads them, and are given up when nobody does.
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { minuteMs } from '../kit/time.ts';

/** A reader that takes nothing for so long is given up: its stream holds a connection and a snapshot of the database. */
const longestStallMs = 5 * minuteMs;

/** A stream to pour into. Whoever reads it meets its error; nobody reading yet must not end the process. */
export function openStream(): PassThrough {
  return new PassThrough({ highWaterMark: 1024 * 1024 }).on('error', () => {});
}

/** Comes back when the reader took what there was, when the stream was closed, or when it is given up. */
export async function drained(into: PassThrough, closed: AbortSignal): Promise<void> {
  const stall = setTimeout(
    () => into.destroy(new Error(`Nobody took the next bytes of the export for ${longestStallMs / minuteMs} minutes`)),
    longestStallMs,
  );
  await once(into, 'drain', { signal: closed }).catch(() => {});
  clearTimeout(stall);
}
