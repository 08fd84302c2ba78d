// What is told of each place, case by case: to the person concerned, and to whoever holds the receipt instead or names a
// place only to learn what is known of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import { relations } from '../facts.ts';
import { heardAt, nextMorning, type RemovalStep, toldPlaces } from './told-places.ts';

// Ten in the morning in western Indonesia.
const received = new Date('2031-03-14T03:00:00Z');
const after = (ms: number): Date => new Date(received.getTime() + ms);
const step = (to: string, ms: number, grade: string | null = null): RemovalStep => ({ to, grade, at: after(ms) });
const heard = heardAt(received, 0.5);
const concerned = { relation: 'self' as const, receivedAt: received };
const others = [...relations.filter((relation) => relation !== 'self'), null];
const removalStates = [
  'new',
  'located',
  'unlocatable',
  'notice-open',
  'overdue',
  'refused',
  'unknown',
  'geo-blocked',
  'moved',
  'removed',
  'reappeared',
  'stopped',
];

const told = (steps: RemovalStep[], now: Date) =>
  toldPlaces(concerned, [{ number: 1, heardAt: heard, steps }], now)[0]!;
const stateAt = (steps: RemovalStep[], now: Date) => told(steps, now).state;

test('everyone but the person concerned is told nothing of any place, not even that there is one', () => {
  for (const relation of others)
    for (const state of removalStates) {
      const places = [{ number: 1, heardAt: heard, steps: [step(state, hourMs, 'stated')] }];
      assert.deepEqual(toldPlaces({ relation, receivedAt: received }, places, after(99 * dayMs)), [], `${relation}`);
    }
});

test('each state of a removal has its plain word, and what is not known changes nothing', () => {
  const later = after(9 * dayMs);
  const alone = Object.fromEntries(removalStates.map((state) => [state, stateAt([step(state, hourMs)], later)]));
  assert.deepEqual(alone, {
    new: 'not-asked',
    located: 'not-asked',
    unlocatable: 'not-found',
    'notice-open': 'asked',
    overdue: 'still-there',
    refused: 'still-there',
    unknown: 'still-there',
    'geo-blocked': 'still-there',
    moved: 'still-there',
    removed: 'gone',
    reappeared: 'came-back',
    stopped: 'not-possible',
  });
  assert.equal(stateAt([step('notice-open', hourMs), step('held-by-police', 2 * hourMs)], later), 'asked');
  assert.equal(stateAt([step('notice-open', hourMs), step('located', 2 * hourMs)], later), 'still-there');
});

test('that removal was asked for is told at once, everything else at eight the next morning', () => {
  const asked = step('notice-open', hourMs);
  assert.equal(stateAt([asked], new Date(asked.at.getTime() - 1)), 'not-asked');
  assert.deepEqual(told([asked], asked.at), { number: 1, state: 'asked', grade: null, since: asked.at });
  const gone = [asked, step('removed', 2 * hourMs, 'stated')];
  const morning = new Date('2031-03-15T01:00:00Z');
  assert.equal(stateAt(gone, new Date(morning.getTime() - 1)), 'asked');
  assert.deepEqual(told(gone, morning), { number: 1, state: 'gone', grade: 'stated', since: morning });
});

test('at whichever minute of a day something changed, it is told at the same moment, hours later at the least', () => {
  const [day, seen] = [new Date('2031-03-14T17:00:00Z'), new Set<number>()]; // midnight in western Indonesia
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    const at = new Date(day.getTime() + minute * minuteMs);
    const told = nextMorning(at);
    seen.add(told.getTime());
    assert.ok(told.getTime() - at.getTime() > 8 * hourMs);
  }
  assert.equal(seen.size, 1);
});

