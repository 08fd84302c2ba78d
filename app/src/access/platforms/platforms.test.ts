// Platforms that a desk lets in: one transaction in two organisations, and people who may do what a platform may at most.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyRecord } from '../../audit/verify.ts';
import { sealEvents } from '../../audit/sealer.ts';
import { asOwner, inOrganisation, partElsewhere } from '../../runtime/database.ts';
import { addTestPerson, openTestDesk, type TestDesk, testPassword, type Visitor } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import { type Caller, nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  addPerson,
  beginLookingAround,
  callerOfKey,
  changeRoles,
  closePlatform,
  type Demonstration,
  invitePlatform,
  listSharables,
  makeKey,
  publicOrganisationId,
  readPlatforms,
  removeDemonstration,
  renewInvitation,
  reopenPlatform,
} from '../index.ts';
import type { NavigationEntry } from '../shell.ts';
import { accessNavigation } from '../pages.ts';
import { roles } from '../roles.ts';

const everyPermission = [...new Set(Object.values(roles).flat())];
// A way for each permission that any role holds: whoever sees one of them may do that.
const navigation: NavigationEntry[] = [
  ...everyPermission.map((permission) => ({ href: `/desk/${permission}`, label: () => permission, permission })),
  ...accessNavigation,
];

let made: TestDesk;
let deskId: string;
let desk: Caller;
before(async () => {
  made = await openTestDesk({ server: { navigation } });
  deskId = await made.organisation('Meja Rekaan');
  desk = callerOf(deskId, ['access.manage-platforms', 'access.manage-grants']);
});
after(() => made?.close());

let unique = 0;
const invitation = () => ({
  name: 'Platform Rekaan',
  person: 'Sari Rekaan',
  email: `sari${(unique += 1)}@platform-rekaan.example`,
});

async function enter(linkToken: string, email: string): Promise<Visitor> {
  const visitor = made.visitor();
  await visitor.get(`/desk/welcome/${linkToken}`);
  await visitor.submit(`/desk/welcome/${linkToken}`, { password: testPassword });
  if (visitor.cookies.has('suaka_session')) return visitor;
  await visitor.get('/desk/sign-in');
  await visitor.submit('/desk/sign-in', { email, password: testPassword });
  return visitor;
}

/** A platform whose invited person has signed in. */
async function enteredPlatform(): Promise<{ id: string; personId: string; visitor: Visitor; administrator: Caller }> {
  const given = invitation();
  const { id, personId, linkToken } = await call(made.house, invitePlatform, desk, given);
  const visitor = await enter(linkToken, given.email);
  const administrator = callerOf(id, ['access.manage-people', 'access.manage-keys'], personId);
  return { id, personId, visitor, administrator };
}

test('a platform comes in with its first person, who sees the ways of a platform and of nobody else', async () => {
  const { visitor } = await enteredPlatform();
  const page = (await visitor.get('/desk/people')).body;
  assert.match(page, /Sari Rekaan/);
  assert.match(page, /Platform Rekaan/);
  const seen = everyPermission.filter((permission) => page.includes(`href="/desk/${permission}"`));
  assert.deepEqual(seen.toSorted(), ['access.manage-keys', 'access.manage-people', 'remove.answer']);
  for (const way of ['people', 'keys', 'me']) assert.match(page, new RegExp(`href="/desk/${way}"`));
  for (const way of ['sharing', 'record']) assert.doesNotMatch(page, new RegExp(`href="/desk/${way}"`));
});

test('inviting is one transaction: an address that is taken leaves nothing behind, and the desk stays in its own', async () => {
  const given = invitation();
  await call(made.house, invitePlatform, desk, given);
  const count = async () => (await call(made.house, readPlatforms, desk, {})).length;
  const before = await count();
  await assert.rejects(call(made.house, invitePlatform, desk, given), { code: 'email-taken' });
  assert.equal(await count(), before);
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query('SELECT DISTINCT organisation_id FROM audit.event WHERE verb = $1', ['access.invite-platform']),
  );
  assert.deepEqual(rows, [{ organisation_id: deskId }]);
});

