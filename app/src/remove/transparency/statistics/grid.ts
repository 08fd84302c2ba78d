// Several tables that break the same total down: each with rows of its own, all with the same columns. Whether a number that
// is taken out of them stays unknown is shown by a witness: other whole numbers that give everything that is published.

/** What is counted: by columns, and by the rows of each breakdown. */
export interface Counted {
  columns: readonly string[];
  by: Readonly<Record<string, { rows: readonly string[]; cells: readonly (readonly number[])[] }>>;
}

/**
 * One table with its margins: the last column holds the totals of the rows, the last row those of the columns, which all
 * tables share. Seen as a network, rows and columns are its nodes and each number joins two of them.
 */
export interface Grid {
  values: number[][];
  hidden: boolean[][];
}

/** A number's place in a grid. */
export interface Place {
  row: number;
  column: number;
}

export function gridsOf({ columns, by }: Counted): Grid[] {
  const tables = Object.values(by);
  const totals = columns.map((_, column) => sum(tables[0]!.cells.map((cells) => cells[column]!)));
  const shared = { values: [...totals, sum(totals)], hidden: [...columns, ''].map(() => false) };
  return tables.map(({ cells }) => {
    const own = columns.map((_, column) => sum(cells.map((row) => row[column]!)));
    if (own.some((total, column) => total !== totals[column]))
      throw new RangeError(`breakdowns of different totals: ${own.join(', ')} and ${totals.join(', ')}`);
    return {
      values: [...cells.map((row) => [...row, sum(row)]), shared.values],
      hidden: [...cells.map((row) => [...row, 0].map(() => false)), shared.hidden],
    };
  });
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export const lastRow = ({ values }: Grid): number => values.length - 1;
const lastColumn = ({ values }: Grid): number => values[0]!.length - 1;
export const isShared = (grid: Grid, { row }: Place): boolean => row === lastRow(grid);

/** A step along the network: over the number at a place, from its row to its column or back. */
interface Step extends Place {
  onward: boolean;
}

// Numbers count towards their row and column, totals against them: then each row and each column adds up to zero, and
// going round in a circle changes numbers by one up and one down so that all of them still do.
function changeBy(grid: Grid, { row, column, onward }: Step): 1 | -1 {
  const isTotal = (row === lastRow(grid)) !== (column === lastColumn(grid));
  return onward === isTotal ? -1 : 1;
}

// Zeros are shown: who sees that a number was taken out knows that it is at least one.
function isOpen(grid: Grid, step: Step): boolean {
  if (!grid.hidden[step.row]![step.column]) return false;
  return changeBy(grid, step) === 1 || grid.values[step.row]![step.column]! >= 2;
}

type Node = { row: number } | { column: number };

/** A way from one node to another that never goes over the shared row, nor over one place; null where there is none. */
function findWay(grid: Grid, from: Node, to: Node, without: Place | null): Step[] | null {
  const nameOf = (node: Node): string => ('row' in node ? `r${node.row}` : `c${node.column}`);
  const reached = new Map<string, { before: string; step: Step } | null>([[nameOf(from), null]]);
  const queue: Node[] = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (nameOf(at) === nameOf(to)) return stepsTo(reached, nameOf(to));
    for (const step of stepsFrom(grid, at)) {
      const next: Node = step.onward ? { column: step.column } : { row: step.row };
      const barred = without !== null && step.row === without.row && step.column === without.column;
      if (barred || reached.has(nameOf(next)) || !isOpen(grid, step)) continue;
      reached.set(nameOf(next), { before: nameOf(at), step });
      queue.push(next);
    }
  }
  return null;
}

function stepsFrom(grid: Grid, node: Node): Step[] {
  if ('row' in node) return grid.values[node.row]!.map((_, column) => ({ row: node.row, column, onward: true }));
  return grid.values.slice(0, -1).map((_, row) => ({ row, column: node.column, onward: false }));
}

function stepsTo(reached: ReadonlyMap<string, { before: string; step: Step } | null>, end: string): Step[] {
  const steps: Step[] = [];
  for (let at = reached.get(end); at; at = reached.get(at.before)) steps.push(at.step);
  return steps.toReversed();
}

/** One more in the total of a column, and one less in that of another one, or one more in all. */
interface Shift {
  up: Step;
  down: Step;
}

/** The shifts of the shared totals that every table can follow. */
function shiftsOf(grids: readonly Grid[]): Shift[] {
  const [grid] = grids;
  const [row, columns] = [lastRow(grid!), grid!.values[0]!.map((_, column) => column)];
  const pairs = columns.flatMap((up) => columns.filter((down) => down !== up).map((down) => [up, down] as const));
  return pairs
    .map(([up, down]) => ({ up: { row, column: up, onward: false }, down: { row, column: down, onward: true } }))
    .filter((shift) => isOpen(grid!, shift.up) && isOpen(grid!, shift.down))
    .filter((shift) => grids.every((each) => follows(each, shift)));
}

// The places of a shift stand in the last row of the first table; columns are the same in all.
const follows = (grid: Grid, { up, down }: Shift): boolean =>
  findWay(grid, { column: down.column }, { column: up.column }, null) !== null;

/**
 * Whether a hidden number can be another one than it is: there are other numbers, none below one, that fit everything
 * that is shown. Where this says no there may still be such numbers that it did not find.
 */
export function staysUnknown(grids: readonly Grid[], table: number, place: Place): boolean {
  const grid = grids[table]!;
  if (!isShared(grid, place) && turns(grid, place)) return true;
  const shifts = shiftsOf(grids);
  if (isShared(grid, place))
    return shifts.some(({ up, down }) => up.column === place.column || down.column === place.column);
  return shifts.some((shift) => shiftsThrough(grid, place, shift));
}

/** Whether the number lies on a circle within its own table, the shared totals staying as they are. */
function turns(grid: Grid, place: Place): boolean {
  return [true, false].some((onward) => {
    const step = { ...place, onward };
    const [from, to] = endsOf(step);
    return isOpen(grid, step) && findWay(grid, to, from, place) !== null;
  });
}

const endsOf = ({ row, column, onward }: Step): [from: Node, to: Node] =>
  onward ? [{ row }, { column }] : [{ column }, { row }];

/** Whether a shift can be followed over the number. */
function shiftsThrough(grid: Grid, place: Place, { up, down }: Shift): boolean {
  return [true, false].some((onward) => {
    const step = { ...place, onward };
    if (!isOpen(grid, step)) return false;
    const [from, to] = endsOf(step);
    const before = findWay(grid, { column: down.column }, from, place);
    const after = findWay(grid, to, { column: up.column }, place);
    return before !== null && after !== null && holds(grid, [...before, step, ...after]);
  });
}

// Two ways may go over the same number: what they take from it together must leave one.
function holds(grid: Grid, steps: readonly Step[]): boolean {
  const changes = Map.groupBy(steps, ({ row, column }) => `${row}/${column}`);
  return [...changes.values()].every((over) => {
    const { row, column } = over[0]!;
    return grid.values[row]![column]! + sum(over.map((step) => changeBy(grid, step))) >= 1;
  });
}
