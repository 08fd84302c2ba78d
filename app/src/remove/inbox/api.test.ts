// What a platform's programs call: lists, the document as DSA Article 16 shapes it, answers; and what others may not.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { answerProblems, honourIdempotencyKeys, identifyPrograms } from '../../access/http.ts';
import { invitePlatform, makeKey } from '../../access/index.ts';
import { asOwner } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { documentApi } from '../../verbs/document.ts';
import type { RemovalGround } from '../states.ts';
import { registerInboxApi } from './api.ts';
import { invitation, madeUpNotice, putIntoInbox } from './testing.ts';
import { sealedBytes } from '../notice/sealed.ts';

let made: TestDesk;
let deskId: string;
let platformId: string;
let key: string;
before(async () => {
  // Answers are carried to the desk in inbox.test.ts; here nobody follows them.
  made = await openTestDesk({ routes: (server) => server.register(api, { prefix: '/v1' }) });
  deskId = await made.organisation('Badan Rekaan');
  [platformId, key] = await platform();
});
after(() => made?.close());

async function api(scope: FastifyInstance): Promise<void> {
  identifyPrograms(scope);
  answerProblems(scope);
  honourIdempotencyKeys(scope);
  await documentApi(scope, 'http://localhost');
  registerInboxApi(scope, scope.house);
}

async function platform(): Promise<[id: string, key: string]> {
  const desk = callerOf(deskId, ['access.manage-platforms']);
  const { id } = await call(made.house, invitePlatform, desk, invitation());
  const maker = callerOf(id, ['access.manage-keys']);
  return [id, (await call(made.house, makeKey, maker, { name: 'Program rekaan', scopes: ['answer'] })).key];
}

const ask = async (
  method: 'GET' | 'POST',
  url: string,
  given: { payload?: object; key?: string; idempotency?: string } = {},
) => {
  const reply = await made.server.inject({
    method,
    url: `/v1${url}`,
    headers: {
      authorization: `Bearer ${given.key ?? key}`,
      ...(given.idempotency ? { 'idempotency-key': given.idempotency } : {}),
    },
    ...(given.payload ? { payload: given.payload } : {}),
  });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
};
const put = (given: Parameters<typeof putIntoInbox>[3] = {}) => putIntoInbox(made.house, platformId, deskId, given);

test('the list tells where each notice stands and nothing of what it says; listing opens none', async () => {
  const id = await put({ dueAt: new Date('2031-03-14T05:59:26Z') });
  const { status, body } = await ask('GET', '/notices?state=served&limit=100');
  assert.equal(status, 200);
  const [found] = body.notices.filter((one: { id: string }) => one.id === id);
  assert.deepEqual(
    [found.reference, found.state, found.items, found.statutory, found.dueAt, found.openedAt],
    ['RKNA-0001', 'served', 2, false, '2031-03-14T05:59:26.000Z', null],
  );
  assert.doesNotMatch(JSON.stringify(body), /contoh\.example|akun\.rekaan|Alasan rekaan/);
  assert.equal((await ask('GET', '/notices?state=lost')).status, 400);
  assert.equal((await ask('GET', '/notices?cursor=bukan')).body.type, '/problems/bad-input');
});

test('pages follow each other by their cursor, to the end', async () => {
  const [otherId, otherKey] = await platform();
  for (let n = 0; n < 5; n += 1) await putIntoInbox(made.house, otherId, deskId);
  const seen = new Set<string>();
  let cursor = '';
  let pages = 0;
  do {
    const { body } = await ask('GET', `/notices?limit=2${cursor && `&cursor=${cursor}`}`, { key: otherKey });
    for (const { id } of body.notices) seen.add(id);
    cursor = body.next;
    pages += 1;
  } while (cursor);
  assert.deepEqual([seen.size, pages], [5, 3]);
});

test('a notice is fetched to the letter, as Article 16 shapes it, and its bytes prove themselves', async () => {
  const id = await put();
  const { status, headers, body } = await ask('GET', `/notices/${id}`);
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  const { article16 } = body;
  assert.deepEqual(article16.exactLocations, [
    { number: 1, url: 'https://contoh.example/satu?x=1' },
    { number: 2, kind: 'account', identifier: 'akun.rekaan' },
  ]);
  assert.deepEqual(article16.notifier, {
    name: 'Badan Rekaan, Unit Penghapusan',
    email: 'penghapusan@badan-rekaan.example',
  });
  assert.match(article16.explanation, /Alasan rekaan/);
  assert.match(article16.goodFaithStatement, /itikad baik/);
  assert.match(article16.redress, /Jawab pemberitahuan/);
  assert.equal(article16.confirmationOfReceipt.receivedAt, made.house.now().toISOString());
  assert.equal(body.article9, null);
  assert.equal(createHash('sha256').update(body.document, 'utf8').digest('hex'), body.contentSha256);
  assert.equal(body.document, sealedBytes(madeUpNotice()).toString('utf8'));
  assert.equal(body.openedAt, made.house.now().toISOString());
});

