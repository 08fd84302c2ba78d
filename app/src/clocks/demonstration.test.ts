// The made-up sign-offs: what is signed may be used from before the made-up week on, and all of it can be taken away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beginLookingAround, openAccess, removeDemonstration } from '../access/index.ts';
import { dayMs } from '../kit/time.ts';
import { asOwner, inOrganisation } from '../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { clocksDemonstration, standingsOf } from './index.ts';
import { begun } from './testing.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house, { demonstrations: [clocksDemonstration] });
});
after(() => made?.close());

test('looking around finds rules that may be used, others that may not, and removing it leaves nothing', async () => {
  const { organisationId } = await beginLookingAround(made.house);
  const weekAgo = new Date(made.house.now().getTime() - 8 * dayMs);
  const standings = await inOrganisation(made.house.database, organisationId, (work) => standingsOf(work, {}, weekAgo));
  const usable = standings.filter(({ standing }) => standing === 'usable').map(({ rule }) => rule.id);
  assert.deepEqual(usable, ['id-saman-urgent', 'id-saman', 'inhope-host']);
  await begun(made.house, organisationId, 'ntc_made_up');
  await call(made.house, removeDemonstration, nodeCaller(organisationId, ['access.manage-organisation']), {});
  const left = await asOwner(made.house.database, async ({ client }) => {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM clocks.sign_off) + (SELECT count(*) FROM clocks.authority)
        + (SELECT count(*) FROM clocks.holiday) + (SELECT count(*) FROM clocks.deadline) AS n`,
    );
    return Number(rows[0].n);
  });
  assert.equal(left, 0);
});
