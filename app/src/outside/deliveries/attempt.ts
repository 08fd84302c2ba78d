// One attempt at a delivery. First a row that says so is committed, with a lease; then the carrier sends; then the row is
// closed with how it went. Whoever finds a row that is open past its lease knows that a node ended in between: the other
// side may have it, so that the next attempt is marked "possibly repeated".
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import { inOrganisation, type Work } from '../../runtime/database.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { allowed, deliveryStates } from '../states.ts';
import { carrierOf, NotSent, Refused, type Sending, Unclear } from './carrier.ts';
import { attemptOver, noteFailure, noteHandOver } from './note.ts';
import {
  type AttemptResult,
  type Delivery,
  deliveriesOf,
  deliveryTable,
  endAttempt,
  findDelivery,
  insertAttempt,
  sealedMessage,
  updateDelivery,
} from './store.ts';

/** How long an attempt may last, and when another node takes it for cut short. The first is well below the second. */
export interface Patience {
  attemptMs: number;
  leaseMs: number;
}
export const usualPatience: Patience = { attemptMs: 4 * minuteMs, leaseMs: 5 * minuteMs };
/** With when a backup was last restored: a desk does not run meanwhile, so that it is known when it starts. */
export const patiencePart = partKey<Patience & { restoredAt: Date | null }>('outside.patience');

/** Whether something has to wait now, such as a notice that police asked to hold: whoever queues such things places it. */
export type HoldBack = (work: Work, delivery: Pick<Delivery, 'thing' | 'queuedAt'>, now: Date) => Promise<boolean>;
export const holdBackPart = partKey<HoldBack>('outside.hold-back');

/** The pauses after the first attempt, the second, …; after the last one it is given up: in all about three days. */
export const pausesMs: readonly number[] = [
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  6 * hourMs,
  12 * hourMs,
  dayMs,
  dayMs,
];

interface Begun {
  delivery: Delivery;
  attempt: number;
  /** null: the key it was sealed under was destroyed. */
  message: string | null;
  /** In made-up data nothing leaves this server. */
  madeUp: boolean;
}

interface End {
  result: Exclude<AttemptResult, 'cut-short'>;
  receipt: string;
}

/** Tries a delivery, if it is due. Does nothing where it is done already, or where another node is at it. */
export async function deliver(house: House, organisationId: string, id: string): Promise<void> {
  const begun = await begin(house, organisationId, id);
  if (begun === null) return;
  if (begun === 'exhausted') return giveUpCutShort(house, organisationId, id);
  await close(house, organisationId, begun, await send(house, begun));
}

async function begin(house: House, organisationId: string, id: string): Promise<Begun | 'exhausted' | null> {
  const now = house.now();
  return inOrganisation(house.database, organisationId, async (work) => {
    const delivery = await findDelivery(work, id, 'FOR UPDATE');
    if (!delivery || !isDue(delivery, now)) return null;
    if ((await isBehind(work, delivery)) || (await isHeldBack(house, work, delivery))) {
      await updateDelivery(work, id, { nextAttemptAt: new Date(now.getTime() + pausesMs[0]!) });
      return null;
    }
    const wasCut = delivery.state === 'trying';
    if (wasCut && pauseAfter(delivery) === null) return 'exhausted';
    if (wasCut) await endAttempt(work, id, delivery.attempts, { result: 'cut-short', receipt: null, at: now });
    const attempt = delivery.attempts + 1;
    const marked = delivery.possiblyRepeated || wasCut || wasRestored(house, delivery);
    const leaseUntil = new Date(now.getTime() + house.part(patiencePart).leaseMs);
    await insertAttempt(work, id, { number: attempt, marked, begunAt: now, leaseUntil });
    const next = { attempts: attempt, possiblyRepeated: marked, nextAttemptAt: leaseUntil };
    await updateDelivery(work, id, { ...next, state: 'trying' });
    const { rows } = await work.client.query('SELECT access.in_demonstration() AS "madeUp"');
    return {
      delivery: { ...delivery, possiblyRepeated: marked },
      attempt,
      message: await openMessage(house, work, id),
      madeUp: rows[0].madeUp,
    };
  });
}

/**
 * What is said of one thing is said in its order: a part of a notice is not withdrawn before the notice itself has arrived, or
 * it would be asked for after all. One that was given up and may have arrived keeps nothing back.
 */
async function isBehind(work: Work, { id, thing, state, queuedAt }: Delivery): Promise<boolean> {
  if (state !== 'queued') return false;
  const earlier = (await deliveriesOf(work, thing)).filter((one) => one.id !== id && one.queuedAt < queuedAt);
  return earlier.some(
    (one) => one.state === 'queued' || one.state === 'trying' || (one.state === 'failed' && !one.possiblyRepeated),
  );
}