for (const [ground, named] of [
  ['child-sexual-exploitation', false],
  ['grooming', false],
  ['image-based-sexual-abuse', true],
  ['sexual-extortion', true],
  ['trafficking', true],
] satisfies [RemovalGround, boolean][])
  test(`who notifies is ${named ? 'named' : 'left out'} for ${ground}`, async () => {
    const { body } = await ask('GET', `/notices/${await put({ document: madeUpNotice({ ground }) })}`);
    assert.equal(body.article16.notifier !== null, named);
    assert.equal(JSON.stringify(body.article16).includes('badan-rekaan.example'), named);
  });

test('an order carries the particulars of Article 9', async () => {
  const rule = {
    id: 'rekaan',
    version: 2,
    citation: 'Peraturan Rekaan 1/2031 Pasal 4',
    within: { unit: 'hours', count: 4 } as const,
  };
  const document = madeUpNotice({ basis: 'statutory', rule, authority: 'Surat Tugas Rekaan 7' });
  const { body } = await ask('GET', `/notices/${await put({ document })}`);
  assert.deepEqual(body.article9.legalBasis, { citation: rule.citation, id: 'rekaan', version: 2 });
  assert.deepEqual(body.article9.within, rule.within);
  assert.equal(body.article9.issuingAuthority.authority, 'Surat Tugas Rekaan 7');
  assert.equal(body.article9.exactLocations.length, 2);
  assert.ok(body.article9.redress && body.article9.statementOfReasons);
});

test('a program acknowledges, complies with some and then all, refuses and contests; answers name no address', async () => {
  const [first, second, third] = [await put(), await put(), await put()];
  assert.equal((await ask('POST', `/notices/${first}/acknowledge`)).body.state, 'acknowledged');
  const some = await ask('POST', `/notices/${first}/comply`, { payload: { items: [2] } });
  assert.deepEqual([some.body.state, some.body.complied], ['partial', [2]]);
  const all = await ask('POST', `/notices/${first}/comply`, { payload: { version: some.body.version } });
  assert.deepEqual([all.body.state, all.body.complied], ['complied', [1, 2]]);
  assert.equal((await ask('POST', `/notices/${first}/comply`)).body.type, '/problems/wrong-state');
  const refused = await ask('POST', `/notices/${second}/refuse`, {
    payload: { reason: 'not-found', words: 'Tidak ada di sini.' },
  });
  assert.equal(refused.body.state, 'refused');
  const contested = await ask('POST', `/notices/${third}/contest`, { payload: { words: 'Ini keliru, rekaan.' } });
  assert.equal(contested.body.state, 'refused');
  const read = (await ask('GET', `/notices/${third}`)).body;
  assert.deepEqual([read.contested, read.refusedFor, read.answer], [true, 'contested', 'Ini keliru, rekaan.']);
  assert.equal((await ask('POST', `/notices/${second}/refuse`, { payload: { reason: 'because' } })).status, 400);
  assert.doesNotMatch(JSON.stringify([some, all, refused, contested]), /contoh\.example|akun\.rekaan/);
});

test('an answer sent again under the same key is one answer; a fetched notice is kept under none', async () => {
  const id = await put();
  const twice = [1, 2].map(() => ask('POST', `/notices/${id}/comply`, { idempotency: 'rekaan-1' }));
  const answers = await Promise.all(twice);
  assert.ok(answers.some(({ status }) => status === 200));
  assert.equal((await ask('POST', `/notices/${id}/comply`, { idempotency: 'rekaan-1' })).body.state, 'complied');
  await ask('GET', `/notices/${id}`, { idempotency: 'rekaan-2' });
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query('SELECT body FROM access.answered_request'),
  );
  assert.doesNotMatch(JSON.stringify(rows), /contoh\.example|akun\.rekaan/);
});

test('another platform’s key finds nothing, a desk’s key and nobody are refused', async () => {
  const id = await put();
  const [, otherKey] = await platform();
  assert.equal((await ask('GET', `/notices/${id}`, { key: otherKey })).status, 404);
  assert.equal((await ask('POST', `/notices/${id}/comply`, { key: otherKey })).status, 404);
  const maker = callerOf(deskId, ['access.manage-keys']);
  const ours = (await call(made.house, makeKey, maker, { name: 'Program meja', scopes: ['match'] })).key;
  for (const url of ['/notices', `/notices/${id}`]) {
    assert.equal((await ask('GET', url, { key: ours })).status, 403);
    assert.equal((await made.server.inject({ method: 'GET', url: `/v1${url}` })).statusCode, 401);
  }
});

test('the API document names every way, what it takes, and that it needs the permission', async () => {
  const document = (await made.server.inject({ method: 'GET', url: '/v1/openapi.json' })).json();
  const ways = [
    '/notices',
    '/notices/{id}',
    ...['acknowledge', 'comply', 'refuse', 'contest'].map((way) => `/notices/{id}/${way}`),
  ];
  for (const way of ways) {
    const described = document.paths[way] ?? document.paths[`/v1${way}`];
    assert.match(JSON.stringify(described), /remove\.answer/, way);
  }
  const list = document.paths['/notices'] ?? document.paths['/v1/notices'];
  assert.deepEqual(list.get.parameters.map(({ name }: { name: string }) => name).toSorted(), [
    'cursor',
    'limit',
    'state',
    'view',
  ]);
});
