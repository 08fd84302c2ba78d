// Classification on a real database: who may say what, on which basis, and that nothing said is ever edited.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { dayMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { searchIdentity } from '../find/verbs.ts';
import { readReport } from '../intake/verbs.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { readAwaitedItems, readItem } from './reading.ts';
import { analystOf, onBody, opinionOn, reportedItem, seeItem, supervisorOf } from './testing.ts';
import { adjudicate, classifyItem, giveSecondOpinion } from './verbs.ts';
import { setViewer } from './viewer/verbs.ts';

let desk: ReportDesk;
let [ana, budi, citra]: Caller[] = [];
before(async () => {
  desk = await openReportDesk();
  [ana, budi, citra] = [
    analystOf(desk.organisationId),
    analystOf(desk.organisationId),
    supervisorOf(desk.organisationId),
  ];
});
after(() => desk?.close());

const fresh = async () => (await reportedItem(desk.house, desk.organisationId)).id;
const read = (id: string, by = ana!) => call(desk.house, readItem, by, { id });
const classify = (by: Caller, itemId: string, more: object) =>
  call(desk.house, classifyItem, by, { itemId, ...opinionOn('baseline'), ...more });

test('a classification that needs a second opinion is provisional, and in force once another person says the same', async () => {
  const itemId = await fresh();
  const { id: firstId, state } = await classify(ana!, itemId, {});
  assert.equal(state, 'provisional');
  const open = await read(itemId);
  assert.equal(open.item.state, 'new');
  assert.equal(open.inForce, null);
  assert.ok(
    (await call(desk.house, readAwaitedItems, budi!, {})).some(
      ({ item, step }) => item.id === itemId && step === 'give-second',
    ),
  );
  const second = await call(desk.house, giveSecondOpinion, budi!, { itemId, firstId, ...opinionOn('baseline') });
  assert.equal(second.state, 'agreed');
  const agreed = await read(itemId);
  assert.equal(agreed.item.state, 'classified');
  assert.equal(agreed.inForce?.value, 'baseline');
  assert.equal(agreed.rounds[0]!.first.bodyReference, onBody.bodyReference);
});

test('whoever could give a second opinion sees nothing of the first one until they gave theirs, wherever it is shown', async () => {
  const { id: itemId, reportId } = await reportedItem(desk.house, desk.organisationId, 'https://buta.example/x');
  const attributes = ['self-produced'] as const;
  const earlier = await classify(ana!, itemId, { value: 'national' });
  const { id: firstId } = await classify(ana!, itemId, { supersedes: earlier.id, attributes: [...attributes] });
  const whole = async (by: Caller) => {
    const text = 'https://buta.example/x';
    const officer = { ...by, permissions: new Set([...by.permissions, 'report.search-identity']) };
    return JSON.stringify([
      await read(itemId, by),
      [...(await call(desk.house, readReport, by, { id: reportId })).readable!.standings],
      await call(desk.house, readAwaitedItems, by, {}),
      await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, itemId)),
      await call(desk.house, searchIdentity, officer, { text, reason: 'duplicate-check', reference: '' }),
    ]);
  };
  const tells = /baseline|national|self-produced|authorised-body|Lembaga Rekaan|other:other|RKN-1/;
  for (const by of [budi!, citra!]) assert.doesNotMatch(await whole(by), tells);
  assert.match(await whole(ana!), /baseline.*self-produced/s);
  const { rounds, step, names } = await read(itemId, budi!);
  assert.equal(step, 'give-second');
  assert.deepEqual([rounds.length, rounds[1]!.first.id, rounds[1]!.first.analyst], [2, firstId, ana!.id]);
  assert.ok(names instanceof Map);
  await call(desk.house, giveSecondOpinion, budi!, { itemId, firstId, ...opinionOn('national') });
  for (const by of [ana!, budi!, citra!]) assert.match(await whole(by), /baseline.*RKN-1.*national/s);
});

test('nobody gives a second opinion to themselves, and the database refuses it as well', async () => {
  const itemId = await fresh();
  const { id: firstId } = await classify(ana!, itemId, {});
  const given = { itemId, firstId, ...opinionOn('baseline') };
  await assert.rejects(call(desk.house, giveSecondOpinion, ana!, given), { code: 'needs-another-person' });
  const key = { ...ana!, kind: 'key' as const, id: 'key_made-up', behind: ana!.id };
  await assert.rejects(call(desk.house, giveSecondOpinion, key, given), { code: 'needs-another-person' });
  const copied = `INSERT INTO report.classification (id, organisation_id, item_id, role, first_id, first_analyst, scheme, value,
      attributes, basis, needs_second, analyst, classified_at)
    SELECT $2, organisation_id, item_id, 'second', id, $3, scheme, value, attributes, 'viewer', false, analyst, classified_at
      FROM report.classification WHERE id = $1`;
  const insert = (analyst: string) =>
    inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
      client.query(copied, [firstId, 'cls_x', analyst]),
    );
  await assert.rejects(insert(ana!.id), /check constraint/);
  await assert.rejects(insert('per_somebody-else'), /foreign key/);
});

