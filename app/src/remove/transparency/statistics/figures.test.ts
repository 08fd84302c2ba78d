// Figures: what is counted and what is not, by days in Jakarta; published once, a week after a quarter ended, and not
// changed by what is known later.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAccess } from '../../../access/index.ts';
import { newId } from '../../../kit/ids.ts';
import { dayMs, hourMs } from '../../../kit/time.ts';
import { inOrganisation } from '../../../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../../testing/house.ts';
import { nobody, nodeCaller } from '../../../verbs/caller.ts';
import { call } from '../../../verbs/verb.ts';
import { insertEntry } from '../../store/entries.ts';
import { readTransparency } from '../read.ts';
import { foundedOn, insertRemovals, type MadeUpNotice, sent } from '../testing.ts';
import { readFigures, sharesOf } from './figures.ts';
import { lastDueQuarter, quarterOf } from './periods.ts';
import { publishDue, publishPeriod } from './publish.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house);
});
after(() => made?.close());

const at = (text: string) => new Date(`${text}:00.000+07:00`);
const quarter = quarterOf(at('2031-02-01T00:00'));
const figuresOf = (organisationId: string) =>
  inOrganisation(made.house.database, organisationId, (work) => readFigures(work, quarter));

async function sendMany(organisationId: string, count: number, given: Partial<MadeUpNotice> = {}): Promise<void> {
  for (let each = 0; each < count; each += 1)
    await sent(made.house, organisationId, { sentAt: at('2031-02-03T10:00'), ...given });
}

test('quarters are those of the calendar in Jakarta', () => {
  const days = ({ fromDay, toDay }: { fromDay: string; toDay: string }) => [fromDay, toDay];
  assert.deepEqual(days(quarterOf(new Date('2031-03-31T16:59:59.999Z'))), ['2031-01-01', '2031-03-31']);
  assert.deepEqual(days(quarterOf(new Date('2031-03-31T17:00:00.000Z'))), ['2031-04-01', '2031-06-30']);
  assert.deepEqual(days(quarterOf(new Date('2031-12-31T12:00:00.000Z'))), ['2031-10-01', '2031-12-31']);
  assert.deepEqual(days(lastDueQuarter(at('2031-04-07T23:59'))), ['2030-10-01', '2030-12-31']);
  assert.deepEqual(days(lastDueQuarter(at('2031-04-08T00:00'))), ['2031-01-01', '2031-03-31']);
});

test('notices are counted by rule, ground, recipient, reach and outcome, on the day they were sent', async () => {
  const organisationId = await made.organisation();
  await sendMany(organisationId, 6, { state: 'complied' });
  await sendMany(organisationId, 5, {
    basis: 'voluntary',
    recipient: 'host',
    state: 'acknowledged',
    ground: 'grooming',
  });
  await sendMany(organisationId, 5, { ruleId: 'id-lain', state: 'sent' });
  await sendMany(organisationId, 5, { sentAt: at('2030-12-31T23:59') });
  await sendMany(organisationId, 5, { sentAt: at('2031-04-01T00:00') });
  const { notices } = await figuresOf(organisationId);
  const { total, columns, by } = notices;
  assert.equal(total, 16);
  assert.deepEqual(columns, {
    waiting: 10,
    complied: 6,
    partial: 0,
    refused: 0,
    silent: 0,
    escalated: 0,
    withdrawn: 0,
  });
  assert.deepEqual(
    Object.entries(by.rule!).map(([rule, row]) => [rule, row.total, row.columns.complied]),
    [
      ['id-contoh', 6, 6],
      ['id-lain', 5, 0],
      ['voluntary', 5, 0],
    ],
  );
  assert.deepEqual(
    [by.recipient!.platform!.total, by.recipient!.host!.total, by.recipient!.registrar!.total],
    [11, 5, 0],
  );
  assert.deepEqual([by.ground!['child-sexual-exploitation']!.total, by.ground!.grooming!.total], [11, 5]);
  assert.equal(by.reach!.items!.total, 16);
});

test('a small number is not told anywhere, and neither is what it could be computed from', async () => {
  const organisationId = await made.organisation();
  await sendMany(organisationId, 9, { state: 'complied' });
  await sendMany(organisationId, 2, { state: 'refused' });
  const { notices } = await figuresOf(organisationId);
  assert.deepEqual(
    [notices.total, notices.columns.refused, notices.columns.complied, notices.columns.silent],
    [11, null, null, 0],
  );
  assert.doesNotMatch(JSON.stringify(notices), /[:,[](2|9)[,}\]]/);
});

const asked = at('2031-02-03T10:00');
const removedAfter = (hours: number, grade = 'machine-confirmed') => ({
  askedAt: asked,
  state: 'removed',
  grade,
  removedAt: new Date(asked.getTime() + hours * hourMs),
});

