// The pages of assessment, care, search and exports, as a browser without JavaScript uses them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../../access/index.ts';
import { missingWords } from '../../kit/words.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { eventWords as careEvents, refusalWords as careRefusals, registerCarePages } from '../care/pages.ts';
import { words as careWords } from '../care/words.ts';
import { eventWords as exportEvents, refusalWords as exportRefusals, registerExportPages } from '../export/pages.ts';
import { words as exportWords } from '../export/words.ts';
import { eventWords as findEvents, refusalWords as findRefusals, registerFindPages } from '../find/pages.ts';
import { words as findWords } from '../find/words.ts';
import { openReport } from '../opening.ts';
import { eventWords, refusalWords, registerAssessPages } from './pages.ts';
import { analystOf, madeUpViewer, opinionOn, reportedItem, supervisorOf } from './testing.ts';
import { classifyItem } from './verbs.ts';
import { setViewer } from './viewer/verbs.ts';
import { words } from './words.ts';

let desk: TestDesk;
let organisationId: string;
before(async () => {
  desk = await openTestDesk({
    pages(scope) {
      registerAssessPages(scope);
      registerCarePages(scope);
      registerFindPages(scope);
      registerExportPages(scope);
    },
    server: {
      refusalWords: [refusalWords, careRefusals, findRefusals, exportRefusals],
      eventWords: [eventWords, careEvents, findEvents, exportEvents],
    },
  });
  openReport(desk.house);
  organisationId = await desk.organisation();
});
after(() => desk?.close());

const visitor = async (...roles: Role[]): Promise<Visitor> => (await desk.person(organisationId, roles)).visitor;
const fresh = async (items?: string) => (await reportedItem(desk.house, organisationId, items)).id;
const onBody = {
  basis: 'authorised-body',
  body: 'Lembaga Rekaan',
  bodyCategory: 'other:other',
  bodyReference: 'RKN-9',
};

test('both languages say the same things', () => {
  for (const each of [words, careWords, findWords, exportWords])
    assert.deepEqual(missingWords(each('id'), each('en')), []);
});

