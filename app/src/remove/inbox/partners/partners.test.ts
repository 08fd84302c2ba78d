// The desk lets platforms in and connects them to its directory: by forms, with a link that is shown once, and for those
// only who may.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../../../../.htmlvalidate.json' with { type: 'json' };
import { closePlatform, invitePlatform, readPlatforms } from '../../../access/index.ts';
import type { TestDesk, Visitor } from '../../../testing/desk.ts';
import { call } from '../../../verbs/verb.ts';
import { readPlatform, retirePlatform } from '../../directory/index.ts';
import { addPlatform, openOffice, type Office } from '../../testing.ts';
import { enter, invitation, openInboxDesk } from '../testing.ts';
import { linkPartner } from './verbs.ts';

const path = '/desk/remove/settings/platforms';
let made: TestDesk;
let office: Office;
let supervisor: Visitor;
before(async () => {
  made = await openInboxDesk();
  office = await openOffice(made);
  supervisor = (await made.person(office.organisationId, ['supervisor'])).visitor;
});
after(() => made?.close());

const entryOf = (name: string) => addPlatform(made.house, office, { name });
const linkIn = (body: string) => /\/desk\/welcome\/([\w-]+)/.exec(body)?.[1];
const invited = async () => (await call(made.house, invitePlatform, office.supervisor, invitation())).id;

test('a platform is let in by a form, its link is shown once, and its person comes in by it', async () => {
  const given = invitation('Platform Formulir Rekaan');
  await supervisor.get(`${path}/invite`);
  const wrong = await supervisor.submit(`${path}/invite`, { ...given, email: 'bukan alamat' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="Platform Formulir Rekaan"/);
  const shown = await supervisor.submit(`${path}/invite`, given);
  assert.equal(shown.statusCode, 201);
  const token = linkIn(shown.body)!;
  const { id } = (await call(made.house, readPlatforms, office.supervisor, {})).find(
    ({ name }) => name === given.name,
  )!;
  assert.ok(!(await supervisor.get(`${path}/${id}`)).body.includes(token));
  const renewed = await supervisor.submit(`${path}/${id}/renew`);
  const again = linkIn(renewed.body)!;
  assert.notEqual(again, token);
  assert.equal((await enter(made, token, given.email)).cookies.has('suaka_session'), false, 'the first link is over');
  assert.equal((await (await enter(made, again, given.email)).get('/desk/notices')).statusCode, 200);
  assert.doesNotMatch((await supervisor.get(`${path}/${id}`)).body, /renew/);
  assert.match((await supervisor.get(path)).body, /Platform Formulir Rekaan/);
});

test('connected to an entry, its notices go to the platform’s desk, and the entry’s timeline says so', async () => {
  const [id, platformId] = [await invited(), await entryOf('Entri Rekaan')];
  await supervisor.get(`${path}/${id}`);
  const none = await supervisor.submit(`${path}/${id}/connect`, { platformId: '' });
  assert.equal(none.statusCode, 422);
  const done = await supervisor.submit(`${path}/${id}/connect`, { platformId });
  assert.equal(done.headers.location, `${path}/${id}`);
  assert.match((await supervisor.get(`${path}/${id}`)).body, /Entri Rekaan/);
  const { platform, entries } = await call(made.house, readPlatform, office.supervisor, { id: platformId });
  assert.deepEqual([platform.way, platform.partnerId], ['desk', id]);
  assert.equal(entries.at(-1)!.kind, 'partner-linked');
});

test('a platform is closed by a step of its own and can be opened again', async () => {
  const id = await invited();
  assert.match((await supervisor.get(`${path}/${id}`)).body, /<details class="confirm">/);
  await supervisor.submit(`${path}/${id}/close`);
  const closed = (await supervisor.get(`${path}/${id}`)).body;
  assert.doesNotMatch(closed, /\/connect|\/close"/);
  await supervisor.submit(`${path}/${id}/reopen`);
  assert.match((await supervisor.get(`${path}/${id}`)).body, /\/connect/);
});

test('only what the desk let in, and left open, is connected, to entries in use', async () => {
  const [open, closed] = [await invited(), await invited()];
  await call(made.house, closePlatform, office.supervisor, { id: closed });
  const [platformId, retired] = [await entryOf('Entri Satu'), await entryOf('Entri Lama')];
  const { platform } = await call(made.house, readPlatform, office.supervisor, { id: retired });
  await call(made.house, retirePlatform, office.supervisor, { id: retired, version: platform.version });
  const link = (given: { platformId: string; partnerId: string }) =>
    call(made.house, linkPartner, office.supervisor, given);
  await assert.rejects(link({ platformId, partnerId: closed }), { code: 'platform-closed' });
  await assert.rejects(link({ platformId: retired, partnerId: open }), { code: 'platform-retired' });
  await assert.rejects(link({ platformId, partnerId: office.organisationId }), { code: 'platform-unknown' });
  const theirs = (await call(made.house, invitePlatform, (await openOffice(made)).supervisor, invitation())).id;
  await assert.rejects(link({ platformId, partnerId: theirs }), { code: 'platform-unknown' });
});

test('whoever may not let platforms in sees none of it; who may let in but not supervise cannot connect', async () => {
  const id = await invited();
  const { visitor: officer } = await made.person(office.organisationId, ['takedown']);
  for (const page of ['', '/invite', `/${id}`])
    assert.equal((await officer.get(`${path}${page}`)).statusCode, 403, page);
  const { visitor: administrator } = await made.person(office.organisationId, ['administrator']);
  const page = await administrator.get(`${path}/${id}`);
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /\/connect/);
  assert.equal(
    (await administrator.submit(`${path}/${id}/connect`, { platformId: await entryOf('Entri') })).statusCode,
    403,
  );
});

test('the pages are valid HTML in both languages', async () => {
  const validator = new HtmlValidate(htmlRules as never);
  const [open, closed] = [await invited(), await invited()];
  await call(made.house, closePlatform, office.supervisor, { id: closed });
  for (const language of ['id', 'en']) {
    supervisor.cookies.set('suaka_language', language);
    for (const page of ['', '/invite', `/${open}`, `/${closed}`]) {
      const { body, statusCode } = await supervisor.get(`${path}${page}`);
      assert.equal(statusCode, 200);
      const report = await validator.validateString(body);
      const faults = report.results.flatMap(({ messages }) =>
        messages.map(({ line, message }) => `${line}: ${message}`),
      );
      assert.deepEqual(faults, [], `${page} ${language}`);
      assert.doesNotMatch(body, /undefined|\[object|NaN/);
    }
  }
});
