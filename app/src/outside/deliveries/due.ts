// Deliveries that are due: those whose job was lost with a node, those whose pause is over, those cut short.
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { deliver } from './attempt.ts';
import { dueDeliveries } from './store.ts';

/** One slow server must not hold up the others. */
const atOnce = 8;
const batch = 200;

/** Tries what is due, of every organisation; how many. Any node may do it, several at once too. */
export async function deliverDue(house: House): Promise<number> {
  const due = await asNode(house.database, (work) => dueDeliveries(work, house.now(), batch));
  const waiting = [...due];
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await tryOne(house, next);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, due.length) }, one));
  return due.length;
}

async function tryOne(house: House, { id, organisationId }: { id: string; organisationId: string }): Promise<void> {
  try {
    await deliver(house, organisationId, id);
  } catch (fault) {
    house.log.warn({ delivery: id, fault: (fault as Error).name }, 'a delivery could not be tried; it is tried again');
  }
}