test('an item is shown defanged, in no link and not in the title, and classified on a body’s word', async () => {
  const id = await fresh('https://contoh-halaman.example/jalan');
  const analyst = await visitor('analyst');
  const page = await analyst.get(`/desk/report/items/${id}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /hxxps:\/\/contoh-halaman\[\.\]example\/jalan/);
  assert.doesNotMatch(page.body, /https:\/\/contoh-halaman/);
  assert.doesNotMatch(/<title>(.*)<\/title>/.exec(page.body)![1]!, /contoh/);
  assert.doesNotMatch(page.body, /value="viewer"/); // no viewer is set, so looking is no basis
  const sent = await analyst.submit(`/desk/report/items/${id}/classify`, { value: 'grooming', ...onBody });
  assert.equal(sent.statusCode, 303);
  const after = await analyst.get(`/desk/report/items/${id}`);
  assert.match(after.body, /RKN-9/);
  assert.match(after.body, new RegExp(words('id').saved.single));
});

test('a form that is not right comes back with what was typed and what would be right', async () => {
  const id = await fresh();
  const analyst = await visitor('analyst');
  await analyst.get(`/desk/report/items/${id}`);
  const sent = await analyst.submit(`/desk/report/items/${id}/classify`, {
    ...onBody,
    bodyReference: '',
    value: 'baseline',
  });
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /value="Lembaga Rekaan"/);
  assert.match(sent.body, new RegExp(words('id').right.bodyReference));
  const missing = await analyst.submit(`/desk/report/items/${id}/classify`, { value: '' });
  assert.equal(missing.statusCode, 422);
});

test('whoever classified waits, another person is asked for a second opinion and finds the item in the list', async () => {
  const id = await fresh();
  const said = analystOf(organisationId);
  await call(desk.house, classifyItem, said, { itemId: id, ...opinionOn('baseline') });
  const other = await visitor('analyst');
  assert.match((await other.get('/desk/report/items')).body, new RegExp(`/desk/report/items/${id}`));
  const page = await other.get(`/desk/report/items/${id}`);
  const firstId = /name="firstId" value="([^"]+)"/.exec(page.body)![1]!;
  const sent = await other.submit(`/desk/report/items/${id}/give-second`, { value: 'national', firstId, ...onBody });
  assert.equal(sent.statusCode, 303);
  const disputed = await other.get(`/desk/report/items/${id}`);
  assert.match(disputed.body, new RegExp(words('id').waiting));
  assert.doesNotMatch(disputed.body, /name="bodyReference"/);
  const supervisor = await visitor('supervisor');
  assert.match((await supervisor.get(`/desk/report/items/${id}`)).body, /\/adjudicate"/);
});

test('the hand-over’s way is shown once, leads to the viewer, and leaves no referrer', async () => {
  const id = await fresh();
  await call(desk.house, setViewer, supervisorOf(organisationId), { template: madeUpViewer });
  const analyst = await visitor('analyst');
  await analyst.get(`/desk/report/items/${id}`);
  const sent = await analyst.submit(`/desk/report/items/${id}/hand-over`);
  assert.equal(sent.statusCode, 201);
  assert.match(
    sent.body,
    /href="https:\/\/penampil\.example\/buka#[\w-]{43}" target="_blank" rel="noopener noreferrer"/,
  );
  assert.equal(sent.headers['cache-control'], 'no-store');
  assert.doesNotMatch((await analyst.get(`/desk/report/items/${id}`)).body, /penampil\.example/);
});

test('at the limit the item’s page asks for a break, and goes on after it was said', async () => {
  const id = await fresh();
  const supervisor = await visitor('supervisor');
  await supervisor.get('/desk/report/settings/care');
  await supervisor.submit('/desk/report/settings/care', { texts: '5', handOvers: '1' });
  const analyst = await visitor('analyst');
  await analyst.get(`/desk/report/items/${id}`);
  await analyst.submit(`/desk/report/items/${id}/hand-over`);
  const asked = await analyst.get(`/desk/report/items/${id}`);
  assert.match(asked.body, new RegExp(careWords('id').breakTitle.viewer));
  assert.doesNotMatch(asked.body, /\/hand-over"/);
  const refused = await analyst.submit(`/desk/report/items/${id}/hand-over`);
  assert.equal(refused.statusCode, 409);
  const on = await analyst.submit('/desk/report/settings/care/go-on', {
    kind: 'viewer',
    back: `/desk/report/items/${id}`,
  });
  assert.equal(on.headers.location, `/desk/report/items/${id}`);
  assert.match((await analyst.get(`/desk/report/items/${id}`)).body, /\/hand-over"/);
  const away = await analyst.submit('/desk/report/settings/care/go-on', {
    kind: 'viewer',
    back: 'https://elsewhere.example',
  });
  assert.doesNotMatch(String(away.headers.location ?? ''), /elsewhere/);
});

test('everybody sees their own day, a supervisor everybody’s', async () => {
  const analyst = await visitor('analyst');
  assert.doesNotMatch((await analyst.get('/desk/report/settings/care')).body, /name="texts"/);
  const supervisor = await visitor('supervisor');
  const page = await supervisor.get('/desk/report/settings/care');
  assert.match(page.body, /name="texts"/);
  assert.match(page.body, /Made-up analyst/);
  assert.equal((await (await visitor('curator')).get('/desk/report/settings/care')).statusCode, 403);
});

test('a search is answered on its own page, and what was looked for stands in no address', async () => {
  await fresh('instagram: nama_rekaan');
  const officer = await visitor('intake');
  await officer.get('/desk/report/search');
  const none = await officer.submit('/desk/report/search', { text: 'instagram: nama_rekaan' });
  assert.equal(none.statusCode, 422);
  assert.match(none.body, new RegExp(findWords('id').right.reason));
  const found = await officer.submit('/desk/report/search', { text: 'instagram: nama_rekaan', reason: 'urgent-risk' });
  assert.equal(found.statusCode, 200);
  assert.match(found.body, new RegExp(findWords('id').found));
  const nothing = await officer.submit('/desk/report/search', {
    text: 'instagram: lain_rekaan',
    reason: 'urgent-risk',
  });
  assert.match(nothing.body, new RegExp(findWords('id').nothing));
  assert.match(nothing.body, new RegExp(findWords('id').askedItems));
  assert.equal((await (await visitor('analyst')).get('/desk/report/search')).statusCode, 403);
});

test('an export is asked for, let go by another person and taken once', async () => {
  const asker = await visitor('supervisor');
  await asker.get('/desk/report/settings/exports');
  const given = { from: '2031-03-01', to: '2031-03-31', what: 'facts-and-items', purpose: 'Angka rekaan' };
  assert.equal((await asker.submit('/desk/report/settings/exports', given)).statusCode, 303);
  const own = await asker.get('/desk/report/settings/exports');
  assert.doesNotMatch(own.body, /\/approve"/);
  const other = await visitor('supervisor');
  const approve = /action="([^"]+\/approve)"/.exec((await other.get('/desk/report/settings/exports')).body)![1]!;
  assert.equal((await other.submit(approve)).statusCode, 303);
  const take = /action="([^"]+\/take)"/.exec((await asker.get('/desk/report/settings/exports')).body)![1]!;
  const file = await asker.submit(take, { format: 'csv' });
  assert.match(String(file.headers['content-disposition']), /attachment; filename="exp_\w+\.csv"/);
  assert.match(file.body, /^report,received_day,channel,/);
  assert.equal((await asker.submit(take, { format: 'csv' })).statusCode, 409);
});
