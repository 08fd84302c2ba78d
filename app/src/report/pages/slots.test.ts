// The slots of the desk's pages, as main fills them for desks to the right: told of ids only, and asked for nobody who may
// not see the page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { html } from '../../kit/html.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { fileContest } from '../contest/verbs.ts';
import { openReport } from '../opening.ts';
import { eventWords, refusalWords, registerReportPages, type ReportSlots } from '../pages.ts';
import { newOnce } from '../receipt/index.ts';
import { fileMadeUp } from '../testing.ts';

const asked: unknown[][] = [];
const slots: ReportSlots = {
  async itemPage({ caller }, _reply, itemId) {
    asked.push([caller.kind, itemId]);
    return html`<p>panel of ${itemId}</p>`;
  },
  async contest({ caller }, _reply, contestId, items) {
    asked.push([caller.kind, contestId, items.length]);
    return html`<p>${contestId} concerns ${items.join(' ')}</p>`;
  },
};

let desk: TestDesk;
let organisationId: string;
before(async () => {
  desk = await openTestDesk({
    pages: (scope) => registerReportPages(scope, slots),
    server: { refusalWords, eventWords },
  });
  openReport(desk.house);
  organisationId = await desk.organisation();
});
after(() => desk?.close());

test('an item’s page and a contest’s page show what other desks have to say of them', async () => {
  const reporter = { ...nobody, organisationId };
  await fileMadeUp({ house: desk.house, reporter }, { items: 'https://contoh-slot.example/x' });
  const { rows } = await desk.house.database.pool.query('SELECT id FROM report.item');
  const [item] = rows as [{ id: string }];
  const subject = 'https://contoh-slot.example/x';
  const { id } = await call(desk.house, fileContest, reporter, { once: newOnce(), kind: 'wrongly-named', subject });
  const { visitor } = await desk.person(organisationId, ['supervisor']);
  assert.ok((await visitor.get(`/desk/report/items/${item.id}`)).body.includes(`<p>panel of ${item.id}</p>`));
  const page = await visitor.get(`/desk/report/contests/${id}`);
  assert.ok(page.body.includes(`<p>${id} concerns ${item.id}</p>`));
  assert.deepEqual(asked, [
    ['person', item.id],
    ['person', id, 1],
  ]);
});

test('whoever may not see an item or decide on a contest is shown nothing of either by a slot', async () => {
  const { rows } = await desk.house.database.pool.query('SELECT id FROM report.item');
  const { rows: contests } = await desk.house.database.pool.query('SELECT id FROM report.contest');
  const before = asked.length;
  const { visitor } = await desk.person(organisationId, ['curator']);
  const { visitor: intake } = await desk.person(organisationId, ['intake']);
  assert.doesNotMatch((await visitor.get(`/desk/report/items/${rows[0].id}`)).body, /panel of/);
  assert.doesNotMatch((await intake.get(`/desk/report/contests/${contests[0].id}`)).body, /concerns/);
  assert.equal(asked.length, before);
});
