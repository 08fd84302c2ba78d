// The body of an upload as an import reads it.
import type { Readable } from 'node:stream';

/**
 * The bytes of a request's body. When the import ends before them, the rest is taken in and dropped: a body that is
 * destroyed takes its connection along, and the refusal would never reach whoever is still sending.
 */
export async function* requestBody(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } finally {
    stream.resume();
  }
}
