// Exports on a real database: two people, once, within a day; no words, names or ways to be reached in any file.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { analystOf, opinionOn, reportedItem } from '../assess/testing.ts';
import { classifyItem } from '../assess/index.ts';
import { fileMadeUp, openReportDesk, type ReportDesk } from '../testing.ts';
import { downloadExport } from './download.ts';
import { csvCell } from './rows.ts';
import { wholeMonth } from './testing.ts';
import { approveExport, declineExport, readExports, requestExport } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const supervisor = (): Caller => callerOf(desk.organisationId, ['report.export', 'report.supervise'], newId('person'));
const ask = (by: Caller, more: object = {}) => call(desk.house, requestExport, by, { ...wholeMonth, ...more });
const approve = (by: Caller, id: string) => call(desk.house, approveExport, by, { id });
const take = (by: Caller, id: string, format: 'csv' | 'ndjson' = 'csv') =>
  call(desk.house, downloadExport, by, { id, format });

async function exported(more: object, format: 'csv' | 'ndjson'): Promise<string> {
  const by = supervisor();
  const { id } = await ask(by, more);
  await approve(supervisor(), id);
  return text(await take(by, id, format));
}

test('nobody lets their own export go, neither in person nor through a key, and the database refuses it as well', async () => {
  const by = supervisor();
  const { id } = await ask(by);
  await assert.rejects(approve(by, id), { code: 'needs-a-second-person' });
  await assert.rejects(approve({ ...by, kind: 'key', id: 'key_made-up', behind: by.id }, id), {
    code: 'needs-a-second-person',
  });
  const set =
    'UPDATE report.bulk_export SET approved = true, decided_by = requested_by, decided_at = requested_at WHERE id = $1';
  await assert.rejects(
    inOrganisation(desk.house.database, desk.organisationId, ({ client }) => client.query(set, [id])),
    /check constraint/,
  );
  await assert.rejects(take(by, id), { code: 'export-not-ready' });
});

test('an approved export is taken by the person who asked, once, within a day', async () => {
  const by = supervisor();
  const other = supervisor();
  const { id } = await ask(by);
  await approve(other, id);
  await assert.rejects(take(other, id), { code: 'not-your-export' });
  await text(await take(by, id));
  await assert.rejects(take(by, id), { code: 'export-not-ready' });
  const late = await ask(by);
  await approve(other, late.id);
  desk.forward(dayMs);
  await assert.rejects(take(by, late.id), { code: 'export-not-ready' });
});

