// Verbs against a real PostgreSQL: permission before input, one transaction with one event, nothing left after a failure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sealEvents } from '../audit/sealer.ts';
import { verifyRecord } from '../audit/verify.ts';
import { Refusal } from '../kit/errors.ts';
import { asOwner } from '../runtime/database.ts';
import { callerOf, openTestHouse, type TestHouse } from '../testing/house.ts';
import { nobody } from './caller.ts';
import { askVerb, call, doVerb, may } from './verb.ts';

let made: TestHouse;
let organisation: string;

before(async () => {
  made = await openTestHouse();
  organisation = await made.organisation();
});
after(() => made?.close());

const rename = doVerb({
  name: 'test.rename',
  permission: 'test.rename',
  input: z.object({ name: z.string().min(3, 'at least 3 letters') }),
  async run({ client, organisationId, input }) {
    await client.query('UPDATE access.organisation SET name = $2 WHERE id = $1', [organisationId, input.name]);
    if (input.name === 'fail late') throw new Refusal('conflict', 'too-late', 'The made-up failure after the change');
    return { result: input.name, event: { thing: organisationId, facts: { length: input.name.length } } };
  },
});

const readName = askVerb({
  name: 'test.read-name',
  permission: 'test.read',
  input: z.object({ id: z.string() }),
  audited: (input) => input.id,
  run: async ({ client, input }) =>
    (await client.query('SELECT name FROM access.organisation WHERE id = $1', [input.id])).rows[0]?.name as string,
});

const events = () =>
  asOwner(made.house.database, async ({ client }) => {
    await client.query(`SET LOCAL ROLE suaka_node`);
    return (await client.query('SELECT verb, actor_id, facts FROM audit.event ORDER BY xid, id')).rows;
  });

test('a do changes its rows and writes one event, in the name of its caller', async () => {
  const caller = callerOf(organisation, ['test.rename']);
  const before = (await events()).length;
  assert.equal(await call(made.house, rename, caller, { name: 'Harbour Desk' }), 'Harbour Desk');
  const written = (await events()).slice(before);
  assert.deepEqual(written, [{ verb: 'test.rename', actor_id: caller.id, facts: { length: 12 } }]);
});

test('a do that fails leaves neither change nor event', async () => {
  const before = (await events()).length;
  await assert.rejects(call(made.house, rename, callerOf(organisation, ['test.rename']), { name: 'fail late' }), {
    code: 'too-late',
  });
  assert.equal((await events()).length, before);
  assert.equal(
    await call(made.house, readName, callerOf(organisation, ['test.read']), { id: organisation }),
    'Harbour Desk',
  );
});

test('an audited ask leaves an event of the reading', async () => {
  const before = (await events()).length;
  await call(made.house, readName, callerOf(organisation, ['test.read']), { id: organisation });
  assert.deepEqual(
    (await events()).slice(before).map((event) => event.verb),
    ['test.read-name'],
  );
});

test('who lacks the permission is refused before the input is looked at', async () => {
  await assert.rejects(call(made.house, rename, callerOf(organisation, ['test.read']), { name: '' }), {
    kind: 'forbidden',
    code: 'not-permitted',
  });
  await assert.rejects(call(made.house, rename, nobody, { name: 'Somebody' }), { kind: 'not-signed-in' });
  assert.equal(may(nobody, rename), false);
});

test('input that does not fit is refused with the field and what would be right', async () => {
  await assert.rejects(
    call(made.house, rename, callerOf(organisation, ['test.rename']), { name: 'ab' }),
    (fault: Refusal) => {
      assert.deepEqual(fault.fields, [{ path: 'name', message: 'at least 3 letters' }]);
      return fault.status === 400;
    },
  );
});

test('an organisation cannot change another one: row-level security, not the verb, stops it', async () => {
  const other = await made.organisation('Another Made-up Agency');
  const meddle = doVerb({
    name: 'test.meddle',
    permission: 'test.rename',
    input: z.object({ id: z.string() }),
    async run({ client, input }) {
      const { rowCount } = await client.query(`UPDATE access.organisation SET name = 'Taken over' WHERE id = $1`, [
        input.id,
      ]);
      return { result: rowCount, event: { thing: input.id } };
    },
  });
  assert.equal(await call(made.house, meddle, callerOf(organisation, ['test.rename']), { id: other }), 0);
});

test('the record is sealed, verifies, and shows an event that was changed behind its back', async () => {
  await sealEvents(made.house.database);
  const whole = await verifyRecord(made.house.database);
  assert.equal(whole.broken, null);
  assert.equal(whole.unsealed, 0);
  assert.ok(whole.sealed >= 3);
  await assert.rejects(
    asOwner(made.house.database, ({ client }) => client.query(`UPDATE audit.event SET verb = 'test.other'`)),
    /append-only/,
  );
  await asOwner(made.house.database, async ({ client }) => {
    await client.query(
      'ALTER TABLE audit.event DISABLE TRIGGER ALL; ALTER TABLE audit.event NO FORCE ROW LEVEL SECURITY',
    );
    await client.query(
      `UPDATE audit.event SET actor_id = 'someone-else' WHERE id = (SELECT event_id FROM audit.seal WHERE number = 2)`,
    );
    await client.query('ALTER TABLE audit.event ENABLE TRIGGER ALL; ALTER TABLE audit.event FORCE ROW LEVEL SECURITY');
  });
  assert.deepEqual((await verifyRecord(made.house.database)).broken?.number, 2);
});
