// Tars in which GNU's old format stored a sparse file: behind its header stand more blocks of its map, which no size counts.
// tar-stream does not know of them and would lose its place, so they are taken out here.

const BLOCK = 512;
/** Of the headers that are told from here: sizes and types of tar (POSIX.1-1988), and GNU's two marks that a map goes on. */
const at = { size: 124, type: 156, goesOn: 482, mapGoesOn: 504 };

/** The bytes of a tar without those blocks; all others as they are. */
export async function* withoutMaps(tar: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const place = new Place();
  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of tar) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    let from = 0;
    while (from < bytes.length) {
      const whole = place.bodyBytes > 0 ? Math.min(place.bodyBytes, bytes.length - from) : BLOCK;
      if (from + whole > bytes.length) break;
      const part = bytes.subarray(from, from + whole);
      if (place.keeps(part)) yield part;
      from += whole;
    }
    carried = bytes.subarray(from);
  }
  if (carried.length > 0) yield carried;
}

/** Where in the tar it is: in the body of a file, in a map, or before a header. */
class Place {
  /** Left of a body, filled up to whole blocks. */
  bodyBytes = 0;
  #inMap = false;
  #bodyAfterMap = 0;
  /** A header of POSIX.1-2001 gives the size of the file after it in its body. */
  #pax: Buffer[] | undefined;
  #paxSize: number | undefined;

  /** Takes the next part, a block or some of a body; false for what is taken out. */
  keeps(part: Buffer): boolean {
    if (this.bodyBytes > 0) {
      this.#takeBody(part);
      return true;
    }
    if (this.#inMap) {
      this.#takeMap(part);
      return false;
    }
    this.#takeHeader(part);
    return true;
  }

  #takeBody(part: Buffer): void {
    this.bodyBytes -= part.length;
    this.#pax?.push(part);
    if (this.bodyBytes > 0 || !this.#pax) return;
    const size = /(?:^|\n)\d+ size=(\d+)\n/.exec(Buffer.concat(this.#pax).toString('latin1'))?.[1];
    this.#paxSize = size === undefined ? undefined : Number(size);
    this.#pax = undefined;
  }

  #takeMap(part: Buffer): void {
    if (part[at.mapGoesOn] === 1) return;
    this.#inMap = false;
    this.bodyBytes = this.#bodyAfterMap;
  }

  #takeHeader(header: Buffer): void {
    if (header[0] === 0 && header.every((byte) => byte === 0)) return;
    const type = String.fromCharCode(header[at.type] ?? 0);
    const isAboutNext = 'xgLK'.includes(type);
    const size = isAboutNext ? sizeOf(header) : (this.#paxSize ?? sizeOf(header));
    const bodyBytes = isFolder(header, type) ? 0 : Math.ceil(size / BLOCK) * BLOCK;
    if (!isAboutNext) this.#paxSize = undefined;
    // larger headers are refused by what reads them
    if (type === 'x' && bodyBytes > 0 && bodyBytes < 2 ** 22) this.#pax = [];
    this.#inMap = type === 'S' && header[at.goesOn] === 1;
    this.#bodyAfterMap = bodyBytes;
    if (!this.#inMap) this.bodyBytes = bodyBytes;
  }
}

/** Old writers say it with the last letter of the name only. */
function isFolder(header: Buffer, type: string): boolean {
  if (type === '5') return true;
  const end = header.indexOf(0);
  return (type === '0' || type === '\0') && header[(end === -1 || end > 100 ? 100 : end) - 1] === 0x2f;
}

/** Octal digits, or, with the first bit set, a number of base 256 (GNU). */
function sizeOf(header: Buffer): number {
  if (header[at.size]! & 0x80) return header.readUIntBE(at.size + 6, 6);
  const size = Number.parseInt(
    header
      .toString('latin1', at.size, at.size + 12)
      .replaceAll('\0', ' ')
      .trim(),
    8,
  );
  return Number.isSafeInteger(size) && size > 0 ? size : 0;
}
