// Attempts at known and unknown addresses: paused alike, before and after a restart and on every node, decided with the same
// work, pruned alike; and the lock after twenty failures, of which an outsider sees nothing.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs, secondMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import type { Refusal } from '../../kit/errors.ts';
import { softwareAuthenticator } from '../../testing/authenticator.ts';
import { openTestDesk, type TestDesk, testPassword } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { addPasskey, beginPasskey, changeRoles, makePasswordLink, readPerson, unlockPerson } from '../index.ts';
import { beginPasskeySignIn, openSessionWithPasskey } from '../passkeys/sign-in.ts';
import { changeMyPassword, followLink } from '../passwords/verbs.ts';
import { enterWithCode } from '../second-factor/sign-in.ts';
import { codeAt, enrol } from '../second-factor/testing.ts';
import { removeMySecondFactor } from '../second-factor/verbs.ts';
import { signInWithPassword } from '../sessions/sign-in.ts';
import { attemptAt, forgetAttempts } from './attempt.ts';

const masterKey = 'b2'.repeat(32);
const origin = 'http://localhost:4300';
const stranger = 'tiada@rekaan.example';
const guess = 'tebakan saja ini';
const open: TestDesk[] = [];
afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
});

async function desk(database?: string): Promise<TestDesk> {
  const made = await openTestDesk({
    configuration: { masterKey, publicUrl: origin },
    ...(database ? { database } : {}),
  });
  open.unshift(made);
  return made;
}

interface Scene {
  made: TestDesk;
  administrator: Caller;
  caller: Caller;
  email: string;
}

async function scene(): Promise<Scene> {
  const made = await desk();
  const organisation = await made.organisation();
  const administrator = (await made.person(organisation, ['administrator'])).caller;
  const { caller } = await made.person(organisation, ['analyst']);
  return { made, administrator, caller, email: `${caller.id}@made-up.example` };
}

/** What one attempt is answered, to the letter. */
async function answer(made: TestDesk, email: string, password = guess): Promise<string> {
  try {
    const admission = await signInWithPassword(made.house, { email, password });
    return 'opened' in admission ? 'in' : admission.next;
  } catch (refusal) {
    return `${(refusal as Refusal).status} ${(refusal as Refusal).message}`;
  }
}

/** Fails so many times in a row, waiting as long as is asked for. */
async function fail(made: TestDesk, email: string, times: number): Promise<void> {
  for (let failed = 0; failed < times; failed += 1) {
    assert.match(await answer(made, email), /^422/);
    made.forward(15 * minuteMs);
  }
}

const isLocked = async ({ made, administrator, caller }: Scene) =>
  (await call(made.house, readPerson, administrator, { id: caller.id })).passwordLockedAt !== null;

test('a restart and a second node change the answers at no address, known or unknown', async () => {
  const { made, email } = await scene();
  const heard: Record<string, string[]> = { [email]: [], [stranger]: [] };
  const listen = async (at: TestDesk) => {
    for (const address of Object.keys(heard)) heard[address]!.push(await answer(at, address));
  };
  for (let attempt = 0; attempt < 6; attempt += 1) await listen(made);
  const restarted = await desk(made.database);
  await listen(restarted);
  restarted.forward(30 * secondMs);
  for (let attempt = 0; attempt < 2; attempt += 1) await listen(restarted);
  restarted.forward(hourMs);
  await listen(restarted);
  assert.deepEqual(heard[email], heard[stranger]);
  assert.ok(
    heard[email]!.slice(5, 7).every((said) => said.startsWith('429')),
    'the restart forgave nothing',
  );
});

test('a day without an attempt is forgotten at known and unknown addresses alike, and so is what was pruned', async () => {
  const { made, email } = await scene();
  for (const forgetting of [async () => {}, () => forgetAttempts(made.house)]) {
    const heard = [];
    for (const address of [email, stranger])
      for (let attempt = 0; attempt < 7; attempt += 1) await answer(made, address);
    made.forward(dayMs);
    await forgetting();
    for (const address of [email, stranger]) {
      const said = [];
      for (let attempt = 0; attempt < 6; attempt += 1) said.push(await answer(made, address));
      heard.push(said.join('\n'));
      assert.deepEqual(
        said.map((each) => each.slice(0, 3)),
        ['422', '422', '422', '422', '422', '429'],
      );
    }
    assert.equal(heard[0], heard[1]);
    made.forward(2 * dayMs);
  }
});

