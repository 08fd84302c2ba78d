// Forgetting what was read: the bytes are overwritten and their memory is given back at once, not at some later collection.

/** Overwrites the bytes and frees the whole buffer they lie in; the array is empty afterwards. */
export function wipe(bytes: Uint8Array): void {
  bytes.fill(0);
  if (bytes.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0);
}
