// Carrying between a platform's organisation and the desk's: notices over, answers back. Only the process does; nothing but
// what is named here crosses. What a crash cut short is carried again, and the same again changes nothing.
import { z } from 'zod';
import { Refused, type Carrier } from '../../outside/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { subscribe } from '../../verbs/publish.ts';
import { askVerb, call, doVerb } from '../../verbs/verb.ts';
import { findPlatform } from '../directory/index.ts';
import { takeAnswer } from '../notice/answers.ts';
import { noticeId } from '../notice/own.ts';
import { findNotice } from '../notice/store.ts';
import { serveNotice, setServedClock, withdrawServed } from './serve.ts';
import { ownServed, unsealServed } from './served.ts';
import { findUncarried, noteCarriedVersion } from './store.ts';
import { servedId } from './verbs.ts';

const permission = 'remove.follow';
const process = (organisationId: string) => nodeCaller(organisationId, [permission]);

/** A notice to be served, or the withdrawal of one or of some of its items. */
const message = z.object({
  partnerId: z.string().min(1, 'the organisation of a platform'),
  noticeId,
  withdrawn: z.array(z.int().min(1)).optional(),
  whole: z.boolean().optional(),
});

/** Hands notices to the platform desk of this server. The receipt is the id under which it lies there. */
export function deskCarrier(house: House): Carrier {
  return {
    message,
    recipient: (given) => message.parse(given).partnerId,
    async send({ message: given }) {
      const { partnerId, noticeId: id, withdrawn, whole } = message.parse(given);
      try {
        if (withdrawn === undefined && whole === undefined)
          return { receipt: (await call(house, serveNotice, process(partnerId), { noticeId: id })).id };
        const withdrawal = { noticeId: id, items: withdrawn ?? [], whole: whole ?? false };
        const done = await call(house, withdrawServed, process(partnerId), withdrawal);
        return { receipt: done.id ?? 'never served' };
      } catch (fault) {
        // What it says names no address; trying again would change nothing.
        if (fault instanceof Refusal) throw new Refused(fault.code, { cause: fault });
        throw fault;
      }
    },
  };
}

/** What the desk is to learn of a platform's answer, as it stands. */
export const readServedAnswer = askVerb({
  name: 'remove.read-served-answer',
  permission,
  input: z.object({ id: servedId }),
  async run({ house, input, client }) {
    const work = { client };
    const served = await ownServed(work, input.id);
    return { served, answer: (await unsealServed(work, house, served.id)).answer };
  },
});

/** The desk has the answer in this version. */
export const noteCarried = doVerb({
  name: 'remove.note-carried',
  permission,
  input: z.object({ id: servedId, version: z.int().min(1) }),
  async run({ input, client }) {
    const served = await ownServed({ client }, input.id, 'FOR UPDATE');
    await noteCarriedVersion({ client }, served.id, input.version);
    return { result: null, event: { thing: served.id, facts: { version: input.version } } };
  },
});

/** Carries the answer to what was served, as it stands now, to the desk that sent it; nothing where it has that already. */
export async function carryAnswer(house: House, organisationId: string, id: string): Promise<void> {
  const { served, answer } = await call(house, readServedAnswer, process(organisationId), { id });
  const { version, state, openedAt, acknowledgedAt, answeredAt } = served;
  if (served.carriedVersion >= version || state === 'withdrawn') return;
  const receivedAt = earliest(openedAt, acknowledgedAt);
  if (receivedAt !== null)
    await call(house, takeAnswer, process(served.fromId), {
      noticeId: served.noticeId,
      // Opening it proves that they have it; a person's word that they see to it says no more than that to the desk.
      state: state === 'served' ? 'acknowledged' : state,
      complied: served.complied,
      refusedFor: served.refusedFor,
      words: answer,
      at: answeredAt ?? receivedAt,
      acknowledgedAt: receivedAt,
    });
  await call(house, noteCarried, process(organisationId), { id: served.id, version });
}

const earliest = (...times: (Date | null)[]): Date | null =>
  times.reduce((first, time) => (time && (first === null || time < first) ? time : first), null);

/** Carries what a crash left behind, some at a time; one that fails keeps no other from being carried. */
export async function carryDue(house: House): Promise<void> {
  const due = await asNode(house.database, (work) => findUncarried(work, 100));
  for (const { id, organisationId } of due)
    try {
      await carryAnswer(house, organisationId, id);
    } catch (fault) {
      house.log.warn({ err: fault, served: id }, 'the answer of a platform could not be carried to its desk');
    }
}

/** Where the clock of a notice stands, and at which platform's desk it may be served; null where its recipient has none. */
export const readNoticeClock = askVerb({
  name: 'remove.read-notice-clock',
  permission,
  input: z.object({ noticeId }),
  async run({ input, client }) {
    const work = { client };
    const notice = await findNotice(work, input.noticeId);
    if (notice === null) return null;
    const partnerId = (await findPlatform(work, notice.platformId))?.partnerId ?? null;
    return partnerId === null ? null : { partnerId, dueAt: notice.dueAt };
  },
});

/** Shows the platform the clock that the desk runs. */
export async function carryClock(house: House, organisationId: string, id: string): Promise<void> {
  const clock = await call(house, readNoticeClock, process(organisationId), { noticeId: id });
  if (clock) await call(house, setServedClock, process(clock.partnerId), { noticeId: id, dueAt: clock.dueAt });
}

const answers = ['open', 'acknowledge', 'comply', 'refuse', 'contest'].map((verb) => `remove.${verb}-served`);
/** After these the clock of a notice may run, or stand still, where it did not before. */
const movingClocks = ['remove.follow-hand-over', 'remove.take-answer', 'remove.suspend-clock', 'remove.resume-clock'];

export async function followAnswers(house: House): Promise<void> {
  await subscribe(house, answers, 'remove.carry-answer', ({ organisationId, thing }) =>
    carryAnswer(house, organisationId, thing),
  );
  await subscribe(house, movingClocks, 'remove.carry-clock', ({ organisationId, thing }) =>
    carryClock(house, organisationId, thing),
  );
}
