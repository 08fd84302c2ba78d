// What a platform does with what was served on it: opening, answering, in which order it lies there; and what its desk learns.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hourMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { readNotice } from '../notice/read.ts';
import { readSealedNotice, sha256 } from '../notice/sealed.ts';
import { findNotice, itemsOfNotice } from '../notice/store.ts';
import { readRemoval } from '../removal/read.ts';
import { openOffice, openRemoveHouse, type Office } from '../testing.ts';
import { acknowledgeServed, complyServed, contestServed, refuseServed } from './answers.ts';
import {
  type Connected,
  connectedPlatform,
  loseAnswers,
  inboxOf,
  madeUpNotice,
  noticeTo,
  putIntoInbox,
  servedNotice,
} from './testing.ts';
import { openServed, readInbox } from './verbs.ts';

let made: TestHouse;
let office: Office;
let one: Connected;
let other: Connected;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
  one = await connectedPlatform(made.house, office, 'Platform Satu Rekaan');
  other = await connectedPlatform(made.house, office, 'Platform Dua Rekaan');
});
after(() => made?.close());

const noticeOf = (id: string) =>
  inOrganisation(made.house.database, office.organisationId, (work) => findNotice(work, id));
const outcomesOf = (id: string) =>
  inOrganisation(made.house.database, office.organisationId, async (work) =>
    (await itemsOfNotice(work, id)).map(({ outcome }) => outcome),
  );
const serve = (platform: Connected, given: Parameters<typeof noticeTo>[3] = {}) =>
  servedNotice(made.house, office, platform, given);
const words = 'Kata-kata rekaan dari platform.';

test('a notice that is sent to a platform’s desk is in its inbox, and only there, to the letter', async () => {
  const { noticeId, served } = await serve(one, { items: 2 });
  assert.deepEqual([served.state, served.items, served.from], ['served', 2, 'Badan Rekaan']);
  assert.equal((await noticeOf(noticeId))!.handedOverAt?.getTime(), made.house.now().getTime());
  assert.equal((await noticeOf(noticeId))!.acknowledgedAt, null, 'handed over is not received');
  assert.ok((await inboxOf(made.house, other)).every((row) => row.noticeId !== noticeId));
  const { content, document } = await call(made.house, openServed, one.answerer, { id: served.id });
  const { notice } = await call(made.house, readNotice, office.supervisor, { id: noticeId });
  assert.deepEqual(sha256(Buffer.from(content)), notice.sealedSha256);
  assert.deepEqual(readSealedNotice(Buffer.from(content)), document);
  assert.equal(document.items.length, 2);
});

test('opening it is proof that the platform has it: the desk learns when, once, and the record keeps every opening', async () => {
  const { noticeId, served } = await serve(one);
  made.forward(hourMs);
  const openedAt = made.house.now();
  await call(made.house, openServed, one.answerer, { id: served.id });
  await made.house.jobs.runAll();
  assert.deepEqual((await noticeOf(noticeId))!.acknowledgedAt, openedAt);
  assert.equal((await noticeOf(noticeId))!.state, 'acknowledged');
  made.forward(hourMs);
  await call(made.house, openServed, one.answerer, { id: noticeId });
  await made.house.jobs.runAll();
  assert.deepEqual((await noticeOf(noticeId))!.acknowledgedAt, openedAt);
  const openings = await asOwner(
    made.house.database,
    async ({ client }) =>
      (
        await client.query(
          `SELECT facts FROM audit.event WHERE verb = 'remove.open-served' AND thing = $1 ORDER BY at`,
          [served.id],
        )
      ).rows,
  );
  assert.deepEqual(
    openings.map(({ facts }) => facts.first),
    [true, false],
  );
});

test('some items taken down, then all: the desk has each step, and what it says of the removals', async () => {
  const { noticeId, removalIds, served } = await serve(one, { items: 3 });
  await call(made.house, acknowledgeServed, one.answerer, { id: served.id });
  await call(made.house, complyServed, one.answerer, { id: served.id, items: [2], words });
  await made.house.jobs.runAll();
  const desk = await call(made.house, readNotice, office.supervisor, { id: noticeId });
  assert.equal(desk.notice.state, 'partial');
  assert.deepEqual(await outcomesOf(noticeId), [null, 'complied', null]);
  const [left] = (await inboxOf(made.house, one)).filter(({ id }) => id === served.id);
  assert.deepEqual([left!.state, left!.complied, left!.carriedVersion], ['partial', [2], left!.version]);
  await call(made.house, complyServed, one.answerer, { id: served.id });
  await made.house.jobs.runAll();
  assert.equal((await noticeOf(noticeId))!.state, 'complied');
  assert.deepEqual(await outcomesOf(noticeId), ['complied', 'complied', 'complied']);
  for (const id of removalIds) {
    const { removal } = await call(made.house, readRemoval, office.supervisor, { id });
    assert.deepEqual(
      [removal.state, removal.grade],
      ['removed', 'stated'],
      'said by the platform, and no more than that',
    );
  }
});

test('naming every item is all of it; numbers that are none, and none at all, are refused', async () => {
  const { served } = await serve(one, { items: 2 });
  const say = (items: number[]) => call(made.house, complyServed, one.answerer, { id: served.id, items });
  await assert.rejects(say([]), { code: 'which-items' });
  await assert.rejects(say([3]), { code: 'no-such-number' });
  await assert.rejects(say([0]), { code: 'bad-input' });
  assert.deepEqual((await say([2, 1, 2])).complied, [1, 2]);
  assert.equal((await inboxOf(made.house, one)).find(({ id }) => id === served.id)!.state, 'complied');
});

