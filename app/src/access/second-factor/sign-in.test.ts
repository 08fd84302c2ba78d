// Signing in with password and code, as people do it without JavaScript: no session before the code, a code once, a
// ticket that opens nothing else, recovery codes, and passkeys that need none of it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { minuteMs, secondMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import { softwareAuthenticator } from '../../testing/authenticator.ts';
import { openTestDesk, type TestDesk, testPassword, type Visitor } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  addPasskey,
  beginPasskey,
  beginSecondFactor,
  disablePerson,
  makePasswordLink,
  readMySecondFactor,
  takeAwaySecondFactor,
} from '../index.ts';
import { beginPasskeySignIn, openSessionWithPasskey } from '../passkeys/sign-in.ts';
import { signInWithPassword } from '../sessions/sign-in.ts';
import { enterWithCode } from './sign-in.ts';
import { codeAt, enrol, givePassword } from './testing.ts';

const origin = 'http://localhost:4300';
let desk: TestDesk;
let administrator: Caller;
let caller: Caller;
let email: string;
let secret: string;
let recoveryCodes: string[];

before(async () => {
  desk = await openTestDesk({ configuration: { publicUrl: origin } });
  administrator = (await desk.person(await desk.organisation(), ['administrator'])).caller;
});
after(() => desk?.close());
beforeEach(async () => {
  desk.forward(minuteMs);
  ({ caller } = await desk.person(administrator.organisationId!, ['analyst']));
  email = `${caller.id}@made-up.example`;
  ({ secret, recoveryCodes } = await enrol(desk.house, caller));
  desk.forward(30 * secondMs); // the code that confirmed is used up
});

const code = (steps = 0) => codeAt(secret, desk.house.now(), steps);
const wrongCode = () => String((Number(code()) + 500_000) % 1_000_000).padStart(6, '0');
async function ticket(): Promise<string> {
  const admission = await signInWithPassword(desk.house, { email, password: testPassword });
  assert.ok('ticket' in admission);
  return admission.ticket;
}
const sessionsOf = async (visitor: Visitor) => (await visitor.get('/desk/me')).statusCode === 200;
const wrong = { code: 'factor-code-wrong' };

test('after the password comes the question for the code, and only the code opens a session', async () => {
  const visitor = desk.visitor();
  const asked = await givePassword(visitor, email, testPassword, '?to=%2Fdesk%2Frecord');
  assert.equal(asked.headers.location, '/desk/sign-in/code?to=%2Fdesk%2Frecord');
  assert.ok(!visitor.cookies.has('suaka_session'));
  assert.equal(await sessionsOf(visitor), false);
  const page = await visitor.get(asked.headers.location);
  assert.match(page.body, /autocomplete="one-time-code"/);
  const refused = await visitor.submit('/desk/sign-in/code?to=%2Fdesk%2Frecord', { code: wrongCode() });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /Kode ini tidak tepat/);
  assert.equal((await visitor.submit('/desk/sign-in/code', { code: '' })).statusCode, 422);
  const done = await visitor.submit('/desk/sign-in/code?to=%2Fdesk%2Frecord', {
    code: ` ${code().slice(0, 3)} ${code().slice(3)}`,
  });
  assert.equal(done.headers.location, '/desk/record');
  assert.ok(!visitor.cookies.has('suaka_ticket'));
  assert.equal(await sessionsOf(visitor), true);
});

test('the way on never leads away from this server', async () => {
  const visitor = desk.visitor();
  await givePassword(visitor, email, testPassword);
  const done = await visitor.submit('/desk/sign-in/code?to=%2F%2Fevil.example', { code: code() });
  assert.equal(done.headers.location, '/desk');
});

test('a code works once, also in the moment after, and no older one works after it', async () => {
  const [first, second] = [await ticket(), await ticket()];
  await enterWithCode(desk.house, { ticket: first, code: code() });
  await assert.rejects(enterWithCode(desk.house, { ticket: second, code: code() }), wrong);
  await assert.rejects(enterWithCode(desk.house, { ticket: second, code: code(-1) }), wrong);
  await enterWithCode(desk.house, { ticket: second, code: code(1) });
  desk.forward(30 * secondMs);
  await assert.rejects(enterWithCode(desk.house, { ticket: second, code: code() }), wrong);
});

