// What the tests of bulk share: drawing with a printed seed, files as streams, and what a bank came to hold.
import { createHash } from 'node:crypto';
import { inOrganisation } from '../../runtime/database.ts';
import type { Bank } from '../store/banks.ts';
import type { TestDesk } from '../testing.ts';
import { importFile, type ImportOptions, type ImportResult } from './import-file.ts';

export { type Draw, drawFrom, newSeed } from '../../testing/draw.ts';

/** A hash in hexadecimal, the same for the same name. */
export function hashOf(name: string | number, digits = 64): string {
  return createHash('sha256').update(`made up ${name}`).digest('hex').slice(0, digits);
}

export async function* streamOf(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

export function importText(
  desk: TestDesk,
  bank: Bank,
  text: string,
  options: Omit<ImportOptions, 'bankId'> = {},
): Promise<ImportResult> {
  return importFile(desk.house, desk.curator, { ...options, bankId: bank.id }, streamOf(text));
}

/** What a bank holds, as `algorithm hash state` lines in order. */
export async function heldBy(desk: TestDesk, bank: Bank): Promise<string[]> {
  return inOrganisation(desk.house.database, desk.organisationId, async ({ client }) => {
    const { rows } = await client.query(
      `SELECT algorithm || ' ' || encode(code, 'hex') || ' ' || state AS line FROM recognise.signal WHERE bank_id = $1 ORDER BY 1`,
      [bank.id],
    );
    return rows.map((row) => row.line);
  });
}

/** Hashes that still wait for an import to be applied, anywhere in the organisation. */
export async function waiting(desk: TestDesk): Promise<number> {
  return inOrganisation(desk.house.database, desk.organisationId, async ({ client }) => {
    return (await client.query('SELECT count(*) AS n FROM recognise.import_line')).rows[0].n;
  });
}

/** The counts of an import that say what became of its hashes. */
export function counts(result: ImportResult) {
  const { listed, alreadyListed, duplicates, withdrawn, withdrawnBefore, expired } = result;
  return { listed, alreadyListed, duplicates, withdrawn, withdrawnBefore, expired };
}

export const none = { listed: 0, alreadyListed: 0, duplicates: 0, withdrawn: 0, withdrawnBefore: 0, expired: 0 };
