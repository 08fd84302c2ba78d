// The order of the queue: what is urgent comes first, waiting counts, and how many reported it does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '../kit/time.ts';
import { toldFacts } from './facts.ts';
import { queueAt, urgencyCodes, urgencyOf, urgencyRules } from './urgency.ts';

const now = new Date('2031-03-14T02:00:00Z');
const told = (more: object) => toldFacts.parse({ concern: 'sextortion', ...more });
const place = (more: object, at = now) => queueAt(at, urgencyOf(told(more))).getTime();

test('danger comes before live extortion, that before a child, that before what is public, that before the rest', () => {
  const order = [
    { inDanger: true },
    { extortion: 'now', ageBand: '13-17' },
    { extortion: 'now' },
    { ageBand: 'under-13' },
    { ageBand: '13-17' },
    { spread: 'public' },
    { spread: 'private' },
    {},
  ];
  const places = order.map((more) => place(more));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  const [, , liveExtortion, youngChild] = places;
  assert.equal(new Set(places).size + (liveExtortion === youngChild ? 1 : 0), places.length);
});

test('a report that has waited longer than another one’s head start comes first', () => {
  assert.ok(place({}, new Date(now.getTime() - 8 * dayMs)) < place({ ageBand: '13-17' }));
  assert.ok(place({}, new Date(now.getTime() - 6 * dayMs)) > place({ ageBand: '13-17' }));
});

test('an answer that was not given makes nothing urgent, and neither does "no"', () => {
  assert.deepEqual(urgencyOf(told({})), []);
  assert.deepEqual(
    urgencyOf(told({ inDanger: false, extortion: 'none', spread: 'none', ageBand: 'adult', paid: true })),
    [],
  );
});

test('a changed head start counts instead of the shipped one, zero included', () => {
  for (const code of urgencyCodes) {
    assert.equal(queueAt(now, [code], { [code]: 0 }).getTime(), now.getTime());
    assert.equal(queueAt(now, [code]).getTime(), now.getTime() - urgencyRules[code].headStartHours * 3_600_000);
  }
});
