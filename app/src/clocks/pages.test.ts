// The pages of this room, without JavaScript: from a rule that nobody signed to one that may be invoked, and back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { showPage } from '../access/shell.ts';
import { missingWords } from '../kit/words.ts';
import { inOrganisation } from '../runtime/database.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../testing/desk.ts';
import { ladders } from './ladders.ts';
import { eventWords, refusalWords, registerClockPages, rulesPath } from './pages.ts';
import { rules } from './rules.ts';
import { standingsOf } from './standing/standings.ts';
import { words } from './words.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk({
    pages: (scope) => registerClockPages(scope, { show: showPage }),
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
  });
});
after(() => desk?.close());

async function office() {
  const organisationId = await desk.organisation();
  const signed = async (role: 'supervisor' | 'approver' | 'takedown', language = 'en') => {
    const { visitor } = await desk.person(organisationId, [role]);
    visitor.cookies.set('suaka_language', language);
    return visitor;
  };
  return { organisationId, signed };
}
const standing = (organisationId: string, id: string) =>
  inOrganisation(desk.house.database, organisationId, async (work) => {
    const found = await standingsOf(work, {}, desk.house.now());
    return found.find(({ rule }) => rule.id === id)!.standing;
  });
const idIn = (body: string) => /authorities\/(aut_[0-9a-z]{26})\//.exec(body)![1]!;
const record = async (visitor: Visitor, kind: string) => {
  await visitor.get(`${rulesPath}/authorities`);
  const given = { kind, document: 'SK rekaan 3', validFrom: '2031-01-01', validUntil: '' };
  assert.equal((await visitor.submit(`${rulesPath}/authorities`, given)).statusCode, 303);
  return idIn((await visitor.get(`${rulesPath}/authorities`)).body);
};

test('the words of this room are there in both languages', () => {
  assert.deepEqual(missingWords(words('id'), words('en')), []);
});

test('every page says in both languages that no lawyer has checked any of this, and shows every rule and ladder', async () => {
  const { signed } = await office();
  for (const [language, warning] of [
    ['en', /No lawyer has checked any of this/],
    ['id', /Belum ada ahli hukum yang memeriksa semua ini/],
  ] as const) {
    const visitor = await signed('takedown', language);
    const list = (await visitor.get(rulesPath)).body;
    assert.match(list, warning);
    for (const rule of rules) {
      assert.ok(list.includes(rule.name[language].replaceAll('&', '&amp;')), rule.id);
      const page = await visitor.get(`${rulesPath}/${rule.id}`);
      assert.equal(page.statusCode, 200);
      assert.match(page.body, warning);
      assert.ok(page.body.includes(rule.citation), rule.id);
      for (const source of rule.sources) {
        const shown = source.replaceAll('&', '&amp;');
        assert.ok(page.body.includes(`<code class="verbatim">${shown}</code>`), source);
        assert.ok(!page.body.includes(`href="${shown}"`), 'a source is text, no link');
      }
    }
    const steps = (await visitor.get(`${rulesPath}/ladders`)).body;
    assert.match(steps, warning);
    for (const { name } of ladders) assert.ok(steps.includes(name[language]));
  }
});

test('from unsigned to usable: a sign-off, an authority by two people, and the sign-off withdrawn', async () => {
  const { organisationId, signed } = await office();
  const [boss, second] = [await signed('supervisor'), await signed('approver')];
  const path = `${rulesPath}/id-saman-urgent`;
  const bare = (await boss.get(path)).body;
  assert.match(bare, /Nobody has signed this version off/);
  assert.match(bare, /holds no confirmed authority/);
  const empty = await boss.submit(`${path}/sign`, { version: '1', checkedBy: '', document: 'Memo 7 <rekaan>' });
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /Say who checked it/);
  assert.match(empty.body, /Memo 7 &lt;rekaan&gt;/, 'what was typed is kept');
  const given = { version: '1', checkedBy: 'Kepala hukum rekaan', document: 'Memo rekaan 7' };
  assert.equal((await boss.submit(`${path}/sign`, given)).statusCode, 303);
  assert.equal((await boss.submit(`${path}/sign`, given)).statusCode, 409);
  const id = await record(boss, 'id-ministry');
  const mine = (await boss.get(`${rulesPath}/authorities`)).body;
  assert.match(mine, /another person confirms it/);
  assert.ok(!mine.includes(`${id}/confirm`));
  assert.equal((await boss.submit(`${rulesPath}/authorities/${id}/confirm`)).statusCode, 409);
  assert.equal(await standing(organisationId, 'id-saman-urgent'), 'no-authority');
  await second.get(`${rulesPath}/authorities`);
  assert.equal((await second.submit(`${rulesPath}/authorities/${id}/confirm`)).statusCode, 303);
  assert.equal(await standing(organisationId, 'id-saman-urgent'), 'usable');
  const usable = (await second.get(path)).body;
  assert.match(usable, /May be invoked/);
  assert.match(usable, /Signed by Made-up supervisor/);
  assert.match(usable, /Kepala hukum rekaan/);
  assert.doesNotMatch(usable, /No lawyer has checked/);
  assert.match((await second.get(rulesPath)).body, /No lawyer has checked what is not signed off/);
  assert.equal((await second.submit(`${path}/withdraw`, { version: '1' })).statusCode, 303);
  assert.equal(await standing(organisationId, 'id-saman-urgent'), 'unsigned');
  await second.get(`${rulesPath}/authorities`);
  assert.equal((await second.submit(`${rulesPath}/authorities/${id}/end`)).statusCode, 303);
  assert.match((await second.get(`${rulesPath}/authorities`)).body, /Ended/);
});

test('whoever may only look sees no form, and is refused', async () => {
  const { signed } = await office();
  const visitor = await signed('takedown');
  for (const part of ['/id-order', '/authorities', '/holidays']) {
    const page = await visitor.get(`${rulesPath}${part}`);
    assert.equal(page.statusCode, 200);
    assert.doesNotMatch(page.body, new RegExp(`<form[^>]*action="${rulesPath}`));
  }
  const given = { version: '1', checkedBy: 'Orang rekaan', document: 'Memo rekaan' };
  assert.equal((await visitor.submit(`${rulesPath}/id-order/sign`, given)).statusCode, 403);
  assert.equal((await visitor.get(`${rulesPath}/nothing-like-it`)).statusCode, 404);
});

test('holidays are written one a line, and a line that is none is refused with what was typed', async () => {
  const { signed } = await office();
  const boss = await signed('approver');
  const path = `${rulesPath}/holidays`;
  await boss.get(path);
  for (const wrong of ['', '17 Agustus', '2031-08-17 Merdeka\n2031-02-30 Bukan hari']) {
    const refused = await boss.submit(path, { country: 'ID', day: wrong });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /On each line a day such as/);
    if (wrong) assert.ok(refused.body.includes(wrong.split('\n')[0]!));
  }
  const two = '2031-08-17  Hari Kemerdekaan\r\n\r\n2031-12-25 Natal';
  assert.equal((await boss.submit(path, { country: 'id', day: two })).statusCode, 303);
  const listed = await boss.get(path);
  assert.match(listed.body, /Days added: 2/);
  assert.match(listed.body, /17 Aug 2031[\s\S]*Hari Kemerdekaan[\s\S]*25 Dec 2031[\s\S]*Natal/);
  assert.equal((await boss.submit(`${path}/remove`, { country: 'ID', day: '2031-08-17' })).statusCode, 303);
  assert.doesNotMatch((await boss.get(path)).body, /Hari Kemerdekaan/);
});
