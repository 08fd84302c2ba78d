// The pages of checks as people use them, without JavaScript: the panel, attesting, vantage points, the mandate.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../../../.htmlvalidate.json' with { type: 'json' };
import { html } from '../../kit/html.ts';
import { heading } from '../../kit/look/layout.ts';
import { dayMs } from '../../kit/time.ts';
import { openRecognise } from '../../recognise/index.ts';
import { openReport } from '../../report/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { show, sight } from '../pages/frame.ts';
import { findRemoval } from '../removal/store.ts';
import { checkDue, openChecks } from './index.ts';
import { fetchPart } from './look.ts';
import { evidencePanel, eventWords, refusalWords, registerCheckPages, settingsWays } from './pages.ts';
import { madeUpRemoval, madeUpVantage, type MadeUpHost, openHost, page } from './testing.ts';

let desk: TestDesk;
let host: MadeUpHost;
let org: string;

/** A removal's page with nothing on it but the panel. */
function registerBarePage(scope: FastifyInstance): void {
  scope.get<{ Params: { id: string } }>('/desk/remove/removals/:id', async (request, reply) => {
    const seen = sight(request, reply, null);
    const panel = await evidencePanel(seen, { removal: { id: request.params.id } });
    const main = html`${heading({ title: 'Removal' })}${panel}`;
    return show(seen, 'removals', { title: 'Removal', main });
  });
}

before(async () => {
  desk = await openTestDesk({
    pages: (scope) => {
      registerBarePage(scope);
      registerCheckPages(scope);
    },
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
  });
  await openRecognise(desk.house);
  openReport(desk.house);
  await openChecks(desk.house);
  host = await openHost();
  desk.house.place(fetchPart, host.fetch);
  org = await desk.organisation();
});
after(async () => {
  host?.close();
  await desk?.close();
});

async function english(visitor: Visitor): Promise<Visitor> {
  await visitor.get('/language/en?to=/desk');
  return visitor;
}
const someone = async (...roles: Parameters<TestDesk['person']>[1]) => english((await desk.person(org, roles)).visitor);
const round = async (id: string) => {
  const { nextCheckAt } = await inOrganisation(
    desk.house.database,
    org,
    async (work) => (await findRemoval(work, id))!,
  );
  desk.forward(Math.max(0, nextCheckAt!.getTime() - desk.house.now().getTime()));
  await checkDue(desk.house);
};