test('a part elsewhere goes back to its own organisation, also after a refusal that somebody caught', async () => {
  const other = await made.organisation();
  await inOrganisation(made.house.database, deskId, async (work) => {
    const where = async () => (await work.client.query('SELECT runtime.organisation() AS id')).rows[0].id;
    assert.equal(await partElsewhere(work, other, where), other);
    await assert.rejects(
      partElsewhere(work, other, () => Promise.reject(new Error('made up'))),
      /made up/,
    );
    assert.equal(await where(), deskId);
    await assert.rejects(
      partElsewhere(work, other, () => work.client.query('SELECT no_such_column')),
      /no_such_column/,
    );
    await work.client.query('ROLLBACK; BEGIN');
  });
});

test('people of a platform get no role of a desk, people of a desk not that of a platform, and both are told so', async () => {
  const { administrator, personId } = await enteredPlatform();
  const email = () => invitation().email;
  for (const role of ['supervisor', 'intake', 'curator', 'analyst', 'auditor', 'takedown', 'approver'] as const) {
    const person = { name: 'Rekaan', email: email(), roles: ['platform' as const, role] };
    await assert.rejects(call(made.house, addPerson, administrator, person), {
      code: 'role-not-here',
      message: new RegExp(role),
    });
  }
  const roles = ['administrator' as const, 'analyst' as const];
  await assert.rejects(call(made.house, changeRoles, administrator, { id: personId, roles }), {
    code: 'role-not-here',
  });
  const colleague = { name: 'Rekaan', email: email(), roles: ['platform' as const] };
  await call(made.house, addPerson, administrator, colleague);
  const ours = callerOf(deskId, ['access.manage-people', 'access.manage-keys']);
  await assert.rejects(call(made.house, addPerson, ours, { ...colleague, email: email() }), { code: 'role-not-here' });
  await assert.rejects(call(made.house, makeKey, ours, { name: 'Rekaan', scopes: ['answer'] }), {
    code: 'scope-not-here',
  });
});

test('roles that stand in the table all the same open nothing beyond the bound of the kind', async () => {
  const { id, visitor } = await enteredPlatform();
  await asOwner(made.house.database, ({ client }) =>
    client.query('UPDATE access.person SET roles = $2 WHERE organisation_id = $1', [id, Object.keys(roles)]),
  );
  const page = (await visitor.get('/desk/people')).body;
  const seen = everyPermission.filter((permission) => page.includes(`href="/desk/${permission}"`));
  assert.deepEqual(seen.toSorted(), ['access.manage-keys', 'access.manage-people', 'remove.answer']);
  assert.equal((await visitor.get('/desk/record')).statusCode, 403);
  assert.equal((await visitor.get('/desk/sharing')).statusCode, 403);
});

test('a key of a platform answers notices; one that says more in the table still does no more', async () => {
  const { id, administrator } = await enteredPlatform();
  await assert.rejects(call(made.house, makeKey, administrator, { name: 'Rekaan', scopes: ['match'] }), {
    code: 'scope-not-here',
  });
  const key = await call(made.house, makeKey, administrator, { name: 'Rekaan', scopes: ['answer'] });
  await asOwner(made.house.database, ({ client }) =>
    client.query(`UPDATE access.api_key SET scopes = '{answer,match,curate,report,viewer,verdict}' WHERE id = $1`, [
      key.id,
    ]),
  );
  const { caller } = await callerOfKey(made.house, key.key);
  assert.deepEqual([caller.organisationId, [...caller.permissions]], [id, ['remove.answer']]);
});

