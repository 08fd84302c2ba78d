// Notices served on platforms: carried over, opened, answered, carried back, withdrawn; and what a crash leaves behind.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closePlatform } from '../../access/index.ts';
import { hourMs } from '../../kit/time.ts';
import { readDeliveries } from '../../outside/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { readNotice } from '../notice/read.ts';
import { readSealedNotice, sha256 } from '../notice/sealed.ts';
import { findNotice, itemsOfNotice, updateNotice } from '../notice/store.ts';
import { withdrawNotice } from '../notice/withdraw.ts';
import { readRemoval } from '../removal/read.ts';
import { openOffice, openRemoveHouse, type Office, shownNotice } from '../testing.ts';
import { acknowledgeServed, complyServed, contestServed, refuseServed } from './answers.ts';
import { carryDue } from './carry.ts';
import { serveNotice, withdrawServed } from './serve.ts';
import { type Connected, connectedPlatform, loseAnswers, noticeTo, putIntoInbox } from './testing.ts';
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

const process = ({ organisationId }: { organisationId: string }) => nodeCaller(organisationId, ['remove.follow']);
const noticeOf = (id: string) =>
  inOrganisation(made.house.database, office.organisationId, (work) => findNotice(work, id));
const outcomesOf = (id: string) =>
  inOrganisation(made.house.database, office.organisationId, async (work) =>
    (await itemsOfNotice(work, id)).map(({ outcome }) => outcome),
  );
const inboxOf = async (platform: Connected) => (await call(made.house, readInbox, platform.answerer, {})).rows;
const serve = async (platform: Connected, given: Parameters<typeof noticeTo>[3] = {}) => {
  const sent = await noticeTo(made.house, office, platform, given);
  await made.house.jobs.runAll();
  const [served] = (await inboxOf(platform)).filter(({ noticeId }) => noticeId === sent.noticeId);
  return { ...sent, served: served! };
};
const words = 'Kata-kata rekaan dari platform.';

