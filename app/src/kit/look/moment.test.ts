// Instants and clocks: what they say before, at and after the moment they run to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, moment, timeLeft } from './moment.ts';

const at = new Date('2026-11-22T08:20:00Z');
const now = new Date('2026-11-22T05:00:00Z');
const later = new Date('2026-11-22T10:50:00Z');

test('an instant is readable for people and exact for machines', () => {
  assert.equal(
    moment({ language: 'id', at, timeZone: 'Asia/Makassar' }).text,
    '<time datetime="2026-11-22T08:20:00.000Z">22 Nov 2026, 16.20 WITA</time>',
  );
});

test('the time left is counted down and then counted as overdue', () => {
  assert.equal(timeLeft({ language: 'en', at, now }).text, '<span class="time-left">3 hours 20 minutes left</span>');
  assert.equal(timeLeft({ language: 'id', at, now: at }).text, '<span class="time-left">sisa 0 detik</span>');
  assert.equal(
    timeLeft({ language: 'id', at, now: later }).text,
    '<span class="time-left late">lewat 2 jam 30 menit</span>',
  );
});

test('a clock says what it is for, when it ends and what to do next', () => {
  const running = clock({ language: 'en', at, now, label: 'First order', next: 'Read the answer' }).text;
  for (const said of ['First order', '3 hours 20 minutes left', 'Due 22 Nov 2026, 15:20 WIB', 'Read the answer']) {
    assert.ok(running.includes(said), said);
  }
  assert.doesNotMatch(running, /late/);
});

test('a clock that ran out is marked late, not as danger', () => {
  const late = clock({ language: 'en', at, now: later, label: 'First order' }).text;
  assert.match(late, /class="clock late"/);
  assert.ok(late.includes('Was due 22 Nov 2026, 15:20 WIB'));
  assert.doesNotMatch(late, /danger/);
});

test('an invalid date is an error, not a text on a page', () => {
  assert.throws(() => moment({ language: 'en', at: new Date(NaN) }), RangeError);
});
