// The body of an upload as whatever reads it in pieces takes it.
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { secondMs } from '../kit/time.ts';

/** How long the rest of a refused upload is taken in before it is answered; a few hundred megabytes on a local network. */
const longestRestMs = 10 * secondMs;

/**
 * The bytes of a request's body. When the reading ends before them, the rest is taken in and dropped: who is still sending
 * does not listen, and where a body is destroyed or its connection closed, never hears why.
 */
export async function* requestBody(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } finally {
    stream.resume();
    await finished(stream, { writable: false, signal: AbortSignal.timeout(longestRestMs) }).catch(() => {}); // it broke off, or takes too long
  }
}
