// The pages of a platform's people, without JavaScript: what waits, one notice, the forms that answer it; and that nothing
// they can fetch names a report, a reporter, a victim, or what was sent to another platform.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../../../.htmlvalidate.json' with { type: 'json' };
import { missingWords } from '../../kit/words.ts';
import { hourMs } from '../../kit/time.ts';
import type { TestDesk, Visitor } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { recordReport } from '../../report/index.ts';
import { article16 } from './article16.ts';
import { openOffice, type Office } from '../testing.ts';
import { readNotice } from '../notice/read.ts';
import { complyServed } from './answers.ts';
import {
  type Connected,
  connectedPlatform,
  enter,
  loseAnswers,
  madeUpNotice,
  noticeTo,
  openInboxDesk,
  putIntoInbox,
} from './testing.ts';
import { openServed, readInbox } from './verbs.ts';
import { en } from './words.en.ts';
import { id as indonesian } from './words.id.ts';

let made: TestDesk;
let office: Office;
let one: Connected;
let sari: Visitor;
before(async () => {
  made = await openInboxDesk();
  office = await openOffice(made);
  one = await connectedPlatform(made.house, office, 'Platform Satu Rekaan');
  sari = await enter(made, one.linkToken, one.email);
});
after(() => made?.close());

const put = (given: Parameters<typeof putIntoInbox>[3] = {}) =>
  putIntoInbox(made.house, one.organisationId, office.organisationId, given);
const stateOf = async (id: string) =>
  (await call(made.house, readInbox, one.answerer, { limit: 100 })).rows.find((row) => row.id === id)!;
const english = (visitor: Visitor) => visitor.cookies.set('suaka_language', 'en');

test('a platform’s person lands on what waits for them; whoever is not signed in signs in first and is led there', async () => {
  assert.equal((await sari.get('/desk')).headers.location, '/desk/notices');
  const id = await put();
  const stranger = made.visitor();
  const sent = await stranger.get(`/desk/notices/${id}`);
  assert.equal(sent.headers.location, `/desk/sign-in?to=${encodeURIComponent(`/desk/notices/${id}`)}`);
  const { visitor: officer } = await made.person(office.organisationId, ['supervisor']);
  assert.equal((await officer.get('/desk/notices')).statusCode, 403);
  assert.equal((await officer.get(`/desk/notices/${id}`)).statusCode, 403);
});

test('the list shows the clock and nothing of what is said; a notice shows it to the letter and never as a link', async () => {
  const address = 'https://contoh.example/jalan?a=1&b=<2>';
  const document = madeUpNotice({ items: [{ number: 1, kind: 'url', address }] });
  const id = await put({ document, dueAt: new Date(made.house.now().getTime() + 4 * hourMs) });
  const list = (await sari.get('/desk/notices')).body;
  assert.match(list, new RegExp(`/desk/notices/${id}`));
  assert.match(list, /4 jam/);
  assert.doesNotMatch(list, /contoh\.example/);
  assert.equal((await stateOf(id)).openedAt, null, 'a list opens nothing');
  const page = (await sari.get(`/desk/notices/${id}`)).body;
  assert.match(page, /<code>https:\/\/contoh\.example\/jalan\?a=1&amp;b=&lt;2&gt;<\/code>/);
  assert.doesNotMatch(page, /href="[^"]*contoh\.example/);
  assert.ok((await stateOf(id)).openedAt !== null);
});

