// The rules and ladders as data: each says where it was read, none claims to have been checked, no clock is made up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsThird, ruleOfRung } from './ladder.ts';
import { findLadder, ladders, laddersFor } from './ladders.ts';
import { grounds, inForce, type Rule } from './rule.ts';
import { currentRules, findRule, rules } from './rules.ts';
import { madeUpRule } from './testing.ts';
import { numberOfDay, zones } from './zones.ts';

const now = new Date('2026-11-29T05:00:00Z');
const texts = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? 'id' in value && 'en' in value
      ? [value.id, value.en]
      : Object.values(value).flatMap(texts)
    : [];

test('every rule has a source and a citation, and nobody has checked any of them', () => {
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z0-9-]{3,80}$/);
    assert.ok(rule.version >= 1 && rule.citation.length > 3, rule.id);
    assert.ok(rule.sources.length > 0, rule.id);
    for (const source of rule.sources) assert.ok(URL.canParse(source), source);
    assert.equal(rule.checked, null);
    for (const day of [rule.recordedOn, rule.inForceFrom, rule.inForceUntil]) if (day) numberOfDay(day);
    assert.equal(rule.inForceFrom === null, rule.inForceKnown === null, rule.id);
    assert.ok(rule.grounds.length > 0 && rule.zones.every((zone) => zones.includes(zone)), rule.id);
    assert.ok(rule.inForceFrom === null || rule.inForceFrom <= rule.recordedOn, rule.id);
  }
});

test('what a rule says is said in both languages', () => {
  for (const each of [...rules, ...ladders]) for (const text of texts(each)) assert.ok(String(text).trim(), each.id);
});

test('versions of a rule are unique, and of one only one is in force on a day', () => {
  const names = rules.map(({ id, version }) => `${id} ${version}`);
  assert.equal(new Set(names).size, names.length);
  assert.equal(currentRules(now).length, new Set(rules.map(({ id }) => id)).size);
});

test('business days go with a business calendar, and only a practice has them', () => {
  for (const { id, duration, calendar, holidaysOf, kind } of rules) {
    const business = duration?.unit === 'business-days';
    assert.equal(calendar === 'business', business, id);
    assert.equal(holidaysOf !== null, business, id);
    if (business) assert.equal(kind, 'practice', id);
  }
});

test('the clocks are those of the sources, and where they name none there is none', () => {
  const hours = (id: string) => findRule(id)!.duration && [findRule(id)!.duration!.count, findRule(id)!.duration!.unit];
  for (const id of ['id-order-urgent', 'id-saman-urgent']) {
    assert.deepEqual(hours(id), [4, 'hours']);
    assert.deepEqual(findRule(id)!.grounds, ['child-sexual-exploitation']);
  }
  for (const id of ['id-order', 'id-saman', 'au-osa-77', 'au-osa-109']) assert.deepEqual(hours(id), [24, 'hours']);
  assert.deepEqual(hours('us-take-it-down'), [48, 'hours']);
  assert.deepEqual(findRule('us-take-it-down')!.grounds, ['image-based-sexual-abuse']);
  assert.equal(hours('eu-dsa-16'), null);
  assert.equal(hours('eu-dsa-9'), null);
  assert.deepEqual(findRule('au-osa-77')!.authorityNeeded, ['au-esafety-commissioner']);
});

test('for every ground an Indonesian order has exactly one clock, of four hours or of a day', () => {
  for (const ground of grounds)
    for (const ladder of ['id-order', 'id-saman']) {
      const order = findLadder(ladder)!.rungs[0];
      const covering = rules.filter(({ id, grounds }) => order.rules.includes(id) && grounds.includes(ground));
      assert.equal(covering.length, 1, `${ladder} ${ground}`);
      const expected = ground === 'child-sexual-exploitation' ? 4 : 24;
      assert.equal(ruleOfRung(order, ground, now, rules)!.duration!.count, expected);
    }
});

const dated: [id: string, day: string, expected: boolean][] = [
  ['us-take-it-down', '2026-05-18', false],
  ['us-take-it-down', '2026-05-19', true],
  ['gb-intimate-images-48', '2026-11-29', false],
  ['gb-intimate-images-48', '2099-01-01', false],
  ['eu-dsa-16', '2024-02-16', false],
  ['eu-dsa-16', '2024-02-17', true],
  ['id-saman', '2025-02-01', false],
  ['id-saman', '2025-02-02', true],
];
for (const [id, day, expected] of dated)
  test(`${id} is ${expected ? 'in force' : 'not in force'} on ${day}`, () => {
    assert.equal(inForce(findRule(id)!, day), expected);
  });

test('a rule that ends is in force on its last day and not after; then its next version counts', () => {
  const old: Rule = madeUpRule({ inForceFrom: '2020-01-01', inForceUntil: '2026-12-31' });
  const next: Rule = { ...old, version: 2, inForceFrom: '2027-01-01', inForceUntil: null };
  assert.ok(inForce(old, '2026-12-31') && !inForce(old, '2027-01-01'));
  // The day is the rule's own: 17:00 UTC is midnight in Jakarta.
  const versionAt = (time: string) => currentRules(new Date(time), [old, next]).map(({ version }) => version);
  assert.deepEqual(versionAt('2026-12-31T16:59:59Z'), [1]);
  assert.deepEqual(versionAt('2026-12-31T17:00:00Z'), [2]);
  assert.equal(findRule('made-up', undefined, [old, next])!.version, 2);
  assert.equal(findRule('made-up', 1, [next, old])!.version, 1);
  assert.equal(findRule('made-up', 3, [next, old]), undefined);
});

test('the ladder of Indonesia is an order and three warnings, of which the last is against the whole service', () => {
  const { rungs } = findLadder('id-saman')!;
  assert.deepEqual(
    rungs.map(({ id, clock }) => [id, clock]),
    [
      ['order', true],
      ['warning-1', false],
      ['warning-2', false],
      ['warning-3', false],
    ],
  );
  assert.deepEqual(rungs.map(needsThird), [false, false, false, true]);
});

test('the general ladder needs a third person from the registrar on, and stands on no law', () => {
  const { rungs } = findLadder('general')!;
  assert.deepEqual(
    rungs.map((rung) => [rung.id, needsThird(rung)]),
    [
      ['platform', false],
      ['host', false],
      ['registrar', true],
      ['regulator', true],
    ],
  );
  for (const ground of grounds) for (const rung of rungs) assert.equal(ruleOfRung(rung, ground, now, rules), undefined);
});

test('every ladder stands on rules that there are, cover its grounds, and have a clock where a step says so', () => {
  assert.equal(new Set(ladders.map(({ id }) => id)).size, ladders.length);
  for (const ladder of ladders)
    for (const rung of ladder.rungs) {
      const named = rung.rules.map((id) => findRule(id)!);
      assert.ok(!named.includes(undefined as never), `${ladder.id} ${rung.id}`);
      if (rung.clock) assert.ok(named.length > 0 && named.every(({ duration }) => duration !== null), ladder.id);
      if (rung.clock) assert.equal(rung.wait, null, 'where a clock runs there is no second one');
      for (const ground of named.length > 0 ? ladder.grounds : [])
        assert.equal(named.filter(({ grounds }) => grounds.includes(ground)).length, 1, `${ladder.id} ${ground}`);
    }
  for (const ground of grounds) assert.ok(laddersFor(ground).some(({ id }) => id === 'general'));
});
