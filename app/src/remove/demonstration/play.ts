// One made-up notice played through the desk's own verbs, at the times at which it would have happened. What would happen
// in the future has not happened: it then stands where it is by now.
import { breachDue } from '../../clocks/index.ts';
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import { deliver, deliveriesOf } from '../../outside/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type Caller, nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { attest } from '../checks/index.ts';
import { acknowledgeServed, carryDue, complyServed, openServed, refuseServed, serveNotice } from '../inbox/index.ts';
import { noteAnswer, noteHandedOver } from '../notice/answers.ts';
import { discardNotice, draftNotice } from '../notice/draft.ts';
import { escalateNotice } from '../notice/escalate.ts';
import { followBreach, followHandOver } from '../notice/follow.ts';
import { readNotice } from '../notice/read.ts';
import { sendNotice } from '../notice/send.ts';
import { approveNotice, proposeNotice } from '../notice/sign.ts';
import { withdrawNotice } from '../notice/withdraw.ts';
import { readRemoval } from '../removal/read.ts';
import type { Cast, Recipient } from './cast.ts';
import type { Plan } from './drawn.ts';
import { playChecks } from './look.ts';

export interface Playing {
  cast: Cast;
  plan: Plan;
  recipient: Recipient;
  removalIds: string[];
  /** When it is sent. */
  sentAt: Date;
}

/** The desk as it was so long after the sending; null for what lies ahead. */
type At = (afterMs: number) => House | null;

export async function playNotice(playing: Playing): Promise<void> {
  const { cast, plan, recipient, removalIds, sentAt } = playing;
  const now = cast.house.now();
  const at: At = (afterMs) => {
    const then = new Date(sentAt.getTime() + afterMs);
    return then > now ? null : cast.house.at(() => then);
  };
  const before = cast.house.at(() => new Date(sentAt.getTime() - 40 * minuteMs));
  const ladder = plan.statutory ? 'id-saman' : 'general';
  const ruleId = plan.statutory ? 'id-saman' : null;
  const given = { removalIds, platformId: recipient.id, ladder, ruleId };
  const { id } = await call(before, draftNotice, cast.takedown, given);
  if (plan.until === 'draft') return;
  if (plan.until === 'discarded') {
    await call(before, discardNotice, cast.takedown, await shown(before, cast.takedown, id));
    return;
  }
  const { state } = await call(before, proposeNotice, cast.takedown, await shown(before, cast.takedown, id));
  if (plan.until === 'proposed') return;
  const signing = cast.house.at(() => new Date(sentAt.getTime() - 10 * minuteMs));
  if (state === 'proposed') await call(signing, approveNotice, cast.approver, await shown(signing, cast.approver, id));
  if (plan.until === 'approved') return;
  await playSent({ ...playing, id, at });
}

async function shown(house: House, by: Caller, id: string): Promise<{ id: string; version: number }> {
  const { notice } = await call(house, readNotice, by, { id });
  return { id, version: notice.version };
}

async function playSent(playing: Playing & { id: string; at: At }): Promise<void> {
  const { cast, plan, id, at, removalIds, sentAt } = playing;
  const { takedown, supervisor } = cast;
  const sending = at(0)!;
  await call(sending, sendNotice, takedown, await shown(sending, takedown, id));
  await handOver(playing);
  await answer(playing);
  await passDeadline(playing);
  if (plan.seen) await playChecks(cast, { removalIds, seen: plan.seen, sentAt });
  const later = at(dayMs + 6 * hourMs);
  if (!later || !plan.next) return;
  const seen = await shown(later, takedown, id);
  if (plan.next === 'withdraw') await call(later, withdrawNotice, supervisor, { ...seen, reason: 'made-in-error' });
  if (plan.next === 'attest')
    for (const removalId of removalIds) {
      const { removal } = await call(later, readRemoval, takedown, { id: removalId });
      await call(later, attest, takedown, { id: removalId, version: removal.version, basis: 'app' });
    }
  if (plan.next === 'escalate') await escalate(later, playing, seen);
}

async function handOver({ cast, recipient, id, at }: Playing & { id: string; at: At }): Promise<void> {
  const then = at(2 * minuteMs);
  if (!then) return;
  const { organisationId } = cast.takedown;
  if (recipient.person === null) {
    await call(then, noteHandedOver, cast.takedown, await shown(then, cast.takedown, id));
    return;
  }
  const [delivery] = await inOrganisation(then.database, organisationId, (work) => deliveriesOf(work, id));
  await call(then, serveNotice, nodeCaller(recipient.person.organisationId, ['remove.follow']), { noticeId: id });
  await deliver(then, organisationId!, delivery!.id);
  await call<{ noticeId: string }, unknown>(then, followHandOver, nodeCaller(organisationId, ['remove.follow']), {
    noticeId: id,
  });
}

async function answer(playing: Playing & { id: string; at: At }): Promise<void> {
  const { cast, plan, recipient, id, at, removalIds } = playing;
  const then = plan.answer && at(plan.answer.afterMs);
  if (!plan.answer || !then) return;
  const { state, refusedFor = 'other' } = plan.answer;
  // Some of one is all of it.
  const some = state === 'partial' && removalIds.length > 1;
  if (recipient.person === null) {
    const refused = state === 'refused' ? refusedFor : null;
    const said = state === 'partial' && !some ? 'acknowledged' : state;
    await call(then, noteAnswer, cast.takedown, {
      ...(await shown(then, cast.takedown, id)),
      state: said,
      complied: some ? [1] : [],
      refusedFor: refused,
    });
    return;
  }
  const { person } = recipient;
  const { served } = await call(then, openServed, person, { id });
  const seen = { id: served.id, version: served.version };
  if (state === 'acknowledged' || (state === 'partial' && !some)) await call(then, acknowledgeServed, person, seen);
  else if (state === 'refused') await call(then, refuseServed, person, { ...seen, reason: refusedFor });
  else await call(then, complyServed, person, { ...seen, items: some ? [1] : null });
  await carryDue(then);
}

async function passDeadline({ cast, id }: Playing & { id: string }): Promise<void> {
  const { house, takedown } = cast;
  const { notice } = await call(house, readNotice, takedown, { id });
  if (notice.dueAt === null || notice.dueAt >= house.now()) return;
  const then = house.at(() => new Date(notice.dueAt!.getTime() + minuteMs));
  await breachDue(then);
  await call<{ noticeId: string }, unknown>(
    then,
    followBreach,
    nodeCaller(takedown.organisationId, ['remove.follow']),
    { noticeId: id },
  );
}

async function escalate(house: House, { cast }: Playing, seen: { id: string; version: number }): Promise<void> {
  const { takedown, approver } = cast;
  const { id } = await call(house, escalateNotice, takedown, seen);
  const { state } = await call(house, proposeNotice, takedown, await shown(house, takedown, id));
  if (state === 'proposed') await call(house, approveNotice, approver, await shown(house, approver, id));
  await call(house, sendNotice, takedown, await shown(house, takedown, id));
}
