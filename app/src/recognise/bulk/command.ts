// `suaka import` and `suaka export` as the command line knows them. The desk they work at is lent to them.
import { defineCommand } from 'citty';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller, Permission } from '../../verbs/caller.ts';
import { algorithmNames } from '../hashes.ts';
import { runExport, runImport } from './command-run.ts';
import type { ImportOptions } from './import-file.ts';
import { runScanExport } from './scan-run.ts';
import { formats } from './reading/format.ts';

/** Opens a desk of the organisation that is named, with these permissions, and lends it out. */
export type AtDesk = (
  organisation: string | undefined,
  permissions: Permission[],
  work: (house: House, caller: Caller) => Promise<number>,
) => Promise<number>;

const bank = { type: 'string', description: 'Short name of the bank, such as KNOWN_COPIES', required: true } as const;
const organisation = {
  type: 'string',
  description: 'Name or id of the organisation, where there are several',
} as const;

export function importCommand(atDesk: AtDesk) {
  return defineCommand({
    meta: { name: 'import', description: 'Import a list of hashes (CSV, NDJSON or one hash a line) into a bank' },
    args: {
      file: { type: 'positional', description: 'The file, or - for standard input', required: true },
      bank,
      'keep-good': { type: 'boolean', description: 'List the good lines even if others are bad' },
      algorithm: { type: 'enum', options: [...algorithmNames], description: 'Of hashes beside which none is named' },
      source: { type: 'string', description: 'Who gave the list' },
      format: { type: 'enum', options: [...formats], description: 'Otherwise told from the content' },
      organisation,
      json: { type: 'boolean', description: 'Print one line of JSON' },
    },
    async run({ args }) {
      const { file: path, bank: bankCode, 'keep-good': keepGood, json: asJson, algorithm, source, format } = args;
      const options = { keepGood, algorithm, source, format } as Omit<ImportOptions, 'bankId'>;
      process.exitCode = await atDesk(args.organisation, ['recognise.look', 'recognise.import'], (house, caller) =>
        runImport(house, caller, { path, bankCode, asJson, ...options }),
      );
    },
  });
}

export function exportCommand(atDesk: AtDesk) {
  return defineCommand({
    meta: { name: 'export', description: 'Export the hashes of a bank, or an export for scanning' },
    args: {
      bank: { ...bank, required: false },
      'for-scan': {
        type: 'string',
        description: 'The export for scanning that two people let go at the desk, such as exp_…',
      },
      format: { type: 'enum', options: [...formats], default: 'csv', description: 'csv, ndjson or lines' },
      out: { type: 'string', description: 'The file to write; otherwise standard output' },
      organisation,
    },
    async run({ args }) {
      const { bank: bankCode, format, out: path, 'for-scan': forScan } = args;
      if ((bankCode === undefined) === (forScan === undefined))
        throw new Refusal(
          'bad-input',
          'export-of-what',
          'Name either --bank CODE, or --for-scan ID of an export that two people let go',
        );
      if (forScan !== undefined || bankCode === undefined) {
        process.exitCode = await atDesk(args.organisation, ['recognise.export'], (house, caller) =>
          runScanExport(house, caller, { id: forScan ?? '', path }),
        );
        return;
      }
      process.exitCode = await atDesk(args.organisation, ['recognise.look', 'recognise.export'], (house, caller) =>
        runExport(house, caller, { bankCode, format, path }),
      );
    },
  });
}