test('a wrong attempt takes the same statements, the same writes and one commit, whoever has the address', async () => {
  const { made, email } = await scene();
  const work = async (address: string) => {
    const { pool } = made.house.database;
    const connect = pool.connect.bind(pool);
    const seen: string[] = [];
    Object.assign(pool, {
      async connect() {
        const client = await connect();
        const query = client.query.bind(client);
        Object.assign(client, {
          query(...given: unknown[]) {
            seen.push(/^(BEGIN|COMMIT|ROLLBACK|SELECT|INSERT|UPDATE|DELETE)/.exec(String(given[0]))?.[1] ?? 'other');
            return (query as (...all: unknown[]) => unknown)(...given);
          },
        });
        const release = client.release.bind(client);
        Object.assign(client, {
          release: (fault?: Error) => (Object.assign(client, { query, release }), release(fault)),
        });
        return client;
      },
    });
    assert.match(await answer(made, address), /^422/);
    Object.assign(pool, { connect });
    // An event is an INSERT where the other path has an UPDATE: one row written either way.
    return seen.map((kind) => (kind === 'INSERT' || kind === 'UPDATE' ? 'WRITE' : kind));
  };
  await answer(made, email);
  await answer(made, stranger);
  const known = await work(email);
  assert.deepEqual(await work(stranger), known);
  assert.equal(known.filter((kind) => kind === 'COMMIT').length, 3);
  assert.ok(!known.includes('ROLLBACK'));
});

test('attempts are kept as keyed hashes, and of a flood the oldest go', async () => {
  const { made } = await scene();
  await answer(made, stranger);
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query('SELECT a::text AS row FROM access.attempt a'),
  );
  assert.ok(rows.every(({ row }) => !row.includes('tiada') && !row.includes(Buffer.from('tiada').toString('hex'))));
  made.forward(minuteMs);
  await asOwner(made.house.database, ({ client }) =>
    client.query(
      `INSERT INTO access.attempt SELECT decode(lpad(n::text, 64, '0'), 'hex'), 1, $1::timestamptz FROM generate_series(1, 100000) n`,
      [made.house.now()],
    ),
  );
  await forgetAttempts(made.house);
  const { rows: left } = await asOwner(made.house.database, ({ client }) =>
    client.query('SELECT count(*) AS n, min(at) AS oldest FROM access.attempt'),
  );
  assert.deepEqual(left, [{ n: 100_000, oldest: made.house.now() }]);
});

test('what is given back leaves count and pause where they were', async () => {
  const { made } = await scene();
  const address = Buffer.alloc(32, 5);
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await attemptAt(made.house, address);
    made.forward(minuteMs);
  }
  await (await attemptAt(made.house, address)).giveBack();
  await (await attemptAt(made.house, address)).giveBack();
  await attemptAt(made.house, address);
  await assert.rejects(attemptAt(made.house, address), { code: 'slow-down' });
});

test('after twenty failures in a row, however slowly, the password is locked; an outsider is answered as ever', async () => {
  const stage = await scene();
  const { made, email } = stage;
  await fail(made, email, 19);
  assert.equal(await isLocked(stage), false);
  made.forward(3 * dayMs);
  await fail(made, email, 1);
  assert.equal(await isLocked(stage), true);
  assert.equal(await answer(made, email, testPassword), await answer(made, stranger, testPassword));
  made.forward(30 * dayMs);
  assert.equal(
    await answer(made, email, testPassword),
    await answer(made, stranger, testPassword),
    'time unlocks nothing',
  );
});

test('nineteen failures and a success are none', async () => {
  const stage = await scene();
  for (let round = 0; round < 2; round += 1) {
    await fail(stage.made, stage.email, 19);
    assert.equal(await answer(stage.made, stage.email, testPassword), 'in');
  }
  assert.equal(await isLocked(stage), false);
});

test('password and code count together, and a right password does not begin the count anew', async () => {
  const stage = await scene();
  const { made, email, caller } = stage;
  const { secret } = await enrol(made.house, caller);
  const admission = async () => {
    const found = await signInWithPassword(made.house, { email, password: testPassword });
    assert.ok('ticket' in found);
    return found.ticket;
  };
  await fail(made, email, 10);
  for (let failed = 0; failed < 10; failed += 1) {
    const wrong = String((Number(codeAt(secret, made.house.now())) + 500_000) % 1_000_000).padStart(6, '0');
    await assert.rejects(enterWithCode(made.house, { ticket: await admission(), code: wrong }), {
      code: 'factor-code-wrong',
    });
    made.forward(15 * minuteMs);
  }
  assert.equal(await isLocked(stage), true);
  assert.match(await answer(made, email, testPassword), /^422/);
});

test('wrong proofs for removing one’s second factor count as well', async () => {
  const stage = await scene();
  const { made, caller } = stage;
  const { secret } = await enrol(made.house, caller);
  for (let failed = 0; failed < 20; failed += 1) {
    await assert.rejects(removeMySecondFactor(made.house, caller, { proof: guess }), { code: 'proof-wrong' });
    made.forward(15 * minuteMs);
  }
  assert.equal(await isLocked(stage), true);
  for (const proof of [testPassword, codeAt(secret, made.house.now())]) {
    await assert.rejects(removeMySecondFactor(made.house, caller, { proof }), { code: 'proof-wrong' });
    made.forward(15 * minuteMs);
  }
});

