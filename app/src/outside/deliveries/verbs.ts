// Verbs of deliveries for people: what failed and waits for somebody, what is under way, and one delivery with every
// attempt at it. What was given up stays in sight until it is tried again or was seen to otherwise.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { advance, type DeliveryState, deliveryStates } from '../states.ts';
import { carriersPart } from './carrier.ts';
import { deliveryId } from './note.ts';
import { deliverJob } from './queue.ts';
import {
  attemptsOf,
  countDeliveries,
  type Delivery,
  deliveryTable,
  findDelivery,
  listDeliveries,
  sealedMessage,
  updateDelivery,
} from './store.ts';

export const deliveryViews = ['failed', 'waiting', 'handed-over', 'solved'] as const;
export type DeliveryView = (typeof deliveryViews)[number];
const statesOf: Record<DeliveryView, readonly DeliveryState[]> = {
  failed: ['failed'],
  waiting: ['queued', 'trying'],
  'handed-over': ['handed-over'],
  solved: ['solved'],
};
const pageSize = 100;

/** A page of deliveries without their messages, and how many ask for something. */
export const readDeliveries = askVerb({
  name: 'outside.read-deliveries',
  permission: 'outside.look',
  input: z.object({
    view: z.enum(deliveryViews, `one of ${deliveryViews.join(', ')}`).default('failed'),
    before: deliveryId.nullable().default(null),
  }),
  async run({ client, input }) {
    const work = { client };
    const asked = { states: statesOf[input.view], before: input.before, limit: pageSize + 1 };
    const found = await listDeliveries(work, asked);
    const deliveries = found.slice(0, pageSize);
    const next = found.length > pageSize ? deliveries.at(-1)!.id : null;
    return { deliveries, next, ...(await countDeliveries(work)) };
  },
});

/** One delivery: to whom, and every attempt with its receipt. Not what was said. */
export const readDelivery = askVerb({
  name: 'outside.read-delivery',
  permission: 'outside.look',
  input: z.object({ id: deliveryId }),
  async run({ house, client, input }) {
    const work = { client };
    const delivery = await ownDelivery(work, input.id);
    return {
      delivery,
      recipient: await recipientOf(house, work, delivery),
      attempts: await attemptsOf(work, delivery.id),
      names: await namesOf(work, house.part(fieldsPart), [delivery.solvedBy]),
    };
  },
});

async function recipientOf(house: House, work: Work, { id, carrier }: Delivery): Promise<string | null> {
  const row = await sealedMessage(work, id);
  const [opened] = await house.part(fieldsPart).unseal(work, deliveryTable, [row], ['message'], ({ thing }) => thing);
  if (opened!.message === null) return null;
  return house.part(carriersPart).get(carrier)?.recipient?.(JSON.parse(opened!.message)) ?? null;
}

/** Has it tried now, and with the usual pauses from then on. */
export const retryDelivery = doVerb({
  name: 'outside.retry-delivery',
  permission: 'outside.solve',
  input: z.object({ id: deliveryId }),
  async run({ client, input, now, organisationId, enqueue }) {
    const work = { client };
    const delivery = await ownDelivery(work, input.id, 'FOR UPDATE');
    const state = advance(deliveryStates, 'retry', delivery.state);
    const anew = { triesFrom: delivery.attempts, nextAttemptAt: now, failedAt: null };
    await updateDelivery(work, delivery.id, { ...anew, state });
    await enqueue(deliverJob, { organisationId, id: delivery.id });
    return { result: null, event: { thing: delivery.thing, facts: { delivery: delivery.id } } };
  },
});

/** Says that somebody saw to it otherwise, or that it is no longer needed; it is not tried again. */
export const solveDelivery = doVerb({
  name: 'outside.solve-delivery',
  permission: 'outside.solve',
  input: z.object({
    id: deliveryId,
    reason: z.string().trim().min(5, 'how it was solved, in a few words').max(500, 'at most 500 characters'),
  }),
  async run({ client, caller, input, now }) {
    const work = { client };
    const delivery = await ownDelivery(work, input.id, 'FOR UPDATE');
    const state = advance(deliveryStates, 'solve', delivery.state);
    const solved = { solvedAt: now, solvedBy: caller.id, solvedFor: input.reason };
    await updateDelivery(work, delivery.id, { ...solved, state, nextAttemptAt: null });
    return { result: null, event: { thing: delivery.thing, facts: { delivery: delivery.id } } };
  },
});

async function ownDelivery(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Delivery> {
  const delivery = await findDelivery(work, id, lock);
  if (delivery) return delivery;
  throw new Refusal('not-found', 'no-such-delivery', `There is no delivery "${id}" here`);
}
