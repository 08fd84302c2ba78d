// Guessing passwords: told nothing, slowed down, and not forgiven by a restart; what is typed never reaches a log.
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { afterEach, test } from 'node:test';
import { pino } from 'pino';
import { asOwner } from '../../runtime/database.ts';
import { minuteMs, secondMs } from '../../kit/time.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { setUpDesk } from '../setup/verbs.ts';
import { signInWithPassword } from './sign-in.ts';

const password = 'empat kata sandi acak';
const email = 'ayu@rekaan.example';
const masterKey = 'a1'.repeat(32);
const open: TestDesk[] = [];

async function desk(options: Parameters<typeof openTestDesk>[0] = {}): Promise<TestDesk> {
  const made = await openTestDesk({ ...options, configuration: { masterKey } });
  open.unshift(made);
  return made;
}
async function setUpOne(): Promise<TestDesk> {
  const made = await desk();
  await setUpDesk(made.house, { organisation: 'Rumah Aman Rekaan', name: 'Ayu Rekaan', email, password });
  return made;
}
afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
});

const wrong = { code: 'wrong-credentials' };
const slow = { code: 'slow-down' };

test('a wrong password and an unknown address are answered alike, word for word and in every limit', async () => {
  const { house, forward } = await setUpOne();
  const answers = async (address: string) => {
    const said: string[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1)
      await assert.rejects(
        signInWithPassword(house, { email: address, password: 'tebakan saja ini' }),
        (fault: Error) => {
          said.push(fault.message);
          return true;
        },
      );
    return said;
  };
  const known = await answers(email);
  assert.deepEqual(await answers('tiada@rekaan.example'), known);
  assert.equal(new Set(known).size, 2);
  forward(30 * secondMs);
  await signInWithPassword(house, { email, password });
});

test('after five failures even the right password waits, longer each time, and a success forgives', async () => {
  const { house, forward } = await setUpOne();
  const guess = () => signInWithPassword(house, { email, password: 'tebakan saja ini' });
  for (let attempt = 0; attempt < 5; attempt += 1) await assert.rejects(guess(), wrong);
  await assert.rejects(signInWithPassword(house, { email, password }), slow);
  forward(30 * secondMs);
  await assert.rejects(guess(), wrong);
  forward(59 * secondMs);
  await assert.rejects(signInWithPassword(house, { email, password }), slow);
  forward(secondMs);
  await signInWithPassword(house, { email, password });
  for (let attempt = 0; attempt < 4; attempt += 1) await assert.rejects(guess(), wrong);
  await signInWithPassword(house, { email, password });
});

test('many guesses at the same moment count as many, on one node and on several', async () => {
  const made = await setUpOne();
  const second = await desk({ database: made.database });
  const guesses = [made, second].flatMap(({ house }) =>
    Array.from({ length: 8 }, () => signInWithPassword(house, { email, password: 'tebakan saja ini' })),
  );
  const codes = (await Promise.allSettled(guesses)).map((outcome) =>
    outcome.status === 'rejected' ? outcome.reason.code : 'in',
  );
  assert.ok(codes.every((code) => code === 'wrong-credentials' || code === 'slow-down'));
  assert.ok(codes.filter((code) => code === 'wrong-credentials').length <= 5, codes.join(' '));
});

test('a restart forgives nothing: the count of an account is in the database', async () => {
  const made = await setUpOne();
  for (let attempt = 0; attempt < 5; attempt += 1)
    await assert.rejects(signInWithPassword(made.house, { email, password: 'tebakan saja ini' }), wrong);
  const restarted = await desk({ database: made.database });
  await assert.rejects(signInWithPassword(restarted.house, { email, password }), slow);
  restarted.forward(minuteMs);
  await signInWithPassword(restarted.house, { email, password });
});

test('trying many accounts from one address is slowed down too', async () => {
  const made = await setUpOne();
  const visitor = made.visitor();
  await visitor.get('/desk/sign-in');
  const statuses = [];
  for (let attempt = 0; attempt < 22; attempt += 1)
    statuses.push(
      (await visitor.submit('/desk/sign-in', { email: `tebak${attempt}@rekaan.example`, password: 'x' })).statusCode,
    );
  assert.deepEqual(
    statuses.slice(0, 20),
    Array.from({ length: 20 }, () => 422),
  );
  assert.deepEqual(statuses.slice(20), [429, 429]);
});

test('an attempt at a known account is in its organisation’s record, without address or password', async () => {
  const { house } = await setUpOne();
  await assert.rejects(signInWithPassword(house, { email, password: 'tebakan saja ini' }));
  await assert.rejects(signInWithPassword(house, { email: 'tiada@rekaan.example', password: 'tebakan saja ini' }));
  await signInWithPassword(house, { email, password });
  const { rows } = await asOwner(house.database, ({ client }) =>
    client.query(`SELECT facts, e::text AS text FROM audit.event e WHERE verb = 'access.sign-in' ORDER BY xid`),
  );
  assert.deepEqual(
    rows.map((row) => row.facts),
    [{ signedIn: false }, { signedIn: true }],
  );
  assert.ok(rows.every(({ text }) => !text.includes('rekaan.example') && !text.includes('tebakan')));
});

test('passwords, addresses and links reach no log, also when the database fails in the middle', async () => {
  let written = '';
  const log = pino(
    { level: 'trace' },
    new Writable({ write: (chunk, _encoding, done) => ((written += String(chunk)), done()) }),
  );
  const made = await setUpOne();
  Object.defineProperty(made.house, 'log', { value: log });
  const visitor = made.visitor();
  await visitor.get('/desk/sign-in');
  await visitor.submit('/desk/sign-in', { email, password: 'tebakan saja ini' });
  await visitor.submit('/desk/sign-in', { email, password });
  await asOwner(made.house.database, ({ client }) => client.query('ALTER TABLE access.session RENAME TO elsewhere'));
  assert.equal((await made.visitor().get('/desk/sign-in')).statusCode, 200);
  visitor.cookies.delete('suaka_session');
  await visitor.get('/desk/sign-in');
  assert.equal((await visitor.submit('/desk/sign-in', { email, password })).statusCode, 500);
  assert.match(written, /a page failed/);
  for (const secret of [password, 'tebakan saja ini', email, 'ayu@']) assert.ok(!written.includes(secret), secret);
});