test('roles and scopes are offered by the kind of organisation', async () => {
  const { visitor } = await enteredPlatform();
  const offered = async (path: string, who: Visitor) =>
    [...(await who.get(path)).body.matchAll(/<input[^>]*type="checkbox"[^>]*/g)].flatMap(
      ([input]) => /value="([^"]+)"/.exec(input)?.[1] ?? [],
    );
  assert.deepEqual(await offered('/desk/people/add', visitor), ['administrator', 'platform']);
  assert.deepEqual(await offered('/desk/keys/make', visitor), ['answer']);
  const { visitor: ours } = await made.person(deskId, ['administrator']);
  assert.ok(!(await offered('/desk/people/add', ours)).includes('platform'));
  assert.ok(!(await offered('/desk/keys/make', ours)).includes('answer'));
});

test('a platform can ask a second factor of everyone, as a desk can', async () => {
  const { visitor } = await enteredPlatform();
  assert.match((await visitor.get('/desk/people')).body, /action="\/desk\/people\/second-factor"/);
  await visitor.submit('/desk/people/second-factor', { required: 'yes' });
  // Whoever came in by a password alone is out at once.
  assert.equal((await visitor.get('/desk/people')).statusCode, 303);
});

test('a new link is made until somebody of the platform has come in, and not after that', async () => {
  const given = invitation();
  const { id, linkToken } = await call(made.house, invitePlatform, desk, given);
  made.forward(4 * 86_400_000);
  assert.equal((await enter(linkToken, given.email)).cookies.has('suaka_session'), false, 'the link was over');
  const { linkToken: again } = await call(made.house, renewInvitation, desk, { id });
  assert.equal((await (await enter(again, given.email)).get('/desk/people')).statusCode, 200);
  await assert.rejects(call(made.house, renewInvitation, desk, { id }), { code: 'platform-entered' });
  const [platform] = (await call(made.house, readPlatforms, desk, {})).filter((one) => one.id === id);
  assert.deepEqual([platform!.people, platform!.entered, platform!.closedAt], [1, true, null]);
});

test('closing a platform ends sessions, links and keys and locks people out at once; opening lets the people in again', async () => {
  const { id, administrator, visitor } = await enteredPlatform();
  const { key } = await call(made.house, makeKey, administrator, { name: 'Rekaan', scopes: ['answer'] });
  const colleague = { name: 'Rekaan', email: invitation().email, roles: ['platform' as const] };
  const { linkToken } = await call(made.house, addPerson, administrator, colleague);
  await call(made.house, closePlatform, desk, { id });
  assert.equal((await visitor.get('/desk/people')).statusCode, 303);
  await assert.rejects(callerOfKey(made.house, key), { code: 'key-not-valid' });
  assert.equal((await enter(linkToken, colleague.email)).cookies.has('suaka_session'), false);
  await call(made.house, closePlatform, desk, { id });
  await assert.rejects(call(made.house, renewInvitation, desk, { id }), { code: 'platform-closed' });
  await call(made.house, reopenPlatform, desk, { id });
  await assert.rejects(callerOfKey(made.house, key), { code: 'key-not-valid' });
  const [platform] = (await call(made.house, readPlatforms, desk, {})).filter((one) => one.id === id);
  assert.deepEqual([platform!.closedAt, platform!.people], [null, 2]);
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query(
      'SELECT count(*)::int AS out FROM access.person WHERE organisation_id = $1 AND disabled_at IS NOT NULL',
      [id],
    ),
  );
  assert.equal(rows[0].out, 0);
});

test('a session or a key that comes into being while a platform is closed opens nothing', async () => {
  const { id, administrator } = await enteredPlatform();
  await call(made.house, closePlatform, desk, { id });
  const { token } = await addTestPerson(made.house, id, ['administrator']);
  const { key } = await call(made.house, makeKey, administrator, { name: 'Rekaan', scopes: ['answer'] });
  const visitor = made.visitor();
  visitor.cookies.set('suaka_session', token);
  assert.equal((await visitor.get('/desk/people')).statusCode, 303);
  await assert.rejects(callerOfKey(made.house, key), { code: 'key-not-valid' });
});

