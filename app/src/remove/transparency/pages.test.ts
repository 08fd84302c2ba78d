// The desk's page of what is public, without JavaScript: what was published, the log's state, and a disclosure that one
// person asks for, another lets go and the first takes once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../../../.htmlvalidate.json' with { type: 'json' };
import type { Role } from '../../access/index.ts';
import { dayMs } from '../../kit/time.ts';
import { missingWords } from '../../kit/words.ts';
import { deskDay } from '../../report/index.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { sealDue } from './log/seal.ts';
import { eventWords, refusalWords, registerTransparencySettings } from './pages.ts';
import { publicWords } from './public/words.ts';
import { publishDue } from './statistics/publish.ts';
import { foundedOn, sent } from './testing.ts';
import { words } from './words.ts';

const path = '/desk/remove/settings/transparency';
let desk: TestDesk;
let organisationId: string;
let day: string;
before(async () => {
  desk = await openTestDesk({
    pages: registerTransparencySettings,
    server: { refusalWords: [refusalWords], eventWords: [eventWords] },
  });
  organisationId = await desk.organisation();
  await foundedOn(desk.house, organisationId, new Date('2030-11-01T00:00:00.000Z'));
  const sentAt = new Date(desk.house.now().getTime() - dayMs);
  day = deskDay(sentAt);
  await sent(desk.house, organisationId, { sentAt });
  await sealDue(desk.house);
  await publishDue(desk.house);
});
after(() => desk?.close());

const visitor = async (role: Role): Promise<Visitor> => {
  const { visitor } = await desk.person(organisationId, [role]);
  visitor.cookies.set('suaka_language', 'en');
  return visitor;
};
const asked = () => ({ from: day, to: day, body: 'Lembaga Pengawas Rekaan', basis: 'Surat contoh' });

test('both languages say the same things', () => {
  assert.deepEqual(missingWords(words('id'), words('en')), []);
  assert.deepEqual(missingWords(publicWords('id'), publicWords('en')), []);
});

test('whoever looks sees what is published and where the log stands, and nothing of disclosures', async () => {
  const reply = await (await visitor('takedown')).get(path);
  assert.equal(reply.statusCode, 200);
  assert.match(reply.body, /1 Oct 2030 – 31 Dec 2030[\s\S]*Days so far: 1. The last one: 13 Mar 2031/);
  assert.doesNotMatch(reply.body, /Ask for a disclosure|Disclosures to/);
  assert.equal((await (await visitor('takedown')).submit(path, asked())).statusCode, 403);
});

test('one asks, another lets it go, the first takes it once', async () => {
  const asker = await visitor('supervisor');
  await asker.get(path);
  assert.equal((await asker.submit(path, asked())).statusCode, 303);
  const own = await asker.get(path);
  assert.match(own.body, /Lembaga Pengawas Rekaan[\s\S]*waits for a second person[\s\S]*Take back/);
  assert.doesNotMatch(own.body, /\/approve"/);
  const other = await visitor('supervisor');
  const approve = /action="([^"]+\/approve)"/.exec((await other.get(path)).body)![1]!;
  assert.equal((await asker.submit(approve)).statusCode, 409, 'the asker does not let it go');
  assert.equal((await other.submit(approve)).statusCode, 303);
  const take = /action="([^"]+\/take)"/.exec((await asker.get(path)).body)![1]!;
  assert.equal((await other.submit(take)).statusCode, 403);
  const file = await asker.submit(take);
  assert.match(String(file.headers['content-disposition']), /attachment; filename="exp_\w+\.ndjson"/);
  const kinds = file.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).kind);
  assert.equal(kinds.filter((kind) => kind === 'notice').length, 1);
  assert.equal(kinds.filter((kind) => kind === 'padding').length, 31);
  assert.doesNotMatch(file.body, /contoh\.example/);
  assert.equal((await asker.submit(take)).statusCode, 409);
});

test('with the texts only where they were asked for; turned down, nothing leaves', async () => {
  const [asker, other] = [await visitor('supervisor'), await visitor('supervisor')];
  await asker.get(path);
  await asker.submit(path, { ...asked(), texts: 'yes' });
  const approve = /action="([^"]+\/approve)"/.exec((await other.get(path)).body)![1]!;
  await other.submit(approve);
  const take = /action="([^"]+\/take)"/.exec((await asker.get(path)).body)![1]!;
  assert.match((await asker.submit(take)).body, /contoh\.example/);
  await asker.get(path);
  await asker.submit(path, asked());
  const decline = /action="([^"]+\/decline)"/.exec((await other.get(path)).body)![1]!;
  assert.equal((await other.submit(decline)).statusCode, 303);
  assert.match((await other.get(path)).body, /turned down/);
});

test('a form that cannot be taken comes back with what would be right, and days beyond the log with its last one', async () => {
  const asker = await visitor('supervisor');
  await asker.get(path);
  const reply = await asker.submit(path, { ...asked(), basis: '' });
  assert.equal(reply.statusCode, 422);
  assert.match(reply.body, /Say by what right it gets it[\s\S]*Lembaga Pengawas Rekaan/);
  const beyond = await asker.submit(path, { ...asked(), to: deskDay(desk.house.now()) });
  assert.equal(beyond.statusCode, 409);
  assert.match(beyond.body, /The log does not reach so far yet\. Its last day is 2031-03-13/);
});

test('the page is valid HTML in both languages', async () => {
  const validator = new HtmlValidate(htmlRules as never);
  const supervisor = await visitor('supervisor');
  for (const language of ['id', 'en']) {
    supervisor.cookies.set('suaka_language', language);
    const { body } = await supervisor.get(path);
    const { results } = await validator.validateString(body);
    assert.deepEqual(
      results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
      [],
    );
    assert.doesNotMatch(body, /undefined|\[object|NaN/);
  }
});
