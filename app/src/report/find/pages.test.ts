// The page that looks for an identity: answered itself, so that nothing looked for stands in an address.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../../access/index.ts';
import { missingWords } from '../../kit/words.ts';
import type { TestDesk, Visitor } from '../../testing/desk.ts';
import { openPages, reportedItem } from '../assess/testing.ts';
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

test('a search is answered on its own page, and what was looked for stands in no address', async () => {
  await reportedItem(desk.house, organisationId, 'instagram: nama_rekaan');
  const officer = await visitor('intake');
  await officer.get('/desk/report/search');
  const none = await officer.submit('/desk/report/search', { text: 'instagram: nama_rekaan' });
  assert.equal(none.statusCode, 422);
  assert.match(none.body, new RegExp(words('id').right.reason));
  const found = await officer.submit('/desk/report/search', { text: 'instagram: nama_rekaan', reason: 'urgent-risk' });
  assert.equal(found.statusCode, 200);
  assert.match(found.body, new RegExp(words('id').found));
  const nothing = await officer.submit('/desk/report/search', {
    text: 'instagram: lain_rekaan',
    reason: 'urgent-risk',
  });
  assert.match(nothing.body, new RegExp(words('id').nothing));
  assert.match(nothing.body, new RegExp(words('id').askedItems));
  assert.equal((await (await visitor('analyst')).get('/desk/report/search')).statusCode, 403);
});
