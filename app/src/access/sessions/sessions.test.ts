// Sessions over HTTP: how one begins and ends, what a cookie is worth, and what a stranger's page cannot do with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hourMs, minuteMs, secondMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { disablePerson, makeKey } from '../index.ts';
import { setUpDesk } from '../setup/verbs.ts';

const password = 'empat kata sandi acak';
const email = 'ayu@rekaan.example';
let desk: TestDesk;
let organisation: string;

before(async () => {
  desk = await openTestDesk();
  const founded = await setUpDesk(desk.house, {
    organisation: 'Rumah Aman Rekaan',
    name: 'Ayu Rekaan',
    email,
    password,
  });
  organisation = founded.organisationId;
});
after(() => desk?.close());

async function signIn(visitor: Visitor, given: { email?: string; password?: string } = {}, to = '') {
  await visitor.get(`/desk/sign-in${to}`);
  return visitor.submit(`/desk/sign-in${to}`, { email, password, ...given });
}

async function signedIn(): Promise<Visitor> {
  const visitor = desk.visitor();
  assert.equal((await signIn(visitor)).statusCode, 303);
  return visitor;
}

const sql = async (text: string, values: unknown[] = []) =>
  (await asOwner(desk.house.database, ({ client }) => client.query(text, values))).rows;

test('signing in leads where one wanted to go, however the address is typed', async () => {
  const visitor = desk.visitor();
  assert.equal((await visitor.get('/desk/people?x=1')).headers.location, '/desk/sign-in?to=%2Fdesk%2Fpeople%3Fx%3D1');
  const done = await signIn(visitor, { email: '  AYU@Rekaan.example ' }, '?to=%2Fdesk%2Fpeople');
  assert.equal(done.headers.location, '/desk/people');
  assert.equal((await visitor.get('/desk/people')).statusCode, 200);
});

test('signing in never leads away from this server', async () => {
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const done = await signIn(desk.visitor(), {}, `?to=${encodeURIComponent(to)}`);
    assert.equal(done.headers.location, '/desk', to);
  }
});

