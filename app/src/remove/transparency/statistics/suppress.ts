// Taking small numbers out of published tables, and as many others beside them as it takes that none can be computed.
import { type Counted, type Grid, gridsOf, isShared, lastRow, type Place, staysUnknown, sum } from './grid.ts';

/** Numbers from one up to one below this are not published. */
export const smallest = 5;

/** A number that is published; null for one that is not: it is at least one, and nothing else is said of it. */
export type Figure = number | null;

export interface PublishedRow {
  total: Figure;
  columns: Record<string, Figure>;
}

/** A total by columns, and both by the rows of each breakdown. */
export interface PublishedTables extends PublishedRow {
  by: Record<string, Record<string, PublishedRow>>;
}

/** A number that stands alone. */
export const figure = (count: number): Figure => (count >= 1 && count < smallest ? null : count);

/** The tables as they may be published. */
export function suppress(counted: Counted): PublishedTables {
  const grids = gridsOf(counted);
  for (const { values, hidden } of grids)
    for (const [row, numbers] of values.entries())
      for (const [column, number] of numbers.entries()) hidden[row]![column] ||= figure(number) === null;
  hideBeside(grids);
  return written(counted, grids);
}

/** Hides more until every number that is hidden stays unknown. It ends: each round hides one more, and with all hidden it is so. */
function hideBeside(grids: Grid[]): void {
  for (let exposed = firstExposed(grids); exposed; exposed = firstExposed(grids)) {
    const { table, place } = exposed;
    const candidates = isShared(grids[table]!, place) ? sharedCompany(grids, place) : company(grids, table, place);
    const enough = candidates
      .toSorted((a, b) => costOf(grids, a) - costOf(grids, b))
      .find((given) => tryHiding(grids, given, () => staysUnknown(grids, table, place)));
    if (!enough) hideMore(grids, table);
  }
}

interface Where {
  table: number;
  place: Place;
}

// Totals that all tables share come first: what else has to be hidden depends on them.
const placesOf = (grids: readonly Grid[]): Where[] =>
  grids
    .flatMap(({ values }, table) =>
      values
        .slice(0, table === 0 ? undefined : -1) // the shared row counts once
        .flatMap((numbers, row) => numbers.map((_, column) => ({ table, place: { row, column } }))),
    )
    .toSorted((a, b) => Number(isShared(grids[b.table]!, b.place)) - Number(isShared(grids[a.table]!, a.place)));

function firstExposed(grids: readonly Grid[]): Where | undefined {
  return placesOf(grids).find(
    ({ table, place }) => grids[table]!.hidden[place.row]![place.column] && !staysUnknown(grids, table, place),
  );
}

const numberAt = (grid: Grid, { row, column }: Place): number => grid.values[row]![column]!;

/** Three numbers that stand with the exposed one in the corners of a rectangle: hidden together, each can give to another. */
function company(grids: readonly Grid[], table: number, { row, column }: Place): Where[][] {
  const grid = grids[table]!;
  const others = (length: number, own: number) => Array.from({ length }, (_, index) => index).filter((i) => i !== own);
  return others(grid.values.length, row).flatMap((otherRow) =>
    others(grid.values[0]!.length, column).flatMap((otherColumn): Where[][] => {
      const corners = [
        { row, column: otherColumn },
        { row: otherRow, column },
        { row: otherRow, column: otherColumn },
      ];
      if (corners.some((place) => numberAt(grid, place) === 0)) return [];
      const own = corners.map((place) => ({ table, place }));
      const elsewhere = isShared(grid, { row: otherRow, column }) ? following(grids, column, otherColumn, table) : [];
      return elsewhere === null ? [] : [[...own, ...elsewhere]];
    }),
  );
}

/** Where shared totals of two columns are hidden: two numbers of one row in each other table; null where one has no such row. */
function following(grids: readonly Grid[], column: number, other: number, without: number | null): Where[] | null {
  const found = grids.flatMap((grid, table) => {
    if (table === without) return [];
    const row = cheapestRow(grid, column, other);
    return row === -1 ? [null] : [column, other].map((at) => ({ table, place: { row, column: at } }));
  });
  return found.includes(null) ? null : found.filter((where) => where !== null);
}

/** For the total of a column: another column's, or that of all, with two numbers of one row in every table. */
function sharedCompany(grids: readonly Grid[], { column }: Place): Where[][] {
  const columns = grids[0]!.values[0]!.map((_, index) => index).filter((index) => index !== column);
  return columns.flatMap((other) => {
    const within = following(grids, column, other, null);
    return within === null ? [] : [[{ table: 0, place: { row: lastRow(grids[0]!), column: other } }, ...within]];
  });
}

function cheapestRow(grid: Grid, column: number, other: number): number {
  const rows = grid.values.slice(0, -1).flatMap((numbers, row) => {
    const [one, two] = [numbers[column]!, numbers[other]!];
    return one > 0 && two > 0 ? [{ row, cost: one + two }] : [];
  });
  return rows.toSorted((a, b) => a.cost - b.cost)[0]?.row ?? -1;
}

// Totals tell the most to whoever reads: they are hidden last.
function costOf(grids: readonly Grid[], given: readonly Where[]): number {
  const all = grids[0]!.values.at(-1)!.at(-1)!;
  const costs = given.map(({ table, place }) => {
    const grid = grids[table]!;
    if (grid.hidden[place.row]![place.column]) return 0;
    const margins = (isShared(grid, place) ? 2 : 0) + (place.column === grid.values[0]!.length - 1 ? 1 : 0);
    return numberAt(grid, place) + margins * all;
  });
  return sum(costs);
}

/** Hides some numbers if that is enough; else they are shown as before. Whether it was. */
function tryHiding(grids: Grid[], given: readonly Where[], isEnough: () => boolean): boolean {
  const shown = given.filter(({ table, place }) => !grids[table]!.hidden[place.row]![place.column]);
  const set = (hidden: boolean) => {
    for (const { table, place } of shown) grids[table]!.hidden[place.row]![place.column] = hidden;
  };
  set(true);
  if (isEnough()) return true;
  set(false);
  return false;
}

/** Where no rectangle is enough: everything in the table that is not zero, then in all tables. */
function hideMore(grids: Grid[], table: number): void {
  const shownIn = (own: (where: Where) => boolean) =>
    placesOf(grids).filter(
      (where) =>
        own(where) &&
        !grids[where.table]!.hidden[where.place.row]![where.place.column] &&
        numberAt(grids[where.table]!, where.place) > 0,
    );
  const near = shownIn((where) => where.table === table && !isShared(grids[table]!, where.place));
  const further = near.length > 0 ? near : shownIn(() => true);
  if (further.length === 0) throw new Error('everything is hidden, and yet one of the numbers is not unknown');
  for (const where of further) grids[where.table]!.hidden[where.place.row]![where.place.column] = true;
}

/** What is shown of the tables. */
export function written({ columns, by }: Counted, grids: readonly Grid[]): PublishedTables {
  const rowOf = ({ values, hidden }: Grid, row: number): PublishedRow => {
    const shown = values[row]!.map((number, column) => (hidden[row]![column] ? null : number));
    return { total: shown.at(-1)!, columns: Object.fromEntries(columns.map((name, column) => [name, shown[column]!])) };
  };
  const tables = Object.entries(by).map(([name, { rows }], table) => {
    const named = rows.map((row, index) => [row, rowOf(grids[table]!, index)]);
    return [name, Object.fromEntries(named)];
  });
  return { ...rowOf(grids[0]!, lastRow(grids[0]!)), by: Object.fromEntries(tables) };
}
