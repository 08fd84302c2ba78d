// Holds: a day at most, renewed by another person, never under danger; and what stands before the first notice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '../../kit/ids.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { fileReport } from '../../report/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { setIssuer } from '../issuer/verbs.ts';
import { type LocateHouse, madeUpRemoval, openLocateHouse } from '../locate/testing.ts';
import { findRemoval, type Removal, updateRemoval } from '../removal/store.ts';
import { countHolds, isHeld } from './hold-store.ts';
import { endHold, placeHold, renewHold } from './holds.ts';
import { mayNotice } from './may-notice.ts';
import { madeUpIssuer } from './testing.ts';
import { handToPolice, noteReceipt, readHandOffs } from './verbs.ts';

let made: LocateHouse;
let first: Caller;
let second: Caller;
before(async () => {
  made = await openLocateHouse();
  const may = ['remove.look', 'remove.work', 'remove.approve', 'remove.supervise'] as const;
  first = callerOf(made.organisationId, [...may]);
  second = callerOf(made.organisationId, [...may], newId('person'));
});
after(() => made?.close());

const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(made.house.database, made.organisationId, work);
const held = (id: string) => inside((work) => isHeld(work, id, made.house.now()));
const whyNot = (id: string) =>
  inside(async (work) => mayNotice(work, (await findRemoval(work, id))!, made.house.now()));
const hold = (removalId: string, more: object = {}, by = first) =>
  call(made.house, placeHold, by, { removalId, reference: 'RKN-POL-1', ...more });
const renew = (id: string, by: Caller, more: object = {}) =>
  call(made.house, renewHold, by, { id, reference: 'RKN-POL-2', ...more });
/** One for which nothing has to go before the first notice. */
const removal = (given: { danger?: boolean; ground?: Removal['ground'] } = {}) =>
  madeUpRemoval(made, { ground: 'image-based-sexual-abuse', ...given });

test('a hold lasts a day at most, and notices may go out when it is over', async () => {
  const { id } = await removal();
  await assert.rejects(hold(id, { hours: 25 }), refused('bad-input'));
  await hold(id);
  assert.deepEqual([await held(id), await whyNot(id)], [true, 'held']);
  made.forward(24 * hourMs - minuteMs);
  assert.equal(await held(id), true);
  made.forward(minuteMs);
  assert.deepEqual([await held(id), await whyNot(id)], [false, null]);
});

test('the database takes no hold of more than a day', async () => {
  const { id } = await removal();
  await hold(id);
  const longer = asOwner(made.house.database, ({ client }) =>
    client.query(`UPDATE remove.hold SET until_at = from_at + interval '24 hours 1 second' WHERE removal_id = $1`, [
      id,
    ]),
  );
  await assert.rejects(longer, /hold.*check/);
});

test('under immediate danger nothing is held: neither placed nor renewed, and danger ends what is held', async () => {
  const { id: inDanger } = await removal({ danger: true });
  await assert.rejects(hold(inDanger), refused('danger-now'));
  const { id } = await removal();
  const placed = await hold(id);
  await inside((work) => updateRemoval(work, id, { danger: true }));
  assert.deepEqual([await held(id), await whyNot(id)], [false, null]);
  await assert.rejects(renew(placed.id, second), refused('danger-now'));
});

test('danger that a report told of only later counts as much', async () => {
  const items = 'https://bahaya-kemudian.example/jalan';
  const { id } = await madeUpRemoval(made, { ground: 'image-based-sexual-abuse', items });
  const placed = await hold(id);
  assert.equal(await whyNot(id), 'held');
  const told = {
    concern: 'abuse-material' as const,
    items,
    inDanger: true,
    once: Buffer.alloc(16, 7).toString('base64url'),
  };
  await call(made.house, fileReport, { ...nobody, organisationId: made.organisationId }, told);
  assert.equal(await whyNot(id), null);
  await assert.rejects(renew(placed.id, second), refused('danger-now'));
});

test('whoever placed a hold cannot renew it, nor through a key of theirs, nor by placing it anew', async () => {
  const { id } = await removal();
  const placed = await hold(id);
  const key: Caller = { ...first, kind: 'key', id: newId('apiKey'), behind: first.id };
  for (const by of [first, key]) await assert.rejects(renew(placed.id, by), refused('needs-a-second-person'));
  made.forward(25 * hourMs);
  for (const by of [first, second]) await assert.rejects(hold(id, {}, by), refused('held-before'));
  await call(made.house, endHold, first, { id: placed.id });
  await assert.rejects(hold(id), refused('held-before'));
});

