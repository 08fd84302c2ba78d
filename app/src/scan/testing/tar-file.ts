// Tar files for tests: proper ones, and headers written field by field for those that are not (POSIX.1-1988, ustar).
import { pack } from 'tar-stream';

export interface TarMember {
  name: string;
  bytes?: Buffer;
}

export async function tarFile(members: TarMember[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, bytes } of members) tar.entry({ name, mtime: new Date('2020-01-02T03:04:06Z') }, bytes ?? '');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export interface TarFields {
  /** `0` is a file, `2` a link, `5` a folder, `S` GNU's sparse file … */
  type?: string;
  linkTo?: string;
  sizeBytes?: number;
  /** Empty for the oldest format, which has none. */
  magic?: string;
  /** Of a sparse file: blocks of its map follow. */
  mapGoesOn?: boolean;
}

/** A header with its bytes, filled up to whole blocks. */
export function tarBlock(name: string | Buffer, bytes: Buffer, fields: TarFields = {}): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header, 0, 0, 100);
  for (const at of [100, 108, 116]) header.write('0000644', at, 'latin1'); // mode, owner, group
  header.write(`${octal(fields.sizeBytes ?? bytes.length)}\0${octal(1_577_934_246)}\0        `, 124, 'latin1');
  header.write(fields.type ?? '0', 156, 'latin1');
  header.write(fields.linkTo ?? '', 157, 'latin1');
  header.write(fields.magic ?? 'ustar\u000000', 257, 'latin1');
  if (fields.mapGoesOn) header[482] = 1;
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

export const tarEnd = Buffer.alloc(1024);

const octal = (value: number) => value.toString(8).padStart(11, '0');
