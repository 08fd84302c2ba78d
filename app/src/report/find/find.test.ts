// Searching for an identity on a real database: what is found however it is typed, and that each search leaves its reason.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { newId } from '../../kit/ids.ts';
import { hourMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { reportedItem } from '../assess/testing.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { readSearches, searchesAnHour, searchIdentity } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const someone = (): Caller => callerOf(desk.organisationId, ['report.search-identity'], newId('person'));
const search = (by: Caller, text: string, more: object = {}) =>
  call(desk.house, searchIdentity, by, { text, reason: 'duplicate-check', ...more });

test('what was reported in one form is found in another, with the reports that name it', async () => {
  const { id, reportId } = await reportedItem(desk.house, desk.organisationId, 'whatsapp: 0811 0000 1234');
  const again = await reportedItem(desk.house, desk.organisationId, '+62 811-0000-1234');
  assert.equal(again.id, id); // one number, whichever platform stands beside it
  for (const typed of ['0811-0000-1234', '+62 811 0000 1234', '6281100001234']) {
    const found = await search(someone(), typed);
    assert.equal(found.item?.id, id, typed);
    assert.deepEqual(new Set(found.reports.map((report) => report.id)), new Set([reportId, again.reportId]));
    assert.equal(found.total, 2);
  }
});

test('a search that finds nothing says what it was understood as', async () => {
  const found = await search(someone(), 'https://belum-pernah.example/x');
  assert.equal(found.item, null);
  assert.equal(found.asked, 'hxxps://belum-pernah[.]example/x');
  assert.equal(found.total, 0);
});

test('nothing is searched without a reason, nor for police or a court without their reference', async () => {
  const by = someone();
  const text = 'https://contoh-alasan.example/x';
  await assert.rejects(search(by, text, { reason: undefined }), { kind: 'bad-input' });
  await assert.rejects(search(by, text, { reason: 'curiosity' }), { kind: 'bad-input' });
  for (const reason of ['police-request', 'court-order']) {
    await assert.rejects(search(by, text, { reason }), { kind: 'bad-input' });
    await assert.rejects(search(by, text, { reason, reference: '  ' }), { kind: 'bad-input' });
    await search(by, text, { reason, reference: 'RKN/1/2031' });
  }
});

test('every search is kept with who and why, and never with what was typed', async () => {
  const by = someone();
  await search(by, 'instagram: nama_rekaan', { reason: 'court-order', reference: 'PN-RKN-7' });
  const { searches } = await call(desk.house, readSearches, callerOf(desk.organisationId, ['report.supervise']), {});
  const [own] = searches.filter(({ personId }) => personId === by.id);
  assert.deepEqual([own!.reason, own!.reference, own!.kind, own!.hits], ['court-order', 'PN-RKN-7', 'account', 0]);
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, own!.id));
  assert.deepEqual(
    events.map(({ facts }) => facts),
    [{ reason: 'court-order', kind: 'account', hits: 0, reports: 0 }],
  );
  const rows = await asOwner(desk.house.database, async ({ client }) => {
    const all = await client.query(
      'SELECT s::text AS row FROM report.identity_search s UNION ALL SELECT e::text FROM audit.event e',
    );
    return all.rows.map(({ row }) => row).join('\n');
  });
  assert.doesNotMatch(rows, /nama_rekaan|PN-RKN-7/);
});

test('the log of searches is not edited', async () => {
  await search(someone(), 'https://contoh-log.example/x');
  const update = `UPDATE report.identity_search SET reason = 'urgent-risk'`;
  await assert.rejects(
    inOrganisation(desk.house.database, desk.organisationId, ({ client }) => client.query(update)),
    /permission denied/,
  );
  await assert.rejects(
    asOwner(desk.house.database, ({ client }) => client.query(update)),
    /append-only/,
  );
});

test('what is not understood is refused without saying it again', async () => {
  await assert.rejects(search(someone(), '@nama_saja'), { code: 'platform-missing' });
  await assert.rejects(search(someone(), '???'), (refusal: Error) => {
    assert.doesNotMatch(refusal.message, /\?\?\?/);
    return true;
  });
});

test('a list is not looked through one by one', async () => {
  const by = someone();
  for (let n = 0; n < searchesAnHour; n += 1) await search(by, `08110000${1000 + n}`);
  await assert.rejects(search(by, '081100009999'), { code: 'too-many-searches' });
  await search(someone(), '081100009999'); // somebody else's work goes on
  desk.forward(hourMs);
  await search(by, '081100009999');
});
