// Deliveries: queued with the change that causes them, tried with growing pauses, handed over or given up exactly once,
// and marked wherever they may arrive twice.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { writeEvent } from '../../audit/record.ts';
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import { minuteMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf, type TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { fail, openOutsideHouse, queued, refuse, resultsOf, seen, ToldCarrier } from '../testing.ts';
import { deliver, pausesMs, usualPatience } from './attempt.ts';
import { registerCarrier } from './carrier.ts';
import { deliverDue } from './due.ts';
import { noteHandOver } from './note.ts';
import { queueDelivery } from './queue.ts';

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

const look = (id: string) => seen(made.house, organisationId, id);
const officer = () => callerOf(organisationId, ['outside.look', 'outside.solve']);

/** Opens an attempt as a node does that is killed before it hears of its end. */
async function crashWhileSending(id: string): Promise<void> {
  const { act } = carrier;
  const reached = Promise.withResolvers<void>();
  carrier.act = () => {
    reached.resolve();
    return new Promise(() => {});
  };
  void deliver(made.house, organisationId, id);
  await reached.promise;
  carrier.act = act;
}

test('a delivery exists exactly when the change that causes it does', async () => {
  const { house } = made;
  let id = '';
  const thing = newId('notice');
  const work = inOrganisation(house.database, organisationId, async ({ client }) => {
    const enqueue = house.jobs.enqueue.bind(null, client);
    id = await queueDelivery(
      { client, house, enqueue },
      { thing, carrier: 'desk', message: { a: 1 }, now: house.now() },
    );
    throw new Error('the change fails after all');
  });
  await assert.rejects(work, /after all/);
  await house.jobs.runAll();
  assert.equal(carrier.given.length, 0);
  const { rowCount } = await asOwner(house.database, ({ client }) =>
    client.query('SELECT FROM outside.delivery WHERE id = $1', [id]),
  );
  assert.equal(rowCount, 0);
});

test('its job hands it over, once, with the message as it was queued', async () => {
  const { id, thing } = await queued(made.house, organisationId, { text: 'Isi rekaan', n: 3 });
  assert.equal(carrier.given.length, 0, 'nothing leaves before the job runs');
  await made.house.jobs.runAll();
  await deliverDue(made.house);
  await deliver(made.house, organisationId, id);
  assert.equal(carrier.given.length, 1);
  const { signal: _, ...given } = carrier.given[0]!;
  assert.deepEqual(given, {
    id,
    messageId: id,
    message: { text: 'Isi rekaan', n: 3 },
    possiblyRepeated: false,
    attempt: 1,
  });
  const { delivery, attempts, events } = await look(id);
  assert.equal(delivery.state, 'handed-over');
  assert.deepEqual(delivery.handedOverAt, made.house.now());
  assert.equal(delivery.thing, thing);
  assert.deepEqual(
    attempts.map(({ number, result, receipt, marked }) => [number, result, receipt, marked]),
    [[1, 'accepted', 'taken', false]],
  );
  assert.deepEqual(events, ['outside.note-hand-over']);
});

test('what is queued lies sealed in the database, and is gone with the thing it is about', async () => {
  const { id, thing } = await queued(made.house, organisationId, { text: 'kalimat-rahasia' });
  const stored = await asOwner(made.house.database, async ({ client }) => {
    const { rows } = await client.query('SELECT d::text AS row, message FROM outside.delivery d WHERE id = $1', [id]);
    return `${rows[0].row}${rows[0].message.toString('latin1')}`;
  });
  assert.doesNotMatch(stored, /kalimat-rahasia/);
  await inOrganisation(made.house.database, organisationId, (work) =>
    made.house.part(fieldsPart).eraseRecord(work, thing, made.house.now()),
  );
  await deliver(made.house, organisationId, id);
  const { delivery, attempts } = await look(id);
  assert.equal(carrier.given.length, 0);
  assert.deepEqual([delivery.state, attempts[0]!.receipt], ['failed', 'the message was erased']);
});

test('one that does not arrive is tried again after growing pauses, and given up after the last', async () => {
  carrier.act = fail;
  const { id } = await queued(made.house, organisationId);
  await deliverDue(made.house);
  for (const [n, pauseMs] of pausesMs.entries()) {
    const { delivery } = await look(id);
    assert.deepEqual([delivery.state, delivery.attempts], ['queued', n + 1]);
    assert.equal(delivery.nextAttemptAt!.getTime() - made.house.now().getTime(), pauseMs);
    made.forward(pauseMs - 1);
    await deliver(made.house, organisationId, id);
    assert.equal(carrier.given.length, n + 1, 'it is not tried before its time');
    made.forward(1);
    await deliverDue(made.house);
  }
  const { delivery, attempts, events } = await look(id);
  assert.equal(delivery.state, 'failed');
  assert.deepEqual(delivery.failedAt, made.house.now());
  assert.equal(attempts.length, pausesMs.length + 1);
  assert.equal(delivery.possiblyRepeated, false, 'it surely never arrived');
  assert.deepEqual(events, ['outside.note-failure']);
  assert.ok(new Set(carrier.given.map(({ messageId }) => messageId)).size === 1);
  made.forward(400 * minuteMs);
  await deliverDue(made.house);
  assert.equal(carrier.given.length, pausesMs.length + 1, 'what was given up rests');
});

test('what the other side refuses for good is not tried again', async () => {
  carrier.act = refuse;
  const { id } = await queued(made.house, organisationId);
  await deliverDue(made.house);
  made.forward(2 * pausesMs.at(-1)!);
  await deliverDue(made.house);
  const { delivery, attempts, events } = await look(id);
  assert.deepEqual([delivery.state, carrier.given.length], ['failed', 1]);
  assert.deepEqual([attempts[0]!.result, attempts[0]!.receipt], ['refused', 'told to refuse']);
  assert.deepEqual(events, ['outside.note-failure']);
});

test('one found trying after its lease is tried again and marked; before that it is left alone', async () => {
  const { id } = await queued(made.house, organisationId);
  await crashWhileSending(id);
  assert.equal((await look(id)).delivery.state, 'trying');
  made.forward(usualPatience.leaseMs - 1);
  await deliverDue(made.house);
  assert.equal(carrier.given.length, 1, 'its lease is not over');
  made.forward(1);
  await deliverDue(made.house);
  assert.deepEqual(
    carrier.given.map(({ possiblyRepeated, attempt }) => [attempt, possiblyRepeated]),
    [
      [1, false],
      [2, true],
    ],
  );
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['cut-short', 'accepted']);
  assert.deepEqual(
    found.attempts.map(({ marked }) => marked),
    [false, true],
  );
  assert.deepEqual([found.delivery.state, found.delivery.possiblyRepeated], ['handed-over', true]);
  assert.deepEqual(found.events, ['outside.note-hand-over']);
});

