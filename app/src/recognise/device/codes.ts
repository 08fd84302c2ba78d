// Codes of device hashes: sealed under the key of their submission, found when equal by a keyed hash, opened for the
// index alone. What is told of a copy that met one is a keyed hash as well.
import { randomBytes } from 'node:crypto';
import type { Fields } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { Algorithm } from '../hashes.ts';
import { goesOn, type SealedCode } from '../store/device.ts';

const table = 'recognise.signal';
const saltBytes = 16;

/** What equal hashes of one algorithm have in common, and nobody without the key can compute. */
export function blindCode(fields: Fields, algorithm: Algorithm, code: Buffer): Buffer {
  return fields.blind('recognise.device-code', `${algorithm}:${code.toString('hex')}`);
}

/** The same of a copy that met one device hash; with the salt of that hash gone, it tells nothing any more. */
export function blindCopy(fields: Fields, salt: Buffer, algorithm: Algorithm, code: Buffer): Buffer {
  return fields.blind('recognise.device-copy', `${salt.toString('hex')}:${algorithm}:${code.toString('hex')}`);
}

/** What is stored of a code. Bound to its keyed hash, so that neither can be put beside another. */
export async function sealCode(
  work: Work,
  fields: Fields,
  submissionId: string,
  { algorithm, code }: { algorithm: Algorithm; code: Buffer },
): Promise<{ sealedCode: Buffer; codeBlind: Buffer; copySalt: Buffer }> {
  const codeBlind = blindCode(fields, algorithm, code);
  const at = { table, id: codeBlind.toString('hex'), record: submissionId };
  const { sealed_code: sealedCode } = await fields.seal(work, at, { sealed_code: code.toString('hex') });
  return { sealedCode, codeBlind, copySalt: randomBytes(saltBytes) };
}

export interface OpenedCodes {
  /** Codes by the number of their signal. Those of erased submissions are in neither list. */
  codes: Map<number, Buffer>;
  /** Numbers whose code does not open: changed in the database, or under a master key that this process does not hold. */
  unreadable: number[];
}

/** Opens codes for the index, as the node. One that does not open must not keep the others from being matched. */
export async function openCodes(work: Work, fields: Fields, rows: readonly SealedCode[]): Promise<OpenedCodes> {
  try {
    return { codes: await openAll(work, fields, rows), unreadable: [] };
  } catch (fault) {
    if (!(await goesOn(work.client))) throw fault; // the database failed, not a code
  }
  const codes = new Map<number, Buffer>();
  const unreadable: number[] = [];
  for (const row of rows)
    await openAll(work, fields, [row]).then(
      (opened) => opened.forEach((code, number) => codes.set(number, code)),
      () => unreadable.push(row.number),
    );
  return { codes, unreadable };
}

async function openAll(work: Work, fields: Fields, rows: readonly SealedCode[]): Promise<Map<number, Buffer>> {
  const sealed = rows.map((row) => ({
    id: row.codeBlind.toString('hex'),
    record: row.submissionId,
    number: row.number,
    sealed_code: row.sealedCode,
  }));
  const opened = await fields.unseal(work, table, sealed, ['sealed_code'], ({ record }) => record);
  return new Map(
    opened.flatMap(({ number, sealed_code: hex }) =>
      hex === null ? [] : [[number, Buffer.from(hex, 'hex')] as const],
    ),
  );
}
