// A notice through the verbs: from a classified item to what came of it; whose names it takes, what is sealed, when clocks
// run, and that nothing of a victim or a reporter gets out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { breachDue, confirmAuthority, deadlinesOf, recordAuthority, signRule } from '../../clocks/index.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { recordReport } from '../../report/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { addVantage, noteChecks } from '../checks/index.ts';
import { handToPolice, noteReceipt, placeHold } from '../handoff/index.ts';
import { findRemoval } from '../removal/store.ts';
import { takeOn } from '../removal/take-on.ts';
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
import { noteAnswer, noteHandedOver } from './answers.ts';
import { changeNotice, draftNotice } from './draft.ts';
import { escalateNotice } from './escalate.ts';
import { readNotice } from './read.ts';
import { sha256 } from './sealed.ts';
import { sendNotice } from './send.ts';
import { approveNotice, proposeNotice } from './sign.ts';
import { noticeText } from './text.ts';
import { withdrawNotice } from './withdraw.ts';

let made: TestHouse;
let office: Office;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
});
after(() => made?.close());

const rows = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(made.house.database, async ({ client }) => (await client.query(sql, values)).rows);
const removalOf = async (id: string) =>
  (await inOrganisation(made.house.database, office.organisationId, (work) => findRemoval(work, id)))!;
const shown = (id: string) => shownNotice(made.house, office.takedown, id);

/** A located removal at a recipient of its own. */
async function ready(given: Parameters<typeof classifiedItem>[2] = {}) {
  const item = await classifiedItem(made.house, office, given);
  const platformId = await addPlatform(made.house, office, { name: `Platform Rekaan ${item.removalId.slice(-5)}` });
  await locate(made.house, office, item.removalId, platformId);
  return { ...item, platformId };
}

/** From now on the organisation may invoke a rule. */
async function authorise(ruleId: string): Promise<void> {
  const { house } = made;
  const signing = { ruleId, version: 1, checkedBy: 'Penasihat Rekaan', document: 'Memo rekaan 1' };
  await call(house, signRule, office.approver, signing);
  const held = { kind: 'id-ministry' as const, document: 'Penugasan rekaan 2', validFrom: '2031-01-01' };
  const authority = await call(house, recordAuthority, office.supervisor, held);
  await call(house, confirmAuthority, office.approver, authority);
}

test('an item is taken on by itself once two people classified it, and stops when the word falls', async () => {
  const { itemId, removalId } = await ready();
  const removal = await removalOf(removalId);
  assert.deepEqual([removal.ground, removal.state], ['child-sexual-exploitation', 'located']);
  assert.equal(
    (await call(made.house, takeOn, office.takedown, { itemId })).id,
    removalId,
    'taken on again it is the same',
  );
});

test('an item without a ground is not taken on', async () => {
  const { id: reportId } = await call(made.house, recordReport, office.analyst, {
    concern: 'unsure',
    channel: 'phone',
    anonymity: 'anonymous',
    items: 'https://tanpa-alasan.example/jalan',
  });
  const [row] = await rows<{ item_id: string }>('SELECT item_id FROM report.report_item WHERE report_id = $1', [
    reportId,
  ]);
  await assert.rejects(call(made.house, takeOn, office.takedown, { itemId: row!.item_id }), { code: 'no-ground' });
});

test('unsigned, or without the authority, a rule makes no order: the notice goes as voluntary and without a clock', async () => {
  const { removalId, platformId } = await ready();
  const { house } = made;
  const given = { removalIds: [removalId], platformId, ruleId: 'id-saman-urgent', ladder: 'id-saman' };
  const { id } = await call(house, draftNotice, office.takedown, given);
  const { notice } = await call(house, readNotice, office.takedown, { id });
  assert.deepEqual([notice.basis, notice.ruleId, notice.authorityId], ['voluntary', null, null]);
  const { state } = await call(house, proposeNotice, office.takedown, await shown(id));
  assert.equal(state, 'approved', 'a request needs one name');
  await call(house, sendNotice, office.takedown, await shown(id));
  const sent = await call(house, readNotice, office.takedown, { id });
  assert.deepEqual(sent.deadlines, []);
  assert.equal(sent.notice.dueAt, null);
});