test('a refusal goes back with its reason and words, and so does a contest', async () => {
  const refused = await serve(one);
  await call(made.house, refuseServed, one.answerer, { id: refused.served.id, reason: 'not-illegal-here', words });
  const contested = await serve(one);
  await call(made.house, contestServed, one.answerer, { id: contested.served.id, words });
  await made.house.jobs.runAll();
  for (const [{ noticeId }, reason] of [
    [refused, 'not-illegal-here'],
    [contested, 'contested'],
  ] as const) {
    const { notice, answer } = (await call(made.house, readNotice, office.supervisor, { id: noticeId })) as never as {
      notice: { state: string; refusedFor: string };
      answer: string;
    };
    assert.deepEqual([notice.state, notice.refusedFor, answer], ['refused', reason, words]);
  }
  await assert.rejects(call(made.house, contestServed, one.answerer, { id: contested.served.id, words: 'pendek' }), {
    code: 'bad-input',
  });
  // Whoever refused may still take it down.
  await call(made.house, complyServed, one.answerer, { id: refused.served.id });
  await made.house.jobs.runAll();
  assert.equal((await noticeOf(refused.noticeId))!.state, 'complied');
});

test('what the state does not allow is refused, and so is an answer to what somebody else has answered meanwhile', async () => {
  const { served } = await serve(one);
  const shown = { id: served.id, version: served.version };
  await call(made.house, acknowledgeServed, one.answerer, shown);
  await assert.rejects(call(made.house, acknowledgeServed, one.answerer, { id: served.id }), { code: 'wrong-state' });
  await assert.rejects(call(made.house, complyServed, one.answerer, shown), { code: 'changed-meanwhile' });
  await call(made.house, complyServed, one.answerer, { id: served.id });
  await assert.rejects(call(made.house, refuseServed, one.answerer, { id: served.id, reason: 'other' }), {
    code: 'wrong-state',
  });
});

test('another platform can neither see, open nor answer it', async () => {
  const { noticeId, served } = await serve(one);
  for (const id of [served.id, noticeId]) {
    await assert.rejects(call(made.house, openServed, other.answerer, { id }), { code: 'no-such-served' });
    for (const verb of [acknowledgeServed, complyServed])
      await assert.rejects(call(made.house, verb, other.answerer, { id }), { code: 'no-such-served' });
  }
  const outside = { ...other.answerer, organisationId: office.organisationId };
  await assert.rejects(call(made.house, openServed, outside, { id: served.id }), { code: 'no-such-served' });
});

test('the most urgent clock comes first, what has none after it; pages follow each other without a gap', async () => {
  const alone = await connectedPlatform(made.house, office, 'Platform Tenggat Rekaan');
  const ids: string[] = [];
  const due = [null, 5, 1, 3, null, 2, 4].map(
    (hours) => hours && new Date(made.house.now().getTime() + hours * hourMs),
  );
  for (const dueAt of due) {
    made.forward(1000);
    ids.push(await putIntoInbox(made.house, alone.organisationId, office.organisationId, { dueAt: dueAt || null }));
  }
  await call(made.house, complyServed, alone.answerer, { id: ids[2]! });
  await call(made.house, refuseServed, alone.answerer, { id: ids[0]!, reason: 'other' });
  await loseAnswers(made.house);
  const expected = [5, 3, 6, 1, 4, 2, 0].map((n) => ids[n]);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readInbox.perform>> = await call(made.house, readInbox, alone.answerer, {
      limit: 2,
      cursor,
    });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
    assert.deepEqual(page.counts, { open: 5, over: 2 });
  } while (cursor !== null);
  assert.deepEqual(seen, expected);
  const open = await call(made.house, readInbox, alone.answerer, { state: 'served,acknowledged' });
  assert.deepEqual(
    open.rows.map(({ id }) => id),
    expected.slice(0, 5),
  );
  await assert.rejects(call(made.house, readInbox, alone.answerer, { state: 'gone' }), { code: 'bad-input' });
  await assert.rejects(call(made.house, readInbox, alone.answerer, { cursor: 'bukan-penanda' }), { code: 'bad-input' });
});

test('a notice that another one follows is answered there, in whichever order they come', async () => {
  const alone = await connectedPlatform(made.house, office, 'Platform Susulan Rekaan');
  const put = (reference: string, after: string | null) =>
    putIntoInbox(made.house, alone.organisationId, office.organisationId, {
      document: madeUpNotice({ reference, after }),
    });
  const order = await put('RKNA-0001', null);
  const second = await put('RKNA-0003', 'RKNA-0002');
  const first = await put('RKNA-0002', 'RKNA-0001');
  const followed = Object.fromEntries((await inboxOf(made.house, alone)).map(({ id, followedBy }) => [id, followedBy]));
  assert.deepEqual(followed, { [order]: first, [first]: second, [second]: null });
  for (const id of [order, first])
    await assert.rejects(call(made.house, complyServed, alone.answerer, { id }), { code: 'answer-the-next' });
  const { rows, counts } = await call(made.house, readInbox, alone.answerer, { view: 'open' });
  assert.deepEqual([rows.map(({ id }) => id), counts], [[second], { open: 1, over: 2 }]);
  await call(made.house, complyServed, alone.answerer, { id: second });
  await loseAnswers(made.house);
});

test('what was said with the first items stays said when the last ones follow without a word', async () => {
  const { served } = await serve(one, { items: 2 });
  await call(made.house, complyServed, one.answerer, { id: served.id, items: [1], words });
  await call(made.house, complyServed, one.answerer, { id: served.id, words: '  ' });
  const { answer, served: now } = await call(made.house, openServed, one.answerer, { id: served.id });
  assert.deepEqual([now.state, answer], ['complied', words]);
});
