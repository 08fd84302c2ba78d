// The page of exports: asked for by one person, let go by another, taken once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../../access/index.ts';
import { missingWords } from '../../kit/words.ts';
import type { TestDesk, Visitor } from '../../testing/desk.ts';
import { openPages } from '../assess/testing.ts';
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

test('an export is asked for, let go by another person and taken once', async () => {
  const asker = await visitor('supervisor');
  await asker.get('/desk/report/settings/exports');
  const given = { from: '2031-03-01', to: '2031-03-31', what: 'facts-and-items', purpose: 'Angka rekaan' };
  assert.equal((await asker.submit('/desk/report/settings/exports', given)).statusCode, 303);
  const own = await asker.get('/desk/report/settings/exports');
  assert.doesNotMatch(own.body, /\/approve"/);
  const other = await visitor('supervisor');
  const approve = /action="([^"]+\/approve)"/.exec((await other.get('/desk/report/settings/exports')).body)![1]!;
  assert.equal((await other.submit(approve)).statusCode, 303);
  const take = /action="([^"]+\/take)"/.exec((await asker.get('/desk/report/settings/exports')).body)![1]!;
  const file = await asker.submit(take, { format: 'csv' });
  assert.match(String(file.headers['content-disposition']), /attachment; filename="exp_\w+\.csv"/);
  assert.match(file.body, /^report,received_day,channel,/);
  assert.equal((await asker.submit(take, { format: 'csv' })).statusCode, 409);
});
