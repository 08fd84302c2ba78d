// Urgency rules on a real PostgreSQL: a change moves every report that waits, at once and to where a new one would stand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayMs, hourMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { drawFrom, newSeed } from '../../testing/draw.ts';
import { callerOf } from '../../testing/house.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { confirmWrittenDown, writeToDesk } from '../comeback/verbs.ts';
import { file, told } from '../filing/file.ts';
import { moveReport } from '../intake/verbs.ts';
import { type Report, reportColumns, updateReport } from '../store/reports.ts';
import { fileMadeUp, openReportDesk, type ReportDesk } from '../testing.ts';
import { queueAt, urgencyCodes, urgencyRules } from '../urgency.ts';
import { exampleOrder } from './examples.ts';
import { changeRule, readRuleReach, readRules } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

/** An organisation of its own: who reports, who supervises. */
async function office() {
  const organisationId = await desk.organisation();
  return {
    organisationId,
    house: desk.house,
    reporter: { ...nobody, organisationId },
    supervisor: callerOf(organisationId, ['report.supervise', 'report.look']),
  };
}
type Office = Awaited<ReturnType<typeof office>>;

const reportsOf = ({ organisationId }: Office) =>
  inOrganisation(
    desk.house.database,
    organisationId,
    async ({ client }) =>
      (await client.query<Report>(`SELECT ${reportColumns} FROM report.report r ORDER BY r.queue_at, r.id`)).rows,
  );
const hoursOf = async ({ supervisor }: Office) =>
  Object.fromEntries(
    (await call(desk.house, readRules, supervisor, {})).map(({ code, headStartHours }) => [code, headStartHours]),
  );
const change = ({ supervisor }: Office, code: 'child' | 'danger' | 'spread-public', headStartHours: number | null) =>
  call(desk.house, changeRule, supervisor, { code, headStartHours });

test('the rules are read as shipped until one is changed, with who changed it', async () => {
  const at = await office();
  const shipped = Object.fromEntries(urgencyCodes.map((code) => [code, urgencyRules[code].headStartHours]));
  assert.deepEqual(await hoursOf(at), shipped);
  await change(at, 'child', 48);
  assert.deepEqual(await hoursOf(at), { ...shipped, child: 48 });
  const child = (await call(desk.house, readRules, at.supervisor, {})).find(({ code }) => code === 'child');
  assert.deepEqual(
    [child?.shippedHours, child?.changedBy, child?.changedAt],
    [168, at.supervisor.id, desk.house.now()],
  );
});

test('a change moves every report that waits to where a new one would stand, whatever the rules and answers', async () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  const at = await office();
  const of = <T>(...choices: T[]): T => choices[draw(choices.length)]!;
  for (let count = 0; count < 40; count += 1) {
    desk.forward(draw(3 * dayMs));
    await fileMadeUp(at, {
      inDanger: of(true, false, null),
      extortion: of('now', 'past', null),
      ageBand: of('under-13', '13-17', 'adult', null),
      spread: of('public', 'private', 'none', null),
    });
  }
  for (let round = 0; round < 8; round += 1) {
    const code = of(...urgencyCodes);
    await call(desk.house, changeRule, at.supervisor, { code, headStartHours: of(null, 0, draw(2000), 87_600) });
    const hours = await hoursOf(at);
    for (const { queueAt: stands, receivedAt, urgency } of await reportsOf(at))
      assert.equal(stands.toISOString(), queueAt(receivedAt, urgency, hours).toISOString(), `SEED=${seed}`);
  }
});

test('only what waits is moved, and no report counts as changed by it', async () => {
  const at = await office();
  const [open, closed] = [await fileMadeUp(at, { ageBand: '13-17' }), await fileMadeUp(at, { ageBand: '13-17' })];
  await inOrganisation(desk.house.database, at.organisationId, (work) =>
    updateReport(work, closed.id, { state: 'closed' }),
  );
  const before = new Map((await reportsOf(at)).map((report) => [report.id, report]));
  assert.deepEqual(await change(at, 'child', 24), { from: 168, to: 24, moved: 1 });
  const after = new Map((await reportsOf(at)).map((report) => [report.id, report]));
  assert.equal(after.get(open.id)!.queueAt.getTime() - before.get(open.id)!.queueAt.getTime(), 144 * hourMs);
  assert.equal(after.get(open.id)!.version, before.get(open.id)!.version);
  assert.deepEqual(after.get(closed.id), before.get(closed.id));
});

