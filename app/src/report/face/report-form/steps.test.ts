// The order of the screens: short, the same way back, nothing asked that does not fit, and no way into nowhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concerns, relations } from '../../facts.ts';
import { type Answers, answersIn } from './answers.ts';
import { askedIn, isGo, isPause, leadsTo, progressOf, type Step, stepsFor } from './steps.ts';

/** The screens that "next" leads through, when these answers are given. */
function walk(answers: Answers): Step[] {
  const way: Step[] = ['begin'];
  while (way.at(-1) !== 'review') {
    way.push(leadsTo('next', way.at(-1)!, answers, false));
    assert.ok(way.length < 30, way.join(' '));
  }
  return way;
}

const everyAnswer: Answers[] = concerns.flatMap((concern) =>
  [...relations, undefined].flatMap((relation) =>
    (['yes', 'no', undefined] as const).map((answer) =>
      answersIn({ concern, relation, danger: answer, paid: answer, reach: answer }),
    ),
  ),
);

test('whatever is answered, "next" leads through every screen in order to the review, and "back" the same way back', () => {
  for (const answers of everyAnswer) {
    const way = walk(answers);
    assert.deepEqual(way, stepsFor(answers));
    for (let at = way.length - 1; at > 0; at -= 1)
      assert.equal(leadsTo('back', way[at]!, answers, false), way[at - 1], way[at]);
  }
});

test('nobody is asked more than eleven things, and whoever came across material eight', () => {
  const most = everyAnswer.map((answers) => progressOf('concern', answers)!.of);
  assert.equal(Math.max(...most), 11);
  assert.equal(progressOf('concern', { concern: 'abuse-material', relation: 'finder' })!.of, 8);
});

test('money is asked about where there is extortion only, and the bank shown only where money was paid', () => {
  for (const answers of everyAnswer) {
    const way = stepsFor(answers);
    assert.equal(way.includes('paid'), answers.concern === 'sextortion');
    assert.equal(way.includes('paid-help'), answers.concern === 'sextortion' && answers.paid === 'yes');
  }
});

test('who is in danger meets the numbers to call at once, and the place right after them', () => {
  const way = stepsFor({ concern: 'grooming', danger: 'yes' });
  const at = way.indexOf('danger');
  assert.deepEqual(way.slice(at, at + 3), ['danger', 'danger-help', 'place']);
  assert.equal(way.filter((step) => step === 'place').length, 1);
  assert.ok(!stepsFor({ concern: 'grooming', danger: 'no' }).includes('danger-help'));
});

test('who came across material is not asked how old anybody in it is, nor about threats', () => {
  for (const relation of ['finder', 'friend', 'professional', undefined] as const) {
    const way = stepsFor(answersIn({ concern: 'abuse-material', relation }));
    assert.ok(!way.includes('age') && !way.includes('extortion'), String(relation));
  }
});

test('from the review one answer is changed, what follows from it is shown, and the review comes back', () => {
  const answers: Answers = { concern: 'sextortion', danger: 'yes', paid: 'yes', reach: 'yes' };
  assert.equal(leadsTo('change-age', 'review', answers, false), 'age');
  assert.equal(leadsTo('next', 'age', answers, true), 'review');
  assert.equal(leadsTo('back', 'age', answers, true), 'review');
  assert.equal(leadsTo('next', 'paid', answers, true), 'paid-help');
  assert.equal(leadsTo('next', 'paid-help', answers, true), 'review');
  assert.equal(leadsTo('next', 'danger', answers, true), 'danger-help');
  assert.equal(leadsTo('next', 'danger-help', answers, true), 'place');
  assert.equal(leadsTo('next', 'place', answers, true), 'review');
  assert.equal(leadsTo('next', 'reach', answers, true), 'contact');
  assert.equal(leadsTo('change-paid', 'review', { concern: 'grooming' }, false), 'review', 'not asked any more');
});

test('progress counts up by one from question to question, and pauses do not count', () => {
  for (const answers of everyAnswer) {
    const numbers = stepsFor(answers).flatMap((step) => progressOf(step, answers)?.number ?? []);
    const unique = [...new Set(numbers)];
    assert.deepEqual(
      unique,
      Array.from({ length: unique.length }, (_, index) => index + 1),
    );
    assert.equal(progressOf('reach', answers)!.number, progressOf('reach', answers)!.of, 'the last one is the last');
    assert.equal(progressOf('danger-help', answers), null);
  }
});

test('only buttons that there are lead anywhere', () => {
  for (const go of ['next', 'back', 'end', 'send', 'stay', 'no-contact', 'change-age']) assert.ok(isGo(go), go);
  for (const go of ['', 'change-', 'change-x', 'constructor', 'change-toString']) assert.ok(!isGo(go), go);
  assert.deepEqual(
    Object.keys(askedIn).filter((step) => isPause(step as Step)),
    ['begin', 'danger-help', 'paid-help', 'review'],
  );
});
