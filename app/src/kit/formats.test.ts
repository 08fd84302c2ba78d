// Numbers, dates and durations in both languages; durations against an oracle that adds the parts up again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate, formatDateTime, formatDuration, formatMonth, formatNumber } from './formats.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './time.ts';

const at = new Date('2026-11-22T20:05:09Z');

test('numbers carry the separators of the language', () => {
  assert.equal(formatNumber('id', 1234567.5), '1.234.567,5');
  assert.equal(formatNumber('en', 1234567.5), '1,234,567.5');
  assert.equal(formatNumber('id', 9007199254740993n), '9.007.199.254.740.993');
  assert.equal(formatNumber('id', 118 / 248, { style: 'percent', minimumFractionDigits: 2 }), '47,58%');
});

test('a day is the day in the time zone asked for, Jakarta where none is', () => {
  assert.equal(formatDate('en', at), '23 Nov 2026');
  assert.equal(formatDate('en', at, 'UTC'), '22 Nov 2026');
  assert.equal(formatDate('id', new Date('2026-08-17T00:00:00Z')), '17 Agu 2026');
});

test('a month is the month in the time zone asked for', () => {
  const newYear = new Date('2026-12-31T20:00:00Z');
  assert.equal(formatMonth('en', newYear), 'Jan 2027');
  assert.equal(formatMonth('id', newYear, 'UTC'), 'Des 2026');
});

test('the three Indonesian zones go by their own names in both languages', () => {
  assert.equal(formatDateTime('id', at), '23 Nov 2026, 03.05 WIB');
  assert.equal(formatDateTime('en', at), '23 Nov 2026, 03:05 WIB');
  assert.equal(formatDateTime('en', at, 'Asia/Makassar'), '23 Nov 2026, 04:05 WITA');
  assert.equal(formatDateTime('id', at, 'Asia/Jayapura'), '23 Nov 2026, 05.05 WIT');
  assert.equal(formatDateTime('en', at, 'UTC'), '22 Nov 2026, 20:05 UTC');
});

test('an invalid date or zone is an error, not a text on a page', () => {
  assert.throws(() => formatDate('id', new Date(NaN)), RangeError);
  assert.throws(() => formatDateTime('id', at, 'Asia/Nowhere'), RangeError);
});

test('a duration is said in its largest unit and the next', () => {
  assert.equal(formatDuration('id', dayMs + 4 * hourMs + 59 * minuteMs), '1 hari 4 jam');
  assert.equal(formatDuration('en', dayMs + 4 * hourMs + 59 * minuteMs), '1 day 4 hours');
  assert.equal(formatDuration('en', 3 * dayMs + minuteMs), '3 days');
  assert.equal(formatDuration('id', 61 * secondMs), '1 menit 1 detik');
  assert.equal(formatDuration('en', 999), '0 seconds');
  assert.equal(formatDuration('id', 1500 * dayMs), '1.500 hari');
});

test('a duration never says more than there is, and less by under one of its smaller unit', () => {
  const unitMs: Record<string, number> = { day: dayMs, hour: hourMs, minute: minuteMs, second: secondMs };
  const units = Object.values(unitMs);
  const seed = Date.now() % 1_000_000;
  let state = seed;
  for (let round = 0; round < 2000; round++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const durationMs = state % [minuteMs, hourMs, dayMs, 900 * dayMs][round % 4]!;
    const said = formatDuration('en', durationMs);
    const parts = [...said.matchAll(/(\d+) (day|hour|minute|second)s?/g)];
    const saidMs = parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit ?? '']!, 0);
    const largest = units.findIndex((unit) => unit <= durationMs);
    const smallerMs = units[Math.min(largest + 1, units.length - 1)]!;
    const lost = durationMs - saidMs;
    assert.ok(lost >= 0 && lost < (largest === -1 ? secondMs : smallerMs), `${durationMs} ms: "${said}", seed ${seed}`);
  }
});

test('a negative or endless duration is refused', () => {
  for (const durationMs of [-1, NaN, Infinity]) assert.throws(() => formatDuration('id', durationMs), RangeError);
});
