// Weighing evidence: what is machine-confirmed, what is less, and what takes it away again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '../../kit/time.ts';
import { type Check, type Known, weigh } from './evidence.ts';
import type { Outcome } from './reading.ts';

const begin = Date.parse('2031-03-14T00:00:00Z');
const at = (hours: number): Date => new Date(begin + hours * hourMs);
const lines = {
  jakarta: { network: 64_500, country: 'ID' },
  bandung: { network: 64_501, country: 'ID' },
  singapore: { network: 64_502, country: 'SG' },
  'singapore-same-network': { network: 64_500, country: 'SG' },
  berlin: { network: 64_503, country: 'DE' },
} as const;
type Line = keyof typeof lines;

const check = (hours: number, line: Line, outcome: Outcome = 'gone'): Check => ({
  at: at(hours),
  vantageId: line,
  ...lines[line],
  outcome,
});
/** One round from several lines. */
const round = (hours: number, seen: Partial<Record<Line, Outcome>>): Check[] =>
  Object.entries(seen).map(([line, outcome]) => check(hours, line as Line, outcome));
const known = (checks: Check[], more: Partial<Known> = {}): Known => ({
  checks,
  askedAt: at(-1),
  attestations: [],
  statements: [],
  ...more,
});
const gradeOf = (checks: Check[], more: Partial<Known> = {}) => weigh(known(checks, more)).grade;
const both = (hours: number) => round(hours, { jakarta: 'gone', singapore: 'gone' });

test('three agreeing checks over a day from two networks in two countries confirm it', () => {
  const checks = [...both(0), ...both(24)];
  assert.deepEqual(weigh(known(checks)), {
    grade: 'machine-confirmed',
    standing: 'gone',
    since: at(0),
    from: [
      { network: 64_500, country: 'ID' },
      { network: 64_502, country: 'SG' },
    ],
  });
  assert.equal(gradeOf([check(0, 'jakarta'), ...both(24)]), 'machine-confirmed', 'three are enough');
});

const notConfirmed: [what: string, checks: Check[], grade: string | null][] = [
  ['two checks', [check(0, 'jakarta'), check(24, 'singapore')], null],
  ['less than a day', [...both(0), ...both(12), ...both(23)], null],
  ['one network', [0, 12, 24].map((hours) => check(hours, 'jakarta')), 'gone-one-place'],
  [
    'one country, two networks',
    [0, 24].flatMap((hours) => round(hours, { jakarta: 'gone', bandung: 'gone' })),
    'gone-one-place',
  ],
  [
    'two countries, one network',
    [0, 24].flatMap((hours) => round(hours, { jakarta: 'gone', 'singapore-same-network': 'gone' })),
    'gone-one-place',
  ],
  [
    'two countries that never agreed at the same moment',
    [check(0, 'jakarta'), check(12, 'singapore'), check(24, 'jakarta')],
    'gone-one-place',
  ],
  ['soft signs only', [0, 24].flatMap((hours) => round(hours, { jakarta: 'soft-gone', singapore: 'soft-gone' })), null],
  ['walls only', [0, 24].flatMap((hours) => round(hours, { jakarta: 'login', singapore: 'login' })), null],
  ['errors only', [0, 24].flatMap((hours) => round(hours, { jakarta: 'error', singapore: 'refused' })), null],
  ['nothing', [], null],
];
for (const [what, checks, grade] of notConfirmed)
  test(`${what}: ${grade ?? 'no grade'}`, () => assert.equal(gradeOf(checks), grade));

test('errors, walls and soft signs neither count nor break a stretch that agrees', () => {
  const between = (['error', 'login', 'soft-gone', 'refused'] as const).flatMap((outcome, n) =>
    round(4 + n, { jakarta: outcome, singapore: outcome }),
  );
  assert.equal(gradeOf([...both(0), ...between, ...both(24)]), 'machine-confirmed');
});

