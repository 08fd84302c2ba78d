// Deadlines: they begin to count at proof, keep the rule they began with, stand still, are met or missed, and are said to be
// missed exactly once, however many nodes look.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAccess } from '../../access/index.ts';
import { eventsAbout } from '../../audit/record.ts';
import { newId } from '../../kit/ids.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { asOwner, inOrganisation, type Work } from '../../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { subscribe } from '../../verbs/publish.ts';
import { call } from '../../verbs/verb.ts';
import { addHolidays, removeHoliday } from '../holidays/verbs.ts';
import { findRule, rules } from '../rules.ts';
import { begun, madeUpRule, signerOf } from '../testing.ts';
import { breachDue } from './breach.ts';
import {
  beginDeadline,
  deadlinesOf,
  dropDeadlines,
  meetDeadlines,
  resumeDeadlines,
  startDeadlines,
  suspendDeadlines,
} from './run.ts';
import type { Deadline } from './store.ts';
import { breachDeadline, readDeadlines, waiveDeadline } from './verbs.ts';

let made: TestHouse;
let organisationId: string;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house);
  organisationId = await made.organisation();
});
after(() => made?.close());

const now = () => made.house.now();
const within = <T>(work: (work: Work) => Promise<T>) => inOrganisation(made.house.database, organisationId, work);
const read = async (thing: string): Promise<Deadline> =>
  (await within((work) => deadlinesOf(work, [thing]))).get(thing)![0]!;
const breaches = async (thing: string) =>
  (await within((work) => eventsAbout(work, thing))).filter(({ verb }) => verb === 'clocks.breach');
const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const leftMs = ({ dueAt }: Deadline) => dueAt!.getTime() - now().getTime();

test('it waits for its event, and counts from the moment that was proved, not from when it was written down', async () => {
  const thing = newId('notice');
  const pending = await within((work) => beginDeadline(work, { thing, rule: madeUpRule(), at: null, now: now() }));
  assert.deepEqual([pending!.state, pending!.startedAt, pending!.dueAt], ['pending', null, null]);
  made.forward(30 * hourMs);
  assert.equal(await breachDue(made.house), 0, 'what does not count yet cannot pass');
  const sent = await within((work) => startDeadlines(work, { thing, event: 'sent', at: now(), now: now() }));
  assert.deepEqual(sent, [], 'sent is not handed over');
  const proved = new Date(now().getTime() - hourMs);
  const [running] = await within((work) => startDeadlines(work, { thing, event: 'received', at: proved, now: now() }));
  assert.equal(running!.state, 'running');
  assert.equal(leftMs(running!), 3 * hourMs);
  assert.deepEqual(
    await within((work) => startDeadlines(work, { thing, event: 'received', at: now(), now: now() })),
    [],
  );
  assert.equal(leftMs(await read(thing)), 3 * hourMs, 'it starts once');
});

test('a rule without a number of hours has no deadline, and no thing has two under one rule', async () => {
  const thing = newId('notice');
  const none = await within((work) =>
    beginDeadline(work, { thing, rule: findRule('eu-dsa-16')!, at: now(), now: now() }),
  );
  assert.equal(none, null);
  const first = await begun(made.house, organisationId, thing);
  const again = await begun(made.house, organisationId, thing, madeUpRule({ version: 2, duration: null }));
  assert.equal(again, null);
  const longer = madeUpRule({ version: 2, duration: { unit: 'hours', count: 400 } });
  assert.equal((await begun(made.house, organisationId, thing, longer)).id, first.id);
  assert.equal(leftMs(await read(thing)), 4 * hourMs);
});