test('an order takes two people, and its clock runs from the event that the rule names', async () => {
  await authorise('id-saman-urgent');
  const { house } = made;
  const { removalId, platformId } = await ready();
  const given = { removalIds: [removalId], platformId, ruleId: 'id-saman-urgent', ladder: 'id-saman' };
  const { id } = await call(house, draftNotice, office.takedown, given);
  const { state } = await call(house, proposeNotice, office.takedown, await shown(id));
  assert.equal(state, 'proposed');
  await assert.rejects(call(house, sendNotice, office.takedown, await shown(id)), { code: 'wrong-state' });
  const both = { ...office.takedown, permissions: new Set([...office.takedown.permissions, 'remove.approve']) };
  await assert.rejects(call(house, approveNotice, both, await shown(id)), { code: 'own-name' });
  const key = { ...both, kind: 'key' as const, id: 'key_made-up', behind: both.id };
  await assert.rejects(call(house, approveNotice, key, await shown(id)), { code: 'own-name' }, 'a key is its maker');
  await call(house, approveNotice, office.approver, await shown(id));
  await call(house, sendNotice, office.takedown, await shown(id));
  const { notice, document, deadlines } = await call(house, readNotice, office.takedown, { id });
  assert.equal(notice.basis, 'statutory');
  assert.equal(document!.authority, 'Penugasan rekaan 2');
  assert.equal(deadlines[0]!.state, 'pending', 'it has not been handed over');
  made.forward(minuteMs);
  const handedOver = house.now();
  await call(house, noteHandedOver, office.takedown, await shown(id));
  const due = new Date(handedOver.getTime() + 4 * hourMs);
  assert.deepEqual((await removalOf(removalId)).dueAt, due);
  made.forward(4 * hourMs + minuteMs);
  await breachDue(house);
  await house.jobs.runAll();
  assert.equal((await removalOf(removalId)).state, 'overdue');
  assert.equal((await call(house, readNotice, office.takedown, { id })).notice.state, 'silent');
  const next = await call(house, escalateNotice, office.takedown, await shown(id));
  const warning = await call(house, readNotice, office.takedown, { id: next.id });
  assert.deepEqual([warning.notice.rung, warning.notice.after], [1, id]);
  assert.equal((await removalOf(removalId)).state, 'overdue', 'a draft changes nothing');
  await call(house, proposeNotice, office.takedown, await shown(next.id));
  await call(house, approveNotice, office.approver, await shown(next.id));
  await call(house, sendNotice, office.takedown, await shown(next.id));
  assert.equal((await call(house, readNotice, office.takedown, { id })).notice.state, 'escalated');
});

test('a step against a whole site takes a third person and reasons in writing', async () => {
  const { house } = made;
  const { removalId, platformId } = await ready();
  const { id } = await call(house, draftNotice, office.takedown, {
    removalIds: [removalId],
    platformId,
    reach: 'site',
  });
  await assert.rejects(call(house, proposeNotice, office.takedown, await shown(id)), { code: 'incomplete' });
  const proportionality =
    'Langkah yang lebih ringan sudah dicoba berulang kali dan tidak ada yang membantu sampai hari ini. '.repeat(2);
  await call(house, changeNotice, office.takedown, { ...(await shown(id)), reach: 'site', proportionality });
  assert.equal((await call(house, proposeNotice, office.takedown, await shown(id))).state, 'proposed');
  assert.equal((await call(house, approveNotice, office.approver, await shown(id))).state, 'proposed');
  await assert.rejects(call(house, approveNotice, office.approver, await shown(id)), { code: 'own-name' });
  assert.equal((await call(house, approveNotice, office.supervisor, await shown(id))).state, 'approved');
  await call(house, changeNotice, office.takedown, { ...(await shown(id)), reach: 'site', proportionality });
  const { signatures, notice } = await call(house, readNotice, office.takedown, { id });
  assert.deepEqual([signatures.length, notice.state], [0, 'draft'], 'a change takes every name off');
});

