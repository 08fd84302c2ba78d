// Made-up data to look around in: lists of drawn hashes that belong to no picture, a few matches to judge.
import { createHash } from 'node:crypto';
import type { House } from '../runtime/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call, type DoCircumstances } from '../verbs/verb.ts';
import { makeBank } from './banks.ts';
import { match } from './match.ts';
import { signalIndexKey } from './signal-index.ts';
import { listSignal } from './signals.ts';

const lists = [
  {
    code: 'CONTOH_A',
    name: 'Daftar contoh A (made up)',
    action: 'block',
    ground: 'child-sexual-exploitation',
    hashes: 40,
  },
  {
    code: 'CONTOH_B',
    name: 'Daftar contoh B (made up)',
    action: 'review',
    ground: 'image-based-sexual-abuse',
    hashes: 25,
  },
  {
    code: 'CONTOH_C',
    name: 'Daftar contoh C (made up)',
    action: 'log',
    ground: 'sexual-extortion',
    hashes: 10,
    secondReview: true,
  },
] as const;

/** A hash drawn from a name: no picture has it. */
function drawn(name: string): string {
  return createHash('sha256').update(`suaka made-up ${name}`).digest('hex');
}

/** Fills an organisation that is marked as made up, through the desk's own verbs; and takes all of it away again. */
export const recogniseDemonstration = {
  async fill(house: House, caller: Caller): Promise<void> {
    for (const { hashes, ...bank } of lists) {
      const { id } = await call(house, makeBank, caller, {
        ...bank,
        purpose: 'Data contoh, dibuat-buat. Made-up data.',
        legalBasis: 'Tidak ada: contoh. None: made up.',
        active: true,
      });
      for (let n = 0; n < hashes; n += 1)
        await call(house, listSignal, caller, {
          bankId: id,
          hashes: [{ algorithm: 'pdq', hash: drawn(`${bank.code} ${n}`), quality: 100 }],
          source: 'Lembaga Contoh (made up)',
          sourceReference: `CONTOH-${n + 1}`,
        });
    }
    await house.part(signalIndexKey).follow();
    const asked = [0, 1, 2, 3].map((n) => ({
      algorithm: 'pdq' as const,
      hash: nearly(drawn(`CONTOH_B ${n}`), 3 * n),
      quality: 100,
    }));
    await call(house, match, caller, {
      hashes: [...asked, { algorithm: 'pdq', hash: drawn('nothing listed'), quality: 100 }],
    });
  },

  async remove({ client }: Pick<DoCircumstances<unknown>, 'client'>): Promise<void> {
    for (const table of [
      'verdict',
      'match',
      'alarm',
      'lookup_day',
      'import_fault',
      'import_line',
      'scan_mark',
      'scan_export_bank',
      'scan_export',
      'signal',
      'import',
      'bank',
    ])
      await client.query(`DELETE FROM recognise.${table} WHERE organisation_id = runtime.organisation()`);
  },
};

function nearly(hex: string, bits: number): string {
  const code = Buffer.from(hex, 'hex');
  for (let bit = 0; bit < bits; bit += 1) code[bit]! ^= 1;
  return code.toString('hex');
}
