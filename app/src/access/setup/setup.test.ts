// Setting up: once, by whoever comes first, with a code where others could come; looking around before that.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { verifyRecord } from '../../audit/verify.ts';
import { sealEvents } from '../../audit/sealer.ts';
import { asOwner } from '../../runtime/database.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { openTestDesk, type TestDesk, type TestDeskOptions } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import { makeKey } from '../index.ts';
import { beginLookingAround, removeDemonstration } from './demonstration.ts';
import { setUpDesk } from './verbs.ts';

const open: TestDesk[] = [];
async function desk(options?: TestDeskOptions): Promise<TestDesk> {
  const made = await openTestDesk(options);
  open.push(made);
  return made;
}
afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
});

const founding = {
  organisation: 'Rumah Aman Rekaan',
  name: 'Ayu Rekaan',
  email: 'ayu@rekaan.example',
  password: 'empat kata sandi acak',
};

const rows = async ({ house }: TestDesk, sql: string) =>
  (await asOwner(house.database, ({ client }) => client.query(sql))).rows;
const organisations = (made: TestDesk) =>
  rows(made, 'SELECT name, demonstration FROM access.organisation ORDER BY name');

test('a newcomer sets up the desk in the browser and is signed in as its administrator', async () => {
  const made = await desk();
  const ayu = made.visitor();
  const choice = await ayu.get('/setup');
  assert.match(choice.body, /href="\/setup\/desk"/);
  assert.match(choice.body, /action="\/setup\/look-around"/);
  assert.doesNotMatch((await ayu.get('/setup/desk')).body, /name="code"/);
  const done = await ayu.submit('/setup/desk', founding);
  assert.equal(done.statusCode, 303, done.body);
  assert.equal(done.headers.location, '/desk/me');
  const people = await ayu.get('/desk/people');
  assert.match(people.body, /Ayu Rekaan/);
  assert.match(people.body, /Administrator/);
});

test('a form that does not fit comes back with what was typed, except the password', async () => {
  const made = await desk();
  const ayu = made.visitor();
  await ayu.get('/setup/desk');
  const again = await ayu.submit('/setup/desk', { ...founding, email: 'no address', password: 'pendek' });
  assert.equal(again.statusCode, 422);
  assert.match(again.body, /value="Rumah Aman Rekaan"/);
  assert.match(again.body, /value="no address"/);
  assert.match(again.body, /nama@contoh\.id/);
  assert.match(again.body, /12 sampai 256 karakter/);
  assert.doesNotMatch(again.body, /pendek/);
  const common = await ayu.submit('/setup/desk', { ...founding, password: 'katasandi 2031' });
  assert.equal(common.statusCode, 422);
  assert.match(common.body, /pertama kali ditebak/);
  assert.deepEqual(await organisations(made), []);
});

test('of two browsers that set up at the same moment one wins, and the other is told', async () => {
  const made = await desk();
  const visitors = [made.visitor(), made.visitor(), made.visitor()];
  for (const visitor of visitors) await visitor.get('/setup/desk');
  const answers = await Promise.all(
    visitors.map((visitor, number) =>
      visitor.submit('/setup/desk', {
        ...founding,
        organisation: `Agensi Rekaan ${number}`,
        email: `a${number}@rekaan.example`,
      }),
    ),
  );
  assert.deepEqual(
    answers.map((answer) => answer.statusCode).toSorted((one, other) => one - other),
    [303, 409, 409],
  );
  assert.match(answers.find((answer) => answer.statusCode === 409)!.body, /sudah disiapkan/);
  assert.equal((await organisations(made)).length, 1);
});

test('once set up, set-up is closed for good', async () => {
  const made = await desk();
  await setUpDesk(made.house, founding);
  const late = made.visitor();
  assert.equal((await late.get('/setup')).headers.location, '/desk/sign-in');
  assert.equal((await late.get('/setup/desk')).headers.location, '/desk/sign-in');
  await late.get('/desk/sign-in');
  assert.equal((await late.submit('/setup/desk', { ...founding, email: 'late@rekaan.example' })).statusCode, 409);
  assert.equal((await late.submit('/setup/look-around')).statusCode, 409);
  assert.equal((await organisations(made)).length, 1);
});

const outside = { host: '0.0.0.0', publicUrl: 'https://desk.rekaan.example' };

test('off loopback setting up needs the code from the terminal; after five wrong ones there is a new code', async () => {
  const codes: string[] = [];
  const made = await desk({ configuration: outside, access: { announce: (code) => void codes.push(code) } });
  assert.equal(codes.length, 1);
  assert.match(codes[0]!, /^[2-9a-z]{5}-[2-9a-z]{5}$/);
  for (let wrong = 0; wrong < 4; wrong += 1)
    await assert.rejects(setUpDesk(made.house, { ...founding, code: 'aaaaa-aaaaa' }), { code: 'code-wrong' });
  assert.equal(codes.length, 1);
  await assert.rejects(setUpDesk(made.house, { ...founding, code: '' }), { code: 'code-wrong' });
  assert.equal(codes.length, 2);
  await assert.rejects(setUpDesk(made.house, { ...founding, code: codes[0]! }), { code: 'code-wrong' });
  await setUpDesk(made.house, { ...founding, code: codes[1]!.toUpperCase().replace('-', ' ') });
  assert.equal((await organisations(made)).length, 1);
});

