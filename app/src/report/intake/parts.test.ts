// Joining, splitting and correcting reports: nothing is lost, what is more urgent stays so, and it can be undone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hourMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { addresses, madeUpReport, seen } from './testing.ts';
import { changeFacts, mergeReports, moveReport, readQueue, readReport, splitReport, takeReport } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const read = (id: string) => call(desk.house, readReport, desk.officer, { id });
const shown = (report: { id: string }) => seen(desk.house, desk.officer, report);
const join = async (report: { id: string }, into: string) =>
  call(desk.house, mergeReports, desk.officer, { ...(await shown(report)), into, reason: 'same-thing' });
const reopen = async (report: { id: string }) =>
  call(desk.house, moveReport, desk.officer, { ...(await shown(report)), transition: 'reopen' });

test('a joined report leaves the queue; the other one shows its items and counts what both told; reopening parts them', async () => {
  const kept = await madeUpReport(desk, { items: 'https://contoh.example/tetap', ageBand: '13-17' });
  const again = await madeUpReport(desk, { items: 'https://contoh.example/lagi', inDanger: true });
  const alone = (await read(kept.id)).report;
  await join(again, kept.reference.toLowerCase().replace('-', ' '));
  const joined = await read(kept.id);
  assert.deepEqual(joined.report.urgency, ['danger', 'child']);
  assert.equal(joined.report.queueAt.getTime(), alone.queueAt.getTime() - 365 * 24 * hourMs);
  assert.deepEqual(
    joined.relatives.joined.map(({ id }) => id),
    [again.id],
  );
  assert.deepEqual(
    joined.readable!.items.map(({ shown, reportId }) => [shown, reportId]),
    [
      ['hxxps://contoh[.]example/tetap', kept.id],
      ['hxxps://contoh[.]example/lagi', again.id],
    ],
  );
  const { rows } = await call(desk.house, readQueue, desk.officer, {});
  assert.ok(rows.every(({ id }) => id !== again.id));
  assert.equal((await read(again.id)).relatives.joinedTo?.id, kept.id);
  await reopen(again);
  const parted = await read(kept.id);
  assert.deepEqual(parted.report.urgency, alone.urgency);
  assert.deepEqual(parted.report.queueAt, alone.queueAt);
  assert.deepEqual(parted.relatives.joined, []);
  assert.deepEqual(
    parted.entries.map(({ kind }) => kind),
    ['received', 'joined', 'parted'],
  );
});

test('many reports of the same thing make it no more urgent', async () => {
  const kept = await madeUpReport(desk, { extortion: 'now' });
  const before = (await read(kept.id)).report.queueAt;
  for (let n = 0; n < 5; n += 1) await join(await madeUpReport(desk, { extortion: 'now' }), kept.id);
  assert.deepEqual((await read(kept.id)).report.queueAt, before);
});

test('a correction of the answers keeps what joined reports told', async () => {
  const kept = await madeUpReport(desk);
  await join(await madeUpReport(desk, { spread: 'public' }), kept.id);
  await call(desk.house, changeFacts, desk.officer, {
    ...(await shown(kept)),
    facts: { concern: 'sextortion', extortion: 'now' },
  });
  assert.deepEqual((await read(kept.id)).report.urgency, ['extortion-now', 'spread-public']);
});

test('a report is joined only to another one that waits and is joined to none', async () => {
  const [a, b, c] = [await madeUpReport(desk), await madeUpReport(desk), await madeUpReport(desk)];
  await assert.rejects(join(a, a.id), { code: 'same-report' });
  await assert.rejects(join(a, '0000-0000'), { code: 'no-other-report' });
  await assert.rejects(join(a, 'not a reference'), { code: 'bad-input' });
  await join(a, b.id);
  await assert.rejects(join(a, c.id), { code: 'wrong-state' });
  await assert.rejects(join(c, a.reference), { code: 'other-has-ended' });
  await assert.rejects(join(b, c.id), { code: 'others-joined-to-it' });
});

