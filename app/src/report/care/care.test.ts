// Care on a real database: exposure is counted by person and day, the limit asks for a break, going on is said and noted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { newId } from '../../kit/ids.ts';
import { hourMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { openText } from '../intake/verbs.ts';
import { fileMadeUp, openReportDesk, type ReportDesk } from '../testing.ts';
import { dayStart, deskDay } from './day.ts';
import { countExposure, exposureToday } from './exposure.ts';
import { allowance } from './limits.ts';
import { goOn, readExposure, readOwnExposure, setCareLimits } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const someone = () => callerOf(desk.organisationId, ['report.read'], newId('person'));
const count = (personId: string, kind: 'text' | 'viewer' = 'text') =>
  inOrganisation(desk.house.database, desk.organisationId, (work) =>
    countExposure(work, { personId, kind, now: desk.house.now() }),
  );

test('days are those of Jakarta, and a text that is no day is none', () => {
  assert.equal(deskDay(new Date('2031-03-14T16:59:59Z')), '2031-03-14');
  assert.equal(deskDay(new Date('2031-03-14T17:00:00Z')), '2031-03-15');
  assert.equal(dayStart('2031-03-15')?.toISOString(), '2031-03-14T17:00:00.000Z');
  for (const wrong of ['2031-02-29', '2031-3-1', '', '2031-13-01', 'yesterday']) assert.equal(dayStart(wrong), null);
});

test('at the limit a break is asked for; going on is good for a quarter more, and asked again', async () => {
  const supervisor = callerOf(desk.organisationId, ['report.supervise']);
  await call(desk.house, setCareLimits, supervisor, { texts: 8, handOvers: 3 });
  const person = someone();
  for (let opened = 1; opened <= 8; opened += 1) assert.equal((await count(person.id)).count, opened);
  await assert.rejects(count(person.id), { code: 'break-first', facts: { count: 8, limit: 8, kind: 'text' } });
  assert.equal((await count(person.id, 'viewer')).atLimit, false); // the other kind is counted by itself
  await call(desk.house, goOn, person, { kind: 'text' });
  for (let opened = 9; opened <= allowance(8, 1); opened += 1) await count(person.id);
  await assert.rejects(count(person.id), { code: 'break-first' });
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, person.id));
  assert.deepEqual(
    events.map(({ verb, facts }) => [verb, facts]),
    [['report.go-on', { kind: 'text', count: 8, goneOn: 1 }]],
  );
});

test('nobody says that they go on before they have to, nor in another person’s name', async () => {
  const person = someone();
  await assert.rejects(call(desk.house, goOn, person, { kind: 'text' }), { code: 'not-at-limit' });
});

test('a new day in Jakarta begins at nothing', async () => {
  const person = someone();
  await count(person.id);
  const now = desk.house.now();
  desk.forward(dayStart(deskDay(now))!.getTime() + 24 * hourMs - now.getTime());
  const today = await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    exposureToday(work, { personId: person.id, kind: 'text', now: desk.house.now() }),
  );
  assert.equal(today.count, 0);
});

test('of many openings at the same moment no more than the limit get through', async () => {
  await call(desk.house, setCareLimits, callerOf(desk.organisationId, ['report.supervise']), {
    texts: 5,
    handOvers: 5,
  });
  const person = someone();
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => count(person.id)));
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 5);
});

test('opening a text counts; one that is refused shows nothing and counts nothing', async () => {
  await call(desk.house, setCareLimits, callerOf(desk.organisationId, ['report.supervise']), {
    texts: 1,
    handOvers: 1,
  });
  const { id } = await fileMadeUp(desk, { story: 'Made-up words.' });
  const person = someone();
  assert.equal((await call(desk.house, openText, person, { id })).story, 'Made-up words.');
  await assert.rejects(call(desk.house, openText, person, { id }), { code: 'break-first' });
  const [texts] = await call(desk.house, readOwnExposure, person, {});
  assert.deepEqual([texts!.count, texts!.atLimit], [1, true]);
});

test('a supervisor sees how much each person and day was, and not what it was', async () => {
  const supervisor = callerOf(desk.organisationId, ['report.supervise']);
  const person = someone();
  await call(desk.house, setCareLimits, supervisor, { texts: 40, handOvers: 60 });
  const { id } = await fileMadeUp(desk, { story: 'Made-up words.' });
  await call(desk.house, openText, person, { id });
  const seen = await call(desk.house, readExposure, supervisor, {});
  const own = seen.days.filter(({ personId }) => personId === person.id);
  assert.deepEqual(own, [{ personId: person.id, day: deskDay(desk.house.now()), kind: 'text', count: 1, goneOn: 0 }]);
  assert.doesNotMatch(JSON.stringify(seen), new RegExp(id));
});

test('a limit that is left empty is refused, never taken as zero or as none', async () => {
  const supervisor = callerOf(desk.organisationId, ['report.supervise']);
  for (const texts of ['', null, 0, 1.5, 'many', 1001])
    await assert.rejects(call(desk.house, setCareLimits, supervisor, { texts, handOvers: 10 }), { kind: 'bad-input' });
});
