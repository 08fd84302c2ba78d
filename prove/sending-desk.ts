// The process that is killed while it sends: a desk with only the rooms that deliveries need, on the proof's PostgreSQL.
// It opens ahead of its turn and begins when it is told, with its clock as far ahead as it is told then, so that the leases
// of the process killed before it are over.
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { openFields } from '../app/src/fields/index.ts';
import { deliverDue, openOutside } from '../app/src/outside/index.ts';
import { readConfiguration } from '../app/src/runtime/configuration.ts';
import { openLog } from '../app/src/runtime/log.ts';
import { openHouse } from '../app/src/runtime/open.ts';

export interface SendingDeskOptions {
  /** The certificate of the mail server, and where the webhooks are received. */
  ca: string;
  exempt: string[];
}

const { ca, exempt } = JSON.parse(process.argv[2]!) as SendingDeskOptions;
let aheadMs = 0;
const house = await openHouse(readConfiguration(process.env), {
  log: openLog({ logLevel: 'error' }), // that a delivery was not handed over this time is what is proved here
  now: () => new Date(Date.now() + aheadMs),
});
await openFields(house);
await openOutside(house, { mail: { ca }, webhook: { exempt } });
flushCompileCache(); // who is killed does not keep it by itself
process.stdout.write('ready\n');
const [told] = await once(process.stdin, 'data');
aheadMs = Number(String(told));
await house.jobs.start();
for (;;) if ((await deliverDue(house)) === 0) await pause(20);
