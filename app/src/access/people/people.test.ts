// People: added by a link that works once, found by their address, never without a last administrator, and unreadable
// in the database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner } from '../../runtime/database.ts';
import { dayMs } from '../../kit/time.ts';
import { addTestPerson, openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  addPerson,
  changeRoles,
  disablePerson,
  enablePerson,
  listPeople,
  readPerson,
  setPasswordByLink,
} from '../index.ts';
import { followLink } from '../passwords/verbs.ts';
import { signInWithPassword } from '../sessions/sign-in.ts';

const password = 'empat kata sandi acak';
let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

async function administrator(organisationId?: string): Promise<Caller> {
  const id = organisationId ?? (await desk.organisation());
  return (await addTestPerson(desk.house, id, ['administrator'])).caller;
}
let unique = 0;
const someone = (more = {}) => ({
  name: 'Bayu Rekaan',
  email: `bayu${(unique += 1)}@rekaan.example`,
  roles: ['analyst' as const],
  ...more,
});

test('a person is added with a link, chooses a password with it once, and signs in from then on', async () => {
  const caller = await administrator();
  const given = someone();
  const { id, linkToken } = await call(desk.house, addPerson, caller, given);
  await assert.rejects(signInWithPassword(desk.house, { email: given.email, password }), { code: 'wrong-credentials' });
  const bayu = desk.visitor();
  assert.equal((await bayu.get(`/desk/welcome/${linkToken}`)).statusCode, 200);
  assert.equal((await bayu.submit(`/desk/welcome/${linkToken}`, { password: 'pendek' })).statusCode, 422);
  assert.equal((await bayu.submit(`/desk/welcome/${linkToken}`, { password: 'bayu rekaan 1990' })).statusCode, 422);
  assert.equal((await bayu.submit(`/desk/welcome/${linkToken}`, { password })).headers.location, '/desk/me');
  assert.equal((await bayu.get('/desk/me')).statusCode, 200);
  assert.equal((await bayu.get(`/desk/welcome/${linkToken}`)).statusCode, 404);
  await assert.rejects(followLink(desk.house, linkToken, password), { code: 'link-unknown' });
  const admission = await signInWithPassword(desk.house, { email: given.email, password });
  assert.equal('opened' in admission && admission.opened.personId, id);
});

test('a link works for three days, only the newest one, and for one of two who use it at once', async () => {
  const caller = await administrator();
  const late = await call(desk.house, addPerson, caller, someone());
  desk.forward(3 * dayMs);
  await assert.rejects(followLink(desk.house, late.linkToken, password), { code: 'link-unknown' });
  assert.equal((await desk.visitor().get(`/desk/welcome/${late.linkToken}`)).statusCode, 404);
  const within = { ...nobody, organisationId: caller.organisationId };
  await assert.rejects(call(desk.house, setPasswordByLink, within, { token: late.linkToken, password }), {
    code: 'link-unknown',
  });

  const { linkToken } = await call(desk.house, addPerson, caller, someone());
  const race = await Promise.allSettled([1, 2, 3].map(() => followLink(desk.house, linkToken, password)));
  assert.deepEqual(race.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected']);
});

test('names and addresses stand nowhere in the database in the clear', async () => {
  const caller = await administrator();
  const given = someone({ name: 'Nama Sangat Rekaan', email: 'sangat.rekaan@rekaan.example' });
  const { id } = await call(desk.house, addPerson, caller, given);
  assert.equal((await call(desk.house, readPerson, caller, { id })).name, given.name);
  const dump = await asOwner(desk.house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of tables) text += JSON.stringify((await client.query(`SELECT t::text FROM ${name} t`)).rows);
    return text;
  });
  assert.ok(dump.includes(id));
  for (const word of ['Sangat', 'sangat.rekaan', Buffer.from('Sangat').toString('hex')])
    assert.ok(!dump.includes(word), word);
});

test('an address has one account on the whole server, however it is typed', async () => {
  const given = someone();
  await call(desk.house, addPerson, await administrator(), given);
  for (const email of [given.email, given.email.toUpperCase()])
    await assert.rejects(call(desk.house, addPerson, await administrator(), { ...given, email }), {
      code: 'email-taken',
      status: 409,
    });
});

