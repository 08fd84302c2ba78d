// Floods: people never meet the question, a script does; a question is good once; no address is kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { type Fields, openFields } from '../../fields/index.ts';
import { hourMs, minuteMs, movableClock } from '../../kit/time.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import { FloodGate, floodLimits } from './gate.ts';
import { isSolved, newPuzzle, SpentPuzzles } from './puzzle.ts';

const start = new Date('2031-03-14T02:00:00Z');
const gateAt = (limits = floodLimits) => {
  const clock = movableClock(start);
  return { ...clock, gate: new FloodGate(clock.now, limits) };
};

test('the first sendings of a source are free, more are asked, far more wait, and an hour later all is forgotten', () => {
  const { gate, forward } = gateAt();
  const verdicts = Array.from({ length: floodLimits.mostPerSource + 2 }, () => {
    forward(10_000);
    return gate.count('192.0.2.7');
  });
  assert.deepEqual(new Set(verdicts.slice(0, floodLimits.freePerSource)), new Set(['free']));
  assert.equal(verdicts[floodLimits.freePerSource], 'question');
  assert.equal(verdicts.at(-1), 'wait');
  assert.equal(gate.count('192.0.2.8'), 'free', 'another source is not held back');
  forward(hourMs);
  assert.equal(gate.count('192.0.2.7'), 'free');
});

test('when everybody together sends far more than people do, everybody is asked until it is calm again', () => {
  const { gate, forward } = gateAt();
  for (let n = 0; n < floodLimits.manyPerMinute; n += 1) gate.count(`198.51.100.${n % 250}-${n}`);
  assert.equal(gate.count('203.0.113.1'), 'question');
  forward(floodLimits.calmMs - minuteMs);
  assert.equal(gate.count('203.0.113.2'), 'question');
  forward(2 * minuteMs);
  assert.equal(gate.count('203.0.113.3'), 'free');
});

test('a household of IPv6 addresses counts as one source, its neighbour as another', () => {
  const { gate } = gateAt({ ...floodLimits, freePerSource: 1 });
  assert.equal(gate.count('2001:db8:1:2::1'), 'free');
  assert.equal(gate.count('2001:0DB8:0001:0002:ffff::9'), 'question');
  assert.equal(gate.count('2001:db8:1:3::1'), 'free');
  assert.equal(gate.count('::1'), 'free');
});

test('no address stands anywhere in the gate', () => {
  const { gate } = gateAt();
  gate.count('203.0.113.77');
  assert.doesNotMatch(inspect(gate, { depth: null, showHidden: true, maxArrayLength: null }), /203\.0\.113/);
  const map = Reflect.ownKeys(gate);
  assert.deepEqual(map, [], 'what it counts is private');
});

let made: TestHouse;
let fields: Fields;
before(async () => {
  made = await openTestHouse();
  fields = await openFields(made.house);
});
after(() => made?.close());

const names: Record<string, number> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
  sepuluh: 10,
};
const solve = (question: string): number => {
  const [, left, sign, right] = /^Berapa (\w+) (ditambah|dikurangi) (\w+)\?$/.exec(question)!;
  return sign === 'ditambah' ? names[left!]! + names[right!]! : names[left!]! - names[right!]!;
};

test('the question is solved in digits or words, once, in time, and by nothing else', () => {
  const spent = new SpentPuzzles();
  for (let round = 0; round < 200; round += 1) {
    const { question, ticket } = newPuzzle(fields, 'id', start);
    const answer = solve(question);
    assert.ok(answer >= 0 && answer <= 20);
    assert.ok(!isSolved(fields, spent, { ticket, answer: String(answer + 1) }, start), 'a wrong answer');
    assert.ok(!isSolved(fields, spent, { ticket, answer: '' }, start), 'no answer');
    assert.ok(isSolved(fields, spent, { ticket, answer: ` ${answer}. ` }, start), question);
    assert.ok(!isSolved(fields, spent, { ticket, answer: String(answer) }, start), 'a second time');
  }
  const { question, ticket } = newPuzzle(fields, 'id', start);
  const late = new Date(start.getTime() + 11 * minuteMs);
  assert.ok(!isSolved(fields, spent, { ticket, answer: String(solve(question)) }, late), 'too late');
  assert.ok(!isSolved(fields, spent, { ticket: `${ticket}A`, answer: String(solve(question)) }, start), 'changed');
});