const isHeldBack = async (house: House, work: Work, delivery: Delivery): Promise<boolean> =>
  house.has(holdBackPart) && house.part(holdBackPart)(work, delivery, house.now());

/** What a backup brought back may have arrived after it was taken. */
function wasRestored(house: House, { queuedAt }: Delivery): boolean {
  const { restoredAt } = house.part(patiencePart);
  return restoredAt !== null && queuedAt <= restoredAt;
}

const isDue = ({ state, nextAttemptAt }: Delivery, now: Date): boolean =>
  allowed(deliveryStates, state).includes('try') && nextAttemptAt !== null && nextAttemptAt <= now;

/** The pause after the attempts made so far; null when there have been enough. */
export const pauseAfter = ({ attempts, triesFrom }: Pick<Delivery, 'attempts' | 'triesFrom'>): number | null =>
  pausesMs[attempts - triesFrom - 1] ?? null;

async function openMessage(house: House, work: Work, id: string): Promise<string | null> {
  const row = await sealedMessage(work, id);
  const [opened] = await house.part(fieldsPart).unseal(work, deliveryTable, [row], ['message'], ({ thing }) => thing);
  return opened!.message;
}

async function send(house: House, { delivery, attempt, message, madeUp }: Begun): Promise<End> {
  const { id, messageId, carrier, possiblyRepeated } = delivery;
  if (message === null) return { result: 'refused', receipt: 'the message was erased' };
  if (madeUp && carrier !== 'desk') return { result: 'accepted', receipt: 'made up: nothing left this desk' };
  const signal = AbortSignal.timeout(house.part(patiencePart).attemptMs);
  const sending: Sending = { id, messageId, message: JSON.parse(message), possiblyRepeated, attempt, signal };
  try {
    const { receipt } = await Promise.race([carrierOf(house, carrier).send(sending), tooLong(signal)]);
    return { result: 'accepted', receipt };
  } catch (fault) {
    return judge(fault);
  }
}

/** Also of a carrier that does not listen to the signal, so that no attempt outlasts its lease. */
function tooLong(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Unclear('took too long')), { once: true }),
  );
}

function judge(fault: unknown): End {
  if (fault instanceof Refused) return { result: 'refused', receipt: fault.receipt };
  if (fault instanceof NotSent) return { result: 'failed', receipt: fault.receipt };
  if (fault instanceof Unclear) return { result: 'unclear', receipt: fault.receipt };
  // Its message may hold an address or more; its name does not.
  return { result: 'unclear', receipt: fault instanceof Error ? fault.name : 'unknown' };
}

async function close(house: House, organisationId: string, begun: Begun, { result, receipt }: End): Promise<void> {
  const { delivery, attempt } = begun;
  const { id } = delivery;
  const caller = nodeCaller(organisationId, ['outside.deliver']);
  try {
    if (result === 'accepted') await call(house, noteHandOver, caller, { id, attempt, receipt });
    else if (result === 'refused' || pauseAfter({ ...delivery, attempts: attempt }) === null)
      await call(house, noteFailure, caller, { id, attempt, result, receipt });
    else await wait(house, organisationId, begun, { result, receipt });
  } catch (fault) {
    if (!isOver(fault)) throw fault;
    // It lasted longer than its lease, and another node or a person went on meanwhile.
    await inOrganisation(house.database, organisationId, (work) =>
      endAttempt(work, id, attempt, { result, receipt: `late: ${receipt}`, at: house.now() }),
    );
  }
  if (result !== 'accepted') house.log.warn({ delivery: id, attempt, result }, 'a delivery was not handed over');
}

async function wait(house: House, organisationId: string, { delivery, attempt }: Begun, end: End): Promise<void> {
  const now = house.now();
  await inOrganisation(house.database, organisationId, async (work) => {
    const current = await findDelivery(work, delivery.id, 'FOR UPDATE');
    if (!current || current.state !== 'trying' || current.attempts !== attempt) throw attemptOver(delivery.id, attempt);
    await endAttempt(work, delivery.id, attempt, { ...end, at: now });
    await updateDelivery(work, delivery.id, {
      state: 'queued',
      possiblyRepeated: current.possiblyRepeated || end.result === 'unclear',
      nextAttemptAt: new Date(now.getTime() + pauseAfter(current)!),
    });
  });
}

async function giveUpCutShort(house: House, organisationId: string, id: string): Promise<void> {
  const caller = nodeCaller(organisationId, ['outside.deliver']);
  try {
    await call(house, noteFailure, caller, { id, attempt: null, result: 'cut-short', receipt: null });
  } catch (fault) {
    if (!isOver(fault)) throw fault; // another node was quicker
  }
}

const isOver = (fault: unknown): boolean => fault instanceof Refusal && fault.code === 'attempt-over';
