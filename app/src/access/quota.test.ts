// A key's allowance, on a moved clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs, movableClock, secondMs } from '../kit/time.ts';
import { Quotas } from './quota.ts';

test('an allowance can be used at once, is refused when used up, and comes back evenly', () => {
  const { now, forward } = movableClock(new Date('2031-03-14T01:59:26Z'));
  const quotas = new Quotas(now);
  for (let left = 59; left >= 0; left -= 1) {
    const { allowed, limit, remaining } = quotas.take('a', 60);
    assert.deepEqual({ allowed, limit, remaining }, { allowed: true, limit: 60, remaining: left });
  }
  assert.deepEqual(quotas.take('a', 60), {
    allowed: false,
    limit: 60,
    remaining: 0,
    resetSeconds: 60,
    retrySeconds: 1,
  });
  assert.equal(quotas.take('b', 60).allowed, true);
  forward(500);
  assert.equal(quotas.take('a', 60).allowed, false);
  forward(secondMs - 500);
  assert.equal(quotas.take('a', 60).allowed, true);
  assert.equal(quotas.take('a', 60).allowed, false);
  forward(minuteMs);
  assert.equal(quotas.take('a', 60).remaining, 59);
});

test('no more than the allowance and what came back is ever let through, however requests are spread', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  let state = seed;
  const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  const { now, forward } = movableClock(new Date(0));
  const quotas = new Quotas(now);
  let allowed = 0;
  let elapsedMs = 0;
  for (let request = 0; request < 5_000; request += 1) {
    const stepMs = Math.floor(random() * 300);
    forward(stepMs);
    elapsedMs += stepMs;
    if (quotas.take('a', 100).allowed) allowed += 1;
    assert.ok(allowed <= 100 + (elapsedMs * 100) / minuteMs, `seed ${seed}, request ${request}`);
  }
});
