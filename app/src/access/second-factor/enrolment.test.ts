// Setting a second factor up and removing it, on the pages as they work without JavaScript; and the organisation that asks
// everyone for one: whoever has none gets that page and nothing else.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { minuteMs, secondMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk, testPassword, type Visitor } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  confirmSecondFactor,
  makePasswordLink,
  readMySecondFactor,
  requireSecondFactor,
  takeAwaySecondFactor,
} from '../index.ts';
import { signInWithPassword } from '../sessions/sign-in.ts';
import { codeAt, enrol, givePassword } from './testing.ts';

const root = '/desk/me/second-factor';
let desk: TestDesk;
let organisation: string;
let caller: Caller;
let visitor: Visitor;
let email: string;

before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());
beforeEach(async () => {
  organisation = await desk.organisation();
  ({ caller, visitor } = await desk.person(organisation, ['administrator', 'analyst']));
  email = `${caller.id}@made-up.example`;
});

/** The secret as the page shows it, typed into an app. */
const secretOn = (body: string): string => /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(body)![0].replaceAll(' ', '');
const code = (secret: string, steps = 0) => codeAt(secret, desk.house.now(), steps);
const recoveryCodesOn = (body: string): string[] => body.match(/\b\w{4}-\w{4}-\w{4}\b/g) ?? [];
const state = async () => (await call(desk.house, readMySecondFactor, caller, {})).state;
const ask = (required: boolean) => call(desk.house, requireSecondFactor, caller, { required });

