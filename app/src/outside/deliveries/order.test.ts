// What is said of one thing arrives in the order in which it was said, however often it has to be tried.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { dayMs, minuteMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf, type TestHouse } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { fail, openOutsideHouse, queued, refuse, seen, ToldCarrier } from '../testing.ts';
import { registerCarrier, Unclear } from './carrier.ts';
import { deliverDue } from './due.ts';
import { queueDelivery } from './queue.ts';
import { solveDelivery } from './verbs.ts';

let made: TestHouse;
let organisationId: string;
let carrier: ToldCarrier;
before(async () => {
  made = await openOutsideHouse();
  registerCarrier(made.house, 'desk', { send: (sending) => carrier.send(sending) });
});
beforeEach(async () => {
  organisationId = await made.organisation();
  carrier = new ToldCarrier();
});
after(() => made.close());

/** A second message about a thing, a minute after the first. */
function then(thing: string): Promise<string> {
  made.forward(minuteMs);
  const { house } = made;
  return inOrganisation(house.database, organisationId, ({ client }) =>
    queueDelivery(
      { client, house, enqueue: (name, data) => house.jobs.enqueue(client, name, data) },
      { thing, carrier: 'desk', message: { withdrawn: true }, now: house.now() },
    ),
  );
}
const stateOf = async (id: string) => (await seen(made.house, organisationId, id)).delivery.state;
const arrived = () => carrier.given.map(({ id }) => id);
async function pass(ms: number): Promise<void> {
  made.forward(ms);
  await made.house.jobs.runAll();
  await deliverDue(made.house);
}

test('a withdrawal waits for the notice that it is about', async () => {
  const { id, thing } = await queued(made.house, organisationId);
  carrier.act = fail;
  await pass(0);
  const withdrawal = await then(thing);
  carrier.act = () => ({ receipt: 'taken' });
  await made.house.jobs.runAll();
  assert.deepEqual(arrived(), [id], 'only the notice was tried');
  await pass(minuteMs);
  await pass(2 * minuteMs);
  assert.deepEqual(arrived(), [id, id, withdrawal]);
  assert.deepEqual([await stateOf(id), await stateOf(withdrawal)], ['handed-over', 'handed-over']);
});

test('what surely never arrived keeps it back until a person saw to it', async () => {
  const { id, thing } = await queued(made.house, organisationId);
  carrier.act = refuse;
  await pass(0);
  const withdrawal = await then(thing);
  carrier.act = () => ({ receipt: 'taken' });
  await pass(dayMs);
  assert.deepEqual([await stateOf(id), await stateOf(withdrawal)], ['failed', 'queued']);
  const officer = callerOf(organisationId, ['outside.look', 'outside.solve']);
  await call(made.house, solveDelivery, officer, { id, reason: 'Told by telephone' });
  await pass(2 * minuteMs);
  assert.equal(await stateOf(withdrawal), 'handed-over');
});

test('what was given up and may have arrived keeps nothing back', async () => {
  const { id, thing } = await queued(made.house, organisationId);
  carrier.act = () => {
    throw new Unclear('broke off');
  };
  for (let tries = 0; tries < 9; tries += 1) await pass(tries === 0 ? 0 : dayMs);
  assert.equal(await stateOf(id), 'failed');
  const withdrawal = await then(thing);
  carrier.act = () => ({ receipt: 'taken' });
  await pass(minuteMs);
  assert.equal(await stateOf(withdrawal), 'handed-over');
});
