// `suaka restore`: a backup into an empty database, or in the place of a desk; or, with --check, a proof of the file alone.
import { defineCommand } from 'citty';
import { type CheckedBackup, checkBackup, type RestoreOutcome, restoreBackup } from '../backup/index.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { openLog } from '../runtime/log.ts';
import { type Bar, progressBar } from './progress.ts';
import { report } from './terminal.ts';

const args = {
  file: { type: 'positional', description: 'The backup', required: true },
  check: { type: 'boolean', description: 'Read the whole file and touch nothing', default: false },
  replace: { type: 'boolean', description: 'Put it in the place of the desk that is there', default: false },
  'without-key': { type: 'boolean', description: 'Restore now and bring the master key later', default: false },
  erasures: { type: 'string', description: 'A journal of erasures besides the data folder’s own' },
  json: { type: 'boolean', description: 'One line of JSON', default: false },
} as const;

export const restore = defineCommand({
  meta: { name: 'restore', description: 'Put a backup into an empty database, whole or not at all' },
  args,
  async run({ args }) {
    const bar = progressBar();
    try {
      if (args.check) sayChecked(args.json, args.file, await checkBackup(args.file, bar.show), bar);
      else sayRestored(args.json, args.file, await run(args, bar), bar);
    } finally {
      bar.stop();
    }
  },
});

function run(
  given: { file: string; replace: boolean; 'without-key': boolean; erasures?: string | undefined },
  bar: Bar,
): Promise<RestoreOutcome> {
  const place = {
    configuration: readConfiguration(process.env),
    log: openLog({ logLevel: 'warn' }),
    now: () => new Date(),
  };
  return restoreBackup(place, given.file, {
    replace: given.replace,
    withoutKey: given['without-key'],
    ...(given.erasures ? { erasures: given.erasures } : {}),
    report: bar.show,
  });
}

function sayChecked(json: boolean, file: string, checked: CheckedBackup, bar: Bar): void {
  bar.stop();
  report(json, { file, ...facts(checked) }, `${file} is whole: ${inWords(checked)}`);
}

function sayRestored(json: boolean, file: string, restored: RestoreOutcome, bar: Bar): void {
  bar.stop();
  const { migrated, erasedAgain, unreadableErasures, keyProblem } = restored;
  const words = [
    `Restored ${inWords(restored)}`,
    ...(migrated > 0 ? [`${migrated} migrations brought it to this version.`] : []),
    ...(erasedAgain > 0 ? [`${erasedAgain} records that were erased since are erased again.`] : []),
    ...(unreadableErasures > 0
      ? [`${unreadableErasures} lines of the journal of erasures could not be read; each may be an erasure.`]
      : []),
    keyProblem === null
      ? 'The master key fits.'
      : `THE MASTER KEY DOES NOT FIT, and the desk does not start: ${keyProblem}`,
    'Everyone signs in again.',
  ];
  report(json, { file, ...facts(restored) }, words.join('\n'));
}

/** The outcome without the header, but for what a script may want of it. */
function facts({ header, ...outcome }: CheckedBackup): Record<string, unknown> {
  return { takenAt: header.takenAt, product: header.product, postgres: header.postgres, ...outcome };
}

function inWords({ header, migration, rows, tables, sha256 }: CheckedBackup): string {
  return `${rows} rows of ${tables.length} tables, taken ${header.takenAt} by version ${header.product} (migration ${migration}) on PostgreSQL ${header.postgres}, sha256 ${sha256}`;
}
