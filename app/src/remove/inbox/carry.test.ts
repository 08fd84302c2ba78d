// Carrying between a desk and a platform: once, to nobody else, after a crash too, withdrawn, closed; and nothing lies open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closePlatform } from '../../access/index.ts';
import { hourMs } from '../../kit/time.ts';
import { readDeliveries } from '../../outside/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { findNotice, updateNotice } from '../notice/store.ts';
import { withdrawNotice } from '../notice/withdraw.ts';
import { openOffice, openRemoveHouse, type Office, shownNotice } from '../testing.ts';
import { acknowledgeServed, complyServed, refuseServed } from './answers.ts';
import { carryDue } from './carry.ts';
import { serveNotice, withdrawServed } from './serve.ts';
import {
  type Connected,
  connectedPlatform,
  loseAnswers,
  inboxOf,
  noticeTo,
  putIntoInbox,
  servedNotice,
} from './testing.ts';
import { openServed } from './verbs.ts';

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
const serve = (platform: Connected, given: Parameters<typeof noticeTo>[3] = {}) =>
  servedNotice(made.house, office, platform, given);
const words = 'Kata-kata rekaan dari platform.';

test('served again, as after a crash, it stands there once', async () => {
  const { noticeId, served } = await serve(one);
  await call(made.house, acknowledgeServed, one.answerer, { id: served.id });
  const again = await Promise.all([1, 2, 3].map(() => call(made.house, serveNotice, process(one), { noticeId })));
  assert.deepEqual(again, [{ id: served.id }, { id: served.id }, { id: served.id }]);
  assert.equal((await inboxOf(made.house, one)).filter((row) => row.noticeId === noticeId).length, 1);
  assert.equal((await inboxOf(made.house, one)).find(({ id }) => id === served.id)!.state, 'acknowledged');
});

test('served by several nodes at the same moment, it stands there once', async () => {
  const { noticeId } = await noticeTo(made.house, office, one);
  const all = await Promise.all([1, 2, 3, 4].map(() => call(made.house, serveNotice, process(one), { noticeId })));
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
  await made.house.jobs.runAll();
  assert.equal((await inboxOf(made.house, one)).filter((row) => row.noticeId === noticeId).length, 1);
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
    const row = (await inboxOf(made.house, one)).find(({ id }) => id === served)!;
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

test('what is withdrawn before it was served is never served, not even by a delivery that was under way', async () => {
  const { noticeId } = await noticeTo(made.house, office, one);
  const shown = await shownNotice(made.house, office.supervisor, noticeId);
  await call(made.house, withdrawNotice, office.supervisor, { ...shown, reason: 'made-in-error' });
  await made.house.jobs.runAll();
  assert.ok((await inboxOf(made.house, one)).every((row) => row.noticeId !== noticeId));
  await assert.rejects(call(made.house, serveNotice, process(one), { noticeId }), { code: 'withdrawn-before' });
});

test('part of a notice that is withdrawn is no longer asked for: the rest is all of it', async () => {
  const { served, noticeId } = await serve(one, { items: 3 });
  await call(made.house, withdrawServed, process(one), { noticeId, items: [2], whole: false });
  await call(made.house, withdrawServed, process(one), { noticeId, items: [2], whole: false });
  const [row] = (await inboxOf(made.house, one)).filter(({ id }) => id === served.id);
  assert.deepEqual([row!.state, row!.withdrawn], ['served', [2]]);
  await call(made.house, complyServed, one.answerer, { id: served.id });
  const [done] = (await inboxOf(made.house, one)).filter(({ id }) => id === served.id);
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

test('the platform is shown the clock that the desk runs, also where it begins with the receipt only', async () => {
  const { noticeId, served } = await serve(one);
  assert.equal(served.dueAt, null);
  const dueAt = new Date(made.house.now().getTime() + 4 * hourMs);
  await inOrganisation(made.house.database, office.organisationId, (work) => updateNotice(work, noticeId, { dueAt }));
  await call(made.house, openServed, one.answerer, { id: served.id });
  await made.house.jobs.runAll();
  assert.deepEqual((await inboxOf(made.house, one)).find(({ id }) => id === served.id)!.dueAt, dueAt);
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
