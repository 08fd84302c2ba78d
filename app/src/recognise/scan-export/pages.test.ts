// The page of exports for scanning: asked for by one person, let go by another, taken once; and whose copy a list was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../../access/index.ts';
import { missingWords } from '../../kit/words.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { makeBank } from '../banks.ts';
import { openRecognise } from '../index.ts';
import { refusalWords, registerRecognisePages } from '../pages.ts';
import { listSignal } from '../signals.ts';
import { drawnHash } from '../testing.ts';
import { someKey } from './testing.ts';
import { words } from './words.ts';

const path = '/desk/recognise/exports';
let desk: TestDesk;
let organisationId: string;
let bankId: string;
before(async () => {
  desk = await openTestDesk({ pages: registerRecognisePages, server: { refusalWords: [refusalWords] } });
  await openRecognise(desk.house);
  organisationId = await desk.organisation();
  const maker = nodeCaller(organisationId, ['recognise.curate']);
  const bank = {
    code: 'MADE_UP',
    name: 'Made-up list',
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'grooming',
    active: true,
  } as const;
  ({ id: bankId } = await call(desk.house, makeBank, maker, bank));
  await call(desk.house, listSignal, maker, { bankId, hashes: [{ algorithm: 'pdq', hash: drawnHash() }] });
});
after(() => desk?.close());

const visitor = async (...roles: Role[]): Promise<Visitor> => (await desk.person(organisationId, roles)).visitor;
const given = () => ({
  bankIds: [bankId],
  recipient: 'Unit Siber Rekaan',
  recipientKey: someKey.publicKey,
  purpose: 'Perkara rekaan',
  validDays: '14',
});
const actionOf = (body: string, step: string) => new RegExp(`action="([^"]+/${step})"`).exec(body)?.[1] ?? '';

test('both languages say the same things', () => assert.deepEqual(missingWords(words('id'), words('en')), []));

test('an export is asked for, let go by another person and taken once', async () => {
  const asker = await visitor('curator');
  await asker.get(path);
  assert.equal((await asker.submit(path, given())).statusCode, 303);
  const own = await asker.get(path);
  assert.equal(actionOf(own.body, 'approve'), '');
  const other = await visitor('supervisor');
  const waiting = await other.get(path);
  assert.match(waiting.body, /[0-9a-f]{64}/); // the fingerprint, to be compared
  assert.equal((await other.submit(actionOf(waiting.body, 'approve'))).statusCode, 303);
  const take = actionOf((await asker.get(path)).body, 'take');
  const file = await asker.submit(take);
  assert.match(String(file.headers['content-disposition']), /attachment; filename="exp_\w+\.scan"/);
  assert.match(file.body, /^suaka-scan-export\/1\n/);
  assert.equal((await asker.submit(take)).statusCode, 409);
  assert.match((await asker.get(path)).body, /17 hash/);
});

test('a form with something missing comes back with what was typed and what would be right', async () => {
  const asker = await visitor('curator');
  await asker.get(path);
  const back = await asker.submit(path, { ...given(), bankIds: [], recipientKey: 'abc', purpose: '', validDays: '' });
  assert.equal(back.statusCode, 422);
  for (const said of [
    'Unit Siber Rekaan',
    'Pilih sedikitnya satu daftar',
    '64 angka heksadesimal',
    'paling banyak 500 karakter',
    '1 sampai 366',
  ])
    assert.ok(back.body.includes(said), said);
});

test('one’s own request is taken back, not let go; analysts see no exports at all', async () => {
  const both = await visitor('supervisor');
  await both.get(path);
  await both.submit(path, given());
  const own = await both.get(path);
  const approve = actionOf(own.body, 'decline').replace('/decline', '/approve');
  const refused = await both.submit(approve);
  assert.equal(refused.statusCode, 409);
  assert.match(refused.body, /Anda sendiri yang meminta ekspor ini/);
  assert.equal((await both.submit(actionOf(own.body, 'decline'))).statusCode, 303);
  assert.equal((await (await visitor('analyst')).get(path)).statusCode, 403);
});

test('the marks among found hashes tell which export they came from', async () => {
  const { rows } = await inOrganisation(desk.house.database, organisationId, ({ client }) =>
    client.query<{ id: string; code: string }>(
      `SELECT export_id AS id, encode(code, 'hex') AS code FROM recognise.scan_mark`,
    ),
  );
  const looking = await visitor('supervisor');
  await looking.get(path);
  const hashes = rows
    .slice(0, 3)
    .map(({ code }, n) => (n === 0 ? `pdq ${code}` : n === 1 ? code.toUpperCase() : `${code},A`));
  const told = await looking.submit(`${path}/trace`, { hashes: ['', ...hashes, drawnHash()].join('\r\n') });
  assert.match(told.body, new RegExp(`${rows[0]!.id}: 3 `));
  const nothing = await looking.submit(`${path}/trace`, { hashes: drawnHash() });
  assert.match(nothing.body, /Tidak ada tanda ekspor/);
  assert.equal((await looking.submit(`${path}/trace`, { hashes: 'bukan hash' })).statusCode, 422);
  assert.equal((await looking.submit(`${path}/trace`, { hashes: '' })).statusCode, 422);
});
