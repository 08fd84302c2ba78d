// Passkeys, the whole ceremony with an authenticator in software: added by oneself, used without typing anything, and
// refused when copied, replayed, late, unverified or of another place.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { minuteMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import { type SoftwareAuthenticator, softwareAuthenticator } from '../../testing/authenticator.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { addPasskey, addPerson, beginPasskey, disablePerson, listMyPasskeys, removePasskey } from '../index.ts';
import { followLink } from '../passwords/verbs.ts';
import { beginPasskeySignIn, openSessionWithPasskey } from './sign-in.ts';

const origin = 'http://localhost:4300';
let desk: TestDesk;
let organisation: string;
let caller: Caller;
let visitor: Visitor;
let device: SoftwareAuthenticator;

before(async () => {
  desk = await openTestDesk({ configuration: { publicUrl: origin } });
  organisation = await desk.organisation();
});
after(() => desk?.close());
beforeEach(async () => {
  ({ caller, visitor } = await desk.person(organisation, ['analyst']));
  device = softwareAuthenticator(origin);
});

const refused = { code: 'passkey-refused' };
const add = async () =>
  call(desk.house, addPasskey, caller, { answer: device.make(await call(desk.house, beginPasskey, caller, {})) });
const use = async () =>
  openSessionWithPasskey(desk.house, { answer: device.use(await beginPasskeySignIn(desk.house)) });

test('a passkey that was added signs its person in, with nothing typed', async () => {
  await add();
  assert.equal((await use()).personId, caller.id);
  const [passkey] = await call(desk.house, listMyPasskeys, caller, {});
  assert.deepEqual([passkey?.counter, passkey?.usedAt], [1, desk.house.now()]);
});

test('the ceremony over HTTP needs the token, and ends in a session', async () => {
  const page = (await visitor.get('/desk/me')).body;
  const csrf = /data-csrf="([^"]+)"/.exec(page)![1]!;
  const post = (url: string, payload: object, token: string, cookies = {}) =>
    desk.server.inject({
      method: 'POST',
      url,
      payload,
      cookies,
      headers: { host: 'localhost:4300', 'sec-fetch-site': 'same-origin', 'x-csrf-token': token },
    });
  const mine = Object.fromEntries(visitor.cookies);
  assert.equal((await post('/desk/me/passkeys/options', {}, 'x', mine)).statusCode, 403);
  assert.equal((await post('/desk/me/passkeys/options', {}, csrf)).statusCode, 403);
  const options = (await post('/desk/me/passkeys/options', {}, csrf, mine)).json();
  assert.equal((await post('/desk/me/passkeys', { answer: device.make(options) }, csrf, mine)).statusCode, 200);
  assert.match((await visitor.get('/desk/me')).body, /di satu perangkat/);

  const door = /data-csrf="([^"]+)"/.exec((await desk.visitor().get('/desk/sign-in')).body)![1]!;
  const asked = (await post('/desk/sign-in/passkey/options', {}, door)).json();
  assert.equal(asked.allowCredentials, undefined); // any passkey of this desk: nobody says who they are
  const done = await post('/desk/sign-in/passkey', { answer: device.use(asked) }, door);
  assert.deepEqual(done.json(), { signedIn: true });
  const session = done.cookies.find(({ name }) => name === 'suaka_session')!.value;
  assert.equal(
    (await desk.server.inject({ url: '/desk/me', cookies: { suaka_session: session }, headers: { host: 'localhost' } }))
      .statusCode,
    200,
  );
  const bad = await post('/desk/sign-in/passkey', { answer: { id: 'x', type: 'public-key' } }, door);
  assert.deepEqual([bad.statusCode, bad.json().type], [422, '/problems/passkey-refused']);
});

