// When deadlines fall due, case by case: leap days, weekends, holidays, day ends, pauses and zones; and against a clock
// that counts minute by minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '../kit/time.ts';
import { drawFrom, newSeed } from '../testing/draw.ts';
import { type Counting, dueAt, type Pause } from './due.ts';
import type { DurationUnit } from './rule.ts';
import { dayAt, dayNumber, isWeekend, numberOfDay, zoneOffsetsMs, zones } from './zones.ts';

type Case = [
  what: string,
  start: string,
  length: [count: number, unit: DurationUnit],
  due: string,
  more?: Partial<Counting> & { paused?: [from: string, until: string][] },
];

const wib = { zone: 'Asia/Jakarta' } as const;
const wita = { zone: 'Asia/Makassar' } as const;
const wit = { zone: 'Asia/Jayapura' } as const;
const office = { calendar: 'business' } as const;

// 2027-03-05 is a Friday; 2028 is a leap year.
const cases: Case[] = [
  ['four hours', '2027-03-01T09:30+07:00', [4, 'hours'], '2027-03-01T13:30+07:00'],
  ['to the millisecond', '2027-03-01T09:30:15.123+07:00', [4, 'hours'], '2027-03-01T13:30:15.123+07:00'],
  ['four hours over midnight', '2027-03-01T22:00+07:00', [4, 'hours'], '2027-03-02T02:00+07:00'],
  ['a day of hours over a weekend', '2027-03-05T22:00+07:00', [24, 'hours'], '2027-03-06T22:00+07:00'],
  ['into a leap day', '2028-02-28T23:00+07:00', [4, 'hours'], '2028-02-29T03:00+07:00'],
  ['over a leap day', '2028-02-28T10:00+07:00', [48, 'hours'], '2028-03-01T10:00+07:00'],
  ['no leap day in 2027', '2027-02-27T10:00+07:00', [48, 'hours'], '2027-03-01T10:00+07:00'],
  ['over the end of a year', '2027-12-31T23:59+09:00', [24, 'hours'], '2028-01-01T23:59+09:00', wit],
  ['hours are the same in every zone', '2027-03-05T12:00Z', [24, 'hours'], '2027-03-06T12:00Z', wit],

  ['a pause moves it on', '2027-03-01T09:00Z', [4, 'hours'], '2027-03-01T15:00Z', pausedFor('10:00', '12:00')],
  ['a pause before it does not', '2027-03-01T09:00Z', [4, 'hours'], '2027-03-01T13:00Z', pausedFor('06:00', '09:00')],
  ['a pause after it does not', '2027-03-01T09:00Z', [4, 'hours'], '2027-03-01T13:00Z', pausedFor('13:00', '20:00')],
  ['a pause over its start', '2027-03-01T09:00Z', [4, 'hours'], '2027-03-01T15:00Z', pausedFor('06:00', '11:00')],
  ['an empty pause does not', '2027-03-01T09:00Z', [4, 'hours'], '2027-03-01T13:00Z', pausedFor('10:00', '10:00')],
  [
    'a pause up to its last minute',
    '2027-03-01T09:00Z',
    [4, 'hours'],
    '2027-03-02T00:01Z',
    { paused: [['2027-03-01T12:59Z', '2027-03-02T00:00Z']] },
  ],
  [
    'two pauses that overlap count once, in whichever order',
    '2027-03-01T09:00Z',
    [4, 'hours'],
    '2027-03-01T16:00Z',
    {
      paused: [
        ['2027-03-01T11:00Z', '2027-03-01T13:00Z'],
        ['2027-03-01T10:00Z', '2027-03-01T12:00Z'],
      ],
    },
  ],

  ['business hours on a working day', '2027-03-01T09:00+07:00', [4, 'hours'], '2027-03-01T13:00+07:00', office],
  ['business hours over a weekend', '2027-03-05T22:00+07:00', [4, 'hours'], '2027-03-08T02:00+07:00', office],
  ['that end with a Friday', '2027-03-05T20:00+07:00', [4, 'hours'], '2027-03-06T00:00+07:00', office],
  ['that begin on a Sunday', '2027-03-07T11:00+07:00', [4, 'hours'], '2027-03-08T04:00+07:00', office],
  [
    'business hours over a holiday and a weekend',
    '2027-03-04T22:00+07:00',
    [4, 'hours'],
    '2027-03-08T02:00+07:00',
    { ...office, holidays: ['2027-03-05'] },
  ],
  [
    'a weekend begins two hours earlier in Jayapura',
    '2027-03-05T14:00Z', // Friday 23:00 there, Friday 21:00 in Jakarta
    [2, 'hours'],
    '2027-03-07T16:00Z', // Monday 01:00 there
    { ...office, ...wit },
  ],
  ['while it is Friday still in Jakarta', '2027-03-05T14:00Z', [2, 'hours'], '2027-03-05T16:00Z', office],
  ['and in Makassar', '2027-03-05T14:30Z', [2, 'hours'], '2027-03-07T16:30Z', { ...office, ...wita }],

  ['one calendar day is the end of the next', '2027-03-01T09:00+07:00', [1, 'calendar-days'], '2027-03-03T00:00+07:00'],
  ['also when begun at midnight', '2027-03-01T00:00+07:00', [1, 'calendar-days'], '2027-03-03T00:00+07:00'],
  ['and one millisecond before', '2027-02-28T23:59:59.999+07:00', [1, 'calendar-days'], '2027-03-02T00:00+07:00'],
  ['calendar days take weekends', '2027-03-05T09:00+07:00', [2, 'calendar-days'], '2027-03-08T00:00+07:00'],
  ['one that is the leap day', '2028-02-28T23:59+07:00', [1, 'calendar-days'], '2028-03-01T00:00+07:00'],
  ['begun on the leap day', '2028-02-29T12:00+07:00', [1, 'calendar-days'], '2028-03-02T00:00+07:00'],
  ['a leap day within a year', '2027-12-31T12:00Z', [366, 'calendar-days'], '2029-01-01T00:00Z', { zone: 'UTC' }],
  ['the same instant, Monday in Jakarta', '2027-03-01T16:00Z', [1, 'calendar-days'], '2027-03-03T00:00+07:00', wib],
  ['but Tuesday in Makassar', '2027-03-01T16:00Z', [1, 'calendar-days'], '2027-03-04T00:00+08:00', wita],
  ['and Monday in UTC', '2027-03-01T16:00Z', [1, 'calendar-days'], '2027-03-03T00:00Z', { zone: 'UTC' }],

  ['three business days', '2027-03-01T09:00+07:00', [3, 'business-days'], '2027-03-05T00:00+07:00'],
  ['three business days over a weekend', '2027-03-04T09:00+07:00', [3, 'business-days'], '2027-03-10T00:00+07:00'],
  ['begun on a Friday late', '2027-03-05T23:59+07:00', [1, 'business-days'], '2027-03-09T00:00+07:00'],
  ['begun on a Saturday', '2027-03-06T09:00+07:00', [1, 'business-days'], '2027-03-09T00:00+07:00'],
  [
    'over holidays, of which one is a Sunday anyway',
    '2027-03-04T09:00+07:00',
    [2, 'business-days'],
    '2027-03-10T00:00+07:00',
    { holidays: ['2027-03-05', '2027-03-07'] },
  ],
  [
    'the leap day as a holiday',
    '2028-02-28T09:00+07:00', // a Monday
    [1, 'business-days'],
    '2028-03-02T00:00+07:00',
    { holidays: ['2028-02-29'] },
  ],
  [
    'a day that a pause touched does not count',
    '2027-03-01T09:00+07:00',
    [2, 'business-days'],
    '2027-03-05T00:00+07:00',
    { paused: [['2027-03-02T23:59+07:00', '2027-03-03T00:00+07:00']] },
  ],
  [
    'a pause over midnight takes two days',
    '2027-03-01T09:00+07:00',
    [1, 'calendar-days'],
    '2027-03-05T00:00+07:00',
    { paused: [['2027-03-02T23:59+07:00', '2027-03-03T00:01+07:00']] },
  ],
  [
    'a pause on the day it began takes none',
    '2027-03-01T09:00+07:00',
    [1, 'calendar-days'],
    '2027-03-03T00:00+07:00',
    { paused: [['2027-03-01T10:00+07:00', '2027-03-02T00:00+07:00']] },
  ],
];

