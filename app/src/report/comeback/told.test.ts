// What a receipt tells, case by case: the person concerned, and the stalker, guardian or suspect who holds it instead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '../../kit/time.ts';
import { relations } from '../facts.ts';
import { reportStates, type ReportState } from '../states.ts';
import type { EntryFacts } from '../store/entries.ts';
import { delayMs, toldState } from './told.ts';

const now = new Date('2031-03-14T02:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const led = (to: ReportState, at: Date, facts: EntryFacts = {}) => ({ kind: 'state', facts: { ...facts, to }, at });
const states = [...new Set(['received' as const, ...Object.values(reportStates).map(({ to }) => to)])];
const others = [...relations.filter((relation) => relation !== 'self'), null];

test('the person concerned is told the present state, in words that never say spam or duplicate', () => {
  const told = Object.fromEntries(states.map((state) => [state, toldState({ state, relation: 'self' }, [], now)]));
  assert.deepEqual(told, {
    received: 'received',
    triaged: 'read',
    'in-progress': 'being-worked-on',
    duplicate: 'being-worked-on',
    'out-of-scope': 'referred',
    spam: 'finished',
    resolved: 'finished',
    closed: 'finished',
    reopened: 'being-worked-on',
  });
});

test('everyone else, and whoever did not say who they are, is told three states only', () => {
  for (const relation of others) {
    const told = states.map((state) => toldState({ state, relation }, [led(state, ago(30 * dayMs))], now));
    assert.deepEqual(new Set(told), new Set(['received', 'being-worked-on', 'finished']), String(relation));
  }
});

test('everyone else is told two days later, to the moment', () => {
  for (const relation of others) {
    const report = { state: 'in-progress' as const, relation };
    const begun = [led('in-progress', ago(delayMs - 1))];
    assert.equal(toldState(report, begun, now), 'received', 'not yet');
    assert.equal(toldState(report, [led('in-progress', ago(delayMs))], now), 'being-worked-on');
    const ended = [led('in-progress', ago(9 * dayMs)), led('resolved', ago(hourMs))];
    assert.equal(toldState({ state: 'resolved', relation }, ended, now), 'being-worked-on', 'the end is not told yet');
  }
});

test('what the desk notes besides states changes nothing that anyone is told', () => {
  const noted = ['police-contacted', 'notice-sent', 'match-confirmed', 'item-removed', 'message-from-reporter'];
  for (const relation of ['self' as const, ...others])
    for (const kind of noted) {
      const entry = { kind, facts: { to: 'closed', platform: 'made-up' }, at: ago(9 * dayMs) };
      const report = { state: 'received' as const, relation };
      assert.equal(toldState(report, [entry], now), 'received', `${kind} to ${relation}`);
    }
});

test('whoever writes on a report that was taken for spam is told what they would be told of one that was resolved', () => {
  const wrote = (at: Date) => ({ kind: 'message-from-reporter', facts: {}, at });
  for (const relation of ['self' as const, ...others])
    for (const since of [hourMs, delayMs - 1, delayMs, 9 * dayMs]) {
      const spam = [led('spam', ago(20 * dayMs)), wrote(ago(since))];
      const resolved = [led('resolved', ago(20 * dayMs)), wrote(ago(since)), led('reopened', ago(since))];
      const told = toldState({ state: 'spam', relation }, spam, now);
      assert.equal(told, toldState({ state: 'reopened', relation }, resolved, now), `${relation} ${since}`);
    }
  const closed = [led('spam', ago(20 * dayMs)), wrote(ago(9 * dayMs)), led('closed', ago(5 * dayMs))];
  for (const relation of ['self' as const, ...others])
    assert.equal(toldState({ state: 'closed', relation }, closed, now), 'finished');
});

test('a report that was joined to another tells the same as one that is worked on', () => {
  for (const relation of ['self' as const, ...others]) {
    const joined = toldState({ state: 'duplicate', relation }, [led('duplicate', ago(9 * dayMs))], now);
    const worked = toldState({ state: 'in-progress', relation }, [led('in-progress', ago(9 * dayMs))], now);
    assert.equal(joined, worked);
  }
});