test('a notice that is sent to a platform’s desk is in its inbox, and only there, to the letter', async () => {
  const { noticeId, served } = await serve(one, { items: 2 });
  assert.deepEqual([served.state, served.items, served.from], ['served', 2, 'Badan Rekaan']);
  assert.equal((await noticeOf(noticeId))!.handedOverAt?.getTime(), made.house.now().getTime());
  assert.equal((await noticeOf(noticeId))!.acknowledgedAt, null, 'handed over is not received');
  assert.ok((await inboxOf(other)).every((row) => row.noticeId !== noticeId));
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
  const [left] = (await inboxOf(one)).filter(({ id }) => id === served.id);
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
  assert.equal((await inboxOf(one)).find(({ id }) => id === served.id)!.state, 'complied');
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

test('served again, as after a crash, it stands there once', async () => {
  const { noticeId, served } = await serve(one);
  await call(made.house, acknowledgeServed, one.answerer, { id: served.id });
  const again = await Promise.all([1, 2, 3].map(() => call(made.house, serveNotice, process(one), { noticeId })));
  assert.deepEqual(again, [{ id: served.id }, { id: served.id }, { id: served.id }]);
  assert.equal((await inboxOf(one)).filter((row) => row.noticeId === noticeId).length, 1);
  assert.equal((await inboxOf(one)).find(({ id }) => id === served.id)!.state, 'acknowledged');
});

test('served by several nodes at the same moment, it stands there once', async () => {
  const { noticeId } = await noticeTo(made.house, office, one);
  const all = await Promise.all([1, 2, 3, 4].map(() => call(made.house, serveNotice, process(one), { noticeId })));
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
  await made.house.jobs.runAll();
  assert.equal((await inboxOf(one)).filter((row) => row.noticeId === noticeId).length, 1);
});

test('a notice is served on no platform but its own', async () => {
  const { noticeId } = await noticeTo(made.house, office, one);
  await assert.rejects(call(made.house, serveNotice, process(other), { noticeId }), { code: 'not-served-here' });
  const stranger = await connectedPlatform(made.house, await openOffice(made), 'Platform Asing Rekaan');
  await assert.rejects(call(made.house, serveNotice, process(stranger), { noticeId }), { code: 'not-served-here' });
  await assert.rejects(call(made.house, serveNotice, process(office), { noticeId }), { code: 'not-served-here' });
  await made.house.jobs.runAll();
});

test('an answer whose carrying a crash cut short is carried by upkeep, and one that fails keeps no other back', async () => {
  const first = await serve(one);
  const second = await serve(one);
  await call(made.house, complyServed, one.answerer, { id: first.served.id });
  await call(made.house, complyServed, one.answerer, { id: second.served.id });
  // One that can never be carried: its notice is none of the desk's.
  const lost = await putIntoInbox(made.house, one.organisationId, office.organisationId);
  await call(made.house, complyServed, one.answerer, { id: lost });
  await loseAnswers(made.house);
  assert.equal((await noticeOf(first.noticeId))!.state, 'sent');
  await carryDue(made.house);
  for (const { noticeId } of [first, second]) assert.equal((await noticeOf(noticeId))!.state, 'complied');
  await carryDue(made.house);
  const isCarried = async (served: string) => {
    const row = (await inboxOf(one)).find(({ id }) => id === served)!;
    return row.carriedVersion === row.version;
  };
  assert.deepEqual([await isCarried(first.served.id), await isCarried(lost)], [true, false]);
});

test('a withdrawn notice is withdrawn there too, can no longer be answered, and nothing of the answer is lost', async () => {
  const { noticeId, served } = await serve(one, { items: 2 });
  await call(made.house, complyServed, one.answerer, { id: served.id, items: [1], words });
  await made.house.jobs.runAll();
  const shown = await shownNotice(made.house, office.supervisor, noticeId);
  await call(made.house, withdrawNotice, office.supervisor, { ...shown, reason: 'made-in-error' });
  await made.house.jobs.runAll();
  const { served: now, answer } = await call(made.house, openServed, one.answerer, { id: served.id });
  assert.deepEqual([now.state, now.withdrawn, now.complied, answer], ['withdrawn', [1, 2], [1], words]);
  for (const verb of [acknowledgeServed, complyServed])
    await assert.rejects(call(made.house, verb, one.answerer, { id: served.id }), { code: 'wrong-state' });
});

test('what is withdrawn before it was served is never served, and its delivery stays visible', async () => {
  const { noticeId } = await noticeTo(made.house, office, one);
  const shown = await shownNotice(made.house, office.supervisor, noticeId);
  await call(made.house, withdrawNotice, office.supervisor, { ...shown, reason: 'made-in-error' });
  await made.house.jobs.runAll();
  assert.ok((await inboxOf(one)).every((row) => row.noticeId !== noticeId));
  await assert.rejects(call(made.house, serveNotice, process(one), { noticeId }), { code: 'withdrawn-before' });
  const deliveries = await call(made.house, readDeliveries, office.supervisor, {});
  assert.match(JSON.stringify(deliveries), new RegExp(`"thing":"${noticeId}"[^}]*"state":"failed"`));
});

test('part of a notice that is withdrawn is no longer asked for: the rest is all of it', async () => {
  const { served, noticeId } = await serve(one, { items: 3 });
  await call(made.house, withdrawServed, process(one), { noticeId, items: [2], whole: false });
  await call(made.house, withdrawServed, process(one), { noticeId, items: [2], whole: false });
  const [row] = (await inboxOf(one)).filter(({ id }) => id === served.id);
  assert.deepEqual([row!.state, row!.withdrawn], ['served', [2]]);
  await call(made.house, complyServed, one.answerer, { id: served.id });
  const [done] = (await inboxOf(one)).filter(({ id }) => id === served.id);
  assert.deepEqual([done!.state, done!.complied], ['complied', [1, 3]]);
});

test('a notice to a platform that was closed is not handed over, and stays visible', async () => {
  const closed = await connectedPlatform(made.house, office, 'Platform Tutup Rekaan');
  const { noticeId } = await noticeTo(made.house, office, closed);
  await call(made.house, closePlatform, office.supervisor, { id: closed.organisationId });
  await made.house.jobs.runAll();
  assert.equal((await noticeOf(noticeId))!.handedOverAt, null);
  const deliveries = await call(made.house, readDeliveries, office.supervisor, {});
  assert.match(JSON.stringify(deliveries), new RegExp(`"thing":"${noticeId}"[^}]*"state":"failed"`));
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

test('the platform is shown the clock that the desk runs, also where it begins with the receipt only', async () => {
  const { noticeId, served } = await serve(one);
  assert.equal(served.dueAt, null);
  const dueAt = new Date(made.house.now().getTime() + 4 * hourMs);
  await inOrganisation(made.house.database, office.organisationId, (work) => updateNotice(work, noticeId, { dueAt }));
  await call(made.house, openServed, one.answerer, { id: served.id });
  await made.house.jobs.runAll();
  assert.deepEqual((await inboxOf(one)).find(({ id }) => id === served.id)!.dueAt, dueAt);
});

test('nothing of what a notice says, and no answer, lies open in the database; and what was served cannot be changed', async () => {
  const { noticeId, served } = await serve(one, {
    reasons: 'Alasan rekaan yang tidak boleh terbaca di mana pun, cukup panjang.',
  });
  await call(made.house, refuseServed, one.answerer, {
    id: served.id,
    reason: 'other',
    words: 'Jawaban rekaan yang rahasia.',
  });
  await made.house.jobs.runAll();
  const { document } = await call(made.house, openServed, one.answerer, { id: served.id });
  const address = document.items[0]!.address;
  await asOwner(made.house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT count(*)::int AS n FROM ${name} t WHERE t::text LIKE ANY($1)`, [
        [address, 'tidak boleh terbaca', 'Jawaban rekaan yang rahasia'].map((text) => `%${text}%`),
      ]);
      assert.equal(rows[0].n, 0, name);
    }
    await assert.rejects(
      client.query('UPDATE remove.inbox SET content_sha256 = $2 WHERE notice_id = $1', [noticeId, Buffer.alloc(32)]),
      /never changed/,
    );
    await client.query('ROLLBACK; BEGIN');
  });
});
