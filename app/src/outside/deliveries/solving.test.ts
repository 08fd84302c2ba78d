// Deliveries in the hands of people: what was given up stays in sight until it is tried again or solved otherwise, and
// what is no longer to be said is stopped.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf, type TestHouse } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { fail, openOutsideHouse, queued, refuse, resultsOf, seen, ToldCarrier } from '../testing.ts';
import { deliver, pausesMs } from './attempt.ts';
import { registerCarrier } from './carrier.ts';
import { deliverDue } from './due.ts';
import { stopDeliveries } from './queue.ts';
import { readDeliveries, readDelivery, retryDelivery, solveDelivery } from './verbs.ts';

let made: TestHouse;
let organisationId: string;
let carrier: ToldCarrier;

before(async () => {
  made = await openOutsideHouse();
  registerCarrier(made.house, 'desk', {
    send: (sending) => carrier.send(sending),
    recipient: () => carrier.recipient(),
  });
});
beforeEach(async () => {
  organisationId = await made.organisation();
  carrier = new ToldCarrier();
});
after(() => made.close());

const look = (id: string) => seen(made.house, organisationId, id);
const officer = () => callerOf(organisationId, ['outside.look', 'outside.solve']);

/** An attempt that is under way; how it ends. */
async function inHand(id: string): Promise<{ breakOff: () => Promise<void> }> {
  const [answer, reached] = [Promise.withResolvers<never>(), Promise.withResolvers<void>()];
  carrier.act = () => {
    reached.resolve();
    return answer.promise;
  };
  const attempt = deliver(made.house, organisationId, id);
  await reached.promise;
  return {
    breakOff() {
      answer.reject(new Error('broke off'));
      return attempt;
    },
  };
}

const stopAll = (thing: string) =>
  inOrganisation(made.house.database, organisationId, (work) =>
    stopDeliveries(work, thing, { by: 'per_x', reason: 'Ditarik kembali', now: made.house.now() }),
  );

test('what was given up stays in sight until a person has it tried again', async () => {
  carrier.act = refuse;
  const { id } = await queued(made.house, organisationId);
  await deliverDue(made.house);
  const inSight = () => call(made.house, readDeliveries, officer(), {});
  assert.deepEqual([(await inSight()).deliveries.map((one) => one.id), (await inSight()).failed], [[id], 1]);
  carrier.act = () => ({ receipt: 'taken' });
  await call(made.house, retryDelivery, officer(), { id });
  assert.equal((await inSight()).failed, 0);
  await made.house.jobs.runAll();
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['refused', 'accepted']);
  assert.deepEqual(found.events, ['outside.note-failure', 'outside.retry-delivery', 'outside.note-hand-over']);
  await assert.rejects(call(made.house, retryDelivery, officer(), { id }), { code: 'wrong-state' });
});

test('trying again begins the pauses anew', async () => {
  carrier.act = fail;
  const { id } = await queued(made.house, organisationId);
  for (const pauseMs of [0, ...pausesMs]) {
    made.forward(pauseMs);
    await deliverDue(made.house);
  }
  await call(made.house, retryDelivery, officer(), { id });
  await made.house.jobs.runAll();
  const { delivery } = await look(id);
  assert.equal(delivery.state, 'queued');
  assert.equal(delivery.nextAttemptAt!.getTime() - made.house.now().getTime(), pausesMs[0]);
});

test('a person may solve it otherwise, with a reason, and it is not sent any more', async () => {
  carrier.act = refuse;
  const { id } = await queued(made.house, organisationId);
  await deliverDue(made.house);
  await assert.rejects(call(made.house, solveDelivery, officer(), { id, reason: ' ' }), { code: 'bad-input' });
  await call(made.house, solveDelivery, officer(), { id, reason: 'Diberi tahu lewat telepon' });
  const { deliveries, failed } = await call(made.house, readDeliveries, officer(), { view: 'solved' });
  assert.deepEqual([deliveries[0]!.solvedFor, failed], ['Diberi tahu lewat telepon', 0]);
  await deliverDue(made.house);
  assert.equal(carrier.given.length, 1);
  await assert.rejects(call(made.house, retryDelivery, officer(), { id }), { code: 'wrong-state' });
});

test('one that is in hand is neither solved nor retried by a person', async () => {
  const { id } = await queued(made.house, organisationId);
  const { breakOff } = await inHand(id);
  for (const verb of [retryDelivery, solveDelivery])
    await assert.rejects(call(made.house, verb as typeof solveDelivery, officer(), { id, reason: 'Tidak perlu' }), {
      code: 'wrong-state',
    });
  await breakOff();
});

test('one delivery shows to whom and how it went, and never what was said', async () => {
  const { id } = await queued(made.house, organisationId, { text: 'kalimat-rahasia' });
  await deliverDue(made.house);
  const found = await call(made.house, readDelivery, officer(), { id });
  assert.equal(found.recipient, 'Platform Rekaan');
  assert.equal(found.attempts[0]!.receipt, 'taken');
  assert.doesNotMatch(JSON.stringify(found), /kalimat-rahasia/);
});

test('lists go on where the page before ended', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 103; n += 1) {
    made.forward(1);
    ids.push((await queued(made.house, organisationId)).id);
  }
  const first = await call(made.house, readDeliveries, officer(), { view: 'waiting' });
  const second = await call(made.house, readDeliveries, officer(), { view: 'waiting', before: first.next });
  assert.deepEqual(
    [...first.deliveries, ...second.deliveries].map(({ id }) => id),
    ids.toReversed(),
  );
  assert.deepEqual([first.waiting, second.next], [103, null]);
  await deliverDue(made.house);
});

test('what is stopped before it left never leaves, and it is known that it did not arrive', async () => {
  const { id, thing } = await queued(made.house, organisationId);
  assert.deepEqual(await stopAll(thing), { stopped: 1, mayHaveArrived: false });
  await made.house.jobs.runAll();
  await deliverDue(made.house);
  assert.deepEqual([(await look(id)).delivery.state, carrier.given.length], ['solved', 0]);
  assert.deepEqual(await stopAll(thing), { stopped: 0, mayHaveArrived: false });
});

test('what is stopped while it is in hand may arrive, and is not tried again', async () => {
  const { id, thing } = await queued(made.house, organisationId);
  const { breakOff } = await inHand(id);
  assert.deepEqual(await stopAll(thing), { stopped: 1, mayHaveArrived: true });
  await breakOff();
  made.forward(pausesMs[0]!);
  await deliverDue(made.house);
  const found = await look(id);
  assert.deepEqual([found.delivery.state, resultsOf(found)], ['solved', ['unclear']]);
  const other = await queued(made.house, organisationId);
  carrier.act = () => ({ receipt: 'taken' });
  await deliverDue(made.house);
  assert.deepEqual(await stopAll(other.thing), { stopped: 0, mayHaveArrived: true }, 'handed over stays handed over');
});
