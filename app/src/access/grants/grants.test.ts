// Sharing: only what is one's own, with an agreement, and ended at once; a grant of someone else's thing opens nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { giveGrant, listGrants, listSharables, revokeGrant } from '../index.ts';

let desk: TestDesk;
let mine: string;
let partner: string;
let caller: Caller;
// A thing is named after its organisation, so that each has one.
const thingOf = (organisation: string) => `thing-of-${organisation}`;

before(async () => {
  desk = await openTestDesk({
    access: {
      sharables: [
        {
          label: () => 'Thing',
          uses: ['match'],
          list: async ({ client }) =>
            (
              await client.query(
                `SELECT 'thing-of-' || id AS id, 'Our thing' AS name FROM access.organisation WHERE id = runtime.organisation()`,
              )
            ).rows,
        },
      ],
    },
  });
  mine = await desk.organisation('Rumah Aman Rekaan');
  partner = await desk.organisation('Platform Rekaan');
  caller = (await desk.person(mine, ['administrator'])).caller;
});
after(() => desk?.close());

const given = () => ({
  to: partner,
  thing: thingOf(mine),
  use: 'match' as const,
  agreement: 'Nota rekaan 12, 3 Maret 2031',
});
const granted = (organisation: string, thing: string, owner: string, use = 'match') =>
  inOrganisation(
    desk.house.database,
    organisation,
    async ({ client }) =>
      (await client.query('SELECT access.granted($1, $2, $3) AS yes', [thing, owner, use])).rows[0].yes,
  );

test('a grant opens one thing to one partner for one use, until it is revoked', async () => {
  const { id } = await call(desk.house, giveGrant, caller, given());
  assert.equal(await granted(partner, thingOf(mine), mine), true);
  assert.equal(await granted(partner, thingOf(mine), mine, 'read'), false);
  assert.equal(await granted(mine, thingOf(mine), mine), false);
  assert.equal(await granted(await desk.organisation('Third'), thingOf(mine), mine), false);
  const receiver = (await desk.person(partner, ['administrator'])).caller;
  const { received } = await call(desk.house, listGrants, receiver, {});
  assert.deepEqual(
    received.map((grant) => [grant.partner, grant.agreement]),
    [['Rumah Aman Rekaan', given().agreement]],
  );
  await assert.rejects(call(desk.house, giveGrant, caller, given()), { code: 'grant-stands' });
  await assert.rejects(call(desk.house, revokeGrant, receiver, { id }), { code: 'grant-unknown' });
  await call(desk.house, revokeGrant, caller, { id });
  assert.equal(await granted(partner, thingOf(mine), mine), false);
  await assert.rejects(call(desk.house, revokeGrant, caller, { id }), { code: 'grant-unknown' });
  assert.equal((await call(desk.house, listGrants, caller, {})).given[0]?.agreement, given().agreement);
});

test('nobody shares what is not theirs, with whom is not there, for what it is not for, or without agreement', async () => {
  const refused = (change: object, code: string) =>
    assert.rejects(call(desk.house, giveGrant, caller, { ...given(), ...change }), { code });
  await refused({ thing: thingOf(partner) }, 'thing-unknown');
  await refused({ to: mine }, 'partner-unknown');
  await refused({ to: 'org_00000000000000000000000000' }, 'partner-unknown');
  await refused({ use: 'read' }, 'use-unfit');
  await refused({ agreement: '  ' }, 'bad-input');
});

test('a row that names someone else’s thing, however it came there, opens nothing', async () => {
  const accomplice = await desk.organisation('Accomplice');
  const stranger = await desk.organisation('Stranger');
  await asOwner(desk.house.database, ({ client }) =>
    client.query(
      `INSERT INTO access.grant (id, organisation_id, to_organisation_id, thing, allows, agreement, granted_at) VALUES ('grt_forged', $1, $2, $3, 'match', 'none', now())`,
      [accomplice, stranger, thingOf(mine)],
    ),
  );
  assert.equal(await granted(stranger, thingOf(mine), mine), false);
});

test('an agreement cannot be reworded or removed, not even by the organisation that gave it', async () => {
  await call(desk.house, giveGrant, caller, given());
  for (const statement of [
    `UPDATE access.grant SET agreement = 'other'`,
    `UPDATE access.grant SET to_organisation_id = 'x'`,
  ])
    await assert.rejects(
      inOrganisation(desk.house.database, mine, ({ client }) => client.query(statement)),
      /permission denied/,
    );
  const { rowCount } = await inOrganisation(desk.house.database, mine, ({ client }) =>
    client.query('DELETE FROM access.grant'),
  );
  assert.equal(rowCount, 0);
});

test('the pages share something and end it again', async () => {
  const { visitor } = await desk.person(await desk.organisation('Desa Rekaan'), ['administrator']);
  assert.match((await visitor.get('/desk/sharing')).body, /Anda tidak membagikan apa pun/);
  const form = (await visitor.get('/desk/sharing/give')).body;
  const [, thing] = /value="(thing-of-org_\w+)"/.exec(form)!;
  assert.match(form, /Platform Rekaan/);
  assert.equal((await visitor.submit('/desk/sharing/give', { to: partner, thing: thing! })).statusCode, 422);
  const done = await visitor.submit('/desk/sharing/give', { ...given(), thing: thing! });
  assert.equal(done.headers.location, '/desk/sharing', done.body);
  const list = (await visitor.get('/desk/sharing')).body;
  assert.match(list, /Our thing.*Platform Rekaan.*mencocokkan.*Nota rekaan 12.*berlaku/s);
  const [, id] = /\/desk\/sharing\/(grt_\w+)\/revoke/.exec(list)!;
  await visitor.submit(`/desk/sharing/${id}/revoke`);
  assert.match((await visitor.get('/desk/sharing')).body, /berakhir/);
});

test('whom and what one could share is told to whoever may share', async () => {
  const { partners, things } = await call(desk.house, listSharables, caller, {});
  assert.ok(partners.some(({ id }) => id === partner) && !partners.some(({ id }) => id === mine));
  assert.deepEqual(
    things.map(({ id }) => id),
    [thingOf(mine)],
  );
});
