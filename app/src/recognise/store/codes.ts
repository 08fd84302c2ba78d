// SQL with which a node reads what its index holds: PDQ codes, and of devices the keyed hashes of exact ones. Everything
// in force anywhere on this server.
import type { Work } from '../../runtime/database.ts';
import type { Algorithm } from '../hashes.ts';
import { type SealedCode, sealedAbove } from './device.ts';

const page = 50_000;
/** Sealed codes are opened one by one, so their pages are smaller. */
const sealedPage = 5000;
const codeBytes = 32;
const inForce = `algorithm = 'pdq' AND state IN ('active', 'disputed')`;

/** Numbers of signals, and their codes of 32 bytes one after another. */
export type Codes = [numbers: Uint32Array, codes: Uint8Array];

/** A hash that the index holds, as a node that follows changes reads it: in plain, or sealed, or erased. */
export interface CodeRow {
  number: number;
  algorithm: Algorithm;
  code: Buffer | null;
  sealedCode: Buffer | null;
  codeBlind: Buffer | null;
  submissionId: string | null;
  /** Whether it is in force now. */
  listed: boolean;
}

/** Hashes that the index holds or has held and that fulfil a condition, page by page. */
export async function eachPage(
  { client }: Work,
  condition: string,
  values: unknown[],
  take: (rows: CodeRow[]) => Promise<void>,
): Promise<void> {
  for (let above = 0; ; ) {
    const { rows } = await client.query<CodeRow>(
      `SELECT number, algorithm, code, sealed_code AS "sealedCode", code_blind AS "codeBlind", CASE WHEN device THEN source END AS "submissionId",
         state IN ('active', 'disputed') AS listed FROM recognise.signal
        WHERE (algorithm = 'pdq' OR device) AND ${condition} AND number > $${values.length + 1} ORDER BY number LIMIT ${page}`,
      [...values, above],
    );
    if (rows.length > 0) await take(rows);
    if (rows.length < page) return;
    above = rows.at(-1)!.number;
  }
}

/** Sealed hashes in force, page by page. */
export async function eachSealedPage({ client }: Work, take: (rows: SealedCode[]) => Promise<void>): Promise<void> {
  for (let above = 0; ; ) {
    const rows = await sealedAbove(client, above, sealedPage);
    if (rows.length > 0) await take(rows);
    if (rows.length < sealedPage) return;
    above = rows.at(-1)!.number;
  }
}

/**
 * Every plain code in force with its number, in one piece: an index builds its tables much faster from all at once. A page
 * comes as one value instead of as rows, which the driver would take apart one by one.
 */
export async function readCodes({ client }: Work): Promise<Codes> {
  const counted = await client.query(`SELECT count(*) AS n FROM recognise.signal WHERE ${inForce} AND NOT device`);
  let numbers = new Uint32Array(counted.rows[0].n + page); // some may be listed between the count and the reading
  let codes = new Uint8Array(numbers.length * codeBytes);
  let count = 0;
  for (let above = 0, read = page; read === page; ) {
    const { rows } = await client.query<{ numbers: Buffer | null; codes: Buffer }>(
      `SELECT string_agg(int8send(number), '' ORDER BY number) AS numbers, string_agg(code, '' ORDER BY number) AS codes FROM (
         SELECT number, code FROM recognise.signal WHERE ${inForce} AND NOT device AND number > $1 ORDER BY number LIMIT ${page}) AS one_page`,
      [above],
    );
    const packed = rows[0]!.numbers ?? Buffer.alloc(0);
    read = packed.length / 8;
    if (count + read > numbers.length) [numbers, codes] = [grown(numbers), grown(codes)];
    // int8send writes eight bytes, the largest first; numbers fit the last four.
    for (let n = 0; n < read; n += 1) numbers[count + n] = packed.readUInt32BE(n * 8 + 4);
    if (read > 0) codes.set(rows[0]!.codes, count * codeBytes);
    count += read;
    above = numbers[count - 1] ?? 0;
  }
  return [numbers.subarray(0, count), codes.subarray(0, count * codeBytes)];
}

function grown<T extends Uint8Array | Uint32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}

/** Several parts in one piece. */
export function joined(parts: readonly Codes[]): Codes {
  if (parts.length === 1) return parts[0]!;
  const count = parts.reduce((sum, [numbers]) => sum + numbers.length, 0);
  const [numbers, codes] = [new Uint32Array(count), new Uint8Array(count * codeBytes)];
  let at = 0;
  for (const part of parts) {
    numbers.set(part[0], at);
    codes.set(part[1], at * codeBytes);
    at += part[0].length;
  }
  return [numbers, codes];
}
