// Opening the desk: what it follows of the desks to its left, and what the process does for it.
import { holdBackPart } from '../outside/index.ts';
import { alsoConcerned } from '../report/index.ts';
import { subscribe } from '../verbs/publish.ts';
import { nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { Refusal } from '../kit/errors.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { onGonePart, onUntruePart, openChecks } from './checks/index.ts';
import { carryDue, openInbox } from './inbox/index.ts';
import { publishDue, sealDue } from './transparency/index.ts';
import { openHandOff } from './handoff/index.ts';
import { onMovedPart, relocate } from './locate/index.ts';
import { isHeldBack } from './notice/held-back.ts';
import { followBreach, followFailure, followHandOver, followWaiver } from './notice/follow.ts';
import { meetClocks, reopenClocks } from './notice/met.ts';
import { followContest, withdrawFor } from './remedy/verbs.ts';
import { thingsAbout } from './removal/lists.ts';
import { findRemoval } from './removal/store.ts';
import { followClassification } from './removal/take-on.ts';

const classifying = ['report.classify-item', 'report.give-second-opinion', 'report.adjudicate'];

/** Declares what the desk follows. The rooms of clocks and deliveries and the desk of reports are open already. */
export async function openRemove(house: House): Promise<void> {
  const asNode = (organisationId: string) => nodeCaller(organisationId, ['remove.follow']);
  await subscribe(house, classifying, 'remove.follow-classification', async ({ organisationId, thing }) => {
    await call(house, followClassification, asNode(organisationId), { itemId: thing });
  });
  await subscribe(house, ['report.decide-contest'], 'remove.follow-contest', async ({ organisationId, thing }) => {
    await call(house, followContest, asNode(organisationId), { contestId: thing });
  });
  const following = [
    { verb: 'outside.note-hand-over', follow: followHandOver, job: 'remove.follow-hand-over' },
    { verb: 'outside.note-failure', follow: followFailure, job: 'remove.follow-failure' },
    { verb: 'clocks.breach', follow: followBreach, job: 'remove.follow-breach' },
    { verb: 'clocks.waive-deadline', follow: followWaiver, job: 'remove.follow-waiver' },
  ] as const;
  for (const { verb, follow, job } of following)
    await subscribe(house, [verb], job, async ({ organisationId, thing }) => {
      if (isNotice(thing))
        await call<{ noticeId: string }, unknown>(house, follow, asNode(organisationId), { noticeId: thing });
    });
  house.place(onMovedPart, async (finding, { removal }) => {
    await withdrawFor(finding, removal, 'moved');
  });
  house.place(onGonePart, meetClocks);
  house.place(onUntruePart, reopenClocks);
  house.place(holdBackPart, isHeldBack);
  alsoConcerned(house, 'remove', thingsAbout);
  await openHandOff(house);
  await openChecks(house);
  await openInbox(house);
}

const isNotice = (thing: string): boolean => thing.startsWith('ntc_');

/**
 * Looks up by itself where what was just taken on lies. For a node that works, not for commands beside one: it asks name
 * servers and registries. What could not be found out waits for a person.
 */
export async function locateByItself(house: House): Promise<void> {
  const taking = ['remove.take-on', 'remove.follow-classification'];
  await subscribe(house, taking, 'remove.locate-new', async ({ organisationId, thing }) => {
    if (!thing.startsWith('rmv_')) return;
    const removal = await inOrganisation(house.database, organisationId, (work) => findRemoval(work, thing));
    if (removal?.state !== 'new') return;
    try {
      await relocate(house, organisationId, thing);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown; // it was stopped or erased meanwhile
    }
  });
}

/** What a node does for the desk again and again: carrying answers, publishing what a day came to. */
export async function doRemoveWork(house: House): Promise<void> {
  await carryDue(house);
  await sealDue(house);
  await publishDue(house);
}
