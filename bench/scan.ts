// A whole scan of a drawn set against reading and SHA-256 alone and against sharp's decoding alone, in turn in one run. The
// set is on a disk whose pages are in memory, so that it is the processors that are measured.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { correlatedCodes } from '@suaka/hamming/synthetic';
import { createReaders } from '../app/src/scan/files/index.ts';
import { entryOf, readAll } from '../app/src/scan/files/testing.ts';
import { memorySettings } from '../app/src/scan/files/under-limits.ts';
import { join } from '../app/src/scan/groups/index.ts';
import { Listed } from '../app/src/scan/lists/listed.ts';
import { Matcher } from '../app/src/scan/lists/index.ts';
import { runScan } from '../app/src/scan/run/scan.ts';
import { generateSet, type MadeFile } from '../app/src/scan/testing/generate.ts';
import { walk } from '../app/src/scan/walk/index.ts';
import { figure, type Part, quantile } from './figures.ts';

const workers = availableParallelism();
const signal = new AbortController().signal;

/** What is timed in each round, in the order of the table. */
const ways = {
  hashing: 'reading and SHA-256 alone',
  decoding: 'sharp alone',
  settled: 'sharp alone, with the readers’ memory settings',
  reading: 'reading: three digests, type, PDQ',
  scanning: 'the whole scan: walk, read, match, journal, groups, results',
} as const;
type Way = keyof typeof ways;

export async function measureScan(large: boolean): Promise<Part> {
  const [files, signals, rounds] = large ? [1500, 10_000_000, 3] : [500, 100_000, 3];
  const folder = await mkdtemp(joinPath(tmpdir(), 'suaka-bench-scan-'));
  try {
    const evidence = joinPath(folder, 'evidence');
    // archives would only be decoded by the scan
    const made = await generateSet(evidence, { files, seed: 1, perThousand: { archive: 0, damaged: 0 } });
    const bytes = await bytesOf(evidence, made);
    const scanning = await scanner(evidence, folder, signals);
    const times = await timeAll(rounds, evidence, made, scanning);
    return asPart({ files, bytes, signals, rounds }, times);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bytesOf(evidence: string, made: MadeFile[]): Promise<number> {
  let bytes = 0;
  for (const { path } of made) bytes += (await stat(joinPath(evidence, path))).size;
  return bytes;
}

/** The ways take turns, so that a noisy minute touches all of them. The first round warms up and does not count. */
async function timeAll(rounds: number, evidence: string, made: MadeFile[], scanning: () => Promise<number>) {
  const paths = made.map(({ path }) => joinPath(evidence, path));
  const pictures = paths.filter((_, at) => made[at]!.made !== 'other');
  const decoderAlone = fileURLToPath(new URL('../app/src/scan/files/testing/decoder-alone.ts', import.meta.url));
  const hashAlone = fileURLToPath(new URL('hash-alone.ts', import.meta.url));
  const measure: Record<Way, () => Promise<number>> = {
    hashing: () => slowest(shares(paths).map((share) => timed(hashAlone, share))),
    decoding: () => timed(decoderAlone, pictures),
    settled: () => timed(decoderAlone, pictures, memorySettings()),
    reading: () => timeReading(paths),
    scanning,
  };
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, [] as number[]])) as Record<Way, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of Object.keys(ways) as Way[]) {
      const ms = await measure[way]();
      if (round > 0) times[way].push(ms);
    }
  }
  return times;
}

const shares = (paths: string[]) =>
  Array.from({ length: workers }, (_, n) => paths.filter((_path, at) => at % workers === n));

const slowest = async (all: Array<Promise<number>>) => Math.max(...(await Promise.all(all)));

async function timed(program: string, paths: string[], settings: NodeJS.ProcessEnv = {}): Promise<number> {
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, [program, String(workers)], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(paths));
  const [said] = await Promise.all([json(child.stdout), once(child, 'close')]);
  return (said as { ms: number }).ms;
}

async function timeReading(paths: string[]): Promise<number> {
  const readers = createReaders({ workers });
  const entries = paths.map(entryOf);
  await readAll(readers, entries.slice(0, 2 * workers)); // the processes are started
  const start = performance.now();
  await readAll(readers, entries);
  const ms = performance.now() - start;
  await readers.close();
  return ms;
}

/** A scan each time it is called, with a list that is loaded once: loading is not what is measured. */
async function scanner(evidence: string, folder: string, signals: number): Promise<() => Promise<number>> {
  const matcher = listOf(signals);
  const [facts] = matcher.lists;
  const { file: _, ...named } = { ...facts!, package: null };
  const lists = { lists: [named], algorithms: matcher.algorithms, match: matcher.match.bind(matcher) };
  let runs = 0;
  return async () => {
    const out = joinPath(folder, `run-${runs++}`);
    const start = performance.now();
    const run = {
      out,
      roots: [evidence],
      caseNumber: 'K-1',
      legalAuthority: 'Penetapan rekaan',
      operator: 'Ayu Rekaan',
    };
    const settings = { settings: {}, versions: {}, videoDecoder: false, signal, now: () => new Date() };
    const outcome = await runScan({ ...run, ...settings }, async () => ({
      walk: (roots) => walk([...roots]),
      count: async () => ({ files: 0, bytes: 0 }),
      readers: createReaders({ workers }),
      lists,
      join,
    }));
    if (outcome.ended !== 'finished') throw new Error('the scan was stopped');
    return performance.now() - start;
  };
}

function listOf(signals: number): Matcher {
  const listed = new Listed();
  const facts = { name: 'drawn', kind: 'plain', file: '', sha256: '0'.repeat(64) } as const;
  const list = listed.addList({ ...facts, radiusBits: 31, qualityFloor: 50, leftOut: 0, bad: 0 });
  const codes = correlatedCodes(1)(signals);
  for (let at = 0; at < signals; at += 1) {
    listed.add(list, 'pdq', codes.subarray(at * 32, at * 32 + 32), String(at), null);
  }
  listed.finish();
  return new Matcher(listed);
}

interface Measured {
  files: number;
  bytes: number;
  signals: number;
  rounds: number;
}

function asPart({ files, bytes, signals, rounds }: Measured, times: Record<Way, number[]>): Part {
  const seconds = (way: Way) => quantile(times[way], 0.5) / 1000;
  const row = (way: Way) => [
    ways[way],
    figure(files / seconds(way)),
    figure(bytes / 1e6 / seconds(way)),
    `${figure((seconds('decoding') / seconds(way)) * 100)} %`,
    `${figure((seconds('settled') / seconds(way)) * 100)} %`,
  ];
  const count = (value: number) => value.toLocaleString('en');
  return {
    title: 'Scan',
    how: `${count(files)} drawn files, ${figure(bytes / 1e6)} MB: photo-like JPEGs of 0.3 to 12 megapixels, some PNG, WebP, AVIF, TIFF and GIF, exact and edited copies, and files that are no pictures, which sharp alone is spared. ${workers} processes, a list of ${count(signals)} PDQ hashes; medians of ${rounds} rounds in which the ways take turns. The whole scan includes starting its processes and ends with its results on disk.`,
    head: ['way', 'files a second', 'MB a second', 'of sharp’s own speed', 'of sharp’s with those settings'],
    rows: (Object.keys(ways) as Way[]).map(row),
  };
}
