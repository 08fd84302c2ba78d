// Measures searches within 31 bits among correlated codes: node measure.ts [count] [queries] [seed]

import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HammingIndex } from './src/index.ts';
import { Readers } from './src/readers.ts';
import type { Renewal } from './src/tables.ts';
import { correlatedCodes, flipBits, random32 } from './src/synthetic.ts';

const RADIUS = 31;

/** Above the tables' reach for any number of parts by default, so that every code is read; matches are still few. */
const SCAN_RADIUS = 50;
const SCANS = 20;

const THOUSAND = 1000;

export interface SearchFigures {
  count: number;
  buildSeconds: number;
  /** One search, one at a time; half the queries are copies of a code with 0 to 31 flipped bits, half fresh codes. */
  medianMs: number;
  p99Ms: number;
  /** A search of a thousand codes with searchMany, for each of them: in one thread, and in two at once. */
  manyMs: number;
  manyInTwoMs: number;
  /** As medianMs and p99Ms, while another thread merges new codes into the tables and one is added before each search. */
  mergingMedianMs: number;
  mergingP99Ms: number;
  /** The longest that adding a code took meanwhile, and the whole process after it. */
  addMostMs: number;
  mergingMemoryBytes: number;
  /** A search that reads every code, and how many times longer it takes than the median. */
  scanMs: number;
  scanRatio: number;
  /** The whole process with nothing but the index in it. */
  memoryBytes: number;
  /** The most that it had until then, with the codes and ids that the index was built from. */
  peakBytes: number;
}

/** Builds an index of `count` codes, and searches it `queries` times after as many searches that do not count. */
export async function measureSearch(options: { count: number; queries: number; seed: number }): Promise<SearchFigures> {
  const { count, queries, seed } = options;
  const { index, near, fresh, buildSeconds, draw } = buildIndex(count, queries, seed);
  const searches = Array.from({ length: 2 * queries }, (_, i) => (i % 2 === 0 ? near : fresh)[i >> 1]);
  const times = searches.map((query) => timeMs(() => index.search(query, RADIUS))).slice(queries);
  const scans = searches.slice(0, SCANS).map((query) => timeMs(() => index.search(query, SCAN_RADIUS)));
  const medianMs = quantile(times, 0.5);
  const scanMs = quantile(scans, 0.5);
  const memory = { memoryBytes: memoryBytes(), peakBytes: process.resourceUsage().maxRSS * 1024 };
  return {
    count,
    buildSeconds,
    medianMs,
    p99Ms: quantile(times, 0.99),
    ...(await measureMany(index, searches)),
    ...(await measureMerging(index, searches, draw)),
    scanMs,
    scanRatio: scanMs / medianMs,
    ...memory,
  };
}

/** The index, and `queries` codes near ones in it and as many fresh ones. */
function buildIndex(count: number, queries: number, seed: number) {
  const random = random32(seed);
  const draw = correlatedCodes(seed);
  const codes = draw(count);
  const index = new HammingIndex({ shared: true });
  const ids = Uint32Array.from({ length: count }, (_, id) => id);
  const buildSeconds = timeMs(() => index.addMany(ids, codes)) / 1000;
  const near = Array.from({ length: queries }, () => flipBits(codeAt(codes, random() % count), random() % 32, random));
  const others = draw(queries);
  const fresh = Array.from({ length: queries }, (_, i) => codeAt(others, i));
  return { index, near, fresh, buildSeconds, draw };
}

async function measureMany(index: HammingIndex, searches: Uint8Array[]) {
  const thousand = new Uint8Array(THOUSAND * 32);
  for (let i = 0; i < THOUSAND; i++) thousand.set(searches[i % searches.length], i * 32);
  const readers = new Readers(index, { threads: 2 });
  const ones: number[] = [];
  const twos: number[] = [];
  for (let i = 0; i < 6; i++) {
    ones.push(timeMs(() => index.searchMany(thousand, RADIUS)));
    const from = performance.now();
    await readers.searchMany(thousand, RADIUS);
    twos.push(performance.now() - from);
  }
  await readers.close();
  return { manyMs: quantile(ones, 0.5) / THOUSAND, manyInTwoMs: quantile(twos, 0.5) / THOUSAND };
}

/** Knows when a table is being made. */
class Watched extends Readers {
  making = 0;
  made = 0;

  override async make(renewal: Renewal): Promise<number> {
    this.making++;
    try {
      return await super.make(renewal);
    } finally {
      this.making--;
      this.made++;
    }
  }
}

/** Two merges into the tables of 16 parts; only what is searched while a table is being made counts. */
async function measureMerging(index: HammingIndex, searches: Uint8Array[], draw: (count: number) => Uint8Array) {
  const readers = new Watched(index, { threads: 1 });
  const [times, adds]: [number[], number[]] = [[], []];
  let next = 0xffff_ffff; // downwards: the ids of the index go up from 0
  let codes: Uint8Array = new Uint8Array();
  for (let n = 0; readers.made < 32; n++) {
    if (n % THOUSAND === 0) codes = draw(THOUSAND);
    const added = timeMs(() => index.add(next--, codeAt(codes, n % THOUSAND)));
    if (readers.making === 0) {
      if (n % 16 === 0) await turn();
      continue;
    }
    adds.push(added);
    times.push(timeMs(() => index.search(searches[n % searches.length], RADIUS)));
    await turn();
  }
  await readers.close();
  return {
    mergingMedianMs: quantile(times, 0.5),
    mergingP99Ms: quantile(times, 0.99),
    addMostMs: Math.max(...adds),
    mergingMemoryBytes: memoryBytes(),
  };
}

function codeAt(codes: Uint8Array, i: number): Uint8Array {
  return codes.slice(i * 32, (i + 1) * 32);
}

function timeMs(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function quantile(times: number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)];
}

function memoryBytes(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  collectGarbage();
  collectGarbage(); // waits for what the first one frees in the background
  return process.memoryUsage().rss;
}

if (import.meta.main) {
  const [count = 1_000_000, queries = 1000, seed = 1] = process.argv.slice(2).map(Number);
  console.table(await measureSearch({ count, queries, seed }));
}
