// What the readers cost beside the decoder alone, measured in turn in one run. Wall time is what counts; on a machine that
// others use too, the processor time beside it is the steadier figure (Linux only, 0 elsewhere).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Entry, FileFacts } from '../../types.ts';
import { createReaders } from '../index.ts';
import type { ReaderOptions, Readers } from '../index.ts';
import { memorySettings } from '../under-limits.ts';
import { entryOf, readAll } from './entries.ts';
import { childProcesses, cpuMs } from './processes.ts';

/** Medians of the rounds. */
export interface Cost {
  ms: number;
  cpuMs: number;
}

export interface ReadersMeasured {
  files: number;
  bytes: number;
  megapixels: number;
  workers: number;
  readers: Cost;
  /** sharp alone, as it comes, decoding as many at once as there are workers. */
  decoder: Cost;
  /** sharp alone with the memory settings that the readers give their processes. */
  settledDecoder: Cost;
}

/** Reads these files with the readers, and decodes them with sharp alone. */
export async function measureReaders(
  paths: string[],
  given: { workers?: number; rounds?: number } = {},
): Promise<ReadersMeasured> {
  const { workers = availableParallelism(), rounds = 3 } = given;
  const entries = paths.map(entryOf);
  const costs = { readers: [] as Cost[], decoder: [] as Cost[], settled: [] as Cost[] };
  let facts: FileFacts[] = [];
  await withReaders({ workers }, entries.slice(0, 2 * workers), async (readers) => {
    for (let round = 0; round < rounds; round += 1) {
      costs.decoder.push(await alone('./decoder-alone.ts', [workers], paths));
      costs.readers.push(await costOf(async () => (facts = await readAll(readers, entries))));
      costs.settled.push(await alone('./decoder-alone.ts', [workers], paths, memorySettings()));
    }
  });
  return {
    files: facts.length,
    bytes: facts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    megapixels: facts.reduce((sum, { width, height }) => sum + ((width ?? 0) * (height ?? 0)) / 1e6, 0),
    workers,
    readers: median(costs.readers),
    decoder: median(costs.decoder),
    settledDecoder: median(costs.settled),
  };
}

export interface VideosMeasured {
  frames: number;
  hashes: number;
  readers: Cost;
  /** node-av alone, every frame decoded and none looked at. */
  decoder: Cost;
}

/** Reads these videos one after the other, and decodes them with node-av alone; each on one processor. */
export async function measureVideos(
  paths: string[],
  given: { videoDecoder: string; secondsPerHash?: number; rounds?: number },
): Promise<VideosMeasured> {
  const { rounds = 3, ...options } = given;
  const entries = paths.map(entryOf);
  const costs = { readers: [] as Cost[], decoder: [] as Cost[] };
  let facts: FileFacts[] = [];
  let frames = 0;
  await withReaders({ workers: 1, ...options }, entries.slice(0, 1), async (readers) => {
    for (let round = 0; round < rounds; round += 1) {
      const decoded = await alone('./video-decoder-alone.ts', [options.videoDecoder], paths);
      frames = decoded.frames ?? 0;
      costs.decoder.push(decoded);
      costs.readers.push(await costOf(async () => (facts = await readAll(readers, entries))));
    }
  });
  const hashes = facts.reduce((sum, fact) => sum + (fact.frames?.length ?? 0), 0);
  return { frames, hashes, readers: median(costs.readers), decoder: median(costs.decoder) };
}

/** The processes are started before anything is measured. */
async function withReaders(options: ReaderOptions, first: Entry[], use: (readers: Readers) => Promise<void>) {
  const readers = createReaders(options);
  try {
    await readAll(readers, first);
    await use(readers);
  } finally {
    await readers.close();
  }
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const children = childProcesses();
  const ofChildren = () => children.reduce((sum, id) => sum + cpuMs(id), 0);
  const [before, own, start] = [ofChildren(), process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(own);
  return { ms: performance.now() - start, cpuMs: ofChildren() - before + (user + system) / 1000 };
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const median = (costs: Cost[]): Cost => ({
  ms: middle(costs.map(({ ms }) => ms)),
  cpuMs: middle(costs.map(({ cpuMs: cpu }) => cpu)),
});

async function alone(
  program: string,
  args: unknown[],
  paths: string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<Cost & { frames?: number }> {
  const command = [fileURLToPath(new URL(program, import.meta.url)), ...args.map(String)];
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, command, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(paths));
  const [said] = await Promise.all([json(child.stdout), once(child, 'close')]);
  return said as Cost & { frames?: number };
}