function pausedFor(from: string, until: string): { paused: [string, string][] } {
  return { paused: [[`2027-03-01T${from}Z`, `2027-03-01T${until}Z`]] };
}

const at = (text: string): Date => {
  const date = new Date(text);
  assert.ok(!Number.isNaN(date.getTime()), `${text} is no instant`);
  return date;
};

for (const [what, start, [count, unit], due, { paused = [], ...more } = {}] of cases)
  test(`${what}: ${count} ${unit} from ${start}`, () => {
    const pauses = paused.map(([from, until]): Pause => [at(from).getTime(), at(until).getTime()]);
    const counting = { startedAt: at(start), duration: { unit, count }, calendar: '24x7', ...wib, pauses } as const;
    assert.equal(dueAt({ ...counting, ...more }).toISOString(), at(due).toISOString());
  });

/** Walks on minute by minute, and says when that many that count have passed. */
function walked({ startedAt, duration, calendar, zone, holidays = [], pauses = [] }: Counting): number {
  const free = new Set(holidays);
  const closed = (day: number) => isWeekend(day) || free.has(new Date(day * dayMs).toISOString().slice(0, 10));
  const stands = (ms: number) => pauses.some(([from, until]) => from <= ms && ms < until);
  let ms = startedAt.getTime();
  for (let left = duration.count * 60; left > 0; ms += minuteMs)
    if (!stands(ms) && !(calendar === 'business' && closed(dayNumber(ms, zone)))) left -= 1;
  return ms;
}