test('two who take the same export at the same moment get one', async () => {
  const by = supervisor();
  const { id } = await ask(by);
  await approve(supervisor(), id);
  const both = await Promise.allSettled([take(by, id), take(by, id)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  for (const each of both) if (each.status === 'fulfilled') await text(each.value);
});

test('a request that was turned down or waited for a week goes nowhere', async () => {
  const by = supervisor();
  const { id } = await ask(by);
  await call(desk.house, declineExport, supervisor(), { id });
  await assert.rejects(approve(supervisor(), id), { code: 'export-not-open' });
  const old = await ask(by);
  desk.forward(7 * dayMs);
  await assert.rejects(approve(supervisor(), old.id), { code: 'export-not-open' });
  const { exports } = await call(desk.house, readExports, by, {});
  assert.deepEqual(
    [id, old.id].map((one) => exports.find((each) => each.id === one)?.state),
    ['declined', 'lapsed'],
  );
});

test('facts hold what was told in codes, and nothing that leads to a person', async () => {
  const contact = {
    way: 'phone',
    address: '+6281100005678',
    hours: '10-12',
    senderName: 'Toko Rekaan',
    voicemail: 'never',
    codePhrase: 'payung biru',
  };
  const told = {
    story: 'Kata-kata rekaan yang panjang.',
    place: 'Kota Rekaan',
    items: 'instagram: nama_rekaan',
    ageBand: '13-17',
    contact,
  };
  const { id, reference } = await fileMadeUp(desk, told);
  for (const format of ['csv', 'ndjson'] as const) {
    const file = await exported({}, format);
    for (const secret of [id, reference, 'rekaan', 'Rekaan', '628110', 'payung', 'per_', 'itm_'])
      assert.ok(!file.includes(secret), `${format} holds ${secret}`);
    assert.ok(file.includes('13-17'));
  }
});

test('facts and items hold each reported item with what it is classified as in force', async () => {
  const { id: itemId } = await reportedItem(desk.house, desk.organisationId, '0811 0000 4321');
  await call(desk.house, classifyItem, analystOf(desk.organisationId), { itemId, ...opinionOn('extortion') });
  const lines = (await exported({ what: 'facts-and-items' }, 'ndjson'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const row = lines.find((line) => line.item_address === '+6281100004321');
  assert.deepEqual([row.item_kind, row.classification], ['phone', 'extortion']);
  const csv = await exported({ what: 'facts-and-items' }, 'csv');
  assert.ok(csv.includes(`,'+6281100004321,`)); // a number that would be read as a formula stays text
});

test('a cell that a spreadsheet would run stays text, and what has commas and quotes stays one cell', () => {
  for (const [cell, written] of [
    ['=1+1', `'=1+1`],
    ['+62', `'+62`],
    ['-1', `'-1`],
    ['@x', `'@x`],
    [`'=1`, `''=1`],
    [' =1', `' =1`],
    ['\t=1', `'\t=1`],
    ['a,"b"', `"a,""b"""`],
    ['a\nb', `"a\nb"`],
    ['biasa', 'biasa'],
  ] as const)
    assert.equal(csvCell(cell), written);
  assert.equal(csvCell(null), '');
  assert.equal(csvCell(['child', 'danger']), 'child danger');
});

test('an export has no cap: every report of its days is in it once, and no other', async () => {
  const organisationId = await desk.organisation('Made-up Agency of Many');
  await inOrganisation(desk.house.database, organisationId, ({ client }) =>
    client.query(
      `INSERT INTO report.report (id, organisation_id, reference, state, channel, anonymity, language, concern, received_at, state_at, queue_at)
       SELECT 'rep_' || lpad(n::text, 26, '0'), runtime.organisation(), '0000-' || lpad(n::text, 4, '0'), 'received', 'web', 'anonymous', 'id', 'unsure', t, t, t
         FROM generate_series(0, 2499) AS n, LATERAL (SELECT '2031-03-01T00:00:00+07:00'::timestamptz + n * interval '20 minutes' AS t) AS at`,
    ),
  );
  const by = callerOf(organisationId, ['report.export'], newId('person'));
  const days = { from: '2031-03-02', to: '2031-03-31' };
  const { id, reports } = await call(desk.house, requestExport, by, { ...wholeMonth, ...days });
  await call(desk.house, approveExport, callerOf(organisationId, ['report.supervise'], newId('person')), { id });
  const lines = (await text(await call(desk.house, downloadExport, by, { id, format: 'ndjson' }))).trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line));
  const expected = Array.from({ length: 2500 }, (_, n) => n).filter((n) => n >= 72 && n < 72 * 31).length;
  assert.equal(rows.length, expected);
  assert.equal(reports, expected);
  assert.deepEqual([rows[0].received_day, rows.at(-1).received_day], ['2031-03-02', '2031-03-31']);
  assert.equal(new Set(rows.map(({ report }) => report)).size, expected);
});

test('the record keeps every step with who did it and how many reports there were', async () => {
  const [by, other] = [supervisor(), supervisor()];
  const { id } = await ask(by);
  await approve(other, id);
  await text(await take(by, id, 'ndjson'));
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, id));
  assert.deepEqual(
    events.map(({ verb, actorId, facts }) => [verb, actorId, typeof facts.reports]),
    [
      ['report.request-export', by.id, 'number'],
      ['report.approve-export', other.id, 'number'],
      ['report.download-export', by.id, 'number'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(events), /figures/);
});

test('days that are none or the wrong way round are refused', async () => {
  const by = supervisor();
  for (const days of [{ from: '2031-02-30' }, { from: '' }, { from: '2031-03-31', to: '2031-03-01' }])
    await assert.rejects(ask(by, days), { kind: 'bad-input' });
});
