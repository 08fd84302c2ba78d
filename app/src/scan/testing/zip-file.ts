// Zip files for tests, written field by field so that any of them can lie (PKWARE APPNOTE 4.3).
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  name: string | Buffer;
  bytes?: Buffer;
  /** Stored as it is unless asked. */
  deflate?: boolean;
  /** What the directory says, where it shall differ from what is so. */
  says?: Partial<Fields>;
  /** Points to the file of the member before it: both share its packed bytes. */
  shares?: boolean;
}

interface Fields {
  flags: number;
  method: number;
  crc: number;
  packedBytes: number;
  sizeBytes: number;
  attributes: number;
}

export function zipFile(members: ZipMember[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let [at, sharedAt] = [0, 0];
  for (const member of members) {
    const { name, packed, fields } = describe(member);
    if (!member.shares) {
      sharedAt = at;
      const file = Buffer.concat([localHeader(name, fields), name, packed]);
      files.push(file);
      at += file.length;
    }
    directory.push(directoryHeader(name, fields, sharedAt), name);
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...files, listed, directoryEnd(members.length, listed.length, at)]);
}

function describe(member: ZipMember): { name: Buffer; packed: Buffer; fields: Fields } {
  const bytes = member.bytes ?? Buffer.alloc(0);
  const packed = member.deflate ? deflateRawSync(bytes) : bytes;
  const method = member.deflate ? 8 : 0;
  const sizes = { packedBytes: packed.length, sizeBytes: bytes.length };
  const fields = { flags: 0x800, method, crc: crc32(bytes), ...sizes, attributes: 0o100644 * 0x10000, ...member.says };
  return { name: Buffer.from(member.name), packed, fields };
}

/** 2020-01-02 03:04:06 */
const DOS_TIME = (3 << 11) | (4 << 5) | 3;
const DOS_DATE = (40 << 9) | (1 << 5) | 2;

function localHeader(name: Buffer, fields: Fields): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, name, fields);
  return header;
}

function directoryHeader(name: Buffer, fields: Fields, at: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4); // made by Unix
  header.writeUInt16LE(20, 6);
  writeCommon(header, 8, name, fields);
  header.writeUInt32LE(fields.attributes, 38);
  header.writeUInt32LE(at, 42);
  return header;
}

function writeCommon(header: Buffer, from: number, name: Buffer, fields: Fields): void {
  header.writeUInt16LE(fields.flags, from);
  header.writeUInt16LE(fields.method, from + 2);
  header.writeUInt16LE(DOS_TIME, from + 4);
  header.writeUInt16LE(DOS_DATE, from + 6);
  header.writeUInt32LE(fields.crc, from + 8);
  header.writeUInt32LE(fields.packedBytes, from + 12);
  header.writeUInt32LE(fields.sizeBytes, from + 16);
  header.writeUInt16LE(name.length, from + 20);
}

function directoryEnd(count: number, bytes: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
