// `suaka verify`: proves that the record is whole.
import { defineCommand } from 'citty';
import { verifyRecord } from '../audit/verify.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { openHouse } from '../runtime/open.ts';
import { openLog } from '../runtime/log.ts';
import { report } from './terminal.ts';

export const verify = defineCommand({
  meta: { name: 'verify', description: 'Prove that nothing in the record was changed, removed or slipped in' },
  args: { json: { type: 'boolean', description: 'One line of JSON', default: false } },
  async run({ args }) {
    const configuration = readConfiguration(process.env);
    const house = await openHouse(configuration, { log: openLog({ logLevel: 'warn' }), beside: true });
    try {
      const outcome = await verifyRecord(house.database);
      const { sealed, unsealed, head, broken } = outcome;
      const words = broken
        ? `The record is BROKEN at seal ${broken.number} (event ${broken.eventId}): ${broken.why}`
        : `The record is whole: ${sealed} events sealed, ${unsealed} not sealed yet, head ${head}`;
      report(args.json, { ...outcome }, words);
      if (broken) process.exitCode = 2;
    } finally {
      await house.close();
    }
  },
});
