// Floods: people never meet the question, a script does; a question is good once; no address is kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { type Fields, openFields } from '../../fields/index.ts';
import { hourMs, minuteMs, movableClock } from '../../kit/time.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import { restOfBeat } from './beat.ts';
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

test('an address of four numbers is the same source however the socket writes it, and no other', () => {
  const { gate } = gateAt({ ...floodLimits, freePerSource: 1 });
  assert.equal(gate.count('::ffff:192.0.2.7'), 'free');
  assert.equal(gate.count('::ffff:192.0.2.8'), 'free', 'whoever else comes over IPv4 is somebody else');
  for (const same of ['192.0.2.7', '::FFFF:192.0.2.7', '0:0:0:0:0:ffff:c000:207', '::ffff:c000:0207'])
    assert.equal(gate.count(same), 'question', same);
  assert.equal(gate.count('64:ff9b::192.0.2.9'), 'free');
  assert.equal(gate.count('64:ff9b::192.0.2.10'), 'free');
});

test('whoever has thousands of networks is one source in the end', () => {
  const { gate } = gateAt({ ...floodLimits, manyPerMinute: Infinity });
  const verdicts = Array.from({ length: 2000 }, (_, n) => gate.count(`2001:db8:7:${n.toString(16)}::1`));
  assert.equal(verdicts[0], 'free');
  assert.equal(verdicts.at(-1), 'wait');
  assert.equal(gate.count('2001:db8:8:1::1'), 'free');
});

test('the list of sources is bounded, and a flood from everywhere does not free whoever keeps on sending', () => {
  const { gate } = gateAt({ ...floodLimits, mostPerSource: 6, manyPerMinute: Infinity });
  let verdict = '';
  for (let n = 0; n <= 60_000; n += 1) {
    gate.count(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    if (n % 10_000 === 0) verdict = gate.count('192.0.2.7');
  }
  assert.equal(verdict, 'wait');
});

test('an answer comes on a whole beat, whatever the work took', () => {
  assert.equal(restOfBeat(0, 1000), 1000);
  assert.equal(restOfBeat(31, 1000), 969);
  assert.equal(restOfBeat(999.5, 1000), 0.5);
  assert.equal(restOfBeat(1000, 1000), 0);
  assert.equal(restOfBeat(1200, 1000), 800);
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
