// A contest that is upheld: the desk asks no longer, whoever was asked is told, and nothing else is touched.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  classifyItem,
  decideContest,
  fileContest,
  giveSecondOpinion,
  standingOf,
  takeContest,
} from '../../report/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { readNotice } from '../notice/read.ts';
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
} from '../testing.ts';

let made: TestHouse;
let office: Office;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
});
after(() => made?.close());

const removalOf = async (id: string) =>
  (await inOrganisation(made.house.database, office.organisationId, (work) => findRemoval(work, id)))!;
const queued = async (notice: string): Promise<number> => {
  const sql = 'SELECT count(*) AS n FROM outside.delivery WHERE thing = $1';
  return asOwner(made.house.database, async ({ client }) => (await client.query(sql, [notice])).rows[0].n);
};

const latestWord = async (itemId: string): Promise<string | undefined> => {
  const said = await inOrganisation(made.house.database, office.organisationId, (work) => standingOf(work, [itemId]));
  return said.get(itemId)?.latest.first.id;
};

/** Two addresses asked for in one notice by webhook, and a contest about the first. */
async function contested(decision: 'upheld' | 'partly-upheld' | 'not-upheld', name: string = decision) {
  const { house } = made;
  const address = `https://keberatan-${name}.example/halaman`;
  const one = await classifiedItem(house, office, { items: address });
  const two = await classifiedItem(house, office);
  const platformId = await addPlatform(house, office, {
    name: `Platform ${name}`,
    way: 'webhook',
    // A name inside a network: the guard refuses it without asking anybody where it is.
    webhook: 'https://webhook-rekaan.test/masuk',
  });
  for (const { removalId } of [one, two]) await locate(house, office, removalId, platformId);
  const notice = await sentNotice(house, office, { removalIds: [one.removalId, two.removalId], platformId });
  const reporter = { ...nobody, organisationId: office.organisationId };
  const { id } = await call(house, fileContest, reporter, {
    once: Buffer.from(name.padEnd(16, '.')).toString('base64url'),
    kind: 'content-removed',
    subject: address,
  });
  await call(house, takeContest, office.supervisor, { id });
  const decided = { id, decision, reasons: 'Alasan rekaan yang cukup panjang.' };
  await call(house, decideContest, office.supervisor, decided);
  return { one, two, notice };
}

test('upheld: it stops, the notice loses it, the recipient is told, and the rest stays asked for', async () => {
  const { one, two, notice } = await contested('upheld');
  const before = await queued(notice);
  await made.house.jobs.runAll();
  assert.deepEqual(
    [(await removalOf(one.removalId)).state, (await removalOf(one.removalId)).stoppedFor],
    ['stopped', 'contest'],
  );
  assert.equal((await removalOf(two.removalId)).state, 'notice-open');
  const read = await call(made.house, readNotice, office.takedown, { id: notice });
  assert.equal(read.items.filter(({ withdrawnAt }) => withdrawnAt !== null).length, 1);
  assert.equal(read.items.length, 2);
  assert.equal(read.notice.state, 'sent', 'what else it names is still asked for');
  assert.equal(await queued(notice), before + 1, 'a withdrawal was queued for the recipient');
});

test('upheld: nobody asks again on the word that the contest was about', async () => {
  const { one } = await contested('upheld', 'tetap');
  const { house } = made;
  await house.jobs.runAll();
  await assert.rejects(call(house, takeOn, office.takedown, { itemId: one.itemId }), { code: 'contest-upheld' });
  made.forward(60_000);
  const on = {
    basis: 'authorised-body' as const,
    body: 'Lembaga Rekaan',
    bodyCategory: 'other:other',
    bodyReference: 'RKN-2',
  };
  const anew = { itemId: one.itemId, value: 'national' as const, on, supersedes: (await latestWord(one.itemId))! };
  const { id } = await call(house, classifyItem, office.analyst, anew);
  const second = { itemId: one.itemId, firstId: id, value: 'national' as const, on };
  await call(house, giveSecondOpinion, office.second, second);
  await call(house, takeOn, office.takedown, { itemId: one.itemId });
  assert.equal((await removalOf(one.removalId)).state, 'new');
});

test('upheld in part: a person has to say what of it falls', async () => {
  const { one, notice } = await contested('partly-upheld');
  await made.house.jobs.runAll();
  assert.equal((await removalOf(one.removalId)).state, 'notice-open');
  assert.equal((await call(made.house, readNotice, office.takedown, { id: notice })).notice.state, 'sent');
});

test('not upheld: nothing changes', async () => {
  const { one } = await contested('not-upheld');
  await made.house.jobs.runAll();
  assert.equal((await removalOf(one.removalId)).state, 'notice-open');
});
