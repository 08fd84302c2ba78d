// How tests attack published tables: the numbers that fit everything that is shown are searched for exactly, and bounded by
// linear programming. Written apart from the code that takes numbers out, so that the same mistake is not in both.
import type { Counted } from './grid.ts';
import type { Figure, PublishedTables } from './suppress.ts';

/** Random whole numbers that follow from a seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** What is published as one system: names of numbers, what each is said to be, and which of them add up to which. */
export interface Puzzle {
  names: string[];
  figures: Map<string, Figure>;
  /** The parts add up to the whole. */
  sums: { whole: string; parts: string[] }[];
}

export function puzzleOf({ columns, by }: Counted, shown: PublishedTables): Puzzle {
  const figures = new Map<string, Figure>([['all', shown.total]]);
  for (const column of columns) figures.set(`all/${column}`, shown.columns[column]!);
  const sums = [{ whole: 'all', parts: columns.map((column) => `all/${column}`) }];
  for (const [table, { rows }] of Object.entries(by)) {
    const at = (row: string, column?: string) =>
      column === undefined ? `${table}:${row}` : `${table}:${row}/${column}`;
    for (const row of rows) {
      const said = shown.by[table]![row]!;
      figures.set(at(row), said.total);
      for (const column of columns) figures.set(at(row, column), said.columns[column]!);
      sums.push({ whole: at(row), parts: columns.map((column) => at(row, column)) });
    }
    for (const column of columns) sums.push({ whole: `all/${column}`, parts: rows.map((row) => at(row, column)) });
    sums.push({ whole: 'all', parts: rows.map((row) => at(row)) });
  }
  return { names: [...figures.keys()], figures, sums };
}

/**
 * The hidden numbers of which no second value was found, by trying everything up to `most`: exact for what it finds.
 * Whoever attacks knows that a hidden number is at least one.
 */
export function exposedExactly({ names, figures, sums }: Puzzle, most: number): string[] {
  const hidden = names.filter((name) => figures.get(name) === null);
  const seen = new Map(hidden.map((name) => [name, new Set<number>()]));
  const low = new Map(names.map((name) => [name, figures.get(name) ?? 1]));
  const high = new Map(names.map((name) => [name, figures.get(name) ?? most]));
  const isDone = (name: string) => seen.get(name)!.size > 1;
  const search = (lows: Map<string, number>, highs: Map<string, number>): boolean => {
    if (!narrow(sums, lows, highs)) return false;
    const open = hidden.find((name) => lows.get(name)! < highs.get(name)!);
    if (open === undefined) {
      for (const name of hidden) seen.get(name)!.add(lows.get(name)!);
      return true;
    }
    for (let value = lows.get(open)!; value <= highs.get(open)!; value += 1)
      if (search(new Map(lows).set(open, value), new Map(highs).set(open, value))) return true;
    return false;
  };
  // Of each number, whether it can be below or above what a first solution says of it.
  for (const name of hidden)
    for (let value = 1; value <= most && !isDone(name); value += 1)
      if (!seen.get(name)!.has(value)) search(new Map(low).set(name, value), new Map(high).set(name, value));
  return hidden.filter((name) => !isDone(name));
}

/** Draws bounds closer by the sums, until nothing changes; false where they cannot hold. */
function narrow(sums: Puzzle['sums'], low: Map<string, number>, high: Map<string, number>): boolean {
  for (let changed = true; changed; ) {
    changed = false;
    for (const { whole, parts } of sums) {
      const lows = parts.reduce((total, part) => total + low.get(part)!, 0);
      const highs = parts.reduce((total, part) => total + high.get(part)!, 0);
      changed = raise(low, whole, lows) || changed;
      changed = lower(high, whole, highs) || changed;
      for (const part of parts) {
        changed = raise(low, part, low.get(whole)! - (highs - high.get(part)!)) || changed;
        changed = lower(high, part, high.get(whole)! - (lows - low.get(part)!)) || changed;
      }
      if ([whole, ...parts].some((name) => low.get(name)! > high.get(name)!)) return false;
      if (changed) break; // the sums above are of old bounds
    }
  }
  return true;
}

