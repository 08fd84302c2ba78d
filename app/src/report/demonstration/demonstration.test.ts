// The made-up week: every state is there, everything is made through the verbs, and it can be taken away as a whole.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beginLookingAround, openAccess, removeDemonstration } from '../../access/index.ts';
import { openRecognise, recogniseDemonstration } from '../../recognise/index.ts';
import { asOwner } from '../../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { openReport } from '../index.ts';
import { reportStates } from '../states.ts';
import { drawWeek } from './drawn.ts';
import { reportDemonstration } from './index.ts';

let made: TestHouse;
const size = { reports: 60, items: 130 };
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house, { demonstrations: [recogniseDemonstration, reportDemonstration(size)] });
  await openRecognise(made.house);
  openReport(made.house);
});
after(() => made?.close());

const rows = (sql: string) =>
  asOwner(made.house.database, async ({ client }) => (await client.query(sql)).rows as Record<string, never>[]);
const count = async (of: string): Promise<number> => (await rows(`SELECT count(*) AS n FROM ${of}`))[0]!.n!;

test('looking around fills every state, and removing it leaves nothing behind but the record', async () => {
  const { organisationId } = await beginLookingAround(made.house);
  const states = await rows('SELECT DISTINCT state FROM report.report');
  const all = new Set(['received', ...Object.values(reportStates).map(({ to }) => to)]);
  assert.deepEqual(new Set(states.map(({ state }) => state)), all);
  assert.equal(await count('report.report'), size.reports);
  assert.equal(await count('report.item'), size.items);
  for (const table of ['message', 'classification', 'contest', 'submission', 'help_line'])
    assert.ok((await count(`report.${table}`)) > 0, table);
  assert.equal(await count(`report.report WHERE received_at > '${made.house.now().toISOString()}'`), 0);
  await call(made.house, removeDemonstration, nodeCaller(organisationId, ['access.manage-organisation']), {});
  const left = await rows(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE column_name = 'organisation_id' AND table_type = 'BASE TABLE' AND table_schema IN ('report', 'recognise', 'access')`,
  );
  for (const { name } of left)
    assert.equal(await count(`${name} WHERE organisation_id = '${organisationId}'`), 0, name);
});

test('the week is the same each time, and every address in it is made up', () => {
  const given = { seed: 1, ...size, now: new Date('2031-03-14T00:00:00Z') };
  const week = drawWeek(given);
  assert.deepEqual(drawWeek(given), week);
  for (const { items } of week)
    for (const item of items.split('\n').filter(Boolean))
      assert.match(item, /(\.example\/|_rekaan_\d+$|^0811-0000-)/, item);
});