test('the last administrator who can sign in is neither locked out nor demoted', async () => {
  const caller = await administrator();
  const last = { code: 'last-administrator' };
  await call(desk.house, addPerson, caller, someone({ roles: ['administrator'] })); // has no way in yet
  await assert.rejects(call(desk.house, disablePerson, caller, { id: caller.id }), last);
  await assert.rejects(call(desk.house, changeRoles, caller, { id: caller.id, roles: ['curator'] }), last);
  const second = await administrator(caller.organisationId!);
  await call(desk.house, changeRoles, second, { id: caller.id, roles: ['curator'] });
  await assert.rejects(call(desk.house, disablePerson, second, { id: second.id }), last);
});

test('of two administrators who lock each other out at the same moment one stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const one = await administrator();
    const two = await administrator(one.organisationId!);
    const race = await Promise.allSettled([
      call(desk.house, disablePerson, one, { id: two.id }),
      call(desk.house, disablePerson, two, { id: one.id }),
    ]);
    assert.deepEqual(race.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], `round ${round}`);
  }
});

test('someone locked out cannot sign in, nor by a link, until let in again', async () => {
  const caller = await administrator();
  const given = someone();
  const { id, linkToken } = await call(desk.house, addPerson, caller, given);
  await followLink(desk.house, linkToken, password);
  await call(desk.house, disablePerson, caller, { id });
  await assert.rejects(signInWithPassword(desk.house, { email: given.email, password }), { code: 'wrong-credentials' });
  await call(desk.house, enablePerson, caller, { id });
  await signInWithPassword(desk.house, { email: given.email, password });
});

test('a change of roles counts from the next request on', async () => {
  const caller = await administrator();
  const { visitor, caller: analyst } = await desk.person(caller.organisationId!, ['analyst']);
  assert.equal((await visitor.get('/desk/record')).statusCode, 403);
  await call(desk.house, changeRoles, caller, { id: analyst.id, roles: ['auditor', 'auditor'] });
  assert.equal((await visitor.get('/desk/record')).statusCode, 200);
  assert.deepEqual((await call(desk.house, readPerson, caller, { id: analyst.id })).roles, ['auditor']);
});

test('the pages add a person, show the link once, change roles, and lock out', async () => {
  const organisation = await desk.organisation();
  const { visitor } = await desk.person(organisation, ['administrator']);
  await visitor.get('/desk/people/add');
  const again = await visitor.submit('/desk/people/add', { name: ' ', email: 'x', roles: 'auditor' });
  assert.equal(again.statusCode, 422);
  assert.match(again.body, /value="auditor"[^>]* checked/);
  const shown = await visitor.submit('/desk/people/add', {
    name: 'Cahya Rekaan',
    email: 'cahya@rekaan.example',
    roles: ['auditor', 'analyst'],
  });
  assert.equal(shown.statusCode, 201);
  assert.match(shown.body, /http:\/\/localhost:\d+\/desk\/welcome\/[\w-]{43}</);
  const [, id] = /href="\/desk\/people\/(per_\w+)"/.exec(shown.body)!;
  const page = await visitor.get(`/desk/people/${id}`);
  assert.doesNotMatch(page.body, /welcome\//);
  assert.match(page.body, /belum bisa masuk/);
  assert.equal((await visitor.submit(`/desk/people/${id}/roles`)).statusCode, 422);
  await visitor.submit(`/desk/people/${id}/roles`, { roles: 'curator' });
  assert.match((await visitor.get(`/desk/people/${id}`)).body, /Peran sudah diubah/);
  assert.doesNotMatch((await visitor.get(`/desk/people/${id}`)).body, /Peran sudah diubah/);
  await visitor.submit(`/desk/people/${id}/disable`);
  assert.match((await visitor.get('/desk/people')).body, /Cahya Rekaan.*dikunci/s);
});

test('another organisation does not see these people', async () => {
  const mine = await administrator();
  const { id } = await call(desk.house, addPerson, mine, someone({ name: 'Hanya Kami' }));
  const { visitor, caller } = await desk.person(await desk.organisation('Other Made-up Agency'), ['administrator']);
  assert.equal((await call(desk.house, listPeople, caller, {})).length, 1);
  for (const path of ['', '/roles', '/link', '/disable', '/enable']) {
    await visitor.get('/desk/people');
    const reply =
      path === ''
        ? await visitor.get(`/desk/people/${id}`)
        : await visitor.submit(`/desk/people/${id}${path}`, { roles: 'auditor' });
    assert.equal(reply.statusCode, 404, path);
    assert.doesNotMatch(reply.body, /Hanya Kami/);
  }
});