test('of many who give the same code at once, one is let in', async () => {
  const tickets = await Promise.all(Array.from({ length: 4 }, ticket));
  const now = code();
  const outcomes = await Promise.allSettled(
    tickets.map((one) => enterWithCode(desk.house, { ticket: one, code: now })),
  );
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('each recovery code works once, in place of a code', async () => {
  const typed = recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ');
  await enterWithCode(desk.house, { ticket: await ticket(), code: typed });
  await assert.rejects(enterWithCode(desk.house, { ticket: await ticket(), code: typed }), wrong);
  await enterWithCode(desk.house, { ticket: await ticket(), code: recoveryCodes[4]! });
  const other = (await desk.person(administrator.organisationId!, ['analyst'])).caller;
  const theirs = await enrol(desk.house, other);
  await assert.rejects(enterWithCode(desk.house, { ticket: await ticket(), code: theirs.recoveryCodes[0]! }), wrong);
});

test('the database holds neither secret nor recovery codes in the clear', async () => {
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query(
      `SELECT f::text AS row FROM access.second_factor f UNION ALL SELECT r::text FROM access.recovery_code r
       UNION ALL SELECT e::text FROM audit.event e`,
    ),
  );
  const held = rows.map(({ row }) => row).join('\n');
  const hex = (text: string) => Buffer.from(text).toString('hex');
  for (const plain of [secret, ...recoveryCodes, ...recoveryCodes.map((each) => each.replaceAll('-', ''))])
    assert.ok(!held.includes(plain) && !held.includes(hex(plain)), plain);
});

test('a ticket ends after five minutes, with a change of the password, and when its person is locked out', async () => {
  const again = { code: 'sign-in-again' };
  const late = await ticket();
  desk.forward(5 * minuteMs);
  await assert.rejects(enterWithCode(desk.house, { ticket: late, code: code() }), again);
  const before = await ticket();
  const { linkToken } = await call(desk.house, makePasswordLink, administrator, { id: caller.id });
  const visitor = desk.visitor();
  await visitor.get(`/desk/welcome/${linkToken}`);
  await visitor.submit(`/desk/welcome/${linkToken}`, { password: 'empat kata sandi acak' });
  await assert.rejects(enterWithCode(desk.house, { ticket: before, code: code() }), again);
  const admission = await signInWithPassword(desk.house, { email, password: 'empat kata sandi acak' });
  assert.ok('ticket' in admission);
  await call(desk.house, disablePerson, administrator, { id: caller.id });
  await assert.rejects(enterWithCode(desk.house, { ticket: admission.ticket, code: code() }), again);
});

test('a ticket that was changed, made up or meant for something else leads back to the door', async () => {
  const good = await ticket();
  const flipped = `${good.slice(0, -2)}${good.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const given of ['', 'x', flipped, 'A'.repeat(200)]) {
    const visitor = desk.visitor();
    visitor.cookies.set('suaka_ticket', given);
    await visitor.get('/desk/sign-in');
    for (const path of ['/desk/sign-in/code', '/desk/sign-in/enrol'])
      assert.match(String((await visitor.get(path)).headers.location), /^\/desk\/sign-in\?/, path);
    const sent = await visitor.submit('/desk/sign-in/code', { code: code() });
    assert.match(String(sent.headers.location), /^\/desk\/sign-in\?/);
  }
  const visitor = desk.visitor();
  visitor.cookies.set('suaka_ticket', good);
  assert.equal((await visitor.get('/desk/sign-in/enrol')).statusCode, 303, 'it does not let anyone enrol');
  visitor.cookies.set('suaka_session', good);
  assert.equal(await sessionsOf(visitor), false, 'it is no session');
});

test('a link for a new password does not pass by the second factor', async () => {
  const { linkToken } = await call(desk.house, makePasswordLink, administrator, { id: caller.id });
  const visitor = desk.visitor();
  await visitor.get(`/desk/welcome/${linkToken}`);
  const done = await visitor.submit(`/desk/welcome/${linkToken}`, { password: 'empat kata sandi acak' });
  assert.equal(done.headers.location, '/desk/sign-in/code?to=%2Fdesk%2Fme');
  assert.ok(!visitor.cookies.has('suaka_session'));
  await visitor.submit('/desk/sign-in/code?to=%2Fdesk%2Fme', { code: code() });
  assert.equal(await sessionsOf(visitor), true);
});

test('a passkey needs no code', async () => {
  const device = softwareAuthenticator(origin);
  const answer = device.make(await call(desk.house, beginPasskey, caller, {}));
  await call(desk.house, addPasskey, caller, { answer });
  const opened = await openSessionWithPasskey(desk.house, { answer: device.use(await beginPasskeySignIn(desk.house)) });
  assert.equal(opened.personId, caller.id);
});

test('once an administrator has taken it away the password alone opens the desk, and the record says so', async () => {
  await call(desk.house, takeAwaySecondFactor, administrator, { id: caller.id });
  const admission = await signInWithPassword(desk.house, { email, password: testPassword });
  assert.ok('opened' in admission);
  await assert.rejects(call(desk.house, takeAwaySecondFactor, administrator, { id: caller.id }), {
    code: 'factor-unknown',
  });
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query(`SELECT actor_id, thing FROM audit.event WHERE verb = 'access.take-away-second-factor'`),
  );
  assert.deepEqual(rows, [{ actor_id: administrator.id, thing: caller.id }]);
});

test('a second factor that was only begun anew opens nothing for a ticket from before', async () => {
  const early = await ticket();
  await call(desk.house, takeAwaySecondFactor, administrator, { id: caller.id });
  await call(desk.house, beginSecondFactor, caller, {});
  const mine = await call(desk.house, readMySecondFactor, caller, {});
  assert.ok(mine.state === 'begun');
  const given = { ticket: early, code: codeAt(mine.secret, desk.house.now()) };
  await assert.rejects(enterWithCode(desk.house, given), wrong);
});

test('the record tells a password without its code from a sign-in, and which kind of code it was', async () => {
  await enterWithCode(desk.house, { ticket: await ticket(), code: recoveryCodes[0]! });
  await assert.rejects(enterWithCode(desk.house, { ticket: await ticket(), code: wrongCode() }), wrong);
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query(`SELECT facts FROM audit.event WHERE thing = $1 AND verb LIKE 'access.sign-in%' ORDER BY xid`, [
      caller.id,
    ]),
  );
  assert.deepEqual(
    rows.map(({ facts }) => facts),
    [
      { next: 'code', signedIn: false },
      { with: 'recovery-code', signedIn: true },
      { next: 'code', signedIn: false },
      { signedIn: false },
    ],
  );
});
