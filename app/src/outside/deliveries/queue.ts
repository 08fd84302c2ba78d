// Queueing a delivery inside the transaction of the change that causes it: both are committed, or neither. What leaves the
// desk leaves afterwards, as a job.
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { JobData } from '../../runtime/jobs.ts';
import { type CarrierName, carrierOf } from './carrier.ts';
import { deliveriesOf, deliveryTable, insertDelivery, solveAllOf } from './store.ts';

export const deliverJob = 'outside.deliver';

/** What a `do` is given, as far as queueing needs it. */
export interface Queueing extends Work {
  house: House;
  enqueue: (name: string, data: JobData) => Promise<void>;
}

export interface NewDelivery {
  /** What is delivered: the message is sealed under its key, and the events of the delivery are about it. */
  thing: string;
  carrier: CarrierName;
  /** In the carrier's own form, such as `MailMessage` or `WebhookMessage`. */
  message: unknown;
  now: Date;
}

/** Queues a delivery; its id. @throws RangeError where the carrier could not send such a message. */
export async function queueDelivery(
  { client, house, enqueue }: Queueing,
  { thing, carrier, message, now }: NewDelivery,
): Promise<string> {
  const id = newId('delivery', now);
  const work = { client };
  const checked = carrierOf(house, carrier).message?.safeParse(message);
  if (checked?.error) throw new RangeError(`The message cannot go by ${carrier}: ${problemsOf(checked.error)}`);
  const at = { table: deliveryTable, id, record: thing };
  const sealed = await house.part(fieldsPart).seal(work, at, { message: JSON.stringify(message) });
  const delivery = { id, thing, carrier, messageId: messageIdOf(house, carrier, id), queuedAt: now };
  await insertDelivery(work, delivery, sealed.message);
  const { rows } = await client.query('SELECT runtime.organisation() AS organisation');
  await enqueue(deliverJob, { organisationId: rows[0].organisation, id });
  return id;
}

/**
 * Ends, in the caller's transaction, what of a thing was not handed over yet, such as a notice that is withdrawn: it must
 * not arrive after its withdrawal.
 * @returns how many were stopped, and whether any of it may have arrived all the same.
 */
export async function stopDeliveries(
  work: Work,
  thing: string,
  { by, reason, now }: { by: string; reason: string; now: Date },
): Promise<{ stopped: number; mayHaveArrived: boolean }> {
  const stopped = await solveAllOf(work, thing, { at: now, by, reason });
  const before = await deliveriesOf(work, thing);
  const mayHaveArrived = before.some(({ state, possiblyRepeated }) => state === 'handed-over' || possiblyRepeated);
  return { stopped: stopped.length, mayHaveArrived: mayHaveArrived || stopped.some(({ inHand }) => inHand) };
}

// Which fields, and what would be right; zod's messages name no value.
const problemsOf = ({ issues }: { issues: { path: PropertyKey[]; message: string }[] }): string =>
  issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ');

/** In mail it is the Message-ID (RFC 5322, 3.6.4), fixed now, so that it stays if the operator's address changes. */
function messageIdOf({ configuration }: House, carrier: CarrierName, id: string): string {
  if (carrier !== 'mail') return id;
  const domain = configuration.mail?.from.address.split('@')[1] ?? new URL(configuration.publicUrl).hostname;
  return `${id}@${domain}`;
}
