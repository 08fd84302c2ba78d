// What every part of the bench shares: medians of several runs, and how a figure is written.

/** The median of several runs, each timed in ms. The first run warms up and does not count. */
export async function medianMs(runs: number, run: () => unknown): Promise<number> {
  const [median] = await mediansInTurn(runs, [[1, run]]);
  return median;
}

/** For each of several tasks, the median ms of one of the things that it does so many of; the tasks take turns. */
export async function mediansInTurn<const Tasks extends readonly (readonly [number, () => unknown])[]>(
  runs: number,
  tasks: Tasks,
): Promise<{ [Task in keyof Tasks]: number }> {
  const times: number[][] = tasks.map(() => []);
  for (let n = 0; n <= runs; n += 1)
    for (const [at, [things, run]] of tasks.entries()) {
      const from = performance.now();
      await run();
      if (n > 0) times[at]!.push((performance.now() - from) / things); // the first run warms up
    }
  return times.map((each) => quantile(each, 0.5)) as { [Task in keyof Tasks]: number };
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Three significant digits. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export interface Part {
  title: string;
  /** What was measured and how, in a sentence or two. */
  how: string;
  head: string[];
  rows: string[][];
}

/** A part as a table in Markdown. */
export function asMarkdown({ title, how, head, rows }: Part): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', how, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
