// HEIF pictures for tests, as telephones write them: drawn tiles, coded as HEVC by the operator's own node-av, in a grid or
// alone. Only tests that have a video decoder can make them.
import type { Av, AvFrame, AvPacket, AvScaler } from '../video/node-av.ts';
import { loadDecoder, RGB24 } from '../video/node-av.ts';

/** What of node-av is needed to code a tile. */
interface Coding extends Av {
  Codec: Av['Codec'] & { findEncoderByName(name: string): unknown };
  Log: Av['Log'];
}

interface Coder {
  width: number;
  height: number;
  pixelFormat: number;
  timeBase: { num: number; den: number };
  allocContext3(codec: unknown): void;
  setOption(name: string, value: string): number;
  open2Sync(codec: unknown, options: null): number;
  sendFrameSync(frame: AvFrame | null): number;
  receivePacketSync(packet: AvPacket & { data: Buffer | null }): number;
  freeContext(): void;
}

const YUV420P = 0;

export interface HeifPlan {
  tileWidth: number;
  tileHeight: number;
  columns: number;
  rows: number;
  /** Of the whole picture, at most the tiles together. */
  width: number;
  height: number;
  /** RGB of the whole picture, tiles included that reach beyond it. */
  pixels: Uint8Array;
}

/** A grid as a file; `single` is one coded picture of the size of a tile. */
export async function heifOf(folder: string, plan: HeifPlan, single = false): Promise<Buffer> {
  const av = (await loadDecoder(folder)) as Coding;
  const count = single ? 1 : plan.columns * plan.rows;
  const tiles = Array.from({ length: count }, (_, place) => coded(av, plan, tileOf(plan, place)));
  return fileOf(plan, tiles, single);
}

function tileOf({ tileWidth, tileHeight, columns, pixels }: HeifPlan, place: number): Buffer {
  const [left, top] = [(place % columns) * tileWidth, Math.floor(place / columns) * tileHeight];
  const rows = Array.from({ length: tileHeight }, (_, y) => {
    const from = ((top + y) * columns * tileWidth + left) * 3;
    return pixels.subarray(from, from + tileWidth * 3);
  });
  return Buffer.concat(rows);
}

/** One picture's units, without the start codes between them. */
function coded(av: Coding, { tileWidth: width, tileHeight: height }: HeifPlan, rgb: Buffer): Buffer[] {
  const from = newFrame(av, width, height, RGB24);
  const [plane] = from.data ?? [];
  const [stride = 0] = from.linesize;
  for (let y = 0; y < height; y += 1) rgb.copy(plane!, y * stride, y * width * 3, (y + 1) * width * 3);
  const to = newFrame(av, width, height, YUV420P);
  const scaler: AvScaler = new av.SoftwareScaleContext();
  scaler.getContext(width, height, RGB24, width, height, YUV420P, 4);
  scaler.scaleFrameSync(to, from);
  const codec = av.Codec.findEncoderByName('libx265');
  const coder = new av.CodecContext() as unknown as Coder;
  coder.allocContext3(codec);
  Object.assign(coder, { width, height, pixelFormat: YUV420P, timeBase: { num: 1, den: 25 } });
  coder.setOption('x265-params', 'log-level=none:keyint=1:crf=12');
  if (coder.open2Sync(codec, null) < 0) throw new Error('there is no HEVC coder');
  Object.assign(to, { pts: 0n });
  coder.sendFrameSync(to);
  coder.sendFrameSync(null);
  const packet = new av.Packet() as AvPacket & { data: Buffer | null };
  packet.alloc();
  if (coder.receivePacketSync(packet) < 0) throw new Error('the tile was not coded');
  return unitsOf(Buffer.from(packet.data!));
}

function newFrame(av: Av, width: number, height: number, format: number): AvFrame {
  const frame = new av.Frame();
  frame.alloc();
  Object.assign(frame, { width, height, format });
  frame.allocBuffer();
  return frame;
}

