// The bytes of a stream, such as an upload, in chunks of one size; and the same as text.

interface Chunk {
  bytes: Uint8Array;
  last: boolean;
}

const chunkBytes = 256 * 1024;

/** The same bytes in chunks of one size, so that neither a byte at a time nor a hundred megabytes at once does harm. */
export async function* evenChunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Chunk> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    for (let at = 0; at < part.length; at += chunkBytes) {
      const piece = part.subarray(at, at + chunkBytes);
      waiting.push(piece);
      size += piece.length;
      if (size < chunkBytes) continue;
      yield { bytes: Buffer.concat(waiting), last: false };
      waiting = [];
      size = 0;
    }
  }
  yield { bytes: Buffer.concat(waiting), last: true };
}

/** The text of a stream of UTF-8, piece by piece. What is no UTF-8 becomes U+FFFD. */
export async function* textChunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<{ text: string; last: boolean }> {
  const decoder = new TextDecoder();
  for await (const { bytes, last } of evenChunks(stream))
    yield { text: decoder.decode(bytes, { stream: !last }), last };
}