test('a rule and holidays that change later change nothing of what has begun', async () => {
  const thing = newId('notice');
  const signer = signerOf(organisationId);
  const rule = madeUpRule({
    id: 'made-up-days',
    duration: { unit: 'business-days', count: 2 },
    calendar: 'business',
    holidaysOf: 'ID',
  });
  // It begins on a Friday; the Monday and Tuesday after it are holidays.
  await call(made.house, addHolidays, signer, { country: 'ID', days: [{ day: '2031-03-17' }, { day: '2031-03-18' }] });
  const at = new Date('2031-03-14T05:00:00Z');
  const before = await within((work) => beginDeadline(work, { thing, rule, at: null, now: at }));
  assert.deepEqual(before!.rule.holidays, ['2031-03-17', '2031-03-18']);
  const changed = { ...rule, duration: { unit: 'hours', count: 1 } } as const;
  Object.assign(rule, changed);
  await call(made.house, removeHoliday, signer, { country: 'ID', day: '2031-03-17' });
  await call(made.house, addHolidays, signer, { country: 'ID', days: [{ day: '2031-03-19' }] });
  const [started] = await within((work) => startDeadlines(work, { thing, event: 'handed-over', at, now: at }));
  assert.equal(started!.dueAt!.toISOString(), '2031-03-20T17:00:00.000Z', 'the end of Thursday: 19 and 20 count');
  await within((work) => suspendDeadlines(work, { thing, at: new Date('2031-03-19T05:00Z') }));
  const [resumed] = await within((work) => resumeDeadlines(work, { thing, at: new Date('2031-03-19T06:00Z') }));
  assert.equal(resumed!.dueAt!.toISOString(), '2031-03-21T17:00:00.000Z', 'Thursday and Friday');
  assert.equal(resumed!.rule.duration!.unit, 'business-days');
  await within((work) => meetDeadlines(work, { thing, at: new Date('2031-03-20T05:00Z') }));
});

test('nothing in the database lets a frozen rule be changed', async () => {
  const { id } = await begun(made.house, organisationId, newId('notice'));
  for (const set of [`rule = '{}'`, `zone = 'UTC'`, `rule_version = 9`, `thing = 'x'`])
    await assert.rejects(
      within(({ client }) => client.query(`UPDATE clocks.deadline SET ${set} WHERE id = $1`, [id])),
      /permission denied/,
    );
  await within((work) => work.client.query('DELETE FROM clocks.deadline WHERE id = $1', [id]));
  assert.equal(
    (await within(({ client }) => client.query('SELECT FROM clocks.deadline WHERE id = $1', [id]))).rowCount,
    1,
  );
});

test('met in time, its last instant included, it never passes', async () => {
  const thing = newId('notice');
  const { dueAt } = await begun(made.house, organisationId, thing);
  const [met] = await within((work) => meetDeadlines(work, { thing, at: dueAt! }));
  assert.deepEqual([met!.state, met!.endedAt], ['met', dueAt]);
  made.forward(9 * hourMs);
  await breachDue(made.house);
  assert.deepEqual(await breaches(thing), []);
  assert.deepEqual(await within((work) => meetDeadlines(work, { thing, at: now() })), [], 'once');
});

test('it passes only after its last instant, and then exactly once, with whatever follows from it', async () => {
  const thing = newId('notice');
  const told: string[] = [];
  await subscribe(made.house, ['clocks.breach'], 'clocks-test.note', async (published) => {
    told.push(published.thing);
  });
  const { id } = await begun(made.house, organisationId, thing);
  made.forward(4 * hourMs);
  await breachDue(made.house);
  const node = nodeCaller(organisationId, ['clocks.follow']);
  await assert.rejects(call(made.house, breachDeadline, node, { id }), refused('not-passed'));
  assert.equal((await read(thing)).state, 'running', 'at its last instant it is not late');
  made.forward(1);
  await breachDue(made.house);
  await breachDue(made.house);
  const breached = await read(thing);
  assert.deepEqual([breached.state, breached.breachedAt], ['breached', now()]);
  const [event, ...more] = await breaches(thing);
  assert.deepEqual(more, []);
  assert.deepEqual(event!.facts, { rule: 'made-up', deadline: id });
  await made.house.jobs.runAll();
  assert.deepEqual(
    told.filter((one) => one === thing),
    [thing],
  );
});