test('a report that is opened again stands where the rules of that day put it, whoever opens it', async () => {
  const at = await office();
  const officer = callerOf(at.organisationId, ['report.work']);
  const filed = [await fileMadeUp(at, { ageBand: '13-17' }), await fileMadeUp(at, { ageBand: '13-17' })] as const;
  for (const { id } of filed)
    await inOrganisation(desk.house.database, at.organisationId, (work) => updateReport(work, id, { state: 'closed' }));
  await change(at, 'child', 24);
  const { version } = (await reportsOf(at)).find(({ id }) => id === filed[0].id)!;
  await call(desk.house, moveReport, officer, { id: filed[0].id, version, transition: 'reopen' });
  const { ticket } = await call(desk.house, confirmWrittenDown, at.reporter, { once: filed[1].once });
  await call(desk.house, writeToDesk, at.reporter, { ticket, body: 'Masih ada' });
  for (const report of await reportsOf(at))
    assert.deepEqual([report.state, report.queueAt.getTime()], ['reopened', report.receivedAt.getTime() - 24 * hourMs]);
});

test('back to the shipped value is no change any more, by nothing or by its number', async () => {
  const at = await office();
  for (const back of [null, 168]) {
    await change(at, 'child', 48);
    await change(at, 'child', back);
    const child = (await call(desk.house, readRules, at.supervisor, {})).find(({ code }) => code === 'child');
    assert.deepEqual([child?.headStartHours, child?.changedAt], [168, null]);
  }
});

test('the record keeps the old hours and the new, and how many reports moved', async () => {
  const at = await office();
  await fileMadeUp(at, { ageBand: 'under-13' });
  await change(at, 'child', 48);
  await change(at, 'child', 0);
  const { rows } = await inOrganisation(desk.house.database, at.organisationId, ({ client }) =>
    client.query(
      `SELECT thing, facts FROM audit.event WHERE verb = 'report.change-rule' ORDER BY (facts->>'from')::int DESC`,
    ),
  );
  assert.deepEqual(rows, [
    { thing: 'child', facts: { from: 168, to: 48, moved: 1 } },
    { thing: 'child', facts: { from: 48, to: 0, moved: 1 } },
  ]);
});

test('hours that are none are refused, and nothing is taken as zero', async () => {
  const at = await office();
  for (const hours of [-1, 1.5, 87_601, Number.NaN, '24', undefined])
    await assert.rejects(change(at, 'child', hours as number), { code: 'bad-input' }, String(hours));
  await assert.rejects(call(desk.house, changeRule, at.supervisor, { code: 'numbers' as never, headStartHours: 1 }), {
    code: 'bad-input',
  });
  assert.equal((await hoursOf(at)).child, 168);
});

test('a report that is being filed while a rule changes stands where the new rules put it', async () => {
  const at = await office();
  let changing: Promise<unknown> | undefined;
  let changed = false;
  await inOrganisation(desk.house.database, at.organisationId, async (work) => {
    const { id } = await file(work, desk.house, {
      told: told.parse({ concern: 'sextortion', ageBand: 'adult', spread: 'public' }),
      channel: 'web',
      anonymity: 'anonymous',
      filedBy: null,
      partnerReference: null,
      onceBlind: null,
      now: desk.house.now(),
    });
    assert.ok(id);
    changing = change(at, 'spread-public', 1000).finally(() => {
      changed = true;
    }); // waits for this transaction to end
    await waiting(at.organisationId, () => changed);
  });
  await changing;
  const [report] = await reportsOf(at);
  assert.equal(report!.queueAt.getTime(), report!.receivedAt.getTime() - 1000 * hourMs);
});

/** Resolves once someone waits for the lock that filing holds, or nobody has to. */
async function waiting(organisationId: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { rows } = await inOrganisation(desk.house.database, organisationId, ({ client }) =>
      client.query(`SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`),
    );
    if (rows[0].n > 0) return;
  }
}

test('how many reports a change would move is counted, of those that wait', async () => {
  const at = await office();
  for (const ageBand of ['13-17', 'under-13', 'adult']) await fileMadeUp(at, { ageBand });
  const reach = (code: 'child' | 'young-child' | 'danger') => call(desk.house, readRuleReach, at.supervisor, { code });
  assert.deepEqual([await reach('child'), await reach('young-child'), await reach('danger')], [2, 1, 0]);
});

test('another organisation keeps its own rules and its own order', async () => {
  const [one, other] = [await office(), await office()];
  await fileMadeUp(other, { ageBand: '13-17' });
  const before = await reportsOf(other);
  await change(one, 'child', 0);
  assert.deepEqual(await reportsOf(other), before);
  assert.equal((await hoursOf(other)).child, 168);
});

test('the examples change their order with the rules', () => {
  const names = (hours: Record<string, number>) => exampleOrder(hours).map(({ name }) => name);
  const shipped = names({});
  assert.equal(shipped[0], 'danger');
  assert.ok(shipped.indexOf('child-extorted') < shipped.indexOf('waited-long'));
  const without = names(Object.fromEntries(urgencyCodes.map((code) => [code, 0])));
  assert.deepEqual([without[0], without.at(-1)], ['waited-long', 'danger']);
});
