// The made-up desk as a whole: every state of removals and notices is there to look at, nothing of it reaches anybody, and
// all of it, the made-up platforms included, is taken away again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beginLookingAround, endLookingAround } from './access/index.ts';
import { openRooms } from './main.ts';
import { checkDue } from './remove/index.ts';
import { asOwner } from './runtime/database.ts';
import { openTestHouse, type TestHouse } from './testing/house.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openRooms(made.house, { madeUp: { reports: 20, items: 130, notices: 40 } });
  await beginLookingAround(made.house);
});
after(() => made?.close());

const rows = (sql: string) =>
  asOwner(made.house.database, async ({ client }) => (await client.query(sql)).rows as Record<string, never>[]);
const distinct = async (column: string, table: string): Promise<string[]> =>
  (await rows(`SELECT DISTINCT ${column} AS it FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1`)).map(
    ({ it }) => it!,
  );

test('every state that somebody may meet is there', async () => {
  assert.deepEqual(
    await distinct('state', 'remove.notice'),
    'acknowledged approved complied discarded draft escalated partial proposed refused sent silent withdrawn'.split(
      ' ',
    ),
  );
  const removals = await distinct('state', 'remove.removal');
  for (const state of 'located new notice-open overdue reappeared refused removed geo-blocked'.split(' '))
    assert.ok(removals.includes(state), `${state} among ${removals.join(' ')}`);
  assert.deepEqual(
    await distinct('grade', 'remove.removal'),
    'attested gone-one-place machine-confirmed stated'.split(' '),
  );
  assert.ok((await rows('SELECT FROM remove.inbox')).length > 0);
});

test('nothing made up is ever asked for outside', async () => {
  made.forward(1000);
  const checks = 'SELECT count(*) AS n FROM remove.check';
  const before = await rows(checks);
  await checkDue(made.house);
  assert.deepEqual(await rows(checks), before);
  assert.deepEqual(await rows(`SELECT DISTINCT carrier FROM outside.delivery`), [{ carrier: 'desk' }]);
});

test('removing it leaves nothing behind but the record', async () => {
  await endLookingAround(made.house);
  const tables = await rows(
    `SELECT format('%I.%I', c.table_schema, c.table_name) AS name FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.column_name = 'organisation_id' AND t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('audit', 'fields', 'runtime', 'queue')`,
  );
  assert.ok(tables.length > 60);
  const left: string[] = [];
  for (const { name } of tables) if ((await rows(`SELECT FROM ${name} LIMIT 1`)).length > 0) left.push(name!);
  assert.deepEqual(left, []);
  assert.deepEqual(await rows('SELECT FROM access.organisation'), []);
});