test('only what is said to be gone counts as removed, with its grade and how long it took', async () => {
  const organisationId = await made.organisation();
  await insertRemovals(made.house, organisationId, [
    ...[1, 2, 3, 24, 24].map((hours) => removedAfter(hours)),
    ...[25, 30, 48, 71, 72].map((hours) => removedAfter(hours, 'stated')),
    ...[80, 90, 100, 200, 300].map((hours) => removedAfter(hours, 'attested')),
    ...['unknown', 'geo-blocked', 'moved', 'reappeared'].flatMap((state) =>
      Array.from({ length: 5 }, () => ({ askedAt: asked, state })),
    ),
    ...Array.from({ length: 5 }, () => removedAfter(1)).map((each) => ({ ...each, askedAt: at('2030-12-31T23:59') })),
  ]);
  const { removals } = await figuresOf(organisationId);
  assert.equal(removals.total, 35);
  assert.deepEqual(removals.columns, { 'within-24-hours': 5, 'within-3-days': 5, later: 5, 'not-removed': 20 });
  assert.deepEqual(
    Object.entries(removals.by.result!).map(([result, row]) => [result, row.total, row.columns['not-removed']]),
    [
      ['machine-confirmed', 5, 0],
      ['attested', 5, 0],
      ['gone-one-place', 0, 0],
      ['stated', 5, 0],
      ['waiting', 0, 0],
      ['refused', 0, 0],
      ['unclear', 5, 5],
      ['blocked', 5, 5],
      ['moved', 5, 5],
      ['reappeared', 5, 5],
      ['stopped', 0, 0],
    ],
  );
  assert.equal(removals.medianHours, 48);
  assert.deepEqual(sharesOf(removals), { within24Hours: 5 / 35, within3Days: 10 / 35 });
});

test('with fewer than five removals no time and no share is told', async () => {
  const organisationId = await made.organisation();
  await insertRemovals(made.house, organisationId, [
    ...[1, 2, 3, 4].map((hours) => removedAfter(hours)),
    ...Array.from({ length: 20 }, () => ({ askedAt: asked })),
  ]);
  const { removals } = await figuresOf(organisationId);
  assert.equal(removals.medianHours, null);
  assert.deepEqual(sharesOf(removals), { within24Hours: null, within3Days: null });
});

test('holds with their renewals, reappearances and contests are counted', async () => {
  const organisationId = await made.organisation();
  await insertRemovals(
    made.house,
    organisationId,
    Array.from({ length: 6 }, () => ({ askedAt: asked })),
  );
  await inOrganisation(made.house.database, organisationId, async (work) => {
    const { rows } = await work.client.query<{ id: string }>('SELECT id FROM remove.removal ORDER BY id');
    for (const { id } of rows) {
      for (const was of ['attested', 'stated'])
        await insertEntry(work, { thing: id, kind: 'removal', facts: { transition: 'find-again', was }, at: asked });
      await insertEntry(work, { thing: id, kind: 'removal', facts: { transition: 'say-removed' }, at: asked });
      const hold = newId('hold', asked);
      await work.client.query(
        `INSERT INTO remove.hold (id, organisation_id, removal_id, reference, placed_by, from_at, until_at, ended_at, ended_by)
         VALUES ($1, runtime.organisation(), $2, '\\x00', 'per_satu', $3, $4, $4, 'per_satu')`,
        [hold, id, asked, new Date(asked.getTime() + hourMs)],
      );
      if (id === rows[0]!.id)
        await work.client.query(
          `INSERT INTO remove.hold (id, organisation_id, removal_id, reference, placed_by, from_at, until_at, renews, renewed_person)
           VALUES ($1, runtime.organisation(), $2, '\\x00', 'per_dua', $3, $4, $5, 'per_satu')`,
          [newId('hold', asked), id, asked, new Date(asked.getTime() + hourMs), hold],
        );
    }
    for (let each = 0; each < 7; each += 1)
      await work.client.query(
        `INSERT INTO report.contest (id, organisation_id, reference, kind, state, language, subject, subject_blinds, received_at,
           due_at, decided_by, decided_at, decision, reasons)
         VALUES ($1, runtime.organisation(), $2, 'wrongly-named', 'decided', 'id', '\\x00', '{}', $3, $3, 'per_satu', $3, 'upheld', '\\x00')`,
        [newId('contest', asked), `CNTH-000${each}`, asked],
      );
  });
  const { holds, reappearances, contests } = await figuresOf(organisationId);
  assert.deepEqual([holds, reappearances], [{ placed: 6, renewals: null }, 6]);
  assert.deepEqual(
    [contests.total, contests.by.kind!['wrongly-named']!.columns.upheld, contests.by.kind!['content-removed']!.total],
    [7, 7, 0],
  );
});

test('a quarter is published once, a week after it ended, and stays as it was', async () => {
  const organisationId = await made.organisation();
  await foundedOn(made.house, organisationId, at('2031-02-01T00:00'));
  await sendMany(organisationId, 6, { state: 'sent' });
  const read = () => call(made.house, readTransparency, { ...nobody, organisationId }, {});
  const moveTo = (instant: Date) => made.forward(instant.getTime() - made.house.now().getTime());
  moveTo(at('2031-04-07T23:00'));
  await publishDue(made.house);
  assert.deepEqual((await read()).publications, []);
  moveTo(at('2031-04-08T01:00'));
  await Promise.all([publishDue(made.house), publishDue(made.house)]);
  const [first, ...more] = (await read()).publications;
  assert.deepEqual([first!.fromDay, first!.toDay, more.length], ['2031-01-01', '2031-03-31', 0]);
  assert.equal(first!.figures.notices.columns.waiting, 6);
  await sendMany(organisationId, 6, { state: 'complied' });
  await publishDue(made.house);
  assert.deepEqual((await read()).publications, [first]);
  await assert.rejects(
    call(made.house, publishPeriod, nodeCaller(organisationId, ['remove.follow']), {}),
    (thrown: { code?: string }) => thrown.code === 'period-not-over',
  );
  await assert.rejects(made.house.database.pool.query(`UPDATE remove.publication SET figures = '{}'`), /only added to/);
  made.forward(190 * dayMs);
  await publishDue(made.house);
  assert.deepEqual(
    (await read()).publications.map(({ fromDay }) => fromDay),
    ['2031-07-01', '2031-04-01', '2031-01-01'],
    'what was missed is made up for, in order',
  );
});