test('what was said is sealed: its hash is of the very bytes, and no statement changes them', async () => {
  const { removalId, platformId } = await ready();
  const id = await sentNotice(made.house, office, { removalIds: [removalId], platformId });
  const { notice, document } = await call(made.house, readNotice, office.takedown, { id });
  assert.deepEqual(sha256(Buffer.from(JSON.stringify(document), 'utf8')), notice.sealedSha256);
  assert.ok(noticeText(document as never).includes(notice.sealedSha256!.toString('hex')));
  for (const column of ['sealed', 'sealed_sha256', 'salt'])
    await assert.rejects(
      inOrganisation(made.house.database, office.organisationId, ({ client }) =>
        client.query(`UPDATE remove.notice SET ${column} = decode(repeat('00', 32), 'hex') WHERE id = $1`, [id]),
      ),
      /never changed/,
    );
});

test('of what a report tells nothing stands in a notice, and a reason that names somebody is refused', async () => {
  const secret = 'Cerita rahasia rekaan tentang Kampung Contoh';
  const { removalId, platformId, reportId } = await ready({ story: secret });
  const { house } = made;
  const [{ reference }] = (await rows<{ reference: string }>('SELECT reference FROM report.report WHERE id = $1', [
    reportId,
  ])) as [{ reference: string }];
  const named = {
    removalIds: [removalId],
    platformId,
    reasons: `Yang disebutkan di bawah dilaporkan dalam ${reference}.`,
  };
  const { id } = await call(house, draftNotice, office.takedown, named);
  await assert.rejects(call(house, proposeNotice, office.takedown, await shown(id)), { code: 'incomplete' });
  await call(house, changeNotice, office.takedown, await shown(id));
  await call(house, proposeNotice, office.takedown, await shown(id));
  await call(house, sendNotice, office.takedown, await shown(id));
  const { document } = await call(house, readNotice, office.takedown, { id });
  const said = `${JSON.stringify(document)}\n${noticeText(document as never)}`;
  for (const hidden of [secret, reference, reportId, removalId, office.takedown.id, office.analyst.id])
    assert.ok(!said.includes(hidden), hidden);
});

test('the same is not asked of the same recipient twice', async () => {
  const { removalId, platformId } = await ready();
  await sentNotice(made.house, office, { removalIds: [removalId], platformId });
  await assert.rejects(call(made.house, draftNotice, office.takedown, { removalIds: [removalId], platformId }), {
    code: 'asked-already',
  });
});

test('an answer moves the removal: complied is stated and no more, refused is refused', async () => {
  const { house } = made;
  const [one, two] = [await ready(), await ready()];
  const complied = await sentNotice(house, office, { removalIds: [one.removalId], platformId: one.platformId });
  await call(house, noteAnswer, office.takedown, { ...(await shown(complied)), state: 'complied' });
  const gone = await removalOf(one.removalId);
  assert.deepEqual([gone.state, gone.grade], ['removed', 'stated']);
  const refused = await sentNotice(house, office, { removalIds: [two.removalId], platformId: two.platformId });
  await assert.rejects(call(house, noteAnswer, office.takedown, { ...(await shown(refused)), state: 'refused' }), {
    code: 'reason-needed',
  });
  await call(house, noteAnswer, office.takedown, {
    ...(await shown(refused)),
    state: 'refused',
    refusedFor: 'not-ours',
  });
  assert.equal((await removalOf(two.removalId)).state, 'refused');
});

test('a part that was complied with leaves the rest asked for', async () => {
  const { house } = made;
  const [one, two] = [await classifiedItem(house, office), await classifiedItem(house, office)];
  const platformId = await addPlatform(house, office, { name: 'Platform Rekaan Berdua' });
  for (const { removalId } of [one, two]) await locate(house, office, removalId, platformId);
  const id = await sentNotice(house, office, { removalIds: [one.removalId, two.removalId], platformId });
  await assert.rejects(
    call(house, noteAnswer, office.takedown, { ...(await shown(id)), state: 'partial', complied: [3] }),
    {
      code: 'no-such-number',
    },
  );
  await call(house, noteAnswer, office.takedown, { ...(await shown(id)), state: 'partial', complied: [2] });
  const states = [(await removalOf(one.removalId)).state, (await removalOf(two.removalId)).state];
  assert.deepEqual(states.toSorted(), ['notice-open', 'removed']);
});

