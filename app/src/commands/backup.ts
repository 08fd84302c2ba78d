// `suaka backup`: everything the desk holds into one file, while the desk works.
import { defineCommand } from 'citty';
import { createBackup } from '../backup/index.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { openLog } from '../runtime/log.ts';
import { openBare } from '../runtime/open.ts';
import { progressBar } from './progress.ts';
import { report } from './terminal.ts';

export const backup = defineCommand({
  meta: { name: 'backup', description: 'Write everything the desk holds into one file, while the desk works' },
  args: {
    file: { type: 'positional', description: 'The file to make; there must be none of that name', required: true },
    json: { type: 'boolean', description: 'One line of JSON', default: false },
  },
  async run({ args }) {
    const configuration = readConfiguration(process.env);
    const { database, close } = await openBare(configuration, { log: openLog({ logLevel: 'warn' }), beside: true });
    const bar = progressBar();
    try {
      const made = await createBackup({ database, now: () => new Date() }, args.file, bar.show);
      bar.stop();
      const megabytes = (made.bytes / 1e6).toFixed(1);
      const words = [
        `${args.file}: ${made.rows} rows of ${made.tables} tables, ${megabytes} MB, sha256 ${made.sha256}`,
        'The master key is not in it: keep that too, and apart.',
      ];
      report(args.json, { file: args.file, ...made }, words.join('\n'));
    } finally {
      bar.stop();
      await close();
    }
  },
});
