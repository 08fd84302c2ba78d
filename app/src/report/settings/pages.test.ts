// The settings' pages, without JavaScript: from an empty go-live list to a live desk and back, the numbers to call, and a
// rule that is looked at before it is changed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { missingWords } from '../../kit/words.ts';
import { dayMs } from '../../kit/time.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { defaultLines } from '../face/default-lines.ts';
import { points, publicPoints } from '../golive/points.ts';
import { readFace, readGoLive } from '../golive/verbs.ts';
import { openReport } from '../opening.ts';
import { readRules } from '../rules/verbs.ts';
import { fileMadeUp } from '../testing.ts';
import { eventWords, refusalWords, registerSettingsPages } from './pages.ts';
import { words } from './words.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk({
    pages: registerSettingsPages,
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
  });
  openReport(desk.house);
});
after(() => desk?.close());

const root = '/desk/report/settings';

interface Office {
  organisationId: string;
  boss: Visitor;
  caller: Caller;
}

/** An organisation of its own with a supervisor. */
async function office(): Promise<Office> {
  const organisationId = await desk.organisation();
  const { visitor, caller } = await desk.person(organisationId, ['supervisor']);
  visitor.cookies.set('suaka_language', 'en');
  return { organisationId, boss: visitor, caller };
}

const faceOf = ({ organisationId }: Office) => call(desk.house, readFace, { ...nobody, organisationId }, {});
const goLiveOf = ({ caller }: Office) => call(desk.house, readGoLive, caller, {});
const isPublic = (point: string) => publicPoints.some((each) => each === point);

async function confirmAll({ boss }: Office): Promise<void> {
  for (const point of points) {
    await boss.get(`${root}/points/${point}`);
    const texts: Record<string, string> = isPublic(point) ? { textId: `Teks ${point}`, textEn: `Text ${point}` } : {};
    const reply = await boss.submit(`${root}/points/${point}`, texts);
    assert.equal(reply.statusCode, 303, `${point}: ${reply.body}`);
  }
}

async function callUrgentLines(at: Office): Promise<void> {
  await at.boss.get(`${root}/lines`);
  await at.boss.submit(`${root}/lines/load`);
  for (const { id } of (await goLiveOf(at)).lines) await at.boss.submit(`${root}/lines/${id}/called`);
}

test('from nothing to live and back: every point, the numbers, the sign-off, and off line again', async () => {
  const at = await office();
  const { boss } = at;
  const empty = await boss.get(root);
  assert.match(empty.body, /Not live: every public page says/);
  assert.match(empty.body, /8 points below are not confirmed/);
  assert.match(empty.body, /no emergency number that somebody called/);
  assert.doesNotMatch(empty.body, /Sign off and go live/);
  const early = await boss.submit(`${root}/sign-off`);
  assert.equal(early.statusCode, 409);
  assert.match(early.body, /points are still open/);

  await confirmAll(at);
  await callUrgentLines(at);
  const ready = await boss.get(root);
  assert.match(ready.body, /Everything is confirmed. Sign the list off/);
  assert.match(ready.body, /Made-up supervisor/);
  assert.equal((await faceOf(at)).live, false);
  assert.equal((await boss.submit(`${root}/sign-off`)).statusCode, 303);
  assert.equal((await faceOf(at)).live, true);
  const live = await boss.get(root);
  assert.match(live.body, /This desk is live[\s\S]*Signed off by Made-up supervisor/);
  assert.doesNotMatch(live.body, /Sign off and go live/);

  await boss.submit(`${root}/take-off-line`);
  assert.equal((await faceOf(at)).live, false);
  assert.match((await boss.get(root)).body, /says again that nobody reads this/);
});

test('a point says what it means and what to look at, and keeps who confirmed it and its text in both languages', async () => {
  const at = await office();
  const open = await at.boss.get(`${root}/points/cover-hours`);
  assert.match(open.body, /The hours in which reports are read[\s\S]*Two people are on duty/);
  const half = await at.boss.submit(`${root}/points/cover-hours`, { textId: 'Setiap hari kerja', textEn: '' });
  assert.equal(half.statusCode, 422);
  assert.match(half.body, /Write it in Indonesian and in English[\s\S]*Setiap hari kerja/);
  await at.boss.submit(`${root}/points/cover-hours`, { textId: 'Setiap hari kerja', textEn: 'Every weekday' });
  assert.deepEqual((await faceOf(at)).texts, { 'cover-hours': { id: 'Setiap hari kerja', en: 'Every weekday' } });
  const done = await at.boss.get(`${root}/points/cover-hours`);
  assert.match(done.body, /Confirmed by[\s\S]*Made-up supervisor[\s\S]*Every weekday/);
  await at.boss.submit(`${root}/points/cover-hours/withdraw`);
  assert.deepEqual((await goLiveOf(at)).confirmed, []);
  assert.equal((await at.boss.get(`${root}/points/nothing`)).statusCode, 404);
});

