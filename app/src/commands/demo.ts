// `suaka demo`: loads a made-up week to look around in, beside a running desk or before its first start.
import { defineCommand } from 'citty';
import { beginLookingAround, endLookingAround } from '../access/index.ts';
import { openSuaka, week } from '../main.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { openLog } from '../runtime/log.ts';
import { say } from './terminal.ts';

export const demo = defineCommand({
  meta: { name: 'demo', description: 'Load a made-up week to look around in; never on a desk that was set up' },
  async run() {
    const configuration = readConfiguration(process.env);
    const log = openLog({ logLevel: 'warn' });
    const house = await openSuaka(configuration, { log, beside: true, madeUp: week, announce: () => {} });
    try {
      await endLookingAround(house);
      say(
        `Making ${week.reports} reports with ${week.items} items and ${week.notices} notices through the desk's own verbs; this takes a while.`,
      );
      await beginLookingAround(house);
      say(`Done. Start the desk, open ${configuration.publicUrl}/setup and choose to look around.`);
    } finally {
      await house.close();
    }
  },
});
