// Hand-overs to hotlines: the form in which they go out, that they count with their receipt, and that "removed" is their word.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { setIssuer } from '../issuer/verbs.ts';
import { type LocateHouse, madeUpRemoval, openLocateHouse, removalNow } from '../locate/testing.ts';
import { locateRemoval } from '../locate/index.ts';
import { updateRemoval } from '../removal/store.ts';
import { exportToHotline } from './export.ts';
import { iccamReport } from './iccam.ts';
import { openHandOff } from './opening.ts';
import { abroad, classify, madeUpIssuer } from './testing.ts';
import { handToHotline, handToPolice, noteReturned, readHandOffs } from './verbs.ts';

let made: LocateHouse;
let officer: Caller;
before(async () => {
  made = await openLocateHouse();
  officer = callerOf(made.organisationId, ['remove.look', 'remove.work', 'remove.supervise', 'report.read']);
  await call(made.house, setIssuer, officer, madeUpIssuer);
  await openHandOff(made.house);
});
after(() => made?.close());

const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const hand = async (removalId: string) => (await call(made.house, handToHotline, officer, { removalId })).id;
const returned = (id: string, action: number) => call(made.house, noteReturned, officer, { id, action });
const read = async (removalId: string) => (await call(made.house, readHandOffs, officer, { removalId })).handOffs;
const now = (id: string) => removalNow(made, id);

test('the body has the fields and codes of ICCAM, and names an office, never a person', () => {
  const report = iccamReport({
    office: 'Unit Rekaan',
    receivedAt: new Date('2031-03-14T01:59:26.123Z'),
    reference: 'hnd_rekaan',
    address: 'https://contoh.example/jalan',
    platform: null,
    value: 'baseline',
    attributes: ['self-produced'],
    country: 'NL',
    hostAddress: '192.0.2.7',
    network: 64_500,
    networkName: 'Hosting Rekaan',
  });
  assert.deepEqual(report, {
    reportingAnalystName: 'Unit Rekaan',
    hotlineReceivedDate: '2031-03-14T01:59:26Z',
    hotlineReference: 'hnd_rekaan',
    memo: '',
    urls: [
      {
        urlString: 'https://contoh.example/jalan',
        hotlineReference: 'hnd_rekaan-1',
        hostingCountryCode: 'NL',
        hostingIpAddress: '192.0.2.7',
        hostingIsp: 'Hosting Rekaan',
        hostingOrganization: { organizationName: 'Hosting Rekaan', autonomousSystemNumber: '64500' },
        isSourceUrl: true,
        memo: '',
        contentType: 4,
        assessment: {
          classification: 1,
          ageCategorization: 1,
          genderCategorization: 1,
          virtualContentCategorization: 0,
          userGeneratedContentCategorization: 1,
        },
        actions: [],
      },
    ],
    sourceUrlUsername: '',
    sourceUrlPassword: '',
    sourceUrlReferrer: null,
    sourceUrlSiteType: 2,
    sourceUrlCommerciality: 1,
    sourceUrlPaymentMethods: [1],
  });
});

const siteTypes: [platform: string | null, code: number][] = [
  [null, 2],
  ['mega', 3],
  ['instagram', 9],
  ['imgur', 20],
];
test('site types and classifications, by table', () => {
  const usual = { office: '', receivedAt: new Date(0), reference: '', address: '', country: 'NL', hostAddress: null };
  const rest = { ...usual, network: null, networkName: null };
  for (const [platform, code] of siteTypes)
    assert.equal(iccamReport({ ...rest, platform, value: 'national', attributes: [] }).sourceUrlSiteType, code);
  const assessed = iccamReport({ ...rest, platform: null, value: 'national', attributes: ['drawn'] }).urls[0]!;
  assert.equal(assessed.assessment['classification'], 2);
  assert.equal(assessed.assessment['virtualContentCategorization'], 1);
  assert.deepEqual(assessed.hostingOrganization, { organizationName: null });
});