test('of two nodes that race for the same deadlines each is said to have passed once', async () => {
  const other = await openTestHouse({ database: made.database });
  try {
    other.forward(now().getTime() - other.house.now().getTime() + 5 * hourMs);
    await breachDue(made.house);
    const things = Array.from({ length: 25 }, () => newId('notice'));
    for (const thing of things) await begun(made.house, organisationId, thing);
    made.forward(5 * hourMs);
    const said = await Promise.all([made.house, other.house, made.house, other.house].map(breachDue));
    assert.equal(
      said.reduce((sum, one) => sum + one, 0),
      things.length,
    );
    for (const thing of things) assert.equal((await breaches(thing)).length, 1);
  } finally {
    await other.close();
  }
});

test('one that fails holds up none of the others, and is tried again', async () => {
  const [stuck, thing] = [newId('notice'), newId('notice')];
  const { id } = await begun(made.house, organisationId, stuck);
  await begun(made.house, organisationId, thing);
  made.forward(5 * hourMs);
  const asOwnerOf = (sql: string) => asOwner(made.house.database, ({ client }) => client.query(sql));
  await asOwnerOf(`CREATE FUNCTION clocks.fail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'a made-up fault'; END $$;
    CREATE TRIGGER fail BEFORE UPDATE ON clocks.deadline FOR EACH ROW WHEN (OLD.id = '${id}') EXECUTE FUNCTION clocks.fail()`);
  await breachDue(made.house);
  assert.deepEqual([(await breaches(stuck)).length, (await breaches(thing)).length], [0, 1]);
  await asOwnerOf('DROP TRIGGER fail ON clocks.deadline');
  await breachDue(made.house);
  for (const each of [stuck, thing]) assert.equal((await breaches(each)).length, 1);
});

test('met after its time it stays missed, and keeps when it was met', async () => {
  const [early, late] = [newId('notice'), newId('notice')];
  for (const thing of [early, late]) await begun(made.house, organisationId, thing);
  made.forward(4 * hourMs + minuteMs);
  // Met before any node noticed that it had passed: it is missed all the same.
  const [first] = await within((work) => meetDeadlines(work, { thing: early, at: now() }));
  assert.deepEqual([first!.state, first!.endedAt], ['running', now()]);
  await breachDue(made.house);
  made.forward(hourMs);
  await within((work) => meetDeadlines(work, { thing: late, at: now() }));
  for (const thing of [early, late]) {
    const deadline = await read(thing);
    assert.equal(deadline.state, 'breached');
    assert.ok(deadline.endedAt! > deadline.dueAt!);
    assert.equal((await breaches(thing)).length, 1);
  }
});

test('while it stands still it never passes, and afterwards it has as long as it had', async () => {
  const thing = newId('notice');
  await begun(made.house, organisationId, thing);
  made.forward(hourMs);
  const [suspended] = await within((work) => suspendDeadlines(work, { thing, at: now() }));
  assert.equal(suspended!.state, 'suspended');
  made.forward(100 * hourMs);
  await breachDue(made.house);
  assert.deepEqual(await breaches(thing), []);
  const [resumed] = await within((work) => resumeDeadlines(work, { thing, at: now() }));
  assert.equal(leftMs(resumed!), 3 * hourMs);
  // And a second time.
  made.forward(2 * hourMs);
  await within((work) => suspendDeadlines(work, { thing, at: now() }));
  made.forward(7 * hourMs);
  const [again] = await within((work) => resumeDeadlines(work, { thing, at: now() }));
  assert.equal(leftMs(again!), hourMs);
  made.forward(hourMs + 1);
  await breachDue(made.house);
  assert.equal((await breaches(thing)).length, 1);
});

test('it stands still only for what its rule allows, and not once it has passed', async () => {
  const [strict, passed] = [newId('notice'), newId('notice')];
  await begun(made.house, organisationId, strict, madeUpRule({ pauses: ['stayed'] }));
  assert.deepEqual(await within((work) => suspendDeadlines(work, { thing: strict, at: now() })), []);
  const [stayed] = await within((work) => suspendDeadlines(work, { thing: strict, at: now(), reason: 'stayed' }));
  assert.equal(stayed!.state, 'suspended');
  await begun(made.house, organisationId, passed);
  made.forward(5 * hourMs);
  assert.deepEqual(await within((work) => suspendDeadlines(work, { thing: passed, at: now() })), []);
  await breachDue(made.house);
  assert.equal((await read(passed)).state, 'breached');
});

