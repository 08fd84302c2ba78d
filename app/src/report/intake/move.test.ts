// States of reports: the verb moves a report exactly as the table says, from every state and by every transition.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { comeBack } from '../index.ts';
import { advance, allowed, openStates, reportStates, type ReportState, type ReportTransition } from '../states.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from '../testing.ts';
import { call } from '../../verbs/verb.ts';
import { dayMs } from '../../kit/time.ts';
import { reportStateNames } from './queue.ts';
import { madeUpReport, type MadeUp, seen } from './testing.ts';
import { mergeReports, moveReport, readReport } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const read = (report: MadeUp) => call(desk.house, readReport, desk.officer, { id: report.id });

async function move(report: MadeUp, transition: ReportTransition): Promise<{ id: string }> {
  const { house, officer } = desk;
  const given = await seen(house, officer, report);
  if (transition === 'merge') {
    const into = (await madeUpReport(desk)).id;
    return call(house, mergeReports, officer, { ...given, into, reason: 'same-thing' });
  }
  const reason = { outcome: 'handled' as const, referredTo: 'police' as const };
  return call(house, moveReport, officer, { ...given, transition, ...reason });
}

/** The shortest way to each state, found in the table itself. */
const ways = new Map<ReportState, ReportTransition[]>([['received', []]]);
for (const [state, way] of ways)
  for (const transition of allowed(reportStates, state)) {
    const to = advance(reportStates, transition, state) as ReportState;
    if (!ways.has(to)) ways.set(to, [...way, transition]);
  }

async function reportIn(state: ReportState): Promise<MadeUp> {
  const report = await madeUpReport(desk);
  for (const transition of ways.get(state)!) await move(report, transition);
  return report;
}

test('every state is named, and reachable', () => {
  assert.deepEqual(new Set(ways.keys()), new Set(reportStateNames));
});

for (const state of reportStateNames)
  test(`from ${state} a report goes where the table says, and nowhere else`, async () => {
    for (const [transition, { from, to }] of Object.entries(reportStates)) {
      const report = await reportIn(state);
      const before = await read(report);
      assert.equal(before.report.state, state);
      const possible = (from as readonly string[]).includes(state);
      assert.equal(before.allowed.includes(transition as ReportTransition), possible);
      const moved = move(report, transition as ReportTransition);
      if (!possible) {
        await assert.rejects(moved, { code: 'wrong-state' });
        assert.deepEqual((await read(report)).report, before.report);
        continue;
      }
      await moved;
      const { report: now, entries } = await read(report);
      assert.equal(now.state, to);
      const entry = entries.findLast(({ kind }) => kind === 'state')!;
      assert.deepEqual([entry.facts.from, entry.facts.to, entry.by], [state, to, desk.officer.id]);
      const waits = openStates.some((open) => open === to);
      assert.equal(now.takenBy, waits ? desk.officer.id : null, 'what ends is nobody’s');
    }
  });

test('resolving asks what it came to, referring where it goes, and reopening forgets both', async () => {
  const { house, officer } = desk;
  const report = await madeUpReport(desk);
  await move(report, 'begin');
  const given = await seen(house, officer, report);
  const without = (transition: 'resolve' | 'refer') => call(house, moveReport, officer, { ...given, transition });
  await assert.rejects(without('resolve'), ({ fields }) => fields[0].path === 'outcome');
  await assert.rejects(without('refer'), ({ fields }) => fields[0].path === 'referredTo');
  await call(house, moveReport, officer, { ...given, transition: 'refer', referredTo: 'cyber-fraud' });
  assert.equal((await read(report)).report.referredTo, 'cyber-fraud');
  await move(report, 'reopen');
  const now = (await read(report)).report;
  assert.deepEqual([now.referredTo, now.outcome, now.mergedInto], [null, null, null]);
});

test('a reporter who is the person concerned follows the state at once, anyone else two days later', async () => {
  const { house, officer, reporter } = desk;
  for (const [relation, told] of [
    ['self', ['being-worked-on', 'being-worked-on']],
    ['friend', ['received', 'being-worked-on']],
  ] as const) {
    const filed = await fileMadeUp(desk, { relation });
    const ticket = await ticketFor(desk, filed);
    await call(house, moveReport, officer, { ...(await seen(house, officer, filed)), transition: 'begin' });
    const now = await call(house, comeBack, reporter, { ticket });
    const later = house.at(() => new Date(house.now().getTime() + 2 * dayMs));
    const { ticket: again } = { ticket: await ticketFor({ house: later, reporter }, filed) };
    const then = await call(later, comeBack, reporter, { ticket: again });
    assert.deepEqual([now.state, then.state], told);
  }
});
