// Searching correlated codes within 31 bits against reading them all, one core, each size in a process of its own so that
// its memory is its own.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SearchFigures } from '../packages/hamming/measure.ts';
import { figure, type Part } from './figures.ts';

/** @param checkouts - where the project lies, by what its rows are called. */
export async function measureSearchPart(large: boolean, checkouts: Record<string, string>): Promise<Part> {
  const rows: string[][] = [];
  for (const count of [100_000, 1_000_000, ...(large ? [10_000_000] : [])])
    for (const [name, folder] of Object.entries(checkouts))
      rows.push([count.toLocaleString('en'), name, ...row(await inOwnProcess(count, folder))]);
  return {
    title: 'Search',
    how: 'Codes with exactly 128 ones and correlated bits (ten-factor model), within 31 bits; half the queries are copies with 0 to 31 flipped bits, half fresh; one search at a time on one core, 2,000 that count. "While merging": the same while another thread merges new codes into the tables and one more is added before each search. "Reading all" is the brute-force scan of the same kernel in the same run.',
    head: [
      'codes',
      'version',
      'median us',
      'p99 us',
      'while merging, median us',
      'p99 us',
      'longest add ms',
      '1,000 a call, us each',
      'in two threads',
      'reading all us',
      'faster by',
      'build s',
      'process memory GB',
      'with what merging takes, GB',
      'at its peak, with the input, GB',
    ],
    rows,
  };
}

function row(figures: SearchFigures): string[] {
  const microseconds = (ms: number) => figure(1000 * ms);
  return [
    microseconds(figures.medianMs),
    microseconds(figures.p99Ms),
    microseconds(figures.mergingMedianMs),
    microseconds(figures.mergingP99Ms),
    figure(figures.addMostMs),
    microseconds(figures.manyMs),
    microseconds(figures.manyInTwoMs),
    microseconds(figures.scanMs),
    `${figure(figures.scanRatio)} x`,
    figure(figures.buildSeconds),
    figure(figures.memoryBytes / 1e9),
    figure(figures.mergingMemoryBytes / 1e9),
    figure(figures.peakBytes / 1e9),
  ];
}

async function inOwnProcess(count: number, folder: string): Promise<SearchFigures> {
  const measure = JSON.stringify(join(folder, 'packages/hamming/measure.ts'));
  const run = `import { measureSearch } from ${measure}; console.log(JSON.stringify(await measureSearch({ count: ${count}, queries: 2000, seed: 1 })))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--expose-gc', '-e', run], {
    maxBuffer: 1e7,
  });
  return JSON.parse(stdout);
}