test('met while it stands still, it was met in time', async () => {
  const thing = newId('notice');
  await begun(made.house, organisationId, thing);
  await within((work) => suspendDeadlines(work, { thing, at: now() }));
  made.forward(50 * hourMs);
  const [met] = await within((work) => meetDeadlines(work, { thing, at: now() }));
  assert.deepEqual([met!.state, met!.suspendedAt, met!.pauses.length], ['met', null, 1]);
});

test('giving one up needs a reason, and what was missed cannot be wiped out', async () => {
  const [thing, late] = [newId('notice'), newId('notice')];
  const { id } = await begun(made.house, organisationId, thing);
  const missed = await begun(made.house, organisationId, late);
  const supervisor = signerOf(organisationId);
  await assert.rejects(call(made.house, waiveDeadline, supervisor, { id, reason: 'ya' }), refused('bad-input'));
  const reason = 'Platform rekaan sedang berpindah tangan.';
  await call(made.house, waiveDeadline, supervisor, { id, reason });
  const waived = await read(thing);
  assert.deepEqual([waived.state, waived.waivedFor, waived.waivedBy], ['waived', reason, supervisor.id]);
  await assert.rejects(call(made.house, waiveDeadline, supervisor, { id, reason }), refused('wrong-state'));
  made.forward(5 * hourMs);
  const again = { id: missed.id, reason };
  await assert.rejects(call(made.house, waiveDeadline, supervisor, again), refused('deadline-passed'));
  await breachDue(made.house);
  await assert.rejects(call(made.house, waiveDeadline, supervisor, again), refused('wrong-state'));
  assert.deepEqual(await breaches(thing), []);
  const [shown] = await call(made.house, readDeadlines, supervisor, { things: [late] });
  assert.deepEqual([shown!.thing, shown!.deadlines[0]!.state], [late, 'breached']);
});

test('what is withdrawn is given up, not met; and what had passed by then stays missed', async () => {
  const [late, thing, waiting] = [newId('notice'), newId('notice'), newId('notice')];
  await begun(made.house, organisationId, late);
  made.forward(5 * hourMs);
  await begun(made.house, organisationId, thing);
  await within((work) => beginDeadline(work, { thing: waiting, rule: madeUpRule(), at: null, now: now() }));
  for (const each of [late, thing, waiting])
    await within((work) => dropDeadlines(work, { thing: each, at: now(), by: 'node', reason: 'withdrawn' }));
  await breachDue(made.house);
  const states = await Promise.all([late, thing, waiting].map(async (each) => (await read(each)).state));
  assert.deepEqual(states, ['breached', 'waived', 'waived']);
});

test('another organisation neither sees nor passes what is not its own', async () => {
  const thing = newId('notice');
  const { id } = await begun(made.house, organisationId, thing);
  made.forward(5 * hourMs);
  const stranger = nodeCaller(await made.organisation(), ['clocks.follow', 'clocks.look', 'clocks.waive']);
  await assert.rejects(call(made.house, breachDeadline, stranger, { id }), refused('no-such-deadline'));
  assert.deepEqual(await call(made.house, readDeadlines, stranger, { things: [thing] }), []);
  await breachDue(made.house);
});

test('every rule with a length of time can begin a deadline in each of its zones', async () => {
  for (const rule of rules.filter(({ duration }) => duration !== null))
    for (const zone of rule.zones) {
      const thing = newId('notice');
      const deadline = await within((work) => beginDeadline(work, { thing, rule, zone, at: now(), now: now() }));
      assert.equal(deadline!.zone, zone);
      assert.ok(leftMs(deadline!) >= 4 * hourMs, rule.id);
      await within((work) => meetDeadlines(work, { thing, at: now() }));
    }
  const elsewhere = await within((work) =>
    beginDeadline(work, {
      thing: newId('notice'),
      rule: findRule('au-osa-77')!,
      zone: 'Asia/Jakarta',
      at: now(),
      now: now(),
    }),
  );
  assert.equal(elsewhere!.zone, 'UTC', 'where a rule is not counted in a zone, its own first one counts');
});