function raise(low: Map<string, number>, name: string, to: number): boolean {
  if (to <= low.get(name)!) return false;
  low.set(name, to);
  return true;
}

function lower(high: Map<string, number>, name: string, to: number): boolean {
  if (to >= high.get(name)!) return false;
  high.set(name, to);
  return true;
}

/** Least and greatest value of each hidden number by linear programming, whole or not; numbers above `most` are not looked for. */
export function linearBounds({ names, figures, sums }: Puzzle, most: number): Map<string, [number, number]> {
  const hidden = names.filter((name) => figures.get(name) === null);
  const rows = sums.map(({ whole, parts }) => {
    const coefficients = hidden.map((name) => Number(parts.includes(name)) - Number(name === whole));
    const known = (figures.get(whole) ?? 0) - parts.reduce((total, part) => total + (figures.get(part) ?? 0), 0);
    // Hidden numbers are one and more: what is above one is sought.
    const right = known - coefficients.reduce((total, each) => total + each, 0);
    return { coefficients, right };
  });
  return new Map(
    hidden.map((name, index) => {
      const greatest = maximise(rows, hidden.length, index, 1, most - 1);
      const least = maximise(rows, hidden.length, index, -1, most - 1);
      return [name, [1 - least, 1 + greatest]];
    }),
  );
}

/**
 * The greatest value of `sign` times one variable, all from 0 to `bound`, that the equations allow: two-phase simplex in
 * its plainest form, choosing by the least index so that it ends.
 */
function maximise(
  equations: readonly { coefficients: number[]; right: number }[],
  variables: number,
  index: number,
  sign: 1 | -1,
  bound: number,
): number {
  const bounded = Array.from({ length: variables }, (_, variable) => ({
    coefficients: Array.from({ length: variables }, (__, at) => Number(at === variable)),
    right: bound,
  }));
  const all = [...equations, ...bounded];
  const width = variables + bounded.length + all.length;
  const basis: number[] = [];
  const table = all.map(({ coefficients, right }, row) => {
    const turned = right < 0 ? -1 : 1;
    const line = Array.from({ length: width + 1 }, () => 0);
    for (const [at, value] of coefficients.entries()) line[at] = turned * value;
    if (row >= equations.length) line[variables + row - equations.length] = turned;
    line[variables + bounded.length + row] = 1;
    line[width] = turned * right;
    basis.push(variables + bounded.length + row);
    return line;
  });
  const real = variables + bounded.length;
  const first = Array.from({ length: width }, (_, at) => (at >= real ? -1 : 0));
  if (climb(table, basis, first, width) < -1e-7) throw new Error('the numbers that are shown contradict each other');
  const second = Array.from({ length: width }, (_, at) => (at === index ? sign : at >= real ? -1e6 : 0));
  return climb(table, basis, second, real);
}

function climb(table: number[][], basis: number[], goal: readonly number[], width: number): number {
  const last = table[0]!.length - 1;
  for (let round = 0; round < 20_000; round += 1) {
    const gain = (at: number) =>
      goal[at]! - table.reduce((total, line, row) => total + goal[basis[row]!]! * line[at]!, 0);
    let enters = -1;
    for (let at = 0; at < width && enters === -1; at += 1) if (gain(at) > 1e-9) enters = at;
    if (enters === -1) break;
    let leaves = -1;
    for (const [row, line] of table.entries())
      if (line[enters]! > 1e-9) {
        const ratio = line[last]! / line[enters]!;
        const best = leaves === -1 ? Infinity : table[leaves]![last]! / table[leaves]![enters]!;
        if (ratio < best - 1e-12 || (ratio < best + 1e-12 && basis[row]! < basis[leaves]!)) leaves = row;
      }
    if (leaves === -1) return Infinity;
    const pivot = table[leaves]![enters]!;
    table[leaves] = table[leaves]!.map((value) => value / pivot);
    for (const [row, line] of table.entries())
      if (row !== leaves && line[enters] !== 0) {
        const factor = line[enters]!;
        table[row] = line.map((value, at) => value - factor * table[leaves]![at]!);
      }
    basis[leaves] = enters;
  }
  return table.reduce((total, line, row) => total + goal[basis[row]!]! * line[last]!, 0);
}
