// What the desk notes of a delivery that came to its end: handed over, or given up. Each is one event, about what was
// delivered, so that desks to the right can follow; only the process itself notes it.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { doVerb } from '../../verbs/verb.ts';
import { allowed, deliveryStates } from '../states.ts';
import { attemptResults, type Delivery, endAttempt, findDelivery, updateDelivery } from './store.ts';

export const deliveryId = z.string().regex(idPattern('delivery'), 'the id of a delivery, such as dlv_…');
const attemptNumber = z.int('the number of an attempt').min(1, '1 or more');

/** Permission of nobody's role: the process notes it when a carrier got its receipt. */
export const noteHandOver = doVerb({
  name: 'outside.note-hand-over',
  permission: 'outside.deliver',
  input: z.object({ id: deliveryId, attempt: attemptNumber, receipt: z.string().min(1).max(500) }),
  async run({ client, input, now }) {
    const { id, attempt, receipt } = input;
    const work = { client };
    const delivery = await findDelivery(work, id, 'FOR UPDATE');
    // An acceptance counts also when it comes late; a second one of the same delivery changes nothing.
    if (!delivery || attempt > delivery.attempts || !allowed(deliveryStates, delivery.state).includes('hand-over'))
      throw attemptOver(id, attempt);
    await endAttempt(work, id, attempt, { result: 'accepted', receipt, at: now });
    await updateDelivery(work, id, { state: 'handed-over', handedOverAt: now, nextAttemptAt: null });
    return { result: null, event: { thing: delivery.thing, facts: factsOf(delivery, attempt) } };
  },
});

/** Permission of nobody's role. `attempt` null: the last one was cut short, and there have been enough. */
export const noteFailure = doVerb({
  name: 'outside.note-failure',
  permission: 'outside.deliver',
  input: z.object({
    id: deliveryId,
    attempt: attemptNumber.nullable(),
    result: z.enum(attemptResults),
    receipt: z.string().min(1).max(500).nullable(),
  }),
  async run({ client, input, now }) {
    const { id, result, receipt } = input;
    const work = { client };
    const delivery = await findDelivery(work, id, 'FOR UPDATE');
    const attempt = input.attempt ?? delivery?.attempts ?? 0;
    const isOpen = delivery?.state === 'trying' && delivery.attempts === attempt;
    const isMine = input.attempt !== null || (delivery?.nextAttemptAt ?? now) <= now;
    if (!delivery || !isOpen || !isMine) throw attemptOver(id, attempt);
    await endAttempt(work, id, attempt, { result, receipt, at: now });
    const possiblyRepeated = delivery.possiblyRepeated || result === 'unclear' || result === 'cut-short';
    await updateDelivery(work, id, { state: 'failed', failedAt: now, nextAttemptAt: null, possiblyRepeated });
    const facts = { ...factsOf({ ...delivery, possiblyRepeated }, attempt), result };
    return { result: null, event: { thing: delivery.thing, facts } };
  },
});

const factsOf = ({ id, carrier, possiblyRepeated }: Delivery, attempt: number) => ({
  delivery: id,
  carrier,
  attempt,
  possiblyRepeated,
});

/** The attempt has ended already: its lease was over and another node went on, or a person decided meanwhile. */
export const attemptOver = (id: string, attempt: number): Refusal =>
  new Refusal('conflict', 'attempt-over', `Attempt ${attempt} at ${id} is over already`);
