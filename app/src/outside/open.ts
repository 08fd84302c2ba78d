// Opening the room: who carries deliveries, and the job that does.
import { asNode } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { deliver, type Patience, patiencePart, usualPatience } from './deliveries/attempt.ts';
import { carriersPart, registerCarrier } from './deliveries/carrier.ts';
import { deliverJob } from './deliveries/queue.ts';
import { lastRestored } from './deliveries/store.ts';
import { mailCarrier, type MailOptions } from './mail/carrier.ts';
import { webhookCarrier, type WebhookOptions } from './webhook/carrier.ts';

/** Given in code only. */
export interface OutsideOptions {
  mail?: MailOptions;
  webhook?: WebhookOptions;
  patience?: Patience;
}

/** Places the carriers `mail` and `webhook`; a desk registers `desk`. Needs the fields to be open. */
export async function openOutside(house: House, options: OutsideOptions = {}): Promise<void> {
  house.place(carriersPart, new Map());
  const restoredAt = await asNode(house.database, lastRestored);
  house.place(patiencePart, { ...(options.patience ?? usualPatience), restoredAt });
  registerCarrier(house, 'mail', mailCarrier(house, options.mail));
  registerCarrier(house, 'webhook', webhookCarrier(house, options.webhook));
  await house.jobs.handle(deliverJob, ({ organisationId, id }) => deliver(house, String(organisationId), String(id)));
}