test('the cookie is unreadable to scripts, kept to this site, and holds nothing that the database holds', async () => {
  const visitor = desk.visitor();
  const done = await signIn(visitor);
  const header = String(done.headers['set-cookie']);
  assert.match(header, /^suaka_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const token = visitor.cookies.get('suaka_session')!;
  const stored = await sql('SELECT s::text AS row FROM access.session s');
  assert.ok(
    stored.every(({ row }) => !row.includes(token) && !row.includes(Buffer.from(token, 'base64url').toString('hex'))),
  );
});

test('over https the cookie is secure and bound to this very name', async (context) => {
  const https = await openTestDesk({
    configuration: { publicUrl: 'https://desk.rekaan.example' },
    access: { announce: () => {} },
  });
  context.after(() => https.close());
  const { cookies } = (await https.person(await https.organisation(), ['auditor'])).visitor;
  const reply = await https.server.inject({
    url: '/desk/me',
    headers: { cookie: `__Host-suaka_session=${cookies.get('suaka_session')}` },
  });
  assert.equal(reply.statusCode, 200);
  const plain = await https.server.inject({
    url: '/desk/me',
    headers: { cookie: `suaka_session=${cookies.get('suaka_session')}` },
  });
  assert.equal(plain.statusCode, 303);
  const language = await https.server.inject({ url: '/language/en' });
  assert.match(
    String(language.headers['set-cookie']),
    /^__Host-suaka_language=en; .*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('a session that someone planted is not taken over: signing in makes a new one and ends the old', async () => {
  const attacker = desk.visitor();
  const planted = 'A'.repeat(43);
  attacker.cookies.set('suaka_session', planted);
  await signIn(attacker);
  assert.notEqual(attacker.cookies.get('suaka_session'), planted);

  const victim = await signedIn();
  const before = victim.cookies.get('suaka_session')!;
  await victim.get('/desk/me');
  await victim.submit('/desk/sign-in', { email, password });
  assert.notEqual(victim.cookies.get('suaka_session'), before);
  victim.cookies.set('suaka_session', before);
  assert.equal((await victim.get('/desk/me')).statusCode, 303);
});

test('a form from elsewhere changes nothing, with the right cookie and even with the right token', async () => {
  const visitor = await signedIn();
  await visitor.get('/desk/me');
  const forged: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
  ];
  for (const headers of forged) {
    const reply = await visitor.submit('/desk/sign-out', {}, headers);
    assert.equal(reply.statusCode, 403, JSON.stringify(headers));
  }
  assert.equal((await visitor.get('/desk/me')).statusCode, 200);
});

test('a form without the token of its session changes nothing', async () => {
  const visitor = await signedIn();
  for (const csrf of ['', 'x', 'A'.repeat(43)])
    assert.equal((await visitor.submit('/desk/sign-out', { csrf })).statusCode, 403);
  const other = await signedIn();
  const token = /name="csrf" value="([^"]+)"/.exec((await other.get('/desk/me')).body)![1]!;
  assert.equal((await visitor.submit('/desk/sign-out', { csrf: token })).statusCode, 403);
  assert.equal((await visitor.get('/desk/me')).statusCode, 200);
});

test('an older browser that only names its origin is let through from this desk, and not from elsewhere', async () => {
  const page = (await desk.visitor().get('/desk/sign-in')).body;
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)![1]!;
  const send = async (headers: Record<string, string>) => {
    const payload = new URLSearchParams({ email, password, csrf }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = {
      method: 'POST',
      url: '/desk/sign-in',
      payload,
      headers: { host: 'localhost', ...type, ...headers },
    } as const;
    return (await desk.server.inject(request)).statusCode;
  };
  assert.equal(await send({ origin: 'http://localhost' }), 303);
  for (const headers of [{ origin: 'http://localhost:9999' }, { origin: 'null' }, {}] as Record<string, string>[])
    assert.equal(await send(headers), 403, JSON.stringify(headers));
});

test('signing out ends the session on the server, not only in the browser', async () => {
  const visitor = await signedIn();
  const token = visitor.cookies.get('suaka_session')!;
  await visitor.get('/desk/me');
  assert.equal((await visitor.submit('/desk/sign-out')).headers.location, '/desk/sign-in');
  assert.ok(!visitor.cookies.has('suaka_session'));
  visitor.cookies.set('suaka_session', token);
  assert.equal((await visitor.get('/desk/me')).statusCode, 303);
});

test('a session ends after an hour without use and after twelve hours of use', async () => {
  const idle = await signedIn();
  desk.forward(hourMs - secondMs);
  assert.equal((await idle.get('/desk/me')).statusCode, 200);
  desk.forward(hourMs - secondMs);
  assert.equal((await idle.get('/desk/me')).statusCode, 200);
  desk.forward(hourMs);
  assert.equal((await idle.get('/desk/me')).statusCode, 303);

  const busy = await signedIn();
  for (let passed = 0; passed < 12 * hourMs - 30 * minuteMs; passed += 30 * minuteMs) {
    desk.forward(30 * minuteMs);
    assert.equal((await busy.get('/desk/me')).statusCode, 200);
  }
  desk.forward(30 * minuteMs);
  assert.equal((await busy.get('/desk/me')).statusCode, 303);
});

test('people see where they are signed in, and end one session or all others', async () => {
  const [here, there, elsewhere] = [await signedIn(), await signedIn(), await signedIn()];
  const page = (await here.get('/desk/me')).body;
  const id = /\/desk\/me\/sessions\/(ses_\w+)\/end"/.exec(page)![1]!;
  assert.equal((await here.submit(`/desk/me/sessions/${id}/end`)).headers.location, '/desk/me');
  const alive = async () =>
    Promise.all([here, there, elsewhere].map(async (one) => (await one.get('/desk/me')).statusCode));
  assert.equal((await alive()).filter((status) => status === 303).length, 1);
  await here.get('/desk/me');
  await here.submit('/desk/me/sessions/end-others');
  assert.deepEqual(await alive(), [200, 303, 303]);
});

test('nobody can end the session of somebody else', async () => {
  const mine = await signedIn();
  const other = await desk.person(organisation, ['administrator']);
  const [session] = await sql('SELECT id FROM access.session WHERE person_id = $1', [other.caller.id]);
  await mine.get('/desk/me');
  assert.equal((await mine.submit(`/desk/me/sessions/${session.id}/end`)).statusCode, 404);
  assert.equal((await other.visitor.get('/desk/me')).statusCode, 200);
});

test('who is locked out is out at once, with the session they had', async () => {
  const { visitor, caller } = await desk.person(organisation, ['analyst']);
  assert.equal((await visitor.get('/desk/me')).statusCode, 200);
  const administrator = await desk.person(organisation, ['administrator']);
  await call(desk.house, disablePerson, administrator.caller, { id: caller.id });
  assert.equal((await visitor.get('/desk/me')).statusCode, 303);
});

test('a session that began while its person was locked out opens nothing', async () => {
  const { visitor, caller } = await desk.person(organisation, ['analyst']);
  await sql('UPDATE access.person SET disabled_at = now() WHERE id = $1', [caller.id]);
  assert.equal((await visitor.get('/desk/me')).statusCode, 303);
});

test('pages know nobody by an API key, and a key in the cookie is no session', async () => {
  const administrator = await desk.person(organisation, ['administrator']);
  const { key } = await call(desk.house, makeKey, administrator.caller, { name: 'Rekaan', scopes: ['match'] });
  const reply = await desk.server.inject({
    url: '/desk/me',
    headers: { host: 'localhost', authorization: `Bearer ${key}`, cookie: `suaka_session=${key}` },
  });
  assert.equal(reply.statusCode, 303);
});
