// The queue: most urgent first, page after page without a gap, narrowed, found by reference, counted within bounds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner } from '../../runtime/database.ts';
import { hourMs } from '../../kit/time.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import type { QueueView } from './store/queue.ts';
import { madeUpReport, seen } from './testing.ts';
import { moveReport, readQueue, takeReport } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const ask = (more = {}, caller = desk.officer) => call(desk.house, readQueue, caller, more);
/** A report that came so many hours ago. */
function came(hoursAgo: number, more = {}) {
  const house = desk.house.at(() => new Date(desk.house.now().getTime() - hoursAgo * hourMs));
  return madeUpReport({ house, organisationId: desk.organisationId }, more);
}

test('what is urgent stands before what has waited longer, by its head start and no further; the reason is given', async () => {
  const plain = await came(30 * 24);
  const lessUrgent = await came(1, { extortion: 'now' });
  const mostUrgent = await came(0, { inDanger: true });
  const { rows } = await ask();
  assert.deepEqual(
    rows.map(({ id }) => id),
    [mostUrgent.id, plain.id, lessUrgent.id],
    'a month of waiting is more than fourteen days of head start',
  );
  assert.deepEqual(rows[0]!.reasons, [{ code: 'danger', headStartHours: 365 * 24 }]);
  assert.deepEqual(rows[1]!.reasons, []);
});

test('read page by page, every report comes once, also those of one moment, in every view', async () => {
  const same = await Promise.all(Array.from({ length: 12 }, () => came(5)));
  for (const { id } of same.slice(0, 4))
    await call(desk.house, takeReport, desk.officer, await seen(desk.house, desk.officer, { id }));
  for (const view of ['open', 'free', 'mine', 'all'] as QueueView[]) {
    const whole = (await ask({ view, limit: 200 })).rows.map(({ id }) => id);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask({ view, after, limit: 2 });
      paged.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    assert.deepEqual(paged, whole, view);
    assert.equal(new Set(paged).size, paged.length, view);
    assert.ok(whole.length >= 4, view);
  }
});

test('mine are mine, free are nobody’s, and what has ended waits nowhere', async () => {
  const [mine, theirs, ended] = [await came(2), await came(2), await came(2)];
  const { house, officer, second } = desk;
  await call(house, takeReport, officer, await seen(house, officer, mine));
  await call(house, takeReport, second, await seen(house, officer, theirs));
  await call(house, moveReport, officer, { ...(await seen(house, officer, ended)), transition: 'mark-spam' });
  const ids = async (view: QueueView, caller = officer) =>
    new Set((await ask({ view, limit: 200 }, caller)).rows.map(({ id }) => id));
  assert.ok((await ids('mine')).has(mine.id) && !(await ids('mine')).has(theirs.id));
  assert.ok((await ids('mine', second)).has(theirs.id));
  const free = await ids('free');
  assert.ok(!free.has(mine.id) && !free.has(theirs.id) && !free.has(ended.id));
  assert.ok(!(await ids('open')).has(ended.id));
  assert.ok((await ids('all')).has(ended.id));
});

test('a filter narrows; a reference finds one report however it is typed, in whatever state', async () => {
  const report = await came(3, { concern: 'trafficking' });
  const found = async (more: object) => (await ask({ limit: 200, ...more })).rows.map(({ id }) => id);
  assert.deepEqual(await found({ concern: 'trafficking' }), [report.id]);
  assert.deepEqual(await found({ concern: 'trafficking', channel: 'partner' }), []);
  assert.deepEqual(await found({ concern: 'trafficking', state: 'in-progress' }), []);
  const { reference } = report;
  for (const q of [
    reference,
    ` ${reference.toLowerCase()} `,
    reference.replace('-', ' '),
    reference.replaceAll('0', 'O'),
  ])
    assert.deepEqual(await found({ q }), [report.id], q);
  assert.deepEqual(await found({ q: 'nothing like one' }), []);
  assert.deepEqual(await found({ q: '%' }), []);
});

test('counts say how many a view holds, and stop at a hundred', async () => {
  const organisationId = await desk.organisation('Made-up Large Desk');
  const caller = callerOf(organisationId, ['report.look']);
  const count = async () => (await ask({}, caller)).counts;
  assert.deepEqual(await count(), { open: 0, mine: 0, free: 0, messages: 0, all: null });
  await madeUpReport({ house: desk.house, organisationId });
  assert.deepEqual(await count(), { open: 1, mine: 0, free: 1, messages: 0, all: null });
  await asOwner(desk.house.database, async ({ client }) => {
    await client.query('ALTER TABLE report.report NO FORCE ROW LEVEL SECURITY');
    await client.query(
      `INSERT INTO report.report (id, organisation_id, reference, state, channel, anonymity, language, concern, received_at, state_at, queue_at)
       SELECT 'rep_' || lpad(n::text, 26, '0'), $1, to_char(n, 'FM0000') || '-0000', 'received', 'web', 'anonymous', 'id', 'unsure', $2, $2, $2
         FROM generate_series(1, 120) n`,
      [organisationId, desk.house.now()],
    );
    await client.query('ALTER TABLE report.report FORCE ROW LEVEL SECURITY');
  });
  assert.equal((await count()).open, 100);
});

test('a page of the queue, its counts and the next report are read from indexes, never from the whole table', async () => {
  const { readQueueRows, countViews, lockNextFree } = await import('./store/queue.ts');
  const nothing = { state: null, concern: null, channel: null };
  const after = { at: desk.house.now(), id: `rep_${'0'.repeat(26)}` };
  const plans = await asOwner(desk.house.database, async ({ client }) => {
    await client.query('ANALYZE report.report');
    await client.query(`SET LOCAL ROLE suaka_app; SET LOCAL suaka.organisation = '${desk.organisationId}'`);
    // A table as small as a test's would be read whole and sorted. That is forbidden, and what asks for an order is left
    // with its index; what asks for none would still read the whole table.
    await client.query('SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off');
    const said: string[] = [];
    const explaining = {
      async query(sql: string, values: unknown[]) {
        if (sql.includes('report_item')) return { rows: [] };
        const { rows } = await client.query(`EXPLAIN ${sql}`, values);
        said.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return { rows: [] };
      },
    };
    const work = { client: explaining as never };
    for (const view of ['open', 'mine', 'free', 'messages', 'all'] as const)
      await readQueueRows(work, { view, filter: nothing, personId: 'per_x', after, limit: 50 });
    await countViews(work, 'per_x');
    await lockNextFree(work, nothing);
    return said;
  });
  for (const plan of plans) assert.doesNotMatch(plan, /Seq Scan|Sort/, plan);
  const expected = ['report_queue', 'report_taken', 'report_free', 'report_waiting', 'report_received'];
  for (const [place, index] of expected.entries()) {
    assert.match(plans[place]!, new RegExp(`Index Scan.* using ${index} `));
    assert.match(plans[place]!, /Index Cond: .*(queue_at|received_at)/, 'the cursor finds its place in the index');
  }
});