test('one that kills its node every time is given up in the end, and says that it may have arrived', async () => {
  const { id } = await queued(made.house, organisationId);
  for (let n = 0; n <= pausesMs.length; n += 1) {
    await crashWhileSending(id);
    made.forward(usualPatience.leaseMs);
  }
  await Promise.all([deliver(made.house, organisationId, id), deliver(made.house, organisationId, id)]);
  const found = await look(id);
  assert.deepEqual([found.delivery.state, found.delivery.possiblyRepeated], ['failed', true]);
  assert.deepEqual(new Set(resultsOf(found)), new Set(['cut-short']));
  assert.deepEqual(found.events, ['outside.note-failure']);
});

test('after anything but a clear no, the next attempt is marked; after a clear no it is not', async () => {
  const { id } = await queued(made.house, organisationId);
  carrier.act = fail;
  await deliverDue(made.house);
  made.forward(pausesMs[0]!);
  carrier.act = () => {
    throw new TypeError('broke off at surel@rekaan.example');
  };
  await deliverDue(made.house);
  made.forward(pausesMs[1]!);
  carrier.act = () => ({ receipt: 'taken' });
  await deliverDue(made.house);
  assert.deepEqual(
    carrier.given.map(({ possiblyRepeated }) => possiblyRepeated),
    [false, false, true],
  );
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['failed', 'unclear', 'accepted']);
  assert.equal(found.attempts[1]!.receipt, 'TypeError', 'a message that may hold an address is not kept');
});

test('two nodes never have the same delivery in hand', async () => {
  const second = await openOutsideHouse({ database: made.database, configuration: made.house.configuration });
  registerCarrier(second.house, 'desk', { send: (sending) => carrier.send(sending) });
  try {
    let [inHand, most] = [new Map<string, number>(), 0];
    carrier.act = async ({ id }) => {
      inHand.set(id, (inHand.get(id) ?? 0) + 1);
      most = Math.max(most, inHand.get(id)!);
      await new Promise((resolve) => setImmediate(resolve));
      inHand.set(id, inHand.get(id)! - 1);
      return { receipt: 'taken' };
    };
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1) ids.push((await queued(made.house, organisationId)).id);
    await Promise.all([made, made, second, second].map(({ house }) => deliverDue(house)));
    assert.equal(most, 1);
    assert.equal(carrier.given.length, 30);
    for (const id of ids) assert.deepEqual((await look(id)).events, ['outside.note-hand-over']);
    for (let n = 0; n < 10; n += 1) {
      const { id } = await queued(made.house, organisationId);
      await Promise.all([made, second, made, second].map(({ house }) => deliver(house, organisationId, id)));
      assert.deepEqual(resultsOf(await look(id)), ['accepted'], 'the others stood back, without an error');
    }
  } finally {
    await second.close();
  }
});