test('two reports joined to each other at once: one is joined, none is lost, nobody waits for ever', async () => {
  for (let round = 0; round < 5; round += 1) {
    const pair = [await madeUpReport(desk), await madeUpReport(desk)];
    const given = await Promise.all(pair.map(shown));
    const outcomes = await Promise.allSettled(
      given.map((each, place) =>
        call(desk.house, mergeReports, desk.officer, { ...each, into: pair[1 - place]!.id, reason: 'sent-twice' }),
      ),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    assert.equal(refused?.reason.code, 'changed-meanwhile', 'and not a deadlock');
    const states = await Promise.all(pair.map(async ({ id }) => (await read(id)).report.state));
    assert.deepEqual(states.toSorted(), ['duplicate', 'received']);
  }
});

test('joining to a report that someone else has is seen by them: their page is older now', async () => {
  const kept = await madeUpReport(desk);
  await call(desk.house, takeReport, desk.second, await shown(kept));
  const theirs = await shown(kept);
  await join(await madeUpReport(desk), kept.id);
  await assert.rejects(call(desk.house, moveReport, desk.second, { ...theirs, transition: 'begin' }), {
    code: 'changed-meanwhile',
  });
});

test('a part that is split off takes its items along, waits since the first report came, and has no receipt', async () => {
  const report = await madeUpReport(desk, { items: addresses, ageBand: '13-17', story: 'Cerita rekaan.' });
  const [first, second] = (await read(report.id)).readable!.items;
  const later = desk.house.at(() => new Date(desk.house.now().getTime() + 30 * hourMs));
  const given = await shown(report);
  const made = await call(later, splitReport, desk.officer, {
    ...given,
    itemIds: [second!.id],
    story: 'Orang kedua, rekaan.',
    reason: 'another-person',
  });
  const [left, part] = [await read(report.id), await read(made.id)];
  assert.deepEqual(
    left.readable!.items.map(({ id }) => id),
    [first!.id],
  );
  assert.deepEqual(
    part.readable!.items.map(({ id }) => id),
    [second!.id],
  );
  assert.deepEqual(part.report.receivedAt, left.report.receivedAt);
  assert.deepEqual(part.report.queueAt, left.report.queueAt);
  assert.equal(part.report.splitFrom, report.id);
  assert.equal(part.report.takenBy, null, 'it waits for anyone');
  assert.deepEqual([left.canBeWrittenTo, part.canBeWrittenTo], [true, false]);
  assert.equal(left.relatives.splitOff[0]?.id, made.id);
});

test('nothing is split off without items or words, with someone else’s items, or from a report that has ended', async () => {
  const { house, officer } = desk;
  const report = await madeUpReport(desk, { items: addresses });
  const other = await madeUpReport(desk, { items: 'https://contoh.example/milik-lain' });
  const [foreign] = (await read(other.id)).readable!.items;
  const reason = 'another-thing' as const;
  const split = async (more: object) =>
    call(house, splitReport, officer, { ...(await shown(report)), reason, ...more });
  await assert.rejects(split({}), ({ fields }) => fields[0].path === 'itemIds');
  await assert.rejects(split({ itemIds: [foreign!.id] }), { code: 'not-its-item' });
  assert.equal((await read(report.id)).relatives.splitOff.length, 0, 'nothing was left half done');
  await call(house, moveReport, officer, { ...(await shown(report)), transition: 'mark-spam' });
  await assert.rejects(split({ story: 'Rekaan.' }), { code: 'not-in-queue' });
});

test('corrected answers move a report in the queue, and the timeline says which changed', async () => {
  const { house, officer } = desk;
  const report = await madeUpReport(desk, { place: 'Jalan Rekaan 1' });
  const facts = { concern: 'sextortion' as const, relation: 'guardian' as const, ageBand: 'under-13' as const };
  const { urgency } = await call(house, changeFacts, officer, { ...(await shown(report)), facts });
  assert.deepEqual(urgency, ['child', 'young-child']);
  const now = await read(report.id);
  assert.equal(now.report.receivedAt.getTime() - now.report.queueAt.getTime(), 14 * 24 * hourMs);
  assert.equal(now.readable!.place, 'Jalan Rekaan 1', 'what was not named stays');
  const { facts: said } = now.entries.findLast(({ kind }) => kind === 'facts-changed')!;
  assert.deepEqual(said, { changed: 'relation ageBand', before: '', after: 'child young-child' });
  await call(house, changeFacts, officer, { ...(await shown(report)), facts, place: 'Jalan Rekaan 2' });
  assert.equal((await read(report.id)).readable!.place, 'Jalan Rekaan 2');
  await call(house, changeFacts, officer, { ...(await shown(report)), facts, place: '' });
  assert.equal((await read(report.id)).readable!.place, null);
});
