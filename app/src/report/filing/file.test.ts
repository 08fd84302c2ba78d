// Filing: several reports at once come to the same as one after the other, and a reference met by chance is drawn anew.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../../fields/index.ts';
import { inOrganisation, type Work } from '../../runtime/database.ts';
import { insertReports, type StoredReport } from '../store/reports.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { file, fileAll, type Filing, newReference, told } from './file.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const within = <T>(organisationId: string, work: (work: Work) => Promise<T>) =>
  inOrganisation(desk.house.database, organisationId, work);

const filings = (): Filing[] =>
  [
    {
      concern: 'sextortion',
      extortion: 'now',
      ageBand: '13-17',
      items: 'https://contoh.example/a\nhalo',
      story: 'Satu',
    },
    { concern: 'unsure' },
    { concern: 'grooming', items: 'contoh.example/a contoh.example/b', place: 'Kota Rekaan' },
    { concern: 'trafficking', inDanger: true, items: 'https://contoh.example/b\n0811-0000-0000' },
  ].map((given, position) => ({
    told: told.parse(given),
    channel: 'file',
    anonymity: 'anonymous',
    filedBy: 'per_rekaan',
    partnerReference: position === 0 ? 'R-1' : null,
    onceBlind: null,
    now: desk.house.now(),
  }));

/** Everything that stands of an organisation's reports, in the order in which they were filed, without ids and chance. */
const standing = (organisationId: string) =>
  within(organisationId, async (work) => {
    const { rows } = await work.client.query(
      `SELECT r.*, e.kind AS entry, e.facts, e.by, array(SELECT i.value_blind::text FROM report.report_item l JOIN report.item i ON i.id = l.item_id
         WHERE l.report_id = r.id ORDER BY 1) AS items FROM report.report r JOIN report.entry e ON e.report_id = r.id ORDER BY e.number`,
    );
    const secrets = ['story', 'place', 'contact', 'partner_reference'];
    const opened = await desk.house.part(fieldsPart).unseal(work, 'report.report', rows, secrets);
    return opened.map(({ id: _id, reference: _reference, organisation_id: _organisation, ...shown }) => shown);
  });

test('several reports at once are the same as one after the other', async () => {
  const [one, many] = [await desk.organisation(), await desk.organisation()];
  const alone = await within(one, async (work) => {
    const filed = [];
    for (const filing of filings()) filed.push(await file(work, desk.house, filing));
    return filed;
  });
  const together = await within(many, (work) => fileAll(work, desk.house, filings()));
  assert.equal((await standing(many)).length, 4);
  assert.deepEqual(await standing(many), await standing(one));
  const plain = ({ urgency, items, unreadLines }: (typeof alone)[number]) => ({ urgency, items, unreadLines });
  assert.deepEqual(together.map(plain), alone.map(plain));
  assert.deepEqual(
    together.map(({ items, unreadLines }) => [items, unreadLines]),
    [
      [1, [2]],
      [0, []],
      [2, []],
      [2, []],
    ],
  );
  assert.equal(new Set(together.map(({ id }) => id)).size, 4);
});

test('of two reports with the same reference the second is not stored, and says so', async () => {
  const organisationId = await desk.organisation();
  const reference = newReference();
  const report = (id: string): StoredReport => ({
    report: {
      ...told.parse({ concern: 'unsure' }),
      id,
      reference,
      state: 'received',
      channel: 'web',
      anonymity: 'anonymous',
      wantsReply: true,
      filedBy: null,
      receivedAt: desk.house.now(),
      urgency: [],
      queueAt: desk.house.now(),
      splitFrom: null,
    },
    sealed: { story: null, place: null, contact: null, partner_reference: null },
    onceBlind: null,
  });
  await within(organisationId, async (work) => {
    assert.deepEqual([...(await insertReports(work, [report('rep_1'), report('rep_2')]))], ['rep_1']);
    assert.deepEqual([...(await insertReports(work, [report('rep_3')]))], []);
  });
});

test('nothing to file is nothing filed', async () => {
  assert.deepEqual(await within(desk.organisationId, (work) => fileAll(work, desk.house, [])), []);
});