test('a notice that is withdrawn is over, and cannot be answered', async () => {
  const { removalId, platformId } = await ready();
  const { house } = made;
  const id = await sentNotice(house, office, { removalIds: [removalId], platformId });
  await call(house, withdrawNotice, office.supervisor, { ...(await shown(id)), reason: 'made-in-error' });
  await assert.rejects(call(house, noteAnswer, office.takedown, { ...(await shown(id)), state: 'complied' }), {
    code: 'wrong-state',
  });
});

test('where the procedure asks for it, police come first; a hold stops what is not yet sent', async () => {
  const other = await openRemoveHouse();
  try {
    const first = await openOffice(other, { policeFirst: true });
    const { house } = other;
    const { removalId } = await classifiedItem(house, first);
    const platformId = await addPlatform(house, first, { name: 'Platform Rekaan Polisi' });
    await locate(house, first, removalId, platformId);
    const { id } = await call(house, draftNotice, first.takedown, { removalIds: [removalId], platformId });
    const seen = () => shownNotice(house, first.takedown, id);
    await assert.rejects(call(house, proposeNotice, first.takedown, await seen()), { code: 'hand-off-missing' });
    const handed = await call(house, handToPolice, first.takedown, { removalId, reference: 'LP/REKAAN/1' });
    await call(house, noteReceipt, first.takedown, { id: handed.id, reference: 'LP/REKAAN/1' });
    await call(house, proposeNotice, first.takedown, await seen());
    await call(house, placeHold, first.supervisor, { removalId, reference: 'LP/REKAAN/1', hours: 4 });
    await assert.rejects(call(house, sendNotice, first.takedown, await seen()), { code: 'on-hold' });
    other.forward(4 * hourMs + minuteMs);
    await call(house, sendNotice, first.takedown, await seen());
  } finally {
    await other.close();
  }
});

test('a deadline is read with its notice, in the organisation that it belongs to only', async () => {
  const { removalId, platformId } = await ready();
  const id = await sentNotice(made.house, office, { removalIds: [removalId], platformId });
  const stranger = await made.organisation('Badan Lain Rekaan');
  const found = await inOrganisation(made.house.database, stranger, (work) => deadlinesOf(work, [id]));
  assert.equal(found.get(id) ?? null, null);
  const foreign = nodeCaller(stranger, ['report.read']);
  await assert.rejects(call(made.house, readNotice, foreign, { id }), { code: 'no-such-notice' });
});

test('a clock is met by proof that comes later than it: it was gone in time, though nobody answered', async () => {
  const { house } = made;
  const { removalId, platformId } = await ready();
  const given = { removalIds: [removalId], platformId, ruleId: 'id-saman-urgent', ladder: 'id-saman' };
  const { id } = await call(house, draftNotice, office.takedown, given);
  await call(house, proposeNotice, office.takedown, await shown(id));
  await call(house, approveNotice, office.approver, await shown(id));
  await call(house, sendNotice, office.takedown, await shown(id));
  await call(house, noteHandedOver, office.takedown, await shown(id));
  const places = [
    { network: 64_496, country: 'ID' },
    { network: 64_497, country: 'SG' },
  ];
  const vantages: string[] = [];
  for (const [n, place] of places.entries())
    vantages.push(
      (await call(house, addVantage, office.supervisor, { name: `Jalur ${n}`, proxy: proxies[n]!, ...place })).id,
    );
  const look = () =>
    call(house, noteChecks, nodeCaller(office.organisationId, ['remove.follow']), {
      removalId,
      checkable: true,
      checks: vantages.map((vantageId) => ({
        vantageId,
        outcome: 'gone' as const,
        reason: 'status-404' as const,
        status: 404,
        movedTo: null,
        known: null,
      })),
    });
  made.forward(hourMs);
  await look();
  made.forward(5 * hourMs);
  await breachDue(house);
  await house.jobs.runAll();
  const [missed] = (await call(house, readNotice, office.takedown, { id })).deadlines;
  assert.equal(missed!.state, 'breached', 'one look proves nothing yet');
  made.forward(20 * hourMs);
  await look();
  const [met] = (await call(house, readNotice, office.takedown, { id })).deadlines;
  assert.equal((await removalOf(removalId)).grade, 'machine-confirmed');
  assert.equal(met!.state, 'met', 'it was gone an hour after it was handed over');
});

const proxies = ['https://jalur-0.rekaan.example:8443', 'https://jalur-1.rekaan.example:8443'];