test('an acceptance that comes after its lease counts, and the other attempt changes nothing', async () => {
  const { id } = await queued(made.house, organisationId);
  const answers: PromiseWithResolvers<{ receipt: string }>[] = [];
  const reached = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  carrier.act = ({ attempt }) => {
    answers.push(Promise.withResolvers());
    reached[attempt - 1]!.resolve();
    return answers.at(-1)!.promise;
  };
  const first = deliver(made.house, organisationId, id);
  await reached[0]!.promise;
  made.forward(usualPatience.leaseMs);
  const second = deliver(made.house, organisationId, id);
  await reached[1]!.promise;
  answers[0]!.resolve({ receipt: 'taken late' });
  await first;
  assert.equal((await look(id)).delivery.state, 'handed-over');
  answers[1]!.resolve({ receipt: 'taken again' });
  await second;
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['cut-short', 'accepted']);
  assert.deepEqual(
    found.attempts.map(({ receipt }) => receipt),
    ['taken late', 'late: taken again'],
  );
  assert.deepEqual(found.events, ['outside.note-hand-over']);
});

test('an attempt that lasts too long is ended, so that it does not outlast its lease', async () => {
  const short = await openOutsideHouse({ patience: { attemptMs: 20, leaseMs: usualPatience.leaseMs } });
  const told = new ToldCarrier();
  registerCarrier(short.house, 'desk', told);
  try {
    let aborted = false;
    told.act = ({ signal }) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise(() => {});
    };
    const here = await short.organisation();
    const { id } = await queued(short.house, here);
    const waiting = setInterval(() => {}, 1000); // the attempt's own timer keeps no process alive
    await deliver(short.house, here, id);
    clearInterval(waiting);
    const found = await seen(short.house, here, id);
    assert.deepEqual([resultsOf(found), found.attempts[0]!.receipt, aborted], [['unclear'], 'took too long', true]);
    assert.deepEqual([found.delivery.state, found.delivery.possiblyRepeated], ['queued', true]);
  } finally {
    await short.close();
  }
});

test('what a restored backup brought back says that it may be there already', async () => {
  const { id } = await queued(made.house, organisationId);
  await asOwner(made.house.database, (work) =>
    writeEvent(work, {
      at: made.house.now(),
      organisationId: null,
      actorKind: 'node',
      actorId: 'node',
      verb: 'backup.restore',
      thing: 'made up',
      facts: {},
    }),
  );
  const { database } = made;
  const next = await openOutsideHouse({ database, configuration: made.house.configuration });
  registerCarrier(next.house, 'desk', { send: (sending) => carrier.send(sending) });
  try {
    next.forward(made.house.now().getTime() - next.house.now().getTime() + 1);
    const { id: later } = await queued(next.house, organisationId);
    for (const each of [id, later]) await deliver(next.house, organisationId, each);
    assert.deepEqual(
      carrier.given.map((sent) => [sent.id, sent.possiblyRepeated]),
      [
        [id, true],
        [later, false],
      ],
    );
    assert.equal((await look(id)).delivery.possiblyRepeated, true);
  } finally {
    await next.close();
  }
});

test('in made-up data nothing leaves by mail or webhook, and the desk says so', async () => {
  await asOwner(made.house.database, ({ client }) =>
    client.query('UPDATE access.organisation SET demonstration = true WHERE id = $1', [organisationId]),
  );
  const message = { url: 'https://rekaan.example/', secret: `whsec_${'A'.repeat(40)}`, body: '{}' };
  const { id } = await queued(made.house, organisationId, message, 'webhook');
  await deliverDue(made.house);
  const { delivery, attempts } = await look(id);
  assert.deepEqual([delivery.state, attempts[0]!.receipt], ['handed-over', 'made up: nothing left this desk']);
});

test('the process alone notes a hand-over, and of an attempt that never was it notes nothing', async () => {
  const { id } = await queued(made.house, organisationId);
  const given = { id, attempt: 1, receipt: 'invented' };
  await assert.rejects(call(made.house, noteHandOver, officer(), given), { code: 'not-permitted' });
  const node = nodeCaller(organisationId, ['outside.deliver']);
  await assert.rejects(call(made.house, noteHandOver, node, given), { code: 'attempt-over' });
  await deliverDue(made.house);
});

test('a message that its carrier could not send is refused when it is queued, without repeating it', async () => {
  await assert.rejects(queued(made.house, organisationId, { to: 'two@rekaan.example, x@rekaan.example' }, 'mail'), {
    name: 'RangeError',
    message: /cannot go by mail: to: one mail address, such as desk@example.org/,
  });
});
