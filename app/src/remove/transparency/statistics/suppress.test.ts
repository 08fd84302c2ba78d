// Published tables under attack: whoever knows every number that is shown, and that each one that is not is at least one,
// finds two values at least for every hidden number. Small tables are tried out exactly, larger ones by linear bounds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Counted, type Grid, gridsOf, staysUnknown } from './grid.ts';
import { figure, type PublishedTables, smallest, suppress, written } from './suppress.ts';
import { exposedExactly, linearBounds, puzzleOf, randomFrom } from './testing.ts';

const seed = Number(process.env.SUAKA_SEED ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);

/** Tables that break the same things down: each thing falls into a column, and into a row of every table. */
function drawTables(
  random: (below: number) => number,
  sizes: { tables: number; rows: number; columns: number; things: number },
): Counted {
  const columns = Array.from({ length: sizes.columns }, (_, index) => `c${index}`);
  const things = Array.from({ length: sizes.things }, () => lopsided(random, columns.length));
  const by = Array.from({ length: sizes.tables }, (_, table) => {
    const rows = Array.from({ length: 1 + random(sizes.rows) }, (__, index) => `r${index}`);
    const cells = rows.map(() => columns.map(() => 0));
    for (const column of things) cells[lopsided(random, rows.length)]![column]! += 1;
    return [`t${table}`, { rows, cells }] as const;
  });
  return { columns, by: Object.fromEntries(by) };
}

// As in life: a few kinds are frequent, the others rare.
const lopsided = (random: (below: number) => number, below: number): number => random(1 + random(1 + random(below)));

const numbersOf = ({ total, columns, by }: PublishedTables): (number | null)[] => [
  total,
  ...Object.values(columns),
  ...Object.values(by).flatMap((rows) =>
    Object.values(rows).flatMap((row) => [row.total, ...Object.values(row.columns)]),
  ),
];

test('no number from 1 to 4 is shown, zeros are, and what is shown is true', () => {
  const random = randomFrom(seed);
  for (let round = 0; round < 300; round += 1) {
    const counted = drawTables(random, { tables: 2, rows: 4, columns: 4, things: random(60) });
    const shown = suppress(counted);
    assert.ok(
      numbersOf(shown).every((number) => number === null || number === 0 || number >= smallest),
      JSON.stringify(shown),
    );
    for (const [table, { rows, cells }] of Object.entries(counted.by))
      for (const [row, name] of rows.entries())
        for (const [column, heading] of counted.columns.entries()) {
          const said = shown.by[table]![name]!.columns[heading];
          const is = cells[row]![column]!;
          assert.ok(said === null ? is > 0 : said === is, `${table} ${name} ${heading}: ${said}, is ${is}`);
        }
  }
  assert.deepEqual([0, 1, 4, 5].map(figure), [0, null, null, 5]);
});

test('in small tables every hidden number can be another one, tried out exactly', () => {
  const random = randomFrom(seed + 1);
  for (let round = 0; round < 250; round += 1) {
    const things = random(22);
    const counted = drawTables(random, { tables: 1 + random(3), rows: 3, columns: 3, things });
    const exposed = exposedExactly(puzzleOf(counted, suppress(counted)), things + 6);
    assert.deepEqual(exposed, [], `seed ${seed}, round ${round}: ${JSON.stringify(counted)}`);
  }
});

/** Whatever is hidden, in whatever company: zeros never are. */
function hideAnything(random: (below: number) => number, grids: readonly Grid[]): void {
  const often = 2 + random(5);
  for (const { values, hidden } of grids)
    for (const [row, numbers] of values.entries())
      for (const [column, number] of numbers.entries()) hidden[row]![column] ||= number > 0 && random(8) < often;
}

test('what is said to stay unknown does, whatever else is hidden', () => {
  const random = randomFrom(seed + 3);
  for (let round = 0; round < 400; round += 1) {
    const things = random(16);
    const counted = drawTables(random, { tables: 1 + random(3), rows: 3, columns: 3, things });
    const grids = gridsOf(counted);
    hideAnything(random, grids);
    const exposed = new Set(exposedExactly(puzzleOf(counted, written(counted, grids)), things + 8));
    for (const [table, { values, hidden }] of grids.entries())
      for (const [row, numbers] of values.entries())
        for (const column of numbers.keys())
          if (hidden[row]![column] && staysUnknown(grids, table, { row, column })) {
            const name = nameAt(counted, table, row, column);
            assert.ok(
              !exposed.has(name),
              `seed ${seed}, round ${round}: ${name} in ${JSON.stringify({ counted, grids })}`,
            );
          }
  }
});

/** How a number is called in the puzzle. */
function nameAt({ columns, by }: Counted, table: number, row: number, column: number): string {
  const [name, { rows }] = Object.entries(by)[table]!;
  const [rowName, columnName] = [rows[row], columns[column]];
  const start = rowName === undefined ? 'all' : `${name}:${rowName}`;
  return columnName === undefined ? start : `${start}/${columnName}`;
}

test('in tables as large as they are published no hidden number is bound to one value', () => {
  const random = randomFrom(seed + 2);
  for (let round = 0; round < 4; round += 1) {
    const things = 20 + random(200);
    const counted = drawTables(random, { tables: 3, rows: 6, columns: 5, things });
    for (const [name, [least, greatest]] of linearBounds(puzzleOf(counted, suppress(counted)), things + 50))
      assert.ok(
        greatest - least >= 1 - 1e-6,
        `seed ${seed}, round ${round}: ${name} is between ${least} and ${greatest}`,
      );
  }
});

test('the attack finds what is hidden without company', () => {
  const counted: Counted = {
    columns: ['a', 'b'],
    by: {
      t: {
        rows: ['x', 'y'],
        cells: [
          [3, 20],
          [9, 30],
        ],
      },
    },
  };
  const alone = suppress(counted);
  const careless: PublishedTables = {
    total: 62,
    columns: { a: 12, b: 50 },
    by: { t: { x: { total: 23, columns: { a: null, b: 20 } }, y: { total: 39, columns: { a: 9, b: 30 } } } },
  };
  assert.deepEqual(exposedExactly(puzzleOf(counted, careless), 70), ['t:x/a']);
  assert.deepEqual(linearBounds(puzzleOf(counted, careless), 70).get('t:x/a'), [3, 3]);
  assert.deepEqual(exposedExactly(puzzleOf(counted, alone), 70), []);
  assert.deepEqual(
    [alone.total, alone.columns],
    [62, { a: 12, b: 50 }],
    'totals are kept where numbers beside are enough',
  );
});

test('ones that fill a total of five are not told by their number', () => {
  const rows = ['v', 'w', 'x', 'y', 'z'];
  const counted: Counted = { columns: ['a', 'b'], by: { t: { rows, cells: rows.map(() => [1, 9]) } } };
  assert.equal(suppress(counted).columns.a, null);
  assert.deepEqual(exposedExactly(puzzleOf(counted, suppress(counted)), 60), []);
});

test('a few things in all leave nothing but zeros and what is not said', () => {
  const counted: Counted = {
    columns: ['a', 'b'],
    by: {
      t: {
        rows: ['x', 'y'],
        cells: [
          [2, 0],
          [0, 1],
        ],
      },
    },
  };
  assert.deepEqual(suppress(counted), {
    total: null,
    columns: { a: null, b: null },
    by: { t: { x: { total: null, columns: { a: null, b: 0 } }, y: { total: null, columns: { a: 0, b: null } } } },
  });
});