test('a change of a point on a live desk has to be signed off anew', async () => {
  const at = await office();
  await confirmAll(at);
  await callUrgentLines(at);
  await at.boss.submit(`${root}/sign-off`);
  desk.forward(1000);
  await at.boss.get(`${root}/points/tls`);
  await at.boss.submit(`${root}/points/tls`);
  assert.equal((await faceOf(at)).live, false);
  assert.match((await at.boss.get(root)).body, /Sign the list off to go live/);
});

test('the numbers that the product comes with are loaded once, all unchecked, with what to ask', async () => {
  const at = await office();
  assert.match((await at.boss.get(`${root}/lines`)).body, /No number is entered yet/);
  await at.boss.submit(`${root}/lines/load`);
  const { lines } = await goLiveOf(at);
  assert.equal(lines.length, defaultLines.length);
  assert.ok(lines.every(({ verifiedAt }) => verifiedAt === null));
  const page = (await at.boss.get(`${root}/lines`)).body;
  assert.match(page, /8 numbers were loaded. Nobody called them yet/);
  assert.match(page, /8 numbers were not called within the last 90 days/);
  for (const { toVerify } of defaultLines) assert.ok(page.includes(toVerify.replaceAll("'", '&#39;')), toVerify);
  await at.boss.submit(`${root}/lines/load`);
  assert.match((await at.boss.get(`${root}/lines`)).body, /All of them are here already/);
  assert.equal((await goLiveOf(at)).lines.length, defaultLines.length);
});