test('vantage points are added, shown without their proxy, and retired', async () => {
  const supervisor = await someone('supervisor');
  const path = settingsWays[0]!.href;
  assert.match((await supervisor.get(path)).body, /No vantage point yet/);
  const wrong = await supervisor.submit(path, {
    name: '',
    network: 'x',
    country: 'Indonesia',
    proxy: 'ftp://sandi-rekaan@a',
  });
  assert.equal(wrong.statusCode, 422);
  for (const said of [/Give it a name/, /number of its network/, /two letters/, /proxy of your own/])
    assert.match(wrong.body, said);
  assert.doesNotMatch(wrong.body, /sandi-rekaan/);
  const proxy = 'https://petugas:sandi-rekaan@proxy.example:8443';
  await supervisor.submit(path, { name: 'Kota Rekaan', network: '64500', country: 'id', proxy });
  const shown = (await supervisor.get(path)).body;
  assert.match(shown, /Kota Rekaan[\s\S]*Through a proxy[\s\S]*AS64500[\s\S]*Indonesia[\s\S]*Made-up supervisor/);
  assert.doesNotMatch(shown, /sandi-rekaan|proxy\.example:8443"/);
  const id = /vantage-points\/(vtg_[0-9a-z]{26})\/retire/.exec(shown)![1]!;
  await supervisor.submit(`${path}/${id}/retire`);
  assert.match((await supervisor.get(path)).body, /No vantage point yet/);
  const auditor = await someone('auditor');
  assert.match((await auditor.get(path)).body, /Supervisors set vantage points/);
  assert.equal((await auditor.submit(path, { name: 'X', network: '1', country: 'ID' })).statusCode, 403);
});

test('the panel says what is known in plain words, and how little that is', async () => {
  let officer = await someone('takedown');
  const { id } = await madeUpRemoval(desk.house, org);
  const path = `/desk/remove/removals/${id}`;
  assert.match((await officer.get(path)).body, /No vantage point is set/);
  await madeUpVantage(desk.house, org, { network: 64_500, country: 'ID' }, host);
  const before = (await officer.get(path)).body;
  assert.match(before, /It has not been looked at yet/);
  assert.match(before, /one country or one network/);
  await madeUpVantage(desk.house, org, { network: 64_502, country: 'SG' }, host);
  host.answering = page(404, 'Tidak ditemukan');
  await round(id);
  const once = (await officer.get(path)).body;
  assert.match(once, /It takes agreeing checks over a day/);
  assert.match(once, /Singapore, network AS64502/);
  assert.doesNotMatch(once, /one country or one network/);
  for (let each = 0; each < 3; each += 1) await round(id);
  officer = await someone('takedown'); // the first one's session is over by now
  const confirmed = (await officer.get(path)).body;
  assert.match(confirmed, /Confirmed: checks from several networks and countries agree/);
  assert.match(confirmed, /Watched until/);
  assert.doesNotMatch(confirmed, /I attest that it is gone|rekaan-\d+/);
  await officer.get('/language/id?to=/desk');
  assert.match((await officer.get(path)).body, /Dipastikan: pemeriksaan dari beberapa jaringan/);
});

test('an officer attests on the page, and is told why not while it is seen there', async () => {
  let officer = await someone('takedown');
  const { id } = await madeUpRemoval(desk.house, org);
  const path = `/desk/remove/removals/${id}`;
  host.answering = page(200, 'Unggahan');
  await round(id);
  const there = (await officer.get(path)).body;
  assert.match(there, /It is still there/);
  assert.doesNotMatch(there, /I attest that it is gone/);
  const { version } = await inOrganisation(desk.house.database, org, async (work) => (await findRemoval(work, id))!);
  const refused = await officer.submit(`${path}/attest`, {
    version: String(version),
    basis: 'app',
    note: 'Catatan rekaan',
  });
  assert.equal(refused.statusCode, 409);
  assert.match(refused.body, /A check saw it within the last 24 hours[\s\S]*Catatan rekaan/);
  host.answering = page(401, 'Masuk');
  desk.forward(2 * dayMs);
  await round(id);
  officer = await someone('takedown'); // the first one's session is over by now
  const unclear = (await officer.get(path)).body;
  assert.match(unclear, /I attest that it is gone/);
  const shown = /name="version" value="(\d+)"/.exec(unclear)![1]!;
  const missing = await officer.submit(`${path}/attest`, { version: shown });
  assert.match(missing.body, /Choose how you know/);
  await officer.submit(`${path}/attest`, { version: shown, basis: 'app', note: 'Catatan rekaan' });
  const attested = (await officer.get(path)).body;
  assert.match(attested, /A named officer looked[\s\S]*Made-up takedown attests that it is gone[\s\S]*Catatan rekaan/);
  assert.doesNotMatch((await (await someone('auditor')).get(path)).body, /Catatan rekaan/);
});

test('a check is asked for by a button, where there is something to look at', async () => {
  const officer = await someone('takedown');
  const { id } = await madeUpRemoval(desk.house, org);
  const path = `/desk/remove/removals/${id}`;
  assert.match((await officer.get(path)).body, /Check now/);
  const asked = await officer.submit(`${path}/check-now`);
  assert.deepEqual([asked.statusCode, asked.headers.location], [303, path]);
  const account = await madeUpRemoval(desk.house, org, { address: 'instagram: nama_rekaan_2' });
  const shown = (await officer.get(`/desk/remove/removals/${account.id}`)).body;
  assert.match(shown, /Only an address on the web can be looked at by machine/);
  assert.doesNotMatch(shown, /Check now/);
  const looking = await someone('auditor');
  assert.doesNotMatch((await looking.get(path)).body, /Check now|I attest/);
});

test('a mandate is asked for by one, signed by another, and ended', async () => {
  const first = await someone('supervisor');
  const path = settingsWays[1]!.href;
  assert.match((await first.get(path)).body, /No media is read/);
  assert.match(
    (await first.submit(path, { law: 'x', authority: '', expiresAt: '' })).body,
    /Name the law with its article/,
  );
  const expiresAt = new Date(desk.house.now().getTime() + 30 * dayMs).toISOString().slice(0, 10);
  await first.submit(path, { law: 'Undang-undang rekaan, pasal 1', authority: 'Keputusan rekaan nomor 1', expiresAt });
  const waits = (await first.get(path)).body;
  assert.match(waits, /Waits for a second person[\s\S]*another person signs/);
  const id = /media\/(mdt_[0-9a-z]{26})\/end/.exec(waits)![1]!;
  const second = await someone('approver');
  assert.match((await second.get(path)).body, new RegExp(`media/${id}/sign`));
  await second.submit(`${path}/${id}/sign`);
  assert.match((await second.get(path)).body, /Pictures are compared in memory until/);
  await first.submit(`${path}/${id}/end`);
  const ended = (await first.get(path)).body;
  assert.match(ended, /No media is read[\s\S]*Mandates so far[\s\S]*Ended by/);
});

test('every page is valid HTML, in both languages', async () => {
  const supervisor = await someone('supervisor');
  const { id } = await madeUpRemoval(desk.house, org);
  host.answering = page(404, 'Tidak ditemukan');
  await checkDue(desk.house);
  const validator = new HtmlValidate(htmlRules as never);
  for (const language of ['id', 'en'])
    for (const path of [...settingsWays.map(({ href }) => href), `/desk/remove/removals/${id}`]) {
      await supervisor.get(`/language/${language}?to=/desk`);
      const { body, statusCode } = await supervisor.get(path);
      assert.equal(statusCode, 200);
      const report = await validator.validateString(body);
      const found = report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
      );
      assert.deepEqual(found, [], `${path} in ${language}`);
    }
});
