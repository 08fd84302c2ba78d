// The pages of the directory as a supervisor without JavaScript uses them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import * as directory from './pages.ts';

let desk: TestDesk;
let organisationId: string;
let visitor: Visitor;
const path = '/desk/remove/directory';
before(async () => {
  desk = await openTestDesk({
    pages: directory.registerDirectoryPages,
    server: { refusalWords: [directory.refusalWords], eventWords: [directory.eventWords] },
  });
  organisationId = await desk.organisation();
  ({ visitor } = await desk.person(organisationId, ['supervisor']));
});
after(() => desk?.close());

const given = {
  name: 'Forum <Rekaan>',
  kind: 'platform',
  code: '',
  language: 'id',
  way: 'form',
  form: 'https://forum-rekaan.example/lapor',
  mail: '',
  webhook: '',
  country: 'ID',
  domains: 'forum-rekaan.example',
  source: 'Halaman bantuan rekaan',
};
const add = async (more: Record<string, string> = {}) => {
  await visitor.get(`${path}/new`);
  return visitor.submit(`${path}/new`, { ...given, ...more });
};

test('the entries that come with the product are loaded, and found by name', async () => {
  await visitor.get(path);
  assert.equal((await visitor.submit(`${path}/load`)).statusCode, 303);
  const found = (await visitor.get(`${path}?q=telegr`)).body;
  assert.match(found, /Telegram/);
  assert.doesNotMatch(found, /Pinterest/);
});

test('an entry is added, changed with what stood there before in its timeline, checked, and retired', async () => {
  const added = await add();
  const at = String(added.headers.location);
  const page = (await visitor.get(at)).body;
  assert.match(page, /Forum &lt;Rekaan&gt;/);
  assert.match(page, /name="version" value="1"/);
  await visitor.get(`${at}/change`);
  await visitor.submit(`${at}/change`, { ...given, version: '1', form: 'https://forum-rekaan.example/baru' });
  const changed = (await visitor.get(at)).body;
  assert.match(changed, /sebelumnya: https:\/\/forum-rekaan\.example\/lapor|before: https/);
  assert.equal((await visitor.submit(`${at}/check`, { version: '1' })).statusCode, 409);
  assert.equal((await visitor.submit(`${at}/check`, { version: '2' })).statusCode, 303);
  assert.equal((await visitor.submit(`${at}/retire`, { version: '3' })).statusCode, 303);
  assert.match((await visitor.get(`${path}?view=retired`)).body, /Forum &lt;Rekaan&gt;/);
});

test('a wrong entry comes back with what was typed and what would be right', async () => {
  const reply = await add({ name: '', way: 'mail', mail: 'dua@a.example, b@b.example', country: 'Indonesia' });
  assert.equal(reply.statusCode, 422);
  for (const name of ['name', 'mail', 'country']) assert.match(reply.body, new RegExp(`href="#field-${name}"`));
  assert.match(reply.body, /dua@a\.example, b@b\.example/);
});

test('what was found is filled into the form, and nothing else', async () => {
  const page = (
    await visitor.get(`${path}/new?kind=host&name=Hosting%20%3CRekaan%3E&network=64500&version=99&form=tidak`)
  ).body;
  assert.match(page, /value="Hosting &lt;Rekaan&gt;"/);
  assert.match(page, /value="64500"/);
  assert.match(page, /<option value="host" selected/);
  assert.doesNotMatch(page, /value="tidak"|value="99"/);
});

test('the secret of a webhook is shown once', async () => {
  const shown = await add({
    name: 'Webhook Rekaan',
    way: 'webhook',
    webhook: 'https://kait-rekaan.example/masuk',
    domains: '',
  });
  assert.equal(shown.statusCode, 200);
  const secret = /whsec_[A-Za-z0-9+/=]+/.exec(shown.body)![0];
  const at = /href="([^"]*\/plt_[0-9a-z]{26})"/.exec(shown.body)![1]!;
  const page = await visitor.get(at);
  assert.equal(page.statusCode, 200);
  assert.ok(!page.body.includes(secret));
});

test('whoever only looks changes nothing', async () => {
  const looker = await desk.person(organisationId, ['auditor']);
  const list = (await looker.visitor.get(path)).body;
  assert.doesNotMatch(list, /\/new"|\/load"/);
  assert.equal((await looker.visitor.get(`${path}/new`)).statusCode, 403);
  assert.equal((await looker.visitor.submit(`${path}/new`, given)).statusCode, 403);
});