test('a number is added, called, grows old after 90 days, is changed and taken out', async () => {
  const at = await office();
  const { boss } = at;
  await boss.get(`${root}/lines/new`);
  const wrong = await boss.submit(`${root}/lines/new`, { name: 'Saluran Rekaan', number: '000', href: 'javascript:x' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Choose what the number is for[\s\S]*Begin with tel:[\s\S]*Saluran Rekaan/);
  const line = {
    kind: 'crisis',
    name: 'Saluran Rekaan',
    number: '000',
    href: 'tel:000',
    hours: 'siang',
    noteEn: 'Note',
  };
  assert.equal((await boss.submit(`${root}/lines/new`, line)).statusCode, 303);
  const [added] = (await goLiveOf(at)).lines;
  assert.deepEqual(
    [added!.name, added!.href, added!.noteEn, added!.verifiedAt],
    ['Saluran Rekaan', 'tel:000', 'Note', null],
  );
  const own = `${root}/lines/${added!.id}`;
  await boss.get(`${root}/lines`);
  await boss.submit(`${own}/called`);
  assert.match((await boss.get(`${root}/lines`)).body, /Called[\s\S]*by Made-up supervisor/);
  desk.forward(91 * dayMs);
  const { visitor } = await desk.person(at.organisationId, ['supervisor']); // the session before ended meanwhile
  visitor.cookies.set('suaka_language', 'en');
  assert.match((await visitor.get(`${root}/lines`)).body, /One number was not called[\s\S]*Too long ago/);
  assert.match((await visitor.get(own)).body, /value="Saluran Rekaan"/);
  await visitor.submit(own, { ...line, name: 'Saluran Lain', href: '' });
  assert.deepEqual(
    (await goLiveOf(at)).lines.map(({ name, href }) => [name, href]),
    [['Saluran Lain', null]],
  );
  await visitor.submit(`${own}/drop`);
  assert.deepEqual((await goLiveOf(at)).lines, []);
  assert.equal((await visitor.get(own)).statusCode, 404);
});

test('the rules are said in plain words, with an example, and a change is looked at before it is made', async () => {
  const at = await office();
  for (const ageBand of ['13-17', 'under-13', 'adult'])
    await fileMadeUp({ house: desk.house, reporter: { ...nobody, organisationId: at.organisationId } }, { ageBand });
  const page = (await at.boss.get(`${root}/rules`)).body;
  assert.match(page, /A report about a child counts as if it had come 7 days earlier/);
  assert.match(page, /A report that someone is in danger now counts as if it had come 365 days earlier/);
  const look = await at.boss.get(`${root}/rules/child?days=60&hours=12`);
  assert.match(look.body, /A report about a child counts as if it had come 60 days 12 hours earlier/);
  assert.match(look.body, /2 reports that wait would move at once/);
  assert.match(look.body, /A stranger wrote to a child of 16 <strong>Moved: 5 → 3/);
  const hoursOfChild = async () =>
    (await call(desk.house, readRules, at.caller, {})).find(({ code }) => code === 'child')!.headStartHours;
  assert.equal(await hoursOfChild(), 168, 'looking changes nothing');
  await at.boss.submit(`${root}/rules/child`, { headStartHours: '1452' });
  assert.equal(await hoursOfChild(), 1452);
  const changed = (await at.boss.get(`${root}/rules`)).body;
  assert.match(changed, /The rule is changed. 2 reports moved/);
  assert.match(changed, /by Made-up supervisor[\s\S]*Suaka comes with 7 days/);
  await at.boss.get(`${root}/rules/child`);
  await at.boss.submit(`${root}/rules/child`, { headStartHours: 'shipped' });
  assert.equal(await hoursOfChild(), 168);
  assert.doesNotMatch((await at.boss.get(`${root}/rules`)).body, /by Made-up supervisor/);
});

test('nothing, half a number and too much are no head start, in looking and in changing', async () => {
  const at = await office();
  for (const asked of [
    'days=&hours=',
    'days=1&hours=',
    'days=1',
    'days=-1&hours=0',
    'days=1.5&hours=0',
    'days=9999&hours=0',
  ]) {
    const look = await at.boss.get(`${root}/rules/child?${asked}`);
    assert.equal(look.statusCode, 422, asked);
    assert.match(look.body, /Give whole days and hours/);
  }
  for (const headStartHours of ['', '-1', '87601', 'x']) {
    const reply = await at.boss.submit(`${root}/rules/child`, { headStartHours });
    assert.equal(reply.statusCode, 422, headStartHours);
  }
  assert.match((await at.boss.get(`${root}/rules/child?days=0&hours=0`)).body, /no head start at all/);
  assert.match((await at.boss.get(`${root}/rules/child?days=7&hours=0`)).body, /That is how it is already/);
  assert.equal((await at.boss.get(`${root}/rules/numbers`)).statusCode, 404);
});

test('whoever only looks sees the list, the numbers and the rules, and no way to change them', async () => {
  const at = await office();
  await callUrgentLines(at);
  const { visitor } = await desk.person(at.organisationId, ['auditor']);
  for (const path of ['', '/points/tls', '/lines', '/rules']) {
    const page = await visitor.get(`${root}${path}`);
    assert.equal(page.statusCode, 200, path);
    assert.doesNotMatch(page.body.replace(/<form[^>]*sign-out[\s\S]*?<\/form>/, ''), /<form/, path);
  }
  for (const path of ['/lines/new', '/rules/child'])
    assert.equal((await visitor.get(`${root}${path}`)).statusCode, 403);
  for (const path of [
    '/sign-off',
    '/take-off-line',
    '/points/tls',
    '/points/tls/withdraw',
    '/lines/load',
    '/lines/new',
    '/rules/child',
  ])
    assert.equal((await visitor.submit(`${root}${path}`, { headStartHours: '1' })).statusCode, 403, path);
  const { visitor: curator } = await desk.person(at.organisationId, ['curator']);
  assert.equal((await curator.get(root)).statusCode, 403);
});

test('another organisation sees and changes nothing of it', async () => {
  const [one, other] = [await office(), await office()];
  await callUrgentLines(one);
  const { id } = (await goLiveOf(one)).lines[0]!;
  await other.boss.get(`${root}/lines`);
  for (const path of [`/lines/${id}`, `/lines/${id}/called`, `/lines/${id}/drop`])
    assert.equal((await other.boss.submit(`${root}${path}`)).statusCode, 404, path);
  assert.equal((await goLiveOf(one)).lines.length, defaultLines.length);
});

test('no word is missing in either language', () => {
  assert.deepEqual(missingWords(words('id'), words('en')), []);
});