test('what is exported is what was found and said, and each taking stands in the record', async () => {
  const host = 'contoh-asing.example';
  const removal = await madeUpRemoval(made, { items: `https://${host}/jalan` });
  await classify(made, removal.itemId, 'baseline');
  made.internet.place(host, '198.51.100.9', { network: 64_496, name: 'Asing Rekaan', country: 'NL' });
  await call(made.house, locateRemoval, officer, { id: removal.id });
  const handOff = await hand(removal.id);
  const body = await call(made.house, exportToHotline, officer, { id: handOff });
  const [url] = body.urls;
  assert.deepEqual(
    [
      url!.urlString,
      url!.hostingCountryCode,
      url!.hostingIpAddress,
      url!.hostingIsp,
      url!.assessment['classification'],
    ],
    [`https://${host}/jalan`, 'NL', '198.51.100.9', 'Asing Rekaan', 1],
  );
  const events = await asOwner(made.house.database, async ({ client }) => {
    const { rows } = await client.query(
      `SELECT actor_id, facts::text FROM audit.event WHERE thing = $1 AND verb = 'remove.export-to-hotline'`,
      [removal.id],
    );
    return rows;
  });
  assert.equal(events.length, 1);
  assert.equal(events[0].actor_id, officer.id);
  assert.doesNotMatch(events[0].facts, /contoh-asing/);
});

test('only what hotlines exchange goes to one, and only where there is one', async () => {
  const home = await abroad(made, { country: 'ID' });
  await assert.rejects(hand(home.id), refused('no-hotline'));
  await assert.rejects(hand((await abroad(made, { country: null })).id), refused('no-hotline'));
  const unsaid = await madeUpRemoval(made, { changes: { country: 'NL' } });
  await assert.rejects(hand(unsaid.id), refused('not-for-hotlines'));
  await classify(made, unsaid.itemId, 'extortion');
  await assert.rejects(hand(unsaid.id), refused('not-for-hotlines'));
  const account = await madeUpRemoval(made, { items: 'instagram rekaan_contoh', changes: { country: 'US' } });
  await classify(made, account.itemId);
  await assert.rejects(hand(account.id), refused('no-address'));
});

test('a hand-over counts with its receipt, and an answer is one', async () => {
  const { id } = await abroad(made);
  const handOff = await hand(id);
  assert.equal((await read(id))[0]!.receiptAt, null);
  await returned(handOff, 2);
  const [after] = await read(id);
  assert.deepEqual([after!.returned, after!.receiptBy], ['provider', officer.id]);
});

const answers: [action: number, code: string][] = [
  [1, 'police'],
  [2, 'provider'],
  [4, 'unavailable'],
  [5, 'moved'],
  [7, 'not-illegal'],
];
for (const [action, code] of answers)
  test(`ICCAM's action ${action} is "${code}", and claims no removal`, async () => {
    const { id } = await abroad(made);
    assert.deepEqual(await returned(await hand(id), action), { returned: code });
    const { state, grade } = await now(id);
    assert.deepEqual([state, grade], ['located', null]);
  });

test('"removed" by a hotline is their statement, never a confirmation, and checks go on', async () => {
  const { id } = await abroad(made);
  await returned(await hand(id), 3);
  const removal = await now(id);
  assert.deepEqual([removal.state, removal.grade], ['removed', 'stated']);
  assert.notEqual(removal.nextCheckAt, null);
});

test('a better grade is not weakened by what a hotline says', async () => {
  const { id } = await abroad(made);
  const handOff = await hand(id);
  const changes = { state: 'removed' as const, grade: 'machine-confirmed' as const, gradedAt: made.house.now() };
  await inOrganisation(made.house.database, made.organisationId, (work) => updateRemoval(work, id, changes));
  await returned(handOff, 3);
  assert.equal((await now(id)).grade, 'machine-confirmed');
});

test('no other action and no other recipient is taken', async () => {
  const { id } = await abroad(made);
  const handOff = await hand(id);
  for (const action of [0, 6, 8, 2.5, Number.NaN])
    await assert.rejects(returned(handOff, action), refused('bad-input'));
  const police = await call(made.house, handToPolice, officer, { removalId: id });
  await assert.rejects(returned(police.id, 1), refused('not-a-hotline'));
  await assert.rejects(call(made.house, exportToHotline, officer, { id: police.id }), refused('not-a-hotline'));
});

test('what moved, as a hotline says, is looked up again by itself', async () => {
  const host = 'pindah-asing.example';
  const { id, itemId } = await madeUpRemoval(made, { items: `https://${host}/a` });
  await classify(made, itemId);
  made.internet.place(host, '198.51.100.20', { network: 64_497, country: 'NL' });
  await call(made.house, locateRemoval, officer, { id });
  const handOff = await hand(id);
  made.forward(60_000);
  made.internet.place(host, '203.0.113.20', { network: 64_498, country: 'GB' });
  await returned(handOff, 5);
  await made.house.jobs.runAll();
  const removal = await now(id);
  assert.deepEqual([removal.country, removal.network], ['GB', 64_498]);
});
