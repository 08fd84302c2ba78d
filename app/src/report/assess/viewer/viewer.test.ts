// The hand-over to the operator's viewer: a token is good once, for minutes, and only with a key of the viewer; what this
// server gives out is an address and nothing behind it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answerProblems, honourIdempotencyKeys, identifyPrograms } from '../../../access/http.ts';
import { makeKey } from '../../../access/index.ts';
import { eventsAbout } from '../../../audit/record.ts';
import { asOwner, inOrganisation } from '../../../runtime/database.ts';
import { openTestDesk, type TestDesk } from '../../../testing/desk.ts';
import { callerOf } from '../../../testing/house.ts';
import { documentApi } from '../../../verbs/document.ts';
import { call } from '../../../verbs/verb.ts';
import { setCareLimits } from '../../care/index.ts';
import { openReport } from '../../opening.ts';
import { registerViewerApi } from '../api.ts';
import { analystOf, madeUpViewer, reportedItem, supervisorOf, tokenIn, viewerKey } from '../testing.ts';
import { isViewerTemplate } from './template.ts';
import { handOver, handOverMs, setViewer } from './verbs.ts';

let desk: TestDesk;
let organisationId: string;
let key: string;
before(async () => {
  desk = await openTestDesk({
    routes: (server) =>
      server.register(
        async (scope) => {
          identifyPrograms(scope);
          answerProblems(scope);
          honourIdempotencyKeys(scope);
          await documentApi(scope, 'http://localhost');
          registerViewerApi(scope, server.house);
        },
        { prefix: '/v1' },
      ),
  });
  openReport(desk.house);
  organisationId = await desk.organisation();
  key = await viewerKey(desk.house, organisationId);
  await call(desk.house, setViewer, supervisorOf(organisationId), { template: madeUpViewer });
});
after(() => desk?.close());

async function handedOver(items?: string) {
  const { id } = await reportedItem(desk.house, organisationId, items);
  const analyst = analystOf(organisationId);
  const { address } = await call(desk.house, handOver, analyst, { id });
  return { id, analyst, token: tokenIn(address) };
}

const redeem = (token: unknown, headers: Record<string, string> = {}, authorization = `Bearer ${key}`) =>
  desk.server.inject({
    method: 'POST',
    url: '/v1/viewer/redeem',
    payload: { token } as never,
    headers: { host: 'localhost', authorization, ...headers },
  });

test('the viewer exchanges a token for the address, exactly once', async () => {
  const { id, token } = await handedOver('https://contoh-lihat.example/jalan?a=1');
  const all = await Promise.all(Array.from({ length: 5 }, () => redeem(token)));
  const [taken, ...others] = all.toSorted((a, b) => a.statusCode - b.statusCode);
  assert.equal(taken!.statusCode, 200);
  assert.deepEqual(taken!.json(), {
    id,
    kind: 'url',
    platform: null,
    address: 'https://contoh-lihat.example/jalan?a=1',
  });
  for (const other of others)
    assert.deepEqual([other.statusCode, other.json().type], [404, '/problems/token-not-valid']);
});

test('a token is over after five minutes, and an unknown one is answered alike', async () => {
  const { token } = await handedOver();
  desk.forward(handOverMs);
  const over = await redeem(token);
  assert.equal(over.statusCode, 404);
  assert.equal((await redeem('x'.repeat(43))).body, over.body);
  assert.equal((await redeem('short')).statusCode, 400);
});

test('only a key of the viewer exchanges tokens, and only one of the same organisation', async () => {
  const { token } = await handedOver();
  const { key: matching } = await call(desk.house, makeKey, callerOf(organisationId, ['access.manage-keys']), {
    name: 'Made-up upload queue',
    scopes: ['match'],
  });
  assert.equal((await redeem(token, {}, `Bearer ${matching}`)).statusCode, 403);
  assert.equal((await redeem(token, {}, '')).statusCode, 401);
  const foreign = await viewerKey(desk.house, await desk.organisation('Made-up Partner'));
  assert.equal((await redeem(token, {}, `Bearer ${foreign}`)).statusCode, 404);
  assert.equal((await redeem(token)).statusCode, 200);
});

test('no answer is kept for an Idempotency-Key: nowhere does an address lie open', async () => {
  const { token } = await handedOver('https://contoh-simpan.example/jalan');
  assert.equal((await redeem(token, { 'idempotency-key': 'one' })).statusCode, 400);
  assert.equal((await redeem(token)).statusCode, 200);
  const kept = await asOwner(desk.house.database, ({ client }) =>
    client.query(`SELECT body FROM access.answered_request WHERE body LIKE '%contoh-simpan%'`),
  );
  assert.equal(kept.rowCount, 0);
});

test('the token stands nowhere in the database, and every hand-over and exchange leaves an event', async () => {
  const { id, analyst, token } = await handedOver();
  await redeem(token);
  const { database } = desk.house;
  const events = await inOrganisation(database, organisationId, (work) => eventsAbout(work, id));
  assert.deepEqual(
    events.map(({ verb, actorKind, facts }) => [verb, actorKind, facts]),
    [
      ['report.hand-over', 'person', { today: 1 }],
      ['report.redeem-hand-over', 'key', { person: analyst.id }],
    ],
  );
  const rows = await asOwner(database, ({ client }) => client.query('SELECT h::text AS row FROM report.hand_over h'));
  assert.ok(!rows.rows.some(({ row }) => row.includes(token) || row.includes(Buffer.from(token).toString('hex'))));
});

test('hand-overs are counted as exposure, and end with a break', async () => {
  await call(desk.house, setCareLimits, supervisorOf(organisationId), { texts: 40, handOvers: 2 });
  const { id } = await reportedItem(desk.house, organisationId);
  const analyst = analystOf(organisationId);
  for (let n = 0; n < 2; n += 1) await call(desk.house, handOver, analyst, { id });
  await assert.rejects(call(desk.house, handOver, analyst, { id }), { code: 'break-first' });
  await call(desk.house, setCareLimits, supervisorOf(organisationId), { texts: 40, handOvers: 60 });
});

test('without a viewer nothing is handed over, nor what cannot be looked at', async () => {
  const { id: phone } = await reportedItem(desk.house, organisationId, '0811 0000 9876');
  await assert.rejects(call(desk.house, handOver, analystOf(organisationId), { id: phone }), {
    code: 'nothing-to-view',
  });
  await call(desk.house, setViewer, supervisorOf(organisationId), { template: null });
  const { id } = await reportedItem(desk.house, organisationId);
  await assert.rejects(call(desk.house, handOver, analystOf(organisationId), { id }), { code: 'viewer-off' });
});

test('a viewer’s address is https, with the token once and outside the host', () => {
  for (const right of [
    'https://p.example/{token}',
    'https://p.example/#{token}',
    'https://p.example:8443/?t={token}&x=1',
  ])
    assert.ok(isViewerTemplate(right), right);
  for (const wrong of [
    'http://p.example/{token}',
    'https://p.example/',
    'https://p.example/{token}/{token}',
    'https://{token}.p.example/',
    'https://p.example{token}',
    'https://a:b@p.example/{token}',
    'https://p.example/ {token}',
    'javascript:alert({token})',
    'https:\\\\p.example/{token}',
  ])
    assert.ok(!isViewerTemplate(wrong), wrong);
});