test('an answer signs in once, also when sent twice at the same moment and the device keeps no count', async () => {
  device.counts = false;
  await add();
  const answer = device.use(await beginPasskeySignIn(desk.house));
  const twice = await Promise.allSettled([1, 2].map(() => openSessionWithPasskey(desk.house, { answer })));
  assert.deepEqual(twice.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await assert.rejects(openSessionWithPasskey(desk.house, { answer }), refused);
});

test('an answer that comes after five minutes is refused, for adding and for signing in', async () => {
  const late = device.make(await call(desk.house, beginPasskey, caller, {}));
  desk.forward(5 * minuteMs);
  await assert.rejects(call(desk.house, addPasskey, caller, { answer: late }), refused);
  await add();
  const answer = device.use(await beginPasskeySignIn(desk.house));
  desk.forward(5 * minuteMs);
  await assert.rejects(openSessionWithPasskey(desk.house, { answer }), refused);
});

test('an answer to somebody else’s challenge, or to one we never gave, is refused', async () => {
  const other = (await desk.person(organisation, ['analyst'])).caller;
  const theirs = device.make(await call(desk.house, beginPasskey, other, {}));
  await assert.rejects(call(desk.house, addPasskey, caller, { answer: theirs }), refused);
  await add();
  const options = await beginPasskeySignIn(desk.house);
  const invented = { ...options, challenge: Buffer.from('invented').toString('base64url') };
  await assert.rejects(openSessionWithPasskey(desk.house, { answer: device.use(invented) }), refused);
  const wrongUse = { ...options, challenge: (await call(desk.house, beginPasskey, caller, {})).challenge };
  await assert.rejects(openSessionWithPasskey(desk.house, { answer: device.use(wrongUse) }), refused);
});

test('an answer from another place, or without finger, face or PIN, is refused', async () => {
  await add();
  const elsewhere = softwareAuthenticator('https://desk.evil.example');
  const made = elsewhere.make(await call(desk.house, beginPasskey, caller, {}));
  await assert.rejects(call(desk.house, addPasskey, caller, { answer: made }), refused);
  device.origin = elsewhere.origin;
  await assert.rejects(use(), refused);
  device.origin = origin;
  const options = await beginPasskeySignIn(desk.house);
  await assert.rejects(
    openSessionWithPasskey(desk.house, { answer: device.use({ ...options, rpId: 'evil.example' }) }),
    refused,
  );
  device.verifies = false;
  await assert.rejects(use(), refused);
  device.verifies = true;
  await use();
});

test('a copy of an authenticator, whose count lags behind, is refused', async () => {
  await add();
  await use();
  await use();
  device.counter = 1;
  await assert.rejects(use(), refused);
});

test('a changed signature and an unknown credential are refused', async () => {
  await add();
  const answer = device.use(await beginPasskeySignIn(desk.house));
  const signature = `${answer.response.signature.slice(0, -4)}AAAA`;
  await assert.rejects(
    openSessionWithPasskey(desk.house, { answer: { ...answer, response: { ...answer.response, signature } } }),
    refused,
  );
  await assert.rejects(openSessionWithPasskey(desk.house, { answer: { ...answer, id: 'bm8', rawId: 'bm8' } }), refused);
  await assert.rejects(openSessionWithPasskey(desk.house, { answer: 'nothing' }), { kind: 'bad-input' });
});

test('a passkey removed, or of someone locked out, no longer signs in', async () => {
  const { id } = await add();
  await call(desk.house, removePasskey, caller, { id });
  await assert.rejects(use(), refused);
  await assert.rejects(call(desk.house, removePasskey, caller, { id }), { code: 'passkey-unknown' });
  await add();
  const administrator = (await desk.person(organisation, ['administrator'])).caller;
  await call(desk.house, disablePerson, administrator, { id: caller.id });
  await assert.rejects(use(), refused);
});

test('the only way in cannot be removed', async () => {
  const administrator = (await desk.person(organisation, ['administrator'])).caller;
  const { id, linkToken } = await call(desk.house, addPerson, administrator, {
    name: 'Dewi Rekaan',
    email: 'dewi@rekaan.example',
    roles: ['analyst'],
  });
  caller = { ...caller, id };
  const passkey = await add();
  await assert.rejects(call(desk.house, removePasskey, caller, passkey), { code: 'last-way-in' });
  await followLink(desk.house, linkToken, 'empat kata sandi acak');
  await call(desk.house, removePasskey, caller, passkey);
});

test('challenges that were answered are kept only until they would have expired', async () => {
  await add();
  await use();
  desk.forward(5 * minuteMs);
  await use();
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT count(*) AS kept FROM access.spent_challenge'),
  );
  assert.deepEqual(rows, [{ kept: 1 }]);
});
