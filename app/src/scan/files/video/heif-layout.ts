// How a HEIF picture is put together: one coded picture, or a grid of tiles, as telephones write it (ISO/IEC 23008-12). Runs
// in the process that decodes videos; the bytes are hostile, and whatever does not fit gives no layout.

export interface Layout {
  /** Of the whole picture; null for a single picture, which knows its own size. */
  size: { width: number; height: number } | null;
  columns: number;
  /** Item ids, row by row. */
  tiles: number[];
}

interface Box {
  type: string;
  body: Buffer;
}

/** Box size, type, body; ISO/IEC 14496-12, 4.2. A box that says more than there is ends the list. */
function* boxesIn(bytes: Buffer): Generator<Box> {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at) || bytes.length - at;
    if (size < 8 || at + size > bytes.length) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + size) };
    at += size;
  }
}

const bodyOf = (bytes: Buffer, type: string) => [...boxesIn(bytes)].find((box) => box.type === type)?.body;

/** The layout of the primary picture, from the beginning of the file; undefined where it is not understood. */
export function layoutOf(head: Buffer): Layout | undefined {
  try {
    const meta = bodyOf(head, 'meta')?.subarray(4);
    return meta && primaryOf(meta);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // it ends before what it promised
    throw error;
  }
}

function primaryOf(meta: Buffer): Layout | undefined {
  const pitm = bodyOf(meta, 'pitm');
  if (!pitm) return undefined;
  const primary = idAt(pitm, 4, pitm[0] === 0);
  const type = typesOf(bodyOf(meta, 'iinf')).get(primary);
  if (type === 'hvc1') return { size: null, columns: 1, tiles: [primary] };
  if (type !== 'grid') return undefined;
  const tiles = tilesOf(bodyOf(meta, 'iref'), primary);
  const grid = gridOf(meta, primary);
  return grid && tiles.length === grid.rows * grid.columns ? { ...grid, tiles } : undefined;
}

const idAt = (bytes: Buffer, at: number, isShort: boolean) =>
  isShort ? bytes.readUInt16BE(at) : bytes.readUInt32BE(at);

/** Item ids and what kind of item each is (8.11.6). */
function typesOf(iinf: Buffer | undefined): Map<number, string> {
  const types = new Map<number, string>();
  if (!iinf) return types;
  for (const { type, body } of boxesIn(iinf.subarray(iinf[0] === 0 ? 6 : 8))) {
    if (type !== 'infe' || (body[0] ?? 0) < 2) continue;
    const isShort = body[0] === 2;
    const at = isShort ? 8 : 10;
    types.set(idAt(body, 4, isShort), body.toString('latin1', at, at + 4));
  }
  return types;
}

/** The items that the primary one is derived from, in order (8.11.12). */
function tilesOf(iref: Buffer | undefined, primary: number): number[] {
  if (!iref) return [];
  const isShort = iref[0] === 0;
  const idBytes = isShort ? 2 : 4;
  for (const { type, body } of boxesIn(iref.subarray(4))) {
    if (type !== 'dimg' || idAt(body, 0, isShort) !== primary) continue;
    const count = body.readUInt16BE(idBytes);
    return Array.from({ length: count }, (_, n) => idAt(body, idBytes + 2 + n * idBytes, isShort));
  }
  return [];
}

/** The grid's own few bytes, which lie in the meta box (23008-12, 6.6.2.3). */
function gridOf(meta: Buffer, primary: number) {
  const idat = bodyOf(meta, 'idat');
  const offset = offsetInIdat(bodyOf(meta, 'iloc'), primary);
  if (!idat || offset === undefined) return undefined;
  const grid = idat.subarray(offset);
  const isLarge = ((grid[1] ?? 0) & 1) === 1;
  const width = isLarge ? grid.readUInt32BE(4) : grid.readUInt16BE(4);
  const height = isLarge ? grid.readUInt32BE(8) : grid.readUInt16BE(6);
  return { size: { width, height }, rows: grid.readUInt8(2) + 1, columns: grid.readUInt8(3) + 1 };
}

/** Where an item begins within `idat` (14496-12, 8.11.3); undefined if it lies elsewhere. */
function offsetInIdat(iloc: Buffer | undefined, wanted: number): number | undefined {
  if (!iloc) return undefined;
  const version = iloc[0] ?? 0;
  const sizes = iloc.readUInt16BE(4);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const isShort = version < 2;
  let at = 6;
  const take = (bytes: number) => {
    const value = bytes === 0 ? 0 : bytes === 8 ? Number(iloc.readBigUInt64BE(at)) : iloc.readUIntBE(at, bytes);
    at += bytes;
    return value;
  };
  for (let left = take(isShort ? 2 : 4); left > 0; left -= 1) {
    const id = take(isShort ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const base = take(baseBytes);
    const extents = take(2);
    if (id === wanted)
      return method === 1 && extents === 1 && take(indexBytes) >= 0 ? base + take(offsetBytes) : undefined;
    at += extents * (indexBytes + offsetBytes + lengthBytes);
  }
  return undefined;
}
