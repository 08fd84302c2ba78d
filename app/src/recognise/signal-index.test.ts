// The end of a node's index: a notification that comes late wakes nobody, and no connection is asked for that is not there
// any more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFields } from '../fields/index.ts';
import { publishChange } from '../runtime/changes.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { Log } from '../runtime/log.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { SignalIndex } from './signal-index.ts';

let made: TestHouse;
let organisationId: string;
before(async () => {
  made = await openTestHouse();
  organisationId = await made.organisation();
});
after(() => made?.close());

/** A log that remembers what was said. */
function remembering(): { log: Log; said: unknown[] } {
  const said: unknown[] = [];
  const log = new Proxy(made.house.log, {
    get:
      () =>
      (...what: unknown[]) =>
        void said.push(what),
  });
  return { log, said };
}

test('what wakes the index while it closes, or afterwards, asks the database nothing and is no trouble in the log', async () => {
  const fields = await openFields(made.house);
  for (let round = 0; round < 5; round += 1) {
    const { log, said } = remembering();
    let open = true;
    const { pool } = made.house.database;
    // Stands for a pool that is ended: whatever is asked of it afterwards fails.
    const ending = new Proxy(pool, {
      get(target, name) {
        if (name === 'connect' && !open) return () => Promise.reject(new Error('the pool has ended'));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const index = new SignalIndex({ pool: ending, close: async () => {} }, log, fields);
    await index.open();
    const change = inOrganisation(made.house.database, organisationId, (work) =>
      publishChange(work, 'signals', 'sig_1'),
    );
    const [first, second] = [index.follow(), index.follow()];
    await index.close();
    open = false;
    await Promise.all([change, first, second, index.follow()]);
    await index.follow();
    assert.deepEqual(said, []);
  }
});