test('from the account’s page: begun, scanned or typed, confirmed by a first code, recovery codes shown once', async () => {
  assert.match((await visitor.get('/desk/me')).body, new RegExp(`href="${root}"`));
  await visitor.get(root);
  assert.equal((await visitor.submit(`${root}/begin`)).headers.location, root);
  const { body } = await visitor.get(root);
  const secret = secretOn(body);
  assert.match(body, /<svg role="img" aria-label="Kode QR/);
  assert.ok(body.includes(`secret=${secret}&amp;algorithm=SHA1`));
  const refused = await visitor.submit(`${root}/confirm`, { code: '000000' });
  assert.equal(refused.statusCode, 422);
  assert.equal(secretOn(refused.body), secret);
  assert.equal(await state(), 'begun');
  const done = await visitor.submit(`${root}/confirm`, { code: code(secret) });
  const codes = recoveryCodesOn(done.body);
  assert.equal(new Set(codes).size, 10);
  const later = (await visitor.get(root)).body;
  assert.match(later, /Tersisa 10 kode pemulihan/);
  assert.ok(!later.includes(secret) && codes.every((each) => !later.includes(each)), 'shown once');
  assert.match((await visitor.get('/desk/me')).body, /Terpasang sejak/);
});

test('a second factor that is only begun asks nobody for a code, and beginning again replaces it', async () => {
  await visitor.get(root);
  await visitor.submit(`${root}/begin`);
  const first = secretOn((await visitor.get(root)).body);
  assert.ok('opened' in (await signInWithPassword(desk.house, { email, password: testPassword })));
  await visitor.submit(`${root}/begin`);
  assert.notEqual(secretOn((await visitor.get(root)).body), first);
  await assert.rejects(call(desk.house, confirmSecondFactor, caller, { code: code(first) }), {
    code: 'factor-code-wrong',
  });
});

test('one that stands is not replaced, nor confirmed again', async () => {
  const { secret } = await enrol(desk.house, caller);
  await visitor.get(root);
  assert.equal((await visitor.submit(`${root}/begin`)).statusCode, 409);
  desk.forward(minuteMs);
  await assert.rejects(call(desk.house, confirmSecondFactor, caller, { code: code(secret) }), {
    code: 'factor-not-begun',
  });
  assert.ok('ticket' in (await signInWithPassword(desk.house, { email, password: testPassword })));
});

test('removing it needs the password or a code, and wrong ones count', async () => {
  const { secret, recoveryCodes } = await enrol(desk.house, caller);
  await visitor.get(root);
  for (const proof of ['', 'tebakan saja ini', code(secret)]) {
    assert.equal((await visitor.submit(`${root}/remove`, { proof })).statusCode, 422, proof);
    assert.equal(await state(), 'on');
  }
  desk.forward(30 * secondMs);
  assert.equal((await visitor.submit(`${root}/remove`, { proof: code(secret) })).statusCode, 303);
  assert.equal(await state(), 'none');
  for (const proof of [testPassword, 'recovery']) {
    const again = await enrol(desk.house, caller);
    const given = proof === 'recovery' ? again.recoveryCodes[9]! : proof;
    assert.equal((await visitor.submit(`${root}/remove`, { proof: given })).statusCode, 303, proof);
    assert.equal(await state(), 'none');
    desk.forward(30 * secondMs);
  }
  await enrol(desk.house, caller);
  assert.equal((await visitor.submit(`${root}/remove`, { proof: recoveryCodes[0]! })).statusCode, 422, 'old codes');
  for (let attempt = 0; attempt < 4; attempt += 1) await visitor.submit(`${root}/remove`, { proof: 'tebakan' });
  assert.equal((await visitor.submit(`${root}/remove`, { proof: testPassword })).statusCode, 429);
});

test('where everyone needs one, whoever has none is led to set it up right after the password', async () => {
  await ask(true);
  const newcomer = desk.visitor();
  const led = await givePassword(newcomer, email, testPassword, '?to=%2Fdesk%2Fpeople');
  assert.equal(led.headers.location, '/desk/sign-in/enrol?to=%2Fdesk%2Fpeople');
  assert.ok(!newcomer.cookies.has('suaka_session'));
  for (const elsewhere of ['/desk/people', '/desk/me', root, '/desk/record'])
    assert.match(String((await newcomer.get(elsewhere)).headers.location), /^\/desk\/sign-in\?to=/, elsewhere);
  const page = await newcomer.get(led.headers.location);
  assert.match(page.body, /Pasang verifikasi dua langkah dahulu/);
  const begun = await newcomer.submit('/desk/sign-in/enrol/begin?to=%2Fdesk%2Fpeople');
  const secret = secretOn((await newcomer.get(String(begun.headers.location))).body);
  const path = '/desk/sign-in/enrol/confirm?to=%2Fdesk%2Fpeople';
  assert.equal((await newcomer.submit(path, { code: '000000' })).statusCode, 422);
  assert.ok(!newcomer.cookies.has('suaka_session'));
  const done = await newcomer.submit(path, { code: code(secret) });
  assert.equal(recoveryCodesOn(done.body).length, 10);
  assert.match(done.body, /href="\/desk\/people"/);
  assert.equal((await newcomer.get('/desk/people')).statusCode, 200);
  assert.ok('ticket' in (await signInWithPassword(desk.house, { email, password: testPassword })));
});

test('asking everyone ends sessions that a password alone had opened, at once, and no others', async () => {
  const colleague = await desk.person(organisation, ['analyst']);
  const { secret } = await enrol(desk.house, colleague.caller);
  const passkeyHolder = await desk.person(organisation, ['analyst']);
  await asOwner(desk.house.database, ({ client }) =>
    client.query(`UPDATE access.session SET signed_in_with = 'passkey' WHERE person_id = $1`, [
      passkeyHolder.caller.id,
    ]),
  );
  const partner = await desk.person(await desk.organisation('Another Made-up Agency'), ['analyst']);
  await visitor.get('/desk/people');
  assert.equal((await visitor.submit('/desk/people/second-factor', { required: 'yes' })).statusCode, 303);
  const statuses = async () =>
    Promise.all(
      [visitor, colleague.visitor, passkeyHolder.visitor, partner.visitor].map(
        async (each) => (await each.get('/desk/me')).statusCode,
      ),
    );
  assert.deepEqual(await statuses(), [303, 200, 200, 200]);
  await call(desk.house, takeAwaySecondFactor, caller, { id: colleague.caller.id });
  assert.deepEqual(await statuses(), [303, 303, 200, 200], 'also when it was taken away since');
  assert.ok(secret);
  await ask(false);
  assert.deepEqual(await statuses(), [200, 200, 200, 200]);
});

test('a link for a password leads to setting one up as well', async () => {
  await ask(true);
  const { linkToken } = await call(desk.house, makePasswordLink, caller, { id: caller.id });
  const newcomer = desk.visitor();
  await newcomer.get(`/desk/welcome/${linkToken}`);
  const led = await newcomer.submit(`/desk/welcome/${linkToken}`, { password: 'empat kata sandi acak' });
  assert.equal(led.headers.location, '/desk/sign-in/enrol?to=%2Fdesk%2Fme');
  assert.ok(!newcomer.cookies.has('suaka_session'));
});

test('a ticket for setting up neither lasts longer than a quarter of an hour nor shows a standing second factor', async () => {
  await ask(true);
  const newcomer = desk.visitor();
  await givePassword(newcomer, email, testPassword);
  assert.equal((await newcomer.get('/desk/sign-in/enrol')).statusCode, 200);
  assert.equal((await newcomer.get('/desk/sign-in/code')).statusCode, 303, 'it is none for giving a code');
  await enrol(desk.house, caller);
  assert.equal((await newcomer.get('/desk/sign-in/enrol')).statusCode, 303);
  assert.equal((await newcomer.submit('/desk/sign-in/enrol/begin')).statusCode, 303);
  await call(desk.house, takeAwaySecondFactor, caller, { id: caller.id });
  desk.forward(15 * minuteMs);
  assert.match(String((await newcomer.get('/desk/sign-in/enrol')).headers.location), /^\/desk\/sign-in\?/);
});

test('only an administrator decides it, and the page shows what holds', async () => {
  assert.match((await visitor.get('/desk/people')).body, /pilihan masing-masing/);
  const { visitor: analyst } = await desk.person(organisation, ['analyst']);
  await analyst.get('/desk/me');
  assert.equal((await analyst.submit('/desk/people/second-factor', { required: 'yes' })).statusCode, 403);
  await enrol(desk.house, caller);
  await ask(true);
  assert.match((await visitor.get('/desk/people')).body, /Semua orang yang masuk dengan kata sandi memerlukan/);
});
