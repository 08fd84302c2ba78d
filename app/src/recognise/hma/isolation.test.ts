// Who sees what: organisations apart, banks shared by partners, and what each key may do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeKey } from '../../access/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { bankAtDesk, type Client, drawn, Form, type Method, openTestFace, share, type TestFace } from './testing.ts';

let face: TestFace;
let ours: Client;
let theirs: Client;
before(async () => {
  face = await openTestFace();
  [ours, theirs] = [await face.client(), await face.client()];
});
after(() => face?.close());

const lookUp = async (client: Client, hash: string, more = '') => {
  await face.settle();
  return (await client.ask('GET', `/m/lookup?signal_type=pdq&signal=${hash}${more}`)).json();
};
const names = async (client: Client): Promise<string[]> =>
  (await client.ask('GET', '/c/banks')).json().map(({ name }: { name: string }) => name);

test('two organisations use the same names and numbers without meeting', async () => {
  const hash = drawn();
  for (const client of [ours, theirs]) await client.ask('POST', '/c/banks', { name: 'SAME' });
  const form = new Form().file('video', Buffer.from(hash)).field('metadata', '{"content_id":"ours"}');
  const { id: film } = (await ours.ask('POST', '/c/bank/SAME/content', form)).json();
  const { id } = (await ours.ask('POST', '/c/bank/SAME/signal', { pdq: hash })).json();
  assert.deepEqual(await lookUp(theirs, hash), {});
  for (const number of [id, film]) {
    assert.equal((await theirs.ask('GET', `/c/bank/SAME/content/${number}`)).statusCode, 404);
    assert.equal((await theirs.ask('PUT', `/c/bank/SAME/content/${number}`, { disable_until_ts: 0 })).statusCode, 404);
    assert.deepEqual((await theirs.ask('DELETE', `/c/bank/SAME/content/${number}`)).json(), { deleted: 0 });
  }
  const own = (await theirs.ask('POST', '/c/bank/SAME/signal', { pdq: hash })).json();
  assert.notEqual(own.id, id);
  assert.deepEqual(Object.keys(await lookUp(ours, hash)), ['SAME']);
  await theirs.ask('POST', '/dev/factory_reset');
  assert.deepEqual(await lookUp(theirs, hash), {});
  assert.deepEqual(await lookUp(ours, hash), { SAME: [{ bank_content_id: id, distance: '0' }] });
});

test('what one says about its contents is invisible to the other, whatever it asks the database', async () => {
  const [one, two] = [await face.client(), await face.client()];
  await one.ask('POST', '/c/banks', { name: 'DESCRIBED' });
  const form = new Form().file('video', Buffer.from(drawn())).field('metadata', '{"content_id":"made-up"}');
  await one.ask('POST', '/c/bank/DESCRIBED/content', form);
  const seenBy = ({ organisationId }: Client) =>
    inOrganisation(face.house.database, organisationId, async (work) => {
      const { rowCount } = await work.client.query('SELECT FROM recognise.description');
      return rowCount;
    });
  assert.deepEqual([await seenBy(one), await seenBy(two)], [1, 0]);
});

test('counts are an organisation’s own', async () => {
  const [one, two] = [await face.client(), await face.client()];
  await one.ask('POST', '/c/banks', { name: 'COUNTED' });
  await one.ask('POST', '/c/bank/COUNTED/signal', { pdq: drawn() });
  const size = async (client: Client) => (await client.ask('GET', '/m/index/status')).json().pdq.size;
  assert.deepEqual([await size(one), await size(two)], [1, 0]);
});

test('a bank shared by a partner appears under its name and can be looked up, not changed', async () => {
  const hash = drawn();
  const bank = await bankAtDesk(face, ours, 'SHARED_LIST', { sharing: 'partners' });
  const { id } = (await ours.ask('POST', '/c/bank/SHARED_LIST/signal', { pdq: hash })).json();
  assert.equal((await names(theirs)).includes('SHARED_LIST'), false);
  await share(face, ours, theirs, bank.id);
  assert.equal((await names(theirs)).includes('SHARED_LIST'), true);
  assert.deepEqual(await lookUp(theirs, hash), { SHARED_LIST: [{ bank_content_id: id, distance: '0' }] });
  const shown = (await theirs.ask('GET', `/c/bank/SHARED_LIST/content/${id}?include_signals=true`)).json();
  assert.deepEqual(shown.signals, { pdq: hash });
  const refused: [Method, string, object?][] = [
    ['PUT', '/c/bank/SHARED_LIST', { enabled: false }],
    ['DELETE', '/c/bank/SHARED_LIST'],
    ['POST', '/c/bank/SHARED_LIST/signal', { pdq: drawn() }],
    ['POST', '/c/bank/SHARED_LIST/signal', { pdq: hash }],
    ['PUT', `/c/bank/SHARED_LIST/content/${id}`, { disable_until_ts: 0 }],
    ['PUT', `/c/bank/SHARED_LIST/content/${id}`, { note: 'theirs' }],
    ['DELETE', `/c/bank/SHARED_LIST/content/${id}`],
  ];
  for (const [method, path, body] of refused) {
    const reply = await theirs.ask(method, path, body);
    assert.equal(reply.statusCode, 403, `${method} ${path}: ${reply.body}`);
    assert.match(reply.json().message, /another organisation|shared with you/);
  }
  assert.equal((await theirs.ask('POST', '/dev/factory_reset')).statusCode, 302);
  assert.deepEqual(Object.keys(await lookUp(theirs, hash)), ['SHARED_LIST']);
});

