// The page of care: one's own day, and everybody's for a supervisor.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../../access/index.ts';
import { missingWords } from '../../kit/words.ts';
import type { TestDesk, Visitor } from '../../testing/desk.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { openPages } from '../assess/testing.ts';
import { countExposure } from './exposure.ts';
import { words } from './words.ts';

let desk: TestDesk;
let organisationId: string;
before(async () => {
  desk = await openPages();
  organisationId = await desk.organisation();
});
after(() => desk?.close());

const visitor = async (...roles: Role[]): Promise<Visitor> => (await desk.person(organisationId, roles)).visitor;

test('both languages say the same things', () => assert.deepEqual(missingWords(words('id'), words('en')), []));

test('everybody sees their own day, a supervisor everybody’s', async () => {
  const { visitor: analyst, caller } = await desk.person(organisationId, ['analyst']);
  const exposure = { personId: caller.id, kind: 'text' as const, now: desk.house.now() };
  await inOrganisation(desk.house.database, organisationId, (work) => countExposure(work, exposure));
  const own = await analyst.get('/desk/report/settings/care');
  assert.match(own.body, /1 dari 40/);
  assert.doesNotMatch(own.body, /name="texts"/);
  const page = await (await visitor('supervisor')).get('/desk/report/settings/care');
  assert.match(page.body, /name="texts"/);
  assert.match(page.body, /Made-up analyst/);
  assert.equal((await (await visitor('curator')).get('/desk/report/settings/care')).statusCode, 403);
});

test('limits that are not right come back with what was typed', async () => {
  const supervisor = await visitor('supervisor');
  await supervisor.get('/desk/report/settings/care');
  const sent = await supervisor.submit('/desk/report/settings/care', { texts: '', handOvers: '77' });
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /value="77"/);
  assert.match(sent.body, new RegExp(words('id').right.texts));
});
