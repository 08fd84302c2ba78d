// Where a classification stands: the pure rules of rounds, and the scheme's own consistency.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  asSeenBy,
  assessmentOf,
  type Classification,
  inForce,
  needsSecond,
  type Role,
  roundsOf,
  stepFor,
} from './rounds.ts';
import {
  bodyCategories,
  calledIn,
  contradicting,
  fits,
  laws,
  mappedSchemes,
  mappings,
  valueCodes,
  values,
} from './schemes.ts';

let made = 0;
type Opinion = Pick<Classification, 'id' | 'role' | 'firstId' | 'value' | 'attributes' | 'needsSecond' | 'analyst'>;

function said(role: Role, value: Opinion['value'], analyst: string, more: Partial<Opinion> = {}): Opinion {
  made += 1;
  return { id: `c${made}`, role, firstId: null, value, attributes: [], needsSecond: false, analyst, ...more };
}

const first = (value: Opinion['value'], analyst: string, more: Partial<Opinion> = {}) =>
  said('first', value, analyst, { needsSecond: values[value].secondOpinion, ...more });

test('what needs a second opinion is provisional until another person says the same', () => {
  const one = first('baseline', 'a');
  assert.equal(roundsOf([one])[0]!.state, 'provisional');
  assert.equal(inForce(roundsOf([one])), null);
  const rounds = roundsOf([one, said('second', 'baseline', 'b', { firstId: one.id })]);
  assert.equal(rounds[0]!.state, 'agreed');
  assert.equal(inForce(rounds), one);
});

test('two opinions that differ in value or attributes are disputed, and a decision puts one in force', () => {
  const one = first('baseline', 'a');
  for (const other of [
    said('second', 'national', 'b', { firstId: one.id }),
    said('second', 'baseline', 'b', { firstId: one.id, attributes: ['altered'] }),
  ]) {
    assert.equal(roundsOf([one, other])[0]!.state, 'disputed');
    assert.equal(inForce(roundsOf([one, other])), null);
    const decision = said('adjudication', 'national', 'c', { firstId: one.id });
    const decided = roundsOf([one, other, decision]);
    assert.equal(decided[0]!.state, 'decided');
    assert.equal(inForce(decided), decision);
    assert.deepEqual([decided[0]!.first, decided[0]!.second], [one, other]); // both stay
  }
});

test('what is in force stays so while a newer round is under way', () => {
  const old = first('grooming', 'a');
  const newer = first('baseline', 'a');
  const rounds = roundsOf([old, newer]);
  assert.equal(rounds.at(-1)!.state, 'provisional');
  assert.equal(inForce(rounds), old);
});

test('what was in force on one word stays so while another person sees it otherwise', () => {
  const one = first('extortion', 'a');
  const rounds = roundsOf([one, said('second', 'nothing-illegal', 'b', { firstId: one.id })]);
  assert.equal(rounds[0]!.state, 'disputed');
  assert.equal(inForce(rounds), one);
  assert.equal(assessmentOf(rounds[0]!), 'disputed'); // and waits for a third person all the same
});

test('what is in force is changed by two people, whatever its value', () => {
  const standing = { value: 'grooming' as const, attributes: [] };
  assert.equal(needsSecond({ value: 'nothing-illegal', attributes: [] }, null), false);
  assert.equal(needsSecond({ value: 'nothing-illegal', attributes: [] }, standing), true);
  assert.equal(needsSecond({ value: 'grooming', attributes: [] }, standing), false);
  assert.equal(needsSecond({ value: 'national', attributes: [] }, null), true);
});

test('nobody is a second or third person to themselves', () => {
  const [open] = roundsOf([first('baseline', 'a')]);
  assert.equal(stepFor(open!, 'a', true), 'classify'); // corrects their own word
  assert.equal(stepFor(open!, 'b', false), 'give-second');
  const one = first('baseline', 'a');
  const [disputed] = roundsOf([one, said('second', 'national', 'b', { firstId: one.id })]);
  assert.equal(stepFor(disputed!, 'a', true), null);
  assert.equal(stepFor(disputed!, 'b', true), null);
  assert.equal(stepFor(disputed!, 'c', false), null);
  assert.equal(stepFor(disputed!, 'c', true), 'adjudicate');
});

test('every mapping names known values, has its source and date, and is not claimed to be checked', () => {
  for (const mapping of [...Object.values(mappings), ...Object.values(laws)]) {
    assert.match(mapping.source, /^https:\/\//);
    assert.match(mapping.recordedOn, /^\d{4}-\d\d-\d\d$/);
    assert.equal(mapping.checked, null);
  }
  for (const code of mappedSchemes)
    for (const value of Object.keys(mappings[code].categories)) assert.ok(valueCodes.some((known) => known === value));
  for (const value of valueCodes)
    for (const code of mappedSchemes)
      for (const name of calledIn(code, value)) {
        assert.ok(bodyCategories.includes(`${code}:${name}`));
        assert.ok(fits(value, `${code}:${name}`));
      }
});

test('a category of another scheme fits only the values it may mean', () => {
  assert.ok(fits('baseline', 'ncmec:A1'));
  assert.ok(!fits('baseline', 'ncmec:B1'));
  assert.ok(!fits('nothing-illegal', 'iwf:A'));
  assert.ok(fits('nothing-illegal', 'inhope:not-illegal'));
  assert.ok(fits('image-abuse', 'law:uu-12-2022-14'));
  assert.ok(!fits('trafficking', 'law:uu-44-2008'));
  assert.ok(!fits('baseline', 'unknown:A'));
});

test('the international baseline is about real children', () => {
  assert.deepEqual(contradicting('baseline', ['altered', 'drawn']), ['drawn']);
  assert.deepEqual(contradicting('national', ['generated', 'drawn']), []);
});

test('a first opinion is kept back from everybody else while it waits for a second one, and no longer', () => {
  const open = roundsOf([first('baseline', 'a')]);
  assert.equal(asSeenBy(open, 'a')[0]!.first.value, 'baseline');
  const shown = asSeenBy(open, 'b')[0]!;
  assert.deepEqual([shown.state, shown.first.value, shown.first.attributes], ['provisional', null, []]);
  const again = [first('national', 'a'), first('baseline', 'a')];
  assert.deepEqual(
    asSeenBy(roundsOf(again), 'b').map(({ first: { value } }) => value),
    [null, null],
  );
  for (const other of ['baseline', 'national'] as const) {
    const given = roundsOf([...again, said('second', other, 'b', { firstId: again[1]!.id })]);
    for (const person of ['a', 'b', 'c']) assert.deepEqual(asSeenBy(given, person), given);
  }
});