for (const outcome of ['present', 'geo-blocked', 'moved'] as const)
  test(`one that is ${outcome} breaks the stretch, wherever it was seen`, () => {
    const checks = [...both(0), ...both(24), check(30, 'berlin', outcome)];
    assert.equal(weigh(known(checks)).grade, null);
    assert.equal(gradeOf([...checks, ...both(40)]), null, 'it begins anew');
    assert.equal(
      gradeOf([
        ...checks,
        ...round(40, { jakarta: 'gone', singapore: 'gone', berlin: 'gone' }),
        ...round(64, { jakarta: 'gone', singapore: 'gone', berlin: 'gone' }),
      ]),
      'machine-confirmed',
    );
  });

test('what one saw in a round counts against all others in it', () => {
  const split = [0, 8, 16, 24].flatMap((hours) => round(hours, { jakarta: 'gone', singapore: 'present' }));
  const { grade, standing } = weigh(known(split));
  assert.deepEqual([grade, standing], [null, 'present']);
});

test('a country that was openly blocked after the notice does not help to confirm, and must itself be told that it is gone', () => {
  const blocked = check(1, 'jakarta', 'geo-blocked');
  assert.equal(gradeOf([blocked, ...both(8), ...both(32)]), 'gone-one-place', 'one other country is left');
  const three = (hours: number) => round(hours, { jakarta: 'gone', singapore: 'gone', berlin: 'gone' });
  assert.equal(gradeOf([blocked, ...three(8), ...three(32)]), 'machine-confirmed');
  const others = (hours: number) => round(hours, { jakarta: 'error', singapore: 'gone', berlin: 'gone' });
  assert.equal(
    gradeOf([blocked, ...others(8), ...others(32)]),
    'gone-one-place',
    'it is blocked there still, as far as is known',
  );
  assert.equal(
    gradeOf([blocked, ...both(8), ...both(32)], { askedAt: at(4) }),
    'machine-confirmed',
    'before the notice',
  );
});

test('an officer outweighs one place and the platform; checks from two countries outweigh an officer', () => {
  const attestations = [{ at: at(30) }];
  const statements = [{ at: at(2) }];
  assert.equal(gradeOf([], { statements }), 'stated');
  assert.equal(
    gradeOf(
      [0, 12, 24].map((hours) => check(hours, 'jakarta')),
      { statements },
    ),
    'gone-one-place',
  );
  assert.equal(
    gradeOf(
      [0, 12, 24].map((hours) => check(hours, 'jakarta')),
      { statements, attestations },
    ),
    'attested',
  );
  assert.equal(gradeOf([...both(0), ...both(24)], { statements, attestations }), 'machine-confirmed');
});

test('whoever said that it is gone before it was seen there has been overtaken', () => {
  const said = { statements: [{ at: at(2) }], attestations: [{ at: at(3) }] };
  assert.equal(gradeOf([check(4, 'berlin', 'present')], said), null);
  assert.deepEqual(weigh(known([check(2.5, 'berlin', 'present')], said)).since, at(3));
});

test('it stands by what each vantage point could last tell within a day', () => {
  const standing = (checks: Check[]) => weigh(known(checks)).standing;
  assert.equal(standing(round(0, { jakarta: 'gone', singapore: 'error' })), 'gone');
  assert.equal(standing(round(0, { jakarta: 'gone', singapore: 'geo-blocked' })), 'unclear');
  assert.equal(standing([check(0, 'berlin', 'present'), check(5, 'berlin', 'error'), check(5, 'jakarta')]), 'present');
  assert.equal(standing([check(0, 'berlin', 'present'), ...round(5, { berlin: 'gone' })]), 'gone');
  assert.equal(standing([check(0, 'berlin', 'present'), ...round(dayMs / hourMs + 1, { berlin: 'login' })]), 'unclear');
  assert.equal(standing([]), 'unclear');
});

test('the order in which checks are given says nothing', () => {
  const checks = [...both(0), check(4, 'berlin', 'login'), ...both(24), check(26, 'jakarta')];
  assert.deepEqual(weigh(known(checks.toReversed())), weigh(known(checks)));
});
