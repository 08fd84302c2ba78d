// Slowing down whoever guesses, on a moved clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '../kit/errors.ts';
import { dayMs, movableClock, secondMs } from '../kit/time.ts';
import { pauseMs, Throttle } from './throttle.ts';

const start = new Date('2031-03-14T01:59:26Z');

test('a few failures are free, then each further one waits twice as long, up to 15 minutes', () => {
  const pauses = Array.from({ length: 13 }, (_, failures) => pauseMs(failures) / secondMs);
  assert.deepEqual(pauses, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('attempts at one key are refused while it waits, and say for how long', () => {
  const { now, forward } = movableClock(start);
  const throttle = new Throttle(now, 5);
  for (let attempt = 0; attempt < 5; attempt += 1) throttle.attempt('a');
  const refused = (seconds: number) => (fault: Refusal) =>
    fault.code === 'slow-down' && fault.status === 429 && fault.facts.retryAfterSeconds === seconds;
  assert.throws(() => throttle.attempt('a'), refused(30));
  throttle.attempt('b');
  forward(29 * secondMs);
  assert.throws(() => throttle.attempt('a'), refused(1));
  forward(secondMs);
  throttle.attempt('a');
  assert.throws(() => throttle.attempt('a'), refused(60));
});

test('a right attempt makes the count begin anew, and so does a day without one', () => {
  const { now, forward } = movableClock(start);
  const throttle = new Throttle(now, 5);
  for (let attempt = 0; attempt < 5; attempt += 1) throttle.attempt('a');
  throttle.forgive('a');
  for (let attempt = 0; attempt < 5; attempt += 1) throttle.attempt('a');
  assert.throws(() => throttle.attempt('a'));
  forward(dayMs);
  for (let attempt = 0; attempt < 5; attempt += 1) throttle.attempt('a');
  assert.throws(() => throttle.attempt('a'));
});

test('a flood of other keys is bounded, and forgets the ones tried longest ago first', () => {
  const { now } = movableClock(start);
  const throttle = new Throttle(now, 1);
  throttle.attempt('oldest');
  for (let key = 0; key < 9_999; key += 1) throttle.attempt(`key ${key}`);
  assert.throws(() => throttle.attempt('oldest'));
  throttle.attempt('one more');
  throttle.attempt('oldest');
  assert.throws(() => throttle.attempt('key 9998'));
});
