// Who has a report: one wins, nobody is overtaken unknowingly, and what is taken by two at once is two reports.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call } from '../../verbs/verb.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { addresses, madeUpReport, seen } from './testing.ts';
import {
  addItems,
  addNote,
  changeFacts,
  handBack,
  markMessagesSeen,
  mergeReports,
  moveReport,
  readQueue,
  readReport,
  removeItem,
  splitReport,
  takeNext,
  takeOver,
  takeReport,
  writeToReporter,
} from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const read = (id: string) => call(desk.house, readReport, desk.officer, { id });

test('of two who take a report at once one has it, and the other is told', async () => {
  for (let round = 0; round < 8; round += 1) {
    const report = await seen(desk.house, desk.officer, await madeUpReport(desk));
    const callers = [desk.officer, desk.second];
    const outcomes = await Promise.allSettled(callers.map((caller) => call(desk.house, takeReport, caller, report)));
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    const winner = callers[outcomes.findIndex(({ status }) => status === 'fulfilled')]!;
    const { reason } = outcomes.find((outcome) => outcome.status === 'rejected')!;
    assert.equal(reason.code, 'taken-by-another');
    assert.equal((await read(report.id)).report.takenBy, winner.id);
  }
});

test('of two who take the next one at once each gets another report, the most urgent first', async () => {
  const alone = await openReportDesk();
  try {
    const { house, officer, second } = alone;
    const later = await madeUpReport(alone);
    const danger = await madeUpReport(alone, { inDanger: true });
    const both = await Promise.all([officer, second].map((caller) => call(house, takeNext, caller, {})));
    assert.deepEqual(new Set(both.map(({ id }) => id)), new Set([danger.id, later.id]));
    assert.equal((await call(house, takeNext, officer, {})).id, null, 'nothing is left');
    const filtered = await madeUpReport(alone, { concern: 'grooming' });
    assert.equal((await call(house, takeNext, officer, { concern: 'trafficking' })).id, null);
    assert.equal((await call(house, takeNext, officer, { concern: 'grooming' })).id, filtered.id);
  } finally {
    await alone.close();
  }
});

test('the first change takes a report that nobody has, and its timeline says so', async () => {
  const given = await seen(desk.house, desk.officer, await madeUpReport(desk));
  await call(desk.house, moveReport, desk.officer, { ...given, transition: 'triage' });
  const { report, entries } = await read(given.id);
  assert.equal(report.takenBy, desk.officer.id);
  assert.deepEqual(
    entries.map(({ kind, by }) => [kind, by]),
    [
      ['received', null],
      ['taken', desk.officer.id],
      ['state', desk.officer.id],
    ],
  );
});

test('nothing of a report is changed while someone else has it, but notes', async () => {
  const { house, officer, second } = desk;
  const other = await madeUpReport(desk);
  const made = await madeUpReport(desk, { items: addresses });
  const itemId = (await read(made.id)).readable!.items[0]!.id;
  await call(house, takeReport, second, await seen(house, officer, made));
  const given = await seen(house, officer, made);
  const attempts = await Promise.allSettled([
    call(house, takeReport, officer, given),
    call(house, moveReport, officer, { ...given, transition: 'begin' }),
    call(house, mergeReports, officer, { ...given, into: other.id, reason: 'same-thing' }),
    call(house, splitReport, officer, { ...given, itemIds: [itemId], reason: 'another-thing' }),
    call(house, changeFacts, officer, { ...given, facts: { concern: 'grooming' } }),
    call(house, writeToReporter, officer, { ...given, body: 'Pesan rekaan.' }),
    call(house, markMessagesSeen, officer, given),
    call(house, addItems, officer, { ...given, text: 'https://contoh.example/lain' }),
    call(house, removeItem, officer, { ...given, itemId, reason: 'mistyped' }),
  ]);
  for (const attempt of attempts)
    assert.equal(attempt.status === 'rejected' && attempt.reason.code, 'taken-by-another');
  await assert.rejects(call(house, handBack, officer, given), { code: 'not-yours' });
  assert.equal((await read(made.id)).report.version, given.version, 'nothing was changed');
  await call(house, addNote, officer, { id: made.id, body: 'Catatan rekaan.' });
  await call(house, moveReport, second, { ...given, transition: 'begin' });
});

test('a report that changed since it was shown is not changed again', async () => {
  const { house, officer } = desk;
  const given = await seen(house, officer, await madeUpReport(desk));
  await call(house, takeReport, officer, given);
  await assert.rejects(call(house, moveReport, officer, { ...given, transition: 'begin' }), {
    code: 'changed-meanwhile',
  });
  const now = await seen(house, officer, given);
  await call(house, moveReport, officer, { ...now, transition: 'begin' });
  await assert.rejects(call(house, handBack, officer, now), { code: 'changed-meanwhile' });
});

test('a report is handed back, and taken over only from the person who is named', async () => {
  const { house, officer, second } = desk;
  const made = await madeUpReport(desk);
  await call(house, takeReport, officer, await seen(house, officer, made));
  const given = await seen(house, second, made);
  await assert.rejects(call(house, takeOver, second, { ...given, from: second.id }), { code: 'not-theirs' });
  await call(house, takeOver, second, { ...given, from: officer.id });
  const { report, entries, names } = await read(made.id);
  assert.equal(report.takenBy, second.id);
  assert.deepEqual(entries.at(-1)!.facts, { from: officer.id });
  assert.equal(names.size, 0, 'these callers are in no list of people');
  await call(house, handBack, second, await seen(house, second, made));
  assert.equal((await read(made.id)).report.takenBy, null);
  const free = await call(house, readQueue, officer, { view: 'free' });
  assert.ok(free.rows.some(({ id }) => id === made.id));
});

test('what has ended is nobody’s, is not taken, and is its reopener’s again', async () => {
  const { house, officer, second } = desk;
  const made = await madeUpReport(desk);
  await call(house, moveReport, officer, { ...(await seen(house, officer, made)), transition: 'mark-spam' });
  assert.equal((await read(made.id)).report.takenBy, null);
  await assert.rejects(call(house, takeReport, officer, await seen(house, officer, made)), { code: 'not-in-queue' });
  await call(house, moveReport, second, { ...(await seen(house, second, made)), transition: 'reopen' });
  const { report } = await read(made.id);
  assert.deepEqual([report.state, report.takenBy], ['reopened', second.id]);
});