test('the database itself refuses a renewal by the same person', async () => {
  const { id } = await removal();
  const placed = await hold(id);
  const forged = asOwner(made.house.database, ({ client }) =>
    client.query(
      `INSERT INTO remove.hold (id, organisation_id, removal_id, reference, placed_by, from_at, until_at, renews, renewed_person)
       SELECT 'hld_forged', organisation_id, removal_id, reference, placed_by, until_at, until_at + interval '1 hour', id, placed_by
         FROM remove.hold WHERE id = $1`,
      [placed.id],
    ),
  );
  await assert.rejects(forged, /check constraint/);
});

test('another person renews it from now for a day at most; the next renewal needs another one again', async () => {
  const { id } = await removal();
  const placed = await hold(id);
  made.forward(20 * hourMs);
  const renewed = await renew(placed.id, second);
  await assert.rejects(renew(placed.id, second), refused('held-before'));
  await assert.rejects(renew(renewed.id, second), refused('needs-a-second-person'));
  made.forward(23 * hourMs);
  assert.equal(await held(id), true);
  made.forward(2 * hourMs);
  assert.equal(await held(id), false);
  await renew(renewed.id, first, { hours: 1 });
  assert.equal(await held(id), true);
});

test('a hold is ended before its time, and every hold is counted', async () => {
  made.forward(minuteMs);
  const from = made.house.now();
  const { id } = await removal();
  const placed = await hold(id);
  const renewed = await renew(placed.id, second);
  await call(made.house, endHold, first, { id: renewed.id });
  assert.equal(await held(id), false);
  await hold((await removal()).id);
  made.forward(1);
  const count = () => inside((work) => countHolds(work, from, made.house.now()));
  assert.deepEqual(await count(), { placed: 2, renewed: 1, removals: 2 });
});

test('before the first notice police have to have it, where the procedure asks for that', async () => {
  const { id } = await removal({ ground: 'child-sexual-exploitation' });
  assert.equal(await whyNot(id), 'hand-off-missing');
  const { id: handOff } = await call(made.house, handToPolice, first, { removalId: id });
  assert.equal(await whyNot(id), 'hand-off-missing', 'made, but nobody has said that they have it');
  await call(made.house, noteReceipt, first, { id: handOff, reference: 'LP-RKN-7' });
  assert.equal(await whyNot(id), null);
  await assert.rejects(call(made.house, noteReceipt, first, { id: handOff }), refused('received-already'));
});

test('in danger the hand-over is enough; and other grounds and procedures ask for none', async () => {
  const { id } = await removal({ ground: 'child-sexual-exploitation', danger: true });
  assert.equal(await whyNot(id), 'hand-off-missing');
  await call(made.house, handToPolice, first, { removalId: id });
  assert.equal(await whyNot(id), null);
  assert.equal(await whyNot((await removal({ ground: 'grooming' })).id), null);
  await call(made.house, setIssuer, first, { ...madeUpIssuer, policeFirst: false });
  assert.equal(await whyNot((await removal({ ground: 'child-sexual-exploitation' })).id), null);
  await call(made.house, setIssuer, first, madeUpIssuer);
});

test('what police call it lies sealed, and shows to whoever works on removals', async () => {
  const { id } = await removal();
  await call(made.house, handToPolice, first, { removalId: id, reference: 'RAHASIA-REKAAN', received: true });
  await hold(id, { reference: 'RAHASIA-REKAAN' });
  const read = (by: Caller) => call(made.house, readHandOffs, by, { removalId: id });
  const [open, closed] = [await read(first), await read(callerOf(made.organisationId, ['remove.look']))];
  assert.deepEqual([open.handOffs[0]!.reference, open.holds[0]!.reference], ['RAHASIA-REKAAN', 'RAHASIA-REKAAN']);
  assert.deepEqual([closed.handOffs[0]!.reference, closed.holds[0]!.reference], [null, null]);
  const stored = await asOwner(made.house.database, async ({ client }) => {
    const rows: string[] = [];
    for (const table of ['remove.hand_off', 'remove.hold', 'remove.entry', 'audit.event'])
      rows.push(...(await client.query(`SELECT t::text AS row FROM ${table} t`)).rows.map(({ row }) => row));
    return rows.join('\n');
  });
  assert.doesNotMatch(stored, /RAHASIA/);
});
