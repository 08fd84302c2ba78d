// The pages of deliveries: what was given up is in sight until somebody solved it, and neither content nor, in lists, an
// address is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { showPage } from '../access/shell.ts';
import { missingWords } from '../kit/words.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../testing/desk.ts';
import { deliverDue } from './deliveries/due.ts';
import { registerCarrier } from './deliveries/carrier.ts';
import { openOutside } from './open.ts';
import { eventWords, refusalWords, registerDeliveryPages } from './pages.ts';
import { madeUpMail, queued, refuse, seen, ToldCarrier } from './testing.ts';
import { en } from './words.en.ts';
import { id as indonesian } from './words.id.ts';

const path = '/desk/remove/deliveries';
const carrier = new ToldCarrier();
let desk: TestDesk;
let organisationId: string;
let officer: Visitor;

before(async () => {
  desk = await openTestDesk({
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
    pages: (scope) =>
      registerDeliveryPages(scope, {
        show: showPage,
        link: (thing) => (thing.endsWith('0') ? null : { href: `/desk/remove/notices/${thing}`, label: 'RKN-7' }),
      }),
  });
  await openOutside(desk.house);
  registerCarrier(desk.house, 'desk', carrier);
  organisationId = await desk.organisation();
  officer = (await desk.person(organisationId, ['takedown'])).visitor;
});
after(() => desk?.close());

async function givenUp(message: unknown = { isi: 'kalimat-rahasia' }): Promise<string> {
  carrier.act = refuse;
  const { id } = await queued(desk.house, organisationId, message);
  await deliverDue(desk.house);
  carrier.act = () => ({ receipt: 'taken' });
  return id;
}

test('every word stands in both languages', () => assert.deepEqual(missingWords(indonesian, en), []));

test('what was given up stands first, also seen from another view, until it is solved', async () => {
  const id = await givenUp();
  for (const url of [path, `${path}?view=handed-over`, `${path}?view=tidak-ada`])
    assert.match((await officer.get(url)).body, /Dihentikan dan belum diselesaikan: 1/, url);
  const list = await officer.get(path);
  assert.match(list.body, new RegExp(`href="${path}/${id}"`));
  assert.doesNotMatch(list.body, /Platform Rekaan|kalimat-rahasia/);
  const page = await officer.get(`${path}/${id}`);
  assert.match(page.body, /Platform Rekaan/);
  assert.match(page.body, /told to refuse/);
  assert.doesNotMatch(page.body, /kalimat-rahasia/);
  const empty = await officer.submit(`${path}/${id}/solve`, { reason: '' });
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /Tulis dalam beberapa kata bagaimana diselesaikan/);
  const solved = await officer.submit(`${path}/${id}/solve`, { reason: 'Diberi tahu lewat telepon' });
  assert.equal(solved.statusCode, 303);
  const after = await officer.get(`${path}/${id}`);
  assert.match(after.body, /Diberi tahu lewat telepon/);
  assert.match(after.body, /Made-up takedown/);
  assert.doesNotMatch(after.body, /<form[^>]+deliveries/);
  assert.doesNotMatch((await officer.get(path)).body, /belum diselesaikan/);
});

test('a button has it tried again, and the page then shows both attempts', async () => {
  const id = await givenUp();
  await officer.get(`${path}/${id}`);
  assert.equal((await officer.submit(`${path}/${id}/retry`)).statusCode, 303);
  await desk.house.jobs.runAll();
  const { body } = await officer.get(`${path}/${id}`);
  assert.match(body, /Percobaan 2: Diterima/);
  assert.match(body, /Percobaan 1: Ditolak dan tidak akan diterima/);
  assert.equal((await officer.submit(`${path}/${id}/retry`)).statusCode, 409);
});

test('whoever may only look sees no button, and whoever may not look sees nothing', async () => {
  const id = await givenUp();
  const auditor = (await desk.person(organisationId, ['auditor'])).visitor;
  const page = await auditor.get(`${path}/${id}`);
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /\/(retry|solve)"/);
  assert.equal((await auditor.submit(`${path}/${id}/retry`)).statusCode, 403);
  const intake = (await desk.person(organisationId, ['intake'])).visitor;
  for (const url of [path, `${path}/${id}`]) assert.equal((await intake.get(url)).statusCode, 403);
  const stranger = (await desk.person(await desk.organisation(), ['takedown'])).visitor;
  assert.equal((await stranger.get(`${path}/${id}`)).statusCode, 404);
  assert.doesNotMatch((await stranger.get(path)).body, new RegExp(id));
});

test('one that waits by mail shows its recipient on its own page only', async () => {
  const { id } = await queued(desk.house, organisationId, madeUpMail(), 'mail');
  await deliverDue(desk.house);
  const list = await officer.get(`${path}?view=waiting`);
  assert.match(list.body, /Surel/);
  assert.doesNotMatch(list.body, /platform-rekaan/);
  const page = await officer.get(`${path}/${id}`);
  assert.match(page.body, /aduan@platform-rekaan\.example/);
  assert.match(page.body, /no mail server is set up/);
  assert.doesNotMatch(page.body, /Isi rekaan|Ada pemberitahuan/);
  assert.equal((await seen(desk.house, organisationId, id)).delivery.state, 'queued');
});