test('a ticket from before the lock opens nothing with the right code', async () => {
  const stage = await scene();
  const { made, email, caller } = stage;
  const { secret } = await enrol(made.house, caller);
  await fail(made, email, 19);
  const admission = await signInWithPassword(made.house, { email, password: testPassword });
  assert.ok('ticket' in admission);
  await answer(made, email);
  assert.equal(await isLocked(stage), true);
  made.forward(4 * minuteMs);
  await assert.rejects(
    enterWithCode(made.house, { ticket: admission.ticket, code: codeAt(secret, made.house.now()) }),
    (fault: Refusal) => fault.code === 'factor-code-wrong' || fault.code === 'slow-down',
  );
  await asOwner(made.house.database, ({ client }) => client.query('DELETE FROM access.attempt'));
  await assert.rejects(
    enterWithCode(made.house, { ticket: admission.ticket, code: codeAt(secret, made.house.now()) }),
    {
      code: 'factor-code-wrong',
    },
  );
});

test('while the password is locked a passkey still opens the desk, and the lock stays', async () => {
  const stage = await scene();
  const { made, caller, email } = stage;
  const device = softwareAuthenticator(origin);
  const answered = device.make(await call(made.house, beginPasskey, caller, {}));
  await call(made.house, addPasskey, caller, { answer: answered });
  await fail(made, email, 20);
  const opened = await openSessionWithPasskey(made.house, { answer: device.use(await beginPasskeySignIn(made.house)) });
  assert.equal(opened.personId, caller.id);
  assert.equal(await isLocked(stage), true);
  await assert.rejects(
    changeMyPassword(made.house, caller, { present: testPassword, password: 'empat kata sandi acak', session: '' }),
    { code: 'present-wrong' },
  );
});

test('an administrator unlocks it on the person’s page, at once and in the record', async () => {
  const stage = await scene();
  const { made, administrator, caller, email } = stage;
  const before = (await made.person(administrator.organisationId!, ['administrator'])).visitor;
  assert.doesNotMatch((await before.get(`/desk/people/${caller.id}`)).body, /terkunci/);
  await fail(made, email, 20);
  await answer(made, email);
  const later = (await made.person(administrator.organisationId!, ['administrator'])).visitor;
  const page = (await later.get(`/desk/people/${caller.id}`)).body;
  assert.match(page, /Kata sandinya terkunci/);
  assert.match((await later.get('/desk/people')).body, /kata sandi terkunci/);
  const done = await later.submit(`/desk/people/${caller.id}/unlock`);
  assert.equal(done.headers.location, `/desk/people/${caller.id}`);
  assert.equal(await answer(made, email, testPassword), 'in');
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query(`SELECT thing, facts FROM audit.event WHERE verb = 'access.unlock-person'`),
  );
  assert.deepEqual(rows, [{ thing: caller.id, facts: { wasLocked: true } }]);
});

test('a link for a new password unlocks it', async () => {
  const stage = await scene();
  const { made, administrator, caller, email } = stage;
  await fail(made, email, 20);
  await answer(made, email);
  const { linkToken } = await call(made.house, makePasswordLink, administrator, { id: caller.id });
  await followLink(made.house, linkToken, 'empat kata sandi acak');
  assert.equal(await isLocked(stage), false);
  assert.equal(await answer(made, email, 'empat kata sandi acak'), 'in');
});

test('an administrator whose password is locked is none that the desk could be left with', async () => {
  const stage = await scene();
  const { made, administrator, caller, email } = stage;
  await call(made.house, changeRoles, administrator, { id: caller.id, roles: ['administrator'] });
  await fail(made, email, 20);
  const leave = () => call(made.house, changeRoles, administrator, { id: administrator.id, roles: ['analyst'] });
  await assert.rejects(leave(), { code: 'last-administrator' });
  await call(made.house, unlockPerson, administrator, { id: caller.id });
  await leave();
});

test('guesses at one’s own present password count; what is refused for another reason does not', async () => {
  const { made, caller, email } = await scene();
  const change = (present: string, password: string) =>
    changeMyPassword(made.house, caller, { present, password, session: '' });
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await assert.rejects(change(testPassword, 'pendek'), { code: 'bad-input' });
    await assert.rejects(change(testPassword, 'passwordpassword'), { code: 'password-common' });
  }
  for (let attempt = 0; attempt < 5; attempt += 1)
    await assert.rejects(change(guess, 'empat kata sandi acak'), { code: 'present-wrong' });
  await assert.rejects(change(testPassword, 'empat kata sandi acak'), { code: 'slow-down' });
  assert.match(await answer(made, email, testPassword), /^429/, 'the door counts with it');
});