/** What lies between start codes of three or four bytes. */
function unitsOf(stream: Buffer): Buffer[] {
  const code = Buffer.from([0, 0, 1]);
  const units: Buffer[] = [];
  for (let at = stream.indexOf(code); at >= 0; ) {
    const next = stream.indexOf(code, at + 3);
    let end = next < 0 ? stream.length : next;
    while (stream[end - 1] === 0) end -= 1;
    units.push(stream.subarray(at + 3, end));
    at = next;
  }
  return units;
}

const kindOf = (unit: Buffer) => ((unit[0] ?? 0) >> 1) & 63;
const isParameter = (unit: Buffer) => kindOf(unit) >= 32 && kindOf(unit) <= 34;

const short = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 255])));
const long = (value: number) => Buffer.concat([short(value >>> 16), short(value & 0xffff)]);
const box = (type: string, ...parts: Uint8Array[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([long(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const full = (type: string, version: number, ...parts: Uint8Array[]) =>
  box(type, Buffer.from([version, 0, 0, 0]), ...parts);

function fileOf(
  { tileWidth, tileHeight, columns, rows, width, height }: HeifPlan,
  tiles: Buffer[][],
  single: boolean,
): Buffer {
  const data = tiles.map((units) =>
    Buffer.concat(units.filter((unit) => !isParameter(unit)).flatMap((unit) => [long(unit.length), unit])),
  );
  const grid = Buffer.concat([Buffer.from([0, 0, rows - 1, columns - 1]), short(width, height)]);
  const ids = tiles.map((_, n) => n + 1);
  const primary = single ? 1 : 100;
  const item = (id: number, type: string) => full('infe', 2, short(id, 0), Buffer.from(`${type}\0`, 'latin1'));
  const items = [...ids.map((id) => item(id, 'hvc1')), ...(single ? [] : [item(100, 'grid')])];
  const properties = box(
    'ipco',
    hvcC(tiles[0]!),
    full('ispe', 0, long(tileWidth), long(tileHeight)),
    full('ispe', 0, long(width), long(height)),
  );
  const uses = [
    ...ids.map((id) => Buffer.concat([short(id), Buffer.from([2, 0x81, 2])])),
    ...(single ? [] : [Buffer.concat([short(100), Buffer.from([1, 3])])]),
  ];
  const ftyp = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const meta = (dataAt: number) => {
    let at = dataAt;
    const places = data.map((bytes, n) => {
      const place = Buffer.concat([short(n + 1, 0, 0, 1), long(at), long(bytes.length)]);
      at += bytes.length;
      return place;
    });
    if (!single) places.push(Buffer.concat([short(100, 1, 0, 1), long(0), long(grid.length)]));
    return full(
      'meta',
      0,
      full('hdlr', 0, long(0), Buffer.from('pict'), Buffer.alloc(13)),
      full('pitm', 0, short(primary)),
      full('iinf', 0, short(items.length), ...items),
      ...(single ? [] : [full('iref', 0, box('dimg', short(100, ids.length, ...ids)))]),
      box('iprp', properties, full('ipma', 0, long(uses.length), ...uses)),
      box('idat', grid),
      full('iloc', 1, Buffer.from([0x44, 0]), short(places.length), ...places),
    );
  };
  return Buffer.concat([ftyp, meta(ftyp.length + meta(0).length + 8), box('mdat', ...data)]);
}

/** The decoder's parameters; of its own fields a decoder needs the version and the length of lengths (14496-15, 8.3.3). */
function hvcC(units: Buffer[]): Buffer {
  const arrays = units
    .filter(isParameter)
    .map((unit) => Buffer.concat([Buffer.from([0x80 | kindOf(unit)]), short(1, unit.length), unit]));
  return box('hvcC', Buffer.from([1]), Buffer.alloc(20), Buffer.from([3, arrays.length]), ...arrays);
}
