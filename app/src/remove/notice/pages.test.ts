// A notice's pages as its officers use them without JavaScript: nobody is asked whom nobody chose, each step of a ladder goes
// to whoever was chosen for it, and whoever may not open a notice is led to none.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openOutside } from '../../outside/index.ts';
import { openRecognise } from '../../recognise/index.ts';
import { openReport } from '../../report/index.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { keepPlatform } from '../directory/index.ts';
import * as directory from '../directory/pages.ts';
import { openRemove } from '../opening.ts';
import * as removals from '../removal/pages.ts';
import { addPlatform, classifiedItem, locate, type Office, openOffice, sentNotice } from '../testing.ts';
import * as notices from './pages.ts';
import { readNotice } from './read.ts';

let desk: TestDesk;
let office: Office;
let officer: Visitor;
let auditor: Visitor;
let host: string;
before(async () => {
  const parts = [removals, notices, directory];
  desk = await openTestDesk({
    pages(scope) {
      removals.registerRemovalPages(scope, { wide: [], narrow: [] });
      notices.registerNoticePages(scope);
    },
    server: {
      refusalWords: parts.map((part) => part.refusalWords),
      eventWords: parts.map((part) => part.eventWords),
    },
  });
  await openRecognise(desk.house);
  openReport(desk.house);
  await openOutside(desk.house);
  await openRemove(desk.house);
  office = await openOffice(desk);
  officer = (await desk.person(office.organisationId, ['takedown'])).visitor;
  auditor = (await desk.person(office.organisationId, ['auditor'])).visitor;
  const form = 'https://penyedia-rekaan.example/lapor';
  const entry = { name: 'Penyedia Rekaan', kind: 'host', country: 'ID', language: 'en', way: 'form', form } as const;
  host = (await call(desk.house, keepPlatform, office.supervisor, { ...entry, mail: null, webhook: null } as never)).id;
});
after(() => desk?.close());

const chosen = (page: string): string | undefined =>
  /<select[^>]*name="platformId"[^>]*>[\s\S]*?<\/select>/.exec(page)?.[0].match(/value="([^"]*)" selected/)?.[1];
const noticeAt = (location: unknown): string => String(location).split('/').at(-1)!.split('?')[0]!;

test('where nobody is known to hold it no recipient is chosen beforehand, and none is asked until one is', async () => {
  const { removalId } = await classifiedItem(desk.house, office, { value: 'extortion' });
  await addPlatform(desk.house, office, { name: 'Aaa Rekaan' });
  const page = (await officer.get(`/desk/remove/notices/new?removal=${removalId}`)).body;
  assert.equal(chosen(page), '');
  const reply = await officer.submit('/desk/remove/notices/new', { removals: removalId, platformId: '', reasons: '' });
  assert.equal(reply.statusCode, 422);
  assert.match(reply.body, /Pilih penerima|Choose a recipient/);
});

test('the next step goes to whoever its ladder names: not to the same recipient unless somebody chooses that', async () => {
  const { house } = desk;
  const { removalId } = await classifiedItem(house, office, { value: 'extortion' });
  const platformId = await addPlatform(house, office, { name: 'Papan Rekaan' });
  await locate(house, office, removalId, platformId);
  const first = await officer.get(`/desk/remove/notices/new?removal=${removalId}`);
  assert.equal(chosen(first.body), platformId, 'who keeps it is known');
  const drafted = await officer.submit('/desk/remove/notices/new', {
    removals: removalId,
    platformId,
    ladder: 'general',
    language: '',
  });
  const id = noticeAt(drafted.headers.location);
  assert.equal((await call(house, readNotice, office.takedown, { id })).notice.language, 'id', 'the recipient’s own');
  const path = `/desk/remove/notices/${id}`;
  for (const act of ['propose', 'send']) {
    const { notice } = await call(house, readNotice, office.takedown, { id });
    assert.equal((await officer.submit(`${path}/${act}`, { version: String(notice.version) })).statusCode, 303);
  }
  const page = (await officer.get(path)).body;
  assert.equal(chosen(page), '', 'the next step of the general ladder is a host');
  assert.match(page, /Penyedia Rekaan/);
  const version = String((await call(house, readNotice, office.takedown, { id })).notice.version);
  assert.equal((await officer.submit(`${path}/escalate`, { version, platformId: '' })).statusCode, 422);
  const next = await officer.submit(`${path}/escalate`, { version, platformId: host });
  const follower = await call(house, readNotice, office.takedown, { id: noticeAt(next.headers.location) });
  assert.deepEqual([follower.platform.id, follower.before?.id], [host, id]);
  const after = (await officer.get(path)).body;
  assert.match(after, new RegExp(`href="[^"]*${follower.notice.id}"`), 'the step that is drafted is found from here');
  assert.doesNotMatch(after, /\/escalate"/);
  const change = { version: String(follower.notice.version), platformId, language: 'id', reach: 'items' };
  await officer.submit(`/desk/remove/notices/${follower.notice.id}/change`, change);
  const changed = await call(house, readNotice, office.takedown, { id: follower.notice.id });
  assert.equal(changed.platform.id, platformId, 'a draft may go to somebody else');
});

test('whoever may not open a notice is led to none, neither from the list nor from a removal', async () => {
  const { house } = desk;
  const { removalId } = await classifiedItem(house, office, { value: 'extortion' });
  const platformId = await addPlatform(house, office, { name: 'Laman Rekaan' });
  await locate(house, office, removalId, platformId);
  const id = await sentNotice(house, office, { removalIds: [removalId], platformId });
  for (const path of ['/desk/remove/notices', `/desk/remove/removals/${removalId}`]) {
    const { reference } = (await call(house, readNotice, office.takedown, { id })).notice;
    const [seen, led] = [(await auditor.get(path)).body, (await officer.get(path)).body];
    assert.ok(seen.includes(reference), path);
    assert.doesNotMatch(seen, new RegExp(`href="[^"]*${id}`), path);
    assert.match(led, new RegExp(`href="[^"]*${id}`), path);
  }
});

test('an answer that was not chosen is asked for in words, and only removals that can be asked for are ticked', async () => {
  const { house } = desk;
  const { removalId } = await classifiedItem(house, office, { value: 'extortion' });
  const list = (await officer.get('/desk/remove/removals')).body;
  assert.doesNotMatch(list, new RegExp(`value="${removalId}"`), 'it is not located yet');
  const platformId = await addPlatform(house, office, { name: 'Kanal Rekaan' });
  await locate(house, office, removalId, platformId);
  assert.match((await officer.get('/desk/remove/removals')).body, new RegExp(`value="${removalId}"`));
  const id = await sentNotice(house, office, { removalIds: [removalId], platformId });
  const { notice } = await call(house, readNotice, office.takedown, { id });
  const reply = await officer.submit(`/desk/remove/notices/${id}/answer`, { version: String(notice.version) });
  assert.equal(reply.statusCode, 422);
  assert.match(reply.body, /Pilih jawaban mereka|Choose what they answered/);
});
