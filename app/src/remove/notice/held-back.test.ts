// A hold also reaches what was sent and has not left yet: nothing about it goes out while police ask for time.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { deliverDue } from '../../outside/index.ts';
import type { TestHouse } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { endHold, placeHold } from '../handoff/index.ts';
import { type Connected, connectedPlatform, inboxOf, noticeTo } from '../inbox/testing.ts';
import { type Office, openOffice, openRemoveHouse, shownNotice } from '../testing.ts';
import { withdrawNotice } from './withdraw.ts';

let made: TestHouse;
let office: Office;
let platform: Connected;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
  platform = await connectedPlatform(made.house, office, 'Platform Rekaan');
});
after(() => made?.close());

/** A notice that was sent a moment ago, and a hold on what it names, before its job has run. */
async function heldAtTheDoor() {
  const { noticeId, removalIds } = await noticeTo(made.house, office, platform);
  const asked = { removalId: removalIds[0]!, reference: 'RKN-POL-1', hours: 4 };
  const hold = await call(made.house, placeHold, office.takedown, asked);
  return { noticeId, hold: hold.id };
}

/** How many notices have arrived after some time. */
async function pass(ms: number): Promise<number> {
  made.forward(ms);
  await made.house.jobs.runAll();
  await deliverDue(made.house);
  return (await inboxOf(made.house, platform)).length;
}

test('it leaves when the hold is over, or ended', async () => {
  const before = await pass(0);
  await heldAtTheDoor();
  assert.equal(await pass(0), before);
  assert.equal(await pass(hourMs), before);
  assert.equal(await pass(3 * hourMs), before + 1);
  const { hold } = await heldAtTheDoor();
  assert.equal(await pass(minuteMs), before + 1);
  await call(made.house, endHold, office.takedown, { id: hold });
  assert.equal(await pass(minuteMs), before + 2);
});

test('what is withdrawn meanwhile never leaves', async () => {
  const before = await pass(0);
  const { noticeId } = await heldAtTheDoor();
  await pass(minuteMs);
  const shown = await shownNotice(made.house, office.takedown, noticeId);
  await call(made.house, withdrawNotice, office.supervisor, { ...shown, reason: 'made-in-error' });
  assert.equal(await pass(5 * hourMs), before);
});