test('what changed twice in a day is told once, as it came to stand', () => {
  const steps = [
    step('notice-open', hourMs),
    step('removed', dayMs, 'gone-one-place'),
    step('reappeared', dayMs + hourMs),
    step('notice-open', dayMs + 2 * hourMs),
    step('removed', dayMs + 3 * hourMs, 'machine-confirmed'),
  ];
  const seen = new Set<string>();
  for (let hour = 1; hour < 72; hour += 1) seen.add(stateAt(steps, after(hour * hourMs)));
  assert.deepEqual([...seen], ['asked', 'gone']);
});

test('a better grade of evidence is told as well; without one nothing better is said than that somebody says so', () => {
  const steps = [step('removed', hourMs, 'stated'), step('removed', 3 * dayMs, 'machine-confirmed')];
  assert.equal(told(steps, after(2 * dayMs)).grade, 'stated');
  assert.equal(told(steps, after(5 * dayMs)).grade, 'machine-confirmed');
  for (const grade of [null, 'made-up'])
    assert.equal(told([step('removed', hourMs, grade)], after(9 * dayMs)).grade, 'stated');
});

test('what came back is asked for again, until it is gone again', () => {
  const steps = [
    step('notice-open', hourMs),
    step('removed', dayMs, 'machine-confirmed'),
    step('reappeared', 9 * dayMs),
    step('notice-open', 9 * dayMs + hourMs),
    step('removed', 12 * dayMs, 'attested'),
  ];
  assert.equal(stateAt(steps, after(9 * dayMs + 2 * hourMs)), 'gone', 'not in the hour in which it was seen');
  assert.equal(stateAt(steps, after(10 * dayMs)), 'came-back');
  assert.deepEqual(told(steps, after(14 * dayMs)).grade, 'attested');
});

test('a place that was known before is told like one that was not: asked for during the next day, then what came of it', () => {
  const past = (to: string, grade: string | null = null) => step(to, -9 * dayMs, grade);
  const histories = {
    asked: [past('notice-open')],
    gone: [past('notice-open'), past('removed', 'machine-confirmed')],
    back: [past('notice-open'), past('removed', 'stated'), past('reappeared')],
    overdue: [past('notice-open'), past('overdue')],
    lost: [past('unlocatable')],
    stopped: [past('notice-open'), past('stopped')],
  };
  const fresh = [step('notice-open', heard.getTime() - received.getTime())];
  for (const [name, steps] of Object.entries(histories))
    for (let at = received.getTime(); at < nextMorning(heard).getTime(); at += 10 * minuteMs) {
      const expected = name === 'lost' || name === 'stopped' ? 'not-asked' : stateAt(fresh, new Date(at));
      assert.equal(stateAt(steps, new Date(at)), expected, `${name}, ${new Date(at).toISOString()}`);
    }
  const later = Object.entries(histories).map(([name, steps]) => [name, stateAt(steps, nextMorning(heard))]);
  assert.deepEqual(Object.fromEntries(later), {
    asked: 'asked',
    gone: 'gone',
    back: 'asked',
    overdue: 'asked',
    lost: 'not-found',
    stopped: 'not-possible',
  });
  assert.deepEqual(told(histories.asked, heard).since, heard, 'the day of the news, never one before the report came');
});

test('what is done meanwhile about a place that was known is never told before that it was asked for', () => {
  const steps = [step('notice-open', -dayMs), step('removed', minuteMs, 'stated')];
  const seen: string[] = [];
  for (let hour = 0; hour < 72; hour += 1) seen.push(stateAt(steps, after(hour * hourMs)));
  assert.deepEqual([...new Set(seen)], ['not-asked', 'asked', 'gone']);
});

test('the moment at which a known place is told of lies in the next day and is another for each draw', () => {
  const hours = [0, 0.25, 0.5, 0.999].map(
    (drawn) => (heardAt(received, drawn).getTime() - received.getTime()) / hourMs,
  );
  assert.ok(
    hours.every((hour) => hour >= 22 && hour <= 31),
    String(hours),
  );
  assert.equal(new Set(hours).size, 4);
});
