// Searching correlated codes within 31 bits against reading them all, one core, each size in a process of its own so that
// its memory is its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SearchFigures } from '../packages/hamming/measure.ts';
import { figure, type Part } from './figures.ts';

const measured = fileURLToPath(new URL('../packages/hamming/measure.ts', import.meta.url));

export async function measureSearchPart(large: boolean): Promise<Part> {
  const rows: string[][] = [];
  for (const count of [100_000, 1_000_000, ...(large ? [10_000_000] : [])]) {
    const figures = await inOwnProcess(count);
    rows.push([
      count.toLocaleString('en'),
      figure(figures.medianMs),
      figure(figures.p99Ms),
      figure(figures.manyMs),
      figure(figures.scanMs),
      `${figure(figures.scanRatio)} x`,
      figure(figures.buildSeconds),
      figure(figures.memoryBytes / 1e9),
      figure(figures.peakBytes / 1e9),
    ]);
  }
  return {
    title: 'Search',
    how: 'Codes with exactly 128 ones and correlated bits (ten-factor model); half the queries are copies with 0 to 31 flipped bits, half fresh. "Reading all" is the brute-force scan of the same kernel in the same run.',
    head: [
      'codes',
      'median ms',
      'p99 ms',
      'ms each, 1,000 a call',
      'reading all ms',
      'faster by',
      'build s',
      'process memory GB',
      'at its peak, with the input, GB',
    ],
    rows,
  };
}

async function inOwnProcess(count: number): Promise<SearchFigures> {
  const run = `import { measureSearch } from ${JSON.stringify(measured)}; console.log(JSON.stringify(await measureSearch({ count: ${count}, queries: 2000, seed: 1 })))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--expose-gc', '-e', run], {
    maxBuffer: 1e7,
  });
  return JSON.parse(stdout);
}