test('acknowledged, taken down in part, then all of it, by forms alone', async () => {
  const id = await put();
  await sari.get(`/desk/notices/${id}`);
  const send = async (act: string, fields: Record<string, string | string[]> = {}) => {
    const { version } = await stateOf(id);
    return sari.submit(`/desk/notices/${id}/${act}`, { version: String(version), ...fields });
  };
  assert.equal((await send('acknowledge')).headers.location, `/desk/notices/${id}`);
  const none = await send('comply-partly', { words: 'Kata rekaan' });
  assert.equal(none.statusCode, 422);
  assert.match(none.body, /Kata rekaan/);
  assert.equal((await send('comply-partly', { items: ['2'] })).statusCode, 303);
  const page = (await sari.get(`/desk/notices/${id}`)).body;
  assert.match(page, /Diturunkan sebagian/);
  assert.match(page, /Sudah diturunkan/);
  assert.equal((await send('comply', { words: 'Selesai, rekaan.' })).statusCode, 303);
  const done = (await sari.get(`/desk/notices/${id}`)).body;
  assert.match(done, /Selesai, rekaan\./);
  assert.match(done, /oleh Sari Rekaan/);
  assert.doesNotMatch(done, /<form[^>]*\/desk\/notices\//, 'nothing is left to answer');
});

test('refused with a reason and contested in words; what is missing brings the form back with what was typed', async () => {
  const id = await put();
  await sari.get(`/desk/notices/${id}`);
  const version = () => stateOf(id).then((row) => String(row.version));
  const noReason = await sari.submit(`/desk/notices/${id}/refuse`, { version: await version(), words: 'Sebab rekaan' });
  assert.equal(noReason.statusCode, 422);
  assert.match(noReason.body, /Pilih alasannya/);
  assert.match(noReason.body, /Sebab rekaan/);
  const short = await sari.submit(`/desk/notices/${id}/contest`, { version: await version(), words: 'pendek' });
  assert.equal(short.statusCode, 422);
  const done = await sari.submit(`/desk/notices/${id}/contest`, {
    version: await version(),
    words: 'Ini keliru, rekaan.',
  });
  assert.equal(done.statusCode, 303);
  assert.match((await sari.get(`/desk/notices/${id}`)).body, /Ada keberatan/);
  const other = await put();
  await sari.get(`/desk/notices/${other}`);
  await sari.submit(`/desk/notices/${other}/refuse`, {
    version: String((await stateOf(other)).version),
    reason: 'not-ours',
  });
  assert.match((await sari.get(`/desk/notices/${other}`)).body, /Bukan wewenang kami/);
});

test('a notice that another one follows leads there and asks for no answer', async () => {
  const before = await put({ document: madeUpNotice({ reference: 'RKNB-0001' }) });
  const next = await put({ document: madeUpNotice({ reference: 'RKNB-0002', after: 'RKNB-0001' }) });
  const page = (await sari.get(`/desk/notices/${before}`)).body;
  assert.match(page, new RegExp(`href="/desk/notices/${next}"`));
  assert.doesNotMatch(page, /<form[^>]*\/desk\/notices\//);
  assert.match((await sari.get('/desk/notices?view=over')).body, new RegExp(`/desk/notices/${before}"`));
});

test('a page that is older than what stands changes nothing', async () => {
  const id = await put();
  await sari.get(`/desk/notices/${id}`);
  const { version } = await stateOf(id);
  await call(made.house, complyServed, one.answerer, { id, items: [1] });
  const late = await sari.submit(`/desk/notices/${id}/refuse`, { version: String(version), reason: 'other' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /ada yang mengubahnya/);
  assert.equal((await stateOf(id)).state, 'partial');
});

test('nothing that a platform can fetch names a report, who reported, a victim, or what another platform was sent', async () => {
  await loseAnswers(made.house); // to notices that no desk has sent
  const two = await connectedPlatform(made.house, office, 'Platform Dua Rekaan');
  const secrets = ['Cerita rekaan yang tidak boleh keluar', 'pelapor.rekaan@surat.example', 'Kota Rekaan Timur'];
  await call(made.house, recordReport, office.analyst, {
    concern: 'abuse-material',
    channel: 'phone',
    anonymity: 'confidential',
    items: 'https://contoh-laporan.example/lain',
    story: secrets[0]!,
    place: secrets[2]!,
  });
  const mine = await noticeTo(made.house, office, one, { items: 2, story: secrets[0]! });
  const theirs = await noticeTo(made.house, office, two, { items: 2, story: secrets[0]! });
  await made.house.jobs.runAll();
  const { rows } = await call(made.house, readInbox, one.answerer, { limit: 100 });
  const served = rows.find(({ noticeId }) => noticeId === mine.noticeId)!;
  assert.ok(served);
  const opened = await call(made.house, openServed, one.answerer, { id: served.id });
  const fetched = [JSON.stringify(rows), JSON.stringify(article16(opened))];
  for (const path of ['', '?view=over', `/${served.id}`, `/${mine.noticeId}`, `/${theirs.noticeId}`])
    fetched.push((await sari.get(`/desk/notices${path}`)).body);
  for (const path of ['/desk/people', '/desk/keys', '/desk/me', '/desk/record', '/desk/remove/settings/platforms'])
    fetched.push((await sari.get(path)).body);
  const all = fetched.join('\n');
  const { notice } = await call(made.house, readNotice, office.supervisor, { id: theirs.noticeId });
  const hidden = [
    ...secrets,
    ...[mine, theirs].flatMap(({ reportIds, itemIds, removalIds }) => [...reportIds, ...itemIds, ...removalIds]),
    notice.reference,
    two.organisationId,
    'Platform Dua Rekaan',
    one.platformId,
    ...[office.takedown, office.analyst, office.second, office.supervisor].map(({ id }) => id),
  ];
  assert.deepEqual(
    hidden.filter((secret) => all.includes(secret)),
    [],
  );
  assert.ok(all.includes(opened.document.items[0]!.address), 'what they were sent is there');
  const theirAddresses = (await call(made.house, openServed, two.answerer, { id: theirs.noticeId })).document.items;
  for (const { address } of theirAddresses) assert.ok(!all.includes(address), 'addresses of another platform');
});

test('the pages are valid HTML in both languages and every word is there', async () => {
  assert.deepEqual(missingWords(indonesian, en), []);
  const validator = new HtmlValidate(htmlRules as never);
  const states = [await put({ dueAt: made.house.now() }), await put()];
  await call(made.house, complyServed, one.answerer, { id: states[1]!, items: [1], words: 'Kata rekaan.' });
  const ana = await enter(made, one.linkToken, one.email);
  for (const language of ['id', 'en'] as const) {
    if (language === 'en') english(ana);
    for (const path of ['', '?view=over', `/${states[0]}`, `/${states[1]}`]) {
      const { body, statusCode } = await ana.get(`/desk/notices${path}`);
      assert.equal(statusCode, 200);
      const report = await validator.validateString(body);
      const faults = report.results.flatMap(({ messages }) =>
        messages.map(({ line, message }) => `${line}: ${message}`),
      );
      assert.deepEqual(faults, [], `${path} ${language}`);
      assert.doesNotMatch(body, /undefined|\[object|NaN/);
    }
  }
});