test('only the desk that let a platform in sees and closes it', async () => {
  const { id } = await enteredPlatform();
  const other = callerOf(await made.organisation('Meja Lain'), ['access.manage-platforms']);
  assert.deepEqual(await call(made.house, readPlatforms, other, {}), []);
  for (const verb of [closePlatform, reopenPlatform, renewInvitation])
    await assert.rejects(call(made.house, verb, other, { id }), { code: 'platform-unknown' });
  await assert.rejects(call(made.house, closePlatform, desk, { id: deskId }), { code: 'platform-unknown' });
});

test('a platform is no partner that anything can be shared with', async () => {
  const { id } = await enteredPlatform();
  const { partners } = await call(made.house, listSharables, desk, {});
  assert.ok(partners.length > 0 && partners.every((partner) => partner.id !== id));
});

test('the public face never belongs to a platform, not even to the only organisation there is', async () => {
  const alone = await openTestDesk();
  try {
    const session = await beginLookingAround(alone.house);
    const lookedAround = callerOf(session.organisationId, ['access.manage-platforms']);
    const { id } = await call(alone.house, invitePlatform, lookedAround, invitation());
    // A real platform that is older than the made-up desk: the face is the desk's all the same.
    await asOwner(alone.house.database, ({ client }) =>
      client.query(`UPDATE access.organisation SET demonstration = false, created_at = '2001-01-01' WHERE id = $1`, [
        id,
      ]),
    );
    assert.equal(await publicOrganisationId(alone.house), session.organisationId);
  } finally {
    await alone.close();
  }
});

test('made-up platforms go with the made-up desk that let them in, with all that was in them', async () => {
  const emptied: string[] = [];
  const demonstration: Demonstration = {
    async fill() {},
    async remove({ organisationId, client }) {
      const { rows } = await client.query('SELECT runtime.organisation() AS id');
      assert.equal(rows[0].id, organisationId);
      emptied.push(organisationId);
    },
  };
  const around = await openTestDesk({ access: { demonstrations: [demonstration] } });
  try {
    const { organisationId } = await beginLookingAround(around.house);
    const visitor = callerOf(organisationId, ['access.manage-platforms']);
    const two: string[] = [];
    for (const _ of [1, 2]) two.push((await call(around.house, invitePlatform, visitor, invitation())).id);
    const members = nodeCaller(two[0]!, ['access.manage-people', 'access.manage-keys']);
    await call(around.house, addPerson, members, { name: 'Rekaan', email: invitation().email, roles: ['platform'] });
    const { id: keyId } = await call(around.house, makeKey, members, { name: 'Rekaan', scopes: ['answer'] });
    await asOwner(around.house.database, ({ client }) =>
      client.query(
        'INSERT INTO access.answered_request (organisation_id, caller_id, key_hash, request_hash, begun_at) VALUES ($1, $2, $3, $3, now())',
        [two[0], keyId, Buffer.alloc(32)],
      ),
    );
    assert.equal((await beginLookingAround(around.house)).organisationId, organisationId, 'a second visitor is let in');
    await call(around.house, removeDemonstration, nodeCaller(organisationId, ['access.manage-organisation']), {});
    assert.deepEqual(emptied.toSorted(), [organisationId, ...two].toSorted());
    const { rows } = await asOwner(around.house.database, ({ client }) =>
      client.query(
        'SELECT (SELECT count(*) FROM access.organisation) + (SELECT count(*) FROM access.person) + (SELECT count(*) FROM fields.record_key) AS left',
      ),
    );
    assert.deepEqual(rows, [{ left: 0 }]);
    await sealEvents(around.house.database);
    assert.equal((await verifyRecord(around.house.database)).broken, null);
  } finally {
    await around.close();
  }
});

test('a platform lets in nobody', async () => {
  const { administrator } = await enteredPlatform();
  await assert.rejects(call(made.house, invitePlatform, administrator, invitation()), { code: 'not-permitted' });
});