test('hours fall due when a clock that walks minute by minute says so', () => {
  const seed = newSeed();
  const random = drawFrom(seed);
  const base = Date.UTC(2028, 1, 20);
  for (let round = 0; round < 150; round += 1) {
    const startMs = base + random(20 * 24 * 60) * minuteMs;
    const pauses = Array.from({ length: random(4) }, (): Pause => {
      const from = startMs + (random(6 * 24 * 60) - 24 * 60) * minuteMs;
      return [from, from + random(2 * 24 * 60) * minuteMs];
    });
    const holidays = Array.from({ length: random(5) }, () =>
      new Date(startMs + random(10) * dayMs).toISOString().slice(0, 10),
    );
    const counting = {
      startedAt: new Date(startMs),
      duration: { unit: 'hours', count: 1 + random(80) },
      calendar: random(4) === 0 ? '24x7' : 'business',
      zone: zones[random(zones.length)]!,
      holidays,
      pauses,
    } as const;
    const said = `SEED=${seed}, round ${round}: ${JSON.stringify(counting)}`;
    assert.equal(dueAt(counting).toISOString(), new Date(walked(counting)).toISOString(), said);
  }
});

/** The first midnight by which that many whole days, after the one of the start, have ended: hour by hour. */
function daysWalked({ startedAt, duration, zone, holidays = [], pauses = [] }: Counting): number {
  const free = new Set(holidays);
  let day = dayNumber(startedAt.getTime(), zone);
  for (let left = duration.count; left > 0; ) {
    day += 1;
    const startMs = day * dayMs - zoneOffsetsMs[zone];
    const minutes = Array.from({ length: 24 * 60 }, (_, minute) => startMs + minute * minuteMs);
    const date = dayAt(new Date(startMs), zone);
    const closed = duration.unit === 'business-days' && (/S(at|un)/.test(weekday(date)) || free.has(date));
    if (!closed && !minutes.some((ms) => pauses.some(([from, until]) => from <= ms && ms < until))) left -= 1;
  }
  return (day + 1) * dayMs - zoneOffsetsMs[zone];
}

const weekday = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00Z`));

test('days fall due when a calendar that is walked day by day says so', () => {
  const seed = newSeed();
  const random = drawFrom(seed);
  for (let round = 0; round < 60; round += 1) {
    const startMs = Date.UTC(2028, 1, 20) + random(20 * 24 * 60) * minuteMs;
    const from = startMs + random(4 * 24 * 60) * minuteMs;
    const counting = {
      startedAt: new Date(startMs),
      duration: { unit: random(2) === 0 ? 'business-days' : 'calendar-days', count: 1 + random(9) },
      calendar: '24x7',
      zone: zones[random(zones.length)]!,
      holidays: [new Date(startMs + random(6) * dayMs).toISOString().slice(0, 10)],
      pauses: random(2) === 0 ? [] : [[from, from + random(3 * 24 * 60) * minuteMs] as Pause],
    } as const;
    const said = `SEED=${seed}, round ${round}: ${JSON.stringify(counting)}`;
    assert.equal(dueAt(counting).toISOString(), new Date(daysWalked(counting)).toISOString(), said);
  }
});

test('a pause never brings a deadline forward, and a longer one never less', () => {
  const start = at('2027-03-05T20:00+07:00');
  for (const unit of ['hours', 'calendar-days', 'business-days'] as const) {
    let last = 0;
    for (let hours = 0; hours < 80; hours += 1) {
      const pauses = [[start.getTime() + hourMs, start.getTime() + (1 + hours) * hourMs] as Pause];
      const counting = {
        startedAt: start,
        duration: { unit, count: 3 },
        calendar: 'business',
        ...wib,
        pauses,
      } as const;
      const due = dueAt(counting).getTime();
      assert.ok(due >= last, `${unit}, a pause of ${hours} h`);
      last = due;
    }
  }
});

test('the fixed offsets are those of the time zone database, all year round', () => {
  for (const zone of zones)
    for (let ms = Date.UTC(2020, 0, 1); ms < Date.UTC(2040, 0, 1); ms += 10 * dayMs + 7 * hourMs) {
      const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      const local = new Date(ms + zoneOffsetsMs[zone]).toISOString().slice(0, 19).replace('T', ' ');
      assert.equal(parts.format(ms), local, zone);
    }
});

test('what is no length, no pause and no day is refused', () => {
  const counting = { startedAt: at('2027-03-01T09:00Z'), calendar: '24x7', ...wib } as const;
  for (const count of [0, -1, 1.5, Number.NaN])
    assert.throws(() => dueAt({ ...counting, duration: { unit: 'hours', count } }), /whole number of at least one/);
  assert.throws(
    () => dueAt({ ...counting, duration: { unit: 'hours', count: 1 }, pauses: [[2, 1]] }),
    /cannot end before it begins/,
  );
  for (const day of ['2027-02-29', '2027-13-01', 'tomorrow']) assert.throws(() => numberOfDay(day), /is no day/);
  assert.equal(numberOfDay('2028-02-29') - numberOfDay('2028-02-28'), 1);
});