test('a shared bank whose name is taken goes by an ending of its id, and none of its matches is lost', async () => {
  const hash = drawn();
  const bank = await bankAtDesk(face, ours, 'TAKEN', { sharing: 'partners' });
  await share(face, ours, theirs, bank.id);
  await theirs.ask('POST', '/c/banks', { name: 'TAKEN' });
  const ids = [];
  for (const client of [ours, theirs])
    ids.push((await client.ask('POST', '/c/bank/TAKEN/signal', { pdq: hash })).json().id);
  const ending = `TAKEN__${bank.id.slice(-6).toUpperCase()}`;
  const [foreign, own] = ids.map((id) => [{ bank_content_id: id, distance: '0' }]);
  assert.deepEqual(await lookUp(theirs, hash), { TAKEN: own, [ending]: foreign });
  assert.deepEqual(await lookUp(theirs, hash, '&banks=TAKEN'), { TAKEN: own });
  assert.deepEqual(await lookUp(theirs, hash, `&banks=${ending}`), { [ending]: foreign });
  assert.equal((await theirs.ask('GET', `/c/bank/${ending}`)).json().name, ending);
});

const withoutKey: [path: string, status: number][] = [
  ['/status', 200],
  ['/status/live', 200],
  ['/site-map', 200],
  ['/', 302],
  ['/c/banks', 401],
  ['/c/exchanges/apis', 401],
  ['/c/signal_type', 401],
  ['/m/index/status', 401],
  [`/m/lookup?signal_type=pdq&signal=${'0'.repeat(64)}`, 401],
  ['/h/hash?url=https://example.org/', 401],
];
for (const [path, status] of withoutKey)
  test(`without a key ${path} is ${status}`, async () => {
    const reply = await face.server.inject(`/hma${path}`);
    assert.equal(reply.statusCode, status);
    if (status !== 401) return;
    assert.deepEqual(Object.keys(reply.json()), ['message']);
    assert.match(String(reply.headers['www-authenticate']), /^Bearer/);
  });

const photo = () => new Form().file('photo', Buffer.from('not read'));
const zeros = '0'.repeat(64);
const forMatchers: [Method, string, object | undefined, number][] = [
  ['POST', '/h/hash', new Form().file('video', Buffer.from('x')), 200],
  ['POST', '/m/compare', { pdq: [zeros, zeros] }, 200],
  ['GET', '/m/index/status', undefined, 200],
  ['GET', '/c/signal_type/index', undefined, 200],
  ['GET', `/m/lookup?signal_type=pdq&signal=${zeros}`, undefined, 403],
  ['GET', `/m/raw_lookup?signal_type=pdq&signal=${zeros}`, undefined, 403],
  ['POST', '/m/lookup', photo(), 403],
  ['GET', '/c/banks', undefined, 403],
  ['POST', '/c/banks', { name: 'X' }, 403],
  ['POST', '/c/bank/X/content', photo(), 403],
  ['GET', '/c/exchanges', undefined, 403],
  ['PUT', '/c/signal_type/pdq', { enabled_ratio: 1 }, 403],
  ['POST', '/dev/factory_reset', undefined, 403],
];
for (const [method, path, sent, status] of forMatchers)
  test(`a key that may only match gets ${status} for ${method} ${path}`, async () => {
    const matcher = await face.client(['match'], ours.organisationId);
    const reply = await matcher.ask(method, path, sent);
    assert.equal(reply.statusCode, status, reply.body);
    if (status === 403) assert.match(reply.json().message, /^This needs the permission "recognise\./);
  });

test('a client that can send no header sends its key in the path', async () => {
  await ours.ask('POST', '/c/banks', { name: 'BY_PATH' });
  const inPath = (path: string, key = ours.key) => face.server.inject(`/hma/k/${key}${path}`);
  assert.equal((await inPath('/c/bank/BY_PATH')).json().name, 'BY_PATH');
  assert.equal((await inPath('/c/nothing')).statusCode, 404);
  assert.equal((await inPath('//c//banks')).headers.location, `/hma/k/${ours.key}/c/banks`);
  const wrong = await inPath('/c/banks', 'not-a-key');
  assert.deepEqual([wrong.statusCode, Object.keys(wrong.json())], [401, ['message']]);
});

test('a key that asks more than its allowance is told when to come back', async () => {
  const administrator = callerOf(ours.organisationId, ['access.manage-keys']);
  const given = { name: 'Made-up eager program', scopes: ['match' as const], requestsAMinute: 1 };
  const { key } = await call(face.house, makeKey, administrator, given);
  const ask = () => face.server.inject({ url: '/hma/m/index/status', headers: { authorization: `Bearer ${key}` } });
  assert.equal((await ask()).statusCode, 200);
  const late = await ask();
  assert.deepEqual([late.statusCode, Object.keys(late.json())], [429, ['message']]);
  assert.ok(Number(late.headers['retry-after']) > 0);
});
