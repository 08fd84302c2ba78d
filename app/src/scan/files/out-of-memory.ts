// The words in which a decoder says that it was refused memory, be it as an exception or in its last line before ending.

/** libvips, libheif, FFmpeg, Node's buffers and `@suaka/pdq` in exceptions; GLib, C++ and V8 when they give up. */
const outOfMemory =
  /out of memory|insufficient memory|memory allocation|failed to allocate|allocation failed|no working memory|bad_alloc|cannot allocate/i;

export function saysOutOfMemory(words: string): boolean {
  return outOfMemory.test(words);
}
