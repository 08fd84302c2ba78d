// The file: two lines of text that say what it is; compressed by zstd, frames, each a byte that names its kind, the length
// of its payload (4 bytes, big-endian) and the payload; and a last line, by whose absence a cut shows at once. Rows are in
// PostgreSQL's text form of COPY, which every version reads. Each table ends with its count and checksum, and the frames
// with the checksum of all before.
import { z } from 'zod';

export const firstLine = 'suaka backup';
export const lastLine = '\nend of suaka backup\n';
/** Raised when an older version could not read the file any more. */
export const formatVersion = 1;

/** A header holds names and fingerprints; many times what any desk has. */
export const longestHeaderBytes = 4 << 20;
/** What PostgreSQL sends arrives in pieces of 64 KiB. */
export const longestFrameBytes = 1 << 20;

const name = z.string().min(1).max(63);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const table = z.object({ schema: name, name, columns: z.array(name).min(1) });
/** A table, and its columns in the order in which they stand in the rows. */
export type BackupTable = z.output<typeof table>;

export const header = z.object({
  /** The version of the product that made it. */
  product: z.string(),
  /** The version of PostgreSQL that it was taken from, such as "18.4". */
  postgres: z.string(),
  takenAt: z.iso.datetime(),
  /** The migrations that the database had, the first one first. */
  migrations: z.array(z.object({ number: z.int().min(1), name: z.string(), sha256 })).min(1),
  /** The master keys that its encrypted fields need, by fingerprints that open nothing. */
  masterKeys: z.array(z.object({ version: z.int(), fingerprint: z.string().regex(/^[0-9a-f]{32}$/) })),
  tables: z.array(table),
});
export type Header = z.output<typeof header>;

const sequence = z.object({ schema: name, name, last: z.int().nullable() });
/** A sequence and the last number it gave, null for none. */
export type SequenceValue = z.output<typeof sequence>;

/** What stands in the JSON frames. `rows` frames are raw. */
export const frameShapes = {
  table,
  'table-end': z.object({ rows: count, sha256 }),
  sequences: z.array(sequence),
  end: z.object({ tables: count, rows: count, sha256 }),
} as const;

export type JsonKind = keyof typeof frameShapes;

type JsonFrame = { [Kind in JsonKind]: { kind: Kind; value: z.output<(typeof frameShapes)[Kind]> } }[JsonKind];
export type Frame = JsonFrame | { kind: 'rows'; bytes: Buffer };

/** The byte of each kind. */
export const kindBytes: Record<Frame['kind'], number> = {
  table: 0x54, // T
  rows: 0x44, // D
  'table-end': 0x45, // E
  sequences: 0x53, // S
  end: 0x5a, // Z
};

/** What may follow what. */
export const following: Record<Frame['kind'] | 'header', readonly Frame['kind'][]> = {
  header: ['table', 'sequences'],
  table: ['rows', 'table-end'],
  rows: ['rows', 'table-end'],
  'table-end': ['table', 'sequences'],
  sequences: ['end'],
  end: [],
};

export function encodeHeader(value: Header): Buffer {
  return Buffer.from(`${firstLine} ${formatVersion}\n${JSON.stringify(value)}\n`);
}

export function encodeFrame(frame: Frame): Buffer {
  const payload = frame.kind === 'rows' ? frame.bytes : Buffer.from(JSON.stringify(frame.value));
  if (payload.length > longestFrameBytes)
    throw new RangeError(`A frame of ${payload.length} bytes; expected at most ${longestFrameBytes}`);
  const head = Buffer.alloc(5);
  head.writeUInt8(kindBytes[frame.kind]);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** How many rows end within these bytes: in COPY's text form a line break is a row's end and nothing else. */
export function rowsWithin(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows += 1;
  return rows;
}

/** `access.person`, for people. */
export const tableName = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`;