test('where two differ both stay, the first cannot be replaced, and only a supervisor who gave neither decides', async () => {
  const itemId = await fresh();
  const { id: firstId } = await classify(ana!, itemId, {});
  const second = await call(desk.house, giveSecondOpinion, citra!, { itemId, firstId, ...opinionOn('national') });
  assert.equal(second.state, 'disputed');
  const given = { itemId, firstId, ...opinionOn('national') };
  await assert.rejects(classify(ana!, itemId, { supersedes: firstId }), { code: 'not-yours-to-supersede' });
  await assert.rejects(call(desk.house, adjudicate, citra!, given), { code: 'needs-another-person' });
  await assert.rejects(call(desk.house, adjudicate, budi!, given), { code: 'not-permitted' });
  const other = supervisorOf(desk.organisationId);
  assert.equal((await call(desk.house, adjudicate, other, given)).state, 'decided');
  const { rounds, inForce } = await read(itemId);
  assert.deepEqual(
    [rounds[0]!.first.value, rounds[0]!.second?.value, inForce?.value],
    ['baseline', 'national', 'national'],
  );
  await assert.rejects(call(desk.house, adjudicate, supervisorOf(desk.organisationId), given), {
    code: 'classified-meanwhile',
  });
});

test('a person who is not sure of the page they look at changes nothing', async () => {
  const itemId = await fresh();
  const { id } = await classify(ana!, itemId, { value: 'grooming' });
  await assert.rejects(classify(ana!, itemId, {}), { code: 'classified-meanwhile' });
  await assert.rejects(classify(budi!, itemId, { supersedes: id }), { code: 'not-yours-to-supersede' });
});

test('what is in force is not undone by one person', async () => {
  const itemId = await fresh();
  const { id, state } = await classify(ana!, itemId, { value: 'extortion' });
  assert.equal(state, 'single');
  const undone = await classify(ana!, itemId, { value: 'nothing-illegal', supersedes: id });
  assert.equal(undone.state, 'provisional');
  assert.equal((await read(itemId)).inForce?.value, 'extortion');
});

test('two who speak at the same moment do not both begin a round', async () => {
  const itemId = await fresh();
  const both = await Promise.allSettled([classify(ana!, itemId, {}), classify(budi!, itemId, {})]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('without a viewer nothing is classified by looking; with one, only by who looked within a day', async () => {
  const itemId = await fresh();
  const byLooking = { on: { basis: 'viewer' } };
  await call(desk.house, setViewer, citra!, { template: null });
  await assert.rejects(classify(ana!, itemId, byLooking), { code: 'viewer-off' });
  await seeItem(desk.house, budi!, itemId);
  await assert.rejects(classify(ana!, itemId, byLooking), { code: 'not-seen' });
  await seeItem(desk.house, ana!, itemId);
  desk.forward(dayMs);
  await assert.rejects(classify(ana!, itemId, byLooking), { code: 'not-seen' });
  await seeItem(desk.house, ana!, itemId);
  assert.equal((await classify(ana!, itemId, byLooking)).state, 'provisional');
  const { id: phone } = await reportedItem(desk.house, desk.organisationId, '0811 0000 1234');
  await assert.rejects(classify(ana!, phone, byLooking), { code: 'nothing-to-view' });
});

test('a body is named with its category and reference, and its category has to be able to mean the value', async () => {
  const itemId = await fresh();
  await assert.rejects(classify(ana!, itemId, { on: { ...onBody, bodyReference: ' ' } }), { kind: 'bad-input' });
  await assert.rejects(classify(ana!, itemId, { on: { ...onBody, bodyCategory: 'iwf:Z' } }), { kind: 'bad-input' });
  await assert.rejects(classify(ana!, itemId, { on: { ...onBody, bodyCategory: 'ncmec:B2' } }), {
    code: 'category-does-not-fit',
  });
  await assert.rejects(classify(ana!, itemId, { attributes: ['drawn'] }), { code: 'attribute-contradicts' });
  await assert.rejects(classify(ana!, itemId, { value: 'something-else' }), { kind: 'bad-input' });
});

test('nothing that was said is edited: neither by the application nor by the owner of the tables', async () => {
  const itemId = await fresh();
  await classify(ana!, itemId, {});
  const update = `UPDATE report.classification SET value = 'nothing-illegal'`;
  const { database } = desk.house;
  await assert.rejects(
    inOrganisation(database, desk.organisationId, ({ client }) => client.query(update)),
    /permission denied/,
  );
  await assert.rejects(
    asOwner(database, ({ client }) => client.query(update)),
    /append-only/,
  );
  await inOrganisation(database, desk.organisationId, async ({ client }) => {
    const { rowCount } = await client.query('DELETE FROM report.classification');
    assert.equal(rowCount, 0);
  });
});

test('the record keeps who said what and who read it, in codes; what waits for a second opinion once it was given', async () => {
  const itemId = await fresh();
  const { id: firstId } = await classify(ana!, itemId, {});
  await read(itemId, budi!);
  await call(desk.house, giveSecondOpinion, budi!, { itemId, firstId, ...opinionOn('national') });
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, itemId));
  assert.deepEqual(
    events.map(({ verb, actorId, facts }) => [verb, actorId, facts.first, facts.value]),
    [
      ['report.classify-item', ana!.id, undefined, undefined],
      ['report.read-item', budi!.id, undefined, undefined],
      ['report.give-second-opinion', budi!.id, 'baseline', 'national'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(events), /RKN|Lembaga|contoh/);
});
