// `suaka unlock`: the way back in when an outsider has locked the only administrator's password, or their phone is gone.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { beginSecondFactor, openAccess, permissionsOfRoles, readPerson, setUp } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { asOwner } from '../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { type Caller, nobody } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { type CommandLine, openCommandLine } from './testing.ts';

const email = 'ayu@rekaan.example';
let made: TestHouse;
let line: CommandLine;
let ayu: Caller;

before(async () => {
  made = await openTestHouse({ configuration: { masterKey: randomBytes(32).toString('hex') } });
  await openAccess(made.house);
  const organisationId = newId('organisation');
  const given = { organisation: 'Rumah Aman Rekaan', name: 'Ayu Rekaan', email, password: 'empat kata sandi acak' };
  const { personId: id } = await call(made.house, setUp, { ...nobody, organisationId }, given);
  ayu = { kind: 'person', id, organisationId, permissions: permissionsOfRoles(['administrator']) };
  line = await openCommandLine(made);
});
after(async () => {
  await line?.close();
  await made?.close();
});

const person = () => call(made.house, readPerson, ayu, { id: ayu.id });
const asIf = (statement: string) =>
  asOwner(made.house.database, async ({ client }) => {
    for (const table of ['person', 'second_factor'])
      await client.query(`ALTER TABLE access.${table} NO FORCE ROW LEVEL SECURITY`);
    await client.query(statement);
    for (const table of ['person', 'second_factor'])
      await client.query(`ALTER TABLE access.${table} FORCE ROW LEVEL SECURITY`);
  });

test('the password is unlocked, the second factor stays unless it is named, and both are in the record', async () => {
  await call(made.house, beginSecondFactor, ayu, {});
  await asIf('UPDATE access.second_factor SET confirmed_at = now()');
  await asIf('UPDATE access.person SET password_locked_at = now(), failed_sign_ins = 20');
  const first = await line.suaka(['unlock', ' AYU@rekaan.example ']);
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, /The password was locked and works again; the second factor stays/);
  const { passwordLockedAt, secondFactorAt } = await person();
  assert.deepEqual([passwordLockedAt, secondFactorAt !== null], [null, true]);
  const second = await line.suaka(['unlock', email, '--second-factor', '--json']);
  assert.deepEqual(second.outcome, { id: ayu.id, wasLocked: false, secondFactorTaken: true });
  assert.equal((await person()).secondFactorAt, null);
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query(`SELECT verb FROM audit.event WHERE thing = $1 AND actor_kind = 'node' ORDER BY xid`, [ayu.id]),
  );
  assert.deepEqual(
    rows.map(({ verb }) => verb),
    ['access.unlock-person', 'access.unlock-person', 'access.take-away-second-factor'],
  );
});

test('an address that no one has is refused', async () => {
  const { code, said } = await line.suaka(['unlock', 'tiada@rekaan.example']);
  assert.deepEqual([code, /No one in this organisation has that e-mail address/.test(said)], [2, true]);
});