test('off loopback the page asks for the code and offers no made-up data, nor does the server give any', async () => {
  const made = await desk({ configuration: outside, access: { announce: () => {} } });
  const visitor = made.visitor();
  assert.doesNotMatch((await visitor.get('/setup')).body, /look-around/);
  assert.match((await visitor.get('/setup/desk')).body, /name="code"/);
  await assert.rejects(beginLookingAround(made.house), { code: 'look-around-local' });
  assert.deepEqual(await organisations(made), []);
});

test('a desk that others can reach does not open without a way to show the code', async () => {
  await assert.rejects(openTestDesk({ configuration: outside }), /needs a way to show its set-up code/);
});

test('looking around founds a made-up organisation, lets desks fill it, and says so on every page', async () => {
  const filled: string[] = [];
  const demonstration = {
    async fill(_house: TestDesk['house'], caller: Caller) {
      assert.ok(caller.permissions.has('recognise.curate') && caller.permissions.has('access.manage-people'));
      filled.push(caller.organisationId ?? '');
    },
    async remove() {},
  };
  const made = await desk({ access: { demonstrations: [demonstration] } });
  const [one, two] = [made.visitor(), made.visitor()];
  await one.get('/setup');
  assert.equal((await one.submit('/setup/look-around')).headers.location, '/desk');
  assert.deepEqual(await organisations(made), [{ name: 'Suaka Rekaan', demonstration: true }]);
  for (const page of ['/desk/people', '/desk/keys', '/desk/me', '/desk/record'])
    assert.match((await one.get(page)).body, /<aside class="banner".*Data rekaan.*\/desk\/made-up/s, page);
  await two.get('/setup');
  await two.submit('/setup/look-around');
  assert.equal((await two.get('/desk/people')).statusCode, 200);
  assert.equal(filled.length, 1);
  assert.equal((await organisations(made)).length, 1);
});

test('made-up data goes as a whole, its visitors with it, and the record keeps its events', async () => {
  const removed: string[] = [];
  const demonstration = {
    fill: async () => {},
    remove: async ({ organisationId }: { organisationId: string }) => void removed.push(organisationId),
  };
  const made = await desk({ access: { demonstrations: [demonstration] } });
  const visitor = made.visitor();
  await visitor.get('/setup');
  await visitor.submit('/setup/look-around');
  const [organisation] = await rows(made, 'SELECT id FROM access.organisation');
  await call(made.house, makeKey, callerOf(organisation.id, ['access.manage-keys']), {
    name: 'Rekaan',
    scopes: ['match'],
  });
  await visitor.get('/desk/made-up');
  assert.equal((await visitor.submit('/desk/made-up/remove')).headers.location, '/setup');
  assert.deepEqual(removed, [organisation.id]);
  const left = await rows(
    made,
    `SELECT (SELECT count(*) FROM access.organisation) + (SELECT count(*) FROM access.person) + (SELECT count(*) FROM access.session)
       + (SELECT count(*) FROM access.api_key) + (SELECT count(*) FROM fields.record_key) AS rows, (SELECT count(*) FROM audit.event) AS events`,
  );
  assert.deepEqual(left, [{ rows: 0, events: 3 }]);
  await sealEvents(made.house.database);
  assert.equal((await verifyRecord(made.house.database)).broken, null);
  assert.equal((await visitor.get('/desk/people')).headers.location, '/desk/sign-in?to=%2Fdesk%2Fpeople');
});

test('made-up data that could be filled in only in part is taken away again', async () => {
  let attempts = 0;
  const fill = async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('made-up failure');
  };
  const made = await desk({ access: { demonstrations: [{ fill, remove: async () => {} }] } });
  await assert.rejects(beginLookingAround(made.house), /made-up failure/);
  assert.deepEqual(await organisations(made), []);
  await beginLookingAround(made.house);
  assert.equal((await organisations(made)).length, 1);
});

test('setting up for real removes made-up data, and only when it succeeds', async () => {
  const made = await desk();
  await beginLookingAround(made.house);
  await assert.rejects(setUpDesk(made.house, { ...founding, password: 'pendek' }));
  assert.deepEqual(await organisations(made), [{ name: 'Suaka Rekaan', demonstration: true }]);
  await setUpDesk(made.house, founding);
  assert.deepEqual(await organisations(made), [{ name: 'Rumah Aman Rekaan', demonstration: false }]);
});

test('a real desk cannot be removed as if it were made up, nor turned into one', async () => {
  const made = await desk();
  const { organisationId, personId } = await setUpDesk(made.house, founding);
  const administrator = callerOf(organisationId, ['access.manage-organisation'], personId);
  await assert.rejects(call(made.house, removeDemonstration, administrator, {}), { code: 'not-made-up' });
  await assert.rejects(call(made.house, removeDemonstration, nobody, {}), { kind: 'not-signed-in' });
  await assert.rejects(
    asOwner(made.house.database, async ({ client }) => {
      await client.query(`SET LOCAL ROLE suaka_app; SET LOCAL suaka.organisation = '${organisationId}'`);
      await client.query('UPDATE access.organisation SET demonstration = true');
    }),
    /permission denied/,
  );
});
