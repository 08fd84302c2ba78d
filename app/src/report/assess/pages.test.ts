// The pages of assessment, as a browser without JavaScript uses them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../../access/index.ts';
import { missingWords } from '../../kit/words.ts';
import type { TestDesk, Visitor } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { analystOf, madeUpViewer, openPages, opinionOn, reportedItem, supervisorOf } from './testing.ts';
import { classifyItem } from './verbs.ts';
import { setViewer } from './viewer/verbs.ts';
import { words } from './words.ts';

let desk: TestDesk;
let organisationId: string;
before(async () => {
  desk = await openPages();
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

test('both languages say the same things', () => assert.deepEqual(missingWords(words('id'), words('en')), []));

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
  // The form names every value; nothing else on the page says which one was chosen, and by whose word.
  const shown = page.body.slice(page.body.indexOf('<main'), page.body.indexOf('id="opinion"'));
  assert.ok(shown.includes(words('id').keptBack));
  assert.ok(!shown.includes(words('id').values.baseline) && !page.body.includes('RKN-1'));
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
  assert.match(asked.body, /Hari ini Anda sudah banyak melihat/);
  assert.doesNotMatch(asked.body, /\/hand-over"/);
  const refused = await analyst.submit(`/desk/report/items/${id}/hand-over`);
  assert.equal(refused.statusCode, 409);
  const on = await analyst.submit('/desk/report/settings/care/go-on', {
    kind: 'viewer',
    back: `/desk/report/items/${id}`,
  });
  assert.equal(on.headers.location, `/desk/report/items/${id}`);
  assert.match((await analyst.get(`/desk/report/items/${id}`)).body, /\/hand-over"/);
  await analyst.submit(`/desk/report/items/${id}/hand-over`); // at the limit again
  const away = await analyst.submit('/desk/report/settings/care/go-on', {
    kind: 'viewer',
    back: 'https://elsewhere.example',
  });
  assert.equal(away.headers.location, '/desk/report/settings/care');
});
