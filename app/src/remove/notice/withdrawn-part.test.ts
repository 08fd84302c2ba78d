// A notice of which a part was withdrawn: what it asks for no longer is touched by no answer, and telling the recipient of
// the withdrawal is no hand-over of the notice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deliveriesOf } from '../../outside/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { findRemoval, lockRemovals } from '../removal/store.ts';
import { withdrawFor } from '../remedy/verbs.ts';
import { moveRemoval } from '../removal/move.ts';
import {
  addPlatform,
  classifiedItem,
  locate,
  type Office,
  openOffice,
  openRemoveHouse,
  sentNotice,
  shownNotice,
} from '../testing.ts';
import { noteAnswer, takeAnswer } from './answers.ts';
import { followHandOver } from './follow.ts';
import { readNotice } from './read.ts';

let made: TestHouse;
let office: Office;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
});
after(() => made?.close());

const shown = (id: string) => shownNotice(made.house, office.takedown, id);
const within = <T>(run: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(made.house.database, office.organisationId, run);
const removalOf = async (id: string) => (await within((work) => findRemoval(work, id)))!;

/** A notice about two removals, of which the second has moved to another host since. */
async function movedAway(way: 'form' | 'webhook' = 'form') {
  const { house } = made;
  const [one, two] = [await classifiedItem(house, office), await classifiedItem(house, office)];
  const webhook = { way, webhook: 'https://webhook-rekaan.test/masuk' };
  const name = `Platform Rekaan ${one.removalId.slice(-6)}`;
  const platformId = await addPlatform(house, office, { name, ...(way === 'webhook' ? webhook : {}) });
  for (const { removalId } of [one, two]) await locate(house, office, removalId, platformId);
  const [stays, moves] = [one.removalId, two.removalId].toSorted();
  const id = await sentNotice(house, office, { removalIds: [stays!, moves!], platformId });
  made.forward(60_000);
  await within(async (work) => {
    const [removal] = await lockRemovals(work, [moves!]);
    const moved = await moveRemoval(work, removal!, { transition: 'find-moved', by: null, at: house.now() });
    const caller = nodeCaller(office.organisationId, ['remove.follow']);
    const enqueue = (job: string, data: object) => house.jobs.enqueue(work.client, job, data as never);
    await withdrawFor({ house, caller, enqueue, now: house.now(), ...work }, moved, 'moved');
  });
  return { id, stays: stays!, moves: moves! };
}

test('whoever complies with the rest says nothing of what moved away: it is not called removed', async () => {
  const { id, stays, moves } = await movedAway();
  await call(made.house, noteAnswer, office.takedown, { ...(await shown(id)), state: 'complied' });
  assert.equal((await removalOf(stays)).state, 'removed');
  const away = await removalOf(moves);
  assert.deepEqual([away.state, away.grade], ['moved', null]);
});

test('nor where a platform names its number in an answer of its own', async () => {
  const { id, stays, moves } = await movedAway();
  const at = made.house.now();
  await call(made.house, takeAnswer, nodeCaller(office.organisationId, ['remove.follow']), {
    noticeId: id,
    state: 'partial',
    complied: [1, 2],
    at,
    acknowledgedAt: at,
  });
  assert.equal((await removalOf(stays)).state, 'removed');
  assert.equal((await removalOf(moves)).state, 'moved');
});

test('nor does a refusal of the rest', async () => {
  const { id, stays, moves } = await movedAway();
  const refused = { state: 'refused' as const, refusedFor: 'other' as const };
  await call(made.house, noteAnswer, office.takedown, { ...(await shown(id)), ...refused });
  assert.deepEqual([(await removalOf(stays)).state, (await removalOf(moves)).state], ['refused', 'moved']);
  const { items } = await call(made.house, readNotice, office.takedown, { id });
  assert.equal(items.find(({ removalId }) => removalId === moves)!.outcome, null);
});

test('that the withdrawal of a part was handed over proves nothing of the notice', async () => {
  const { house } = made;
  const { id } = await movedAway('webhook');
  const [notice, withdrawal] = await within((work) => deliveriesOf(work, id));
  const handOver = (delivery: string) =>
    asOwner(house.database, ({ client }) =>
      client.query(
        `UPDATE outside.delivery SET state = 'handed-over', handed_over_at = $2, next_attempt_at = NULL WHERE id = $1`,
        [delivery, house.now()],
      ),
    );
  const follow = () =>
    call(house, followHandOver, nodeCaller(office.organisationId, ['remove.follow']), { noticeId: id });
  await handOver(withdrawal!.id);
  assert.deepEqual(await follow(), { noted: false });
  await handOver(notice!.id);
  assert.deepEqual(await follow(), { noted: true });
});
