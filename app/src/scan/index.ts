// Scan: known material recognised in seized files, without a database and without a network. The room's only door.
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import sharp from 'sharp';
import product from '../../package.json' with { type: 'json' };
import { Refusal } from '../kit/errors.ts';
import type { Clock } from '../kit/time.ts';
import { createReaders, type ReaderOptions } from './files/index.ts';
import { join } from './groups/index.ts';
import { loadLists, type LoadOptions, type Matcher } from './lists/index.ts';
import { readVics } from './results/index.ts';
import { runAgain } from './run/again.ts';
import type { ManifestList } from './run/manifest.ts';
import type { Parts, Total } from './run/parts.ts';
import type { Progress } from './run/progress.ts';
import { type RunOutcome, runScan } from './run/scan.ts';
import type { ListedHash } from './types.ts';
import { walk, walkStretch } from './walk/index.ts';

export { compareScans, type ScanComparison } from './run/compare.ts';
export { type KnownFile, type KnownSoFar, readKnown } from './run/known.ts';
export { shownName, type Summary } from './results/index.ts';
export type { Progress } from './run/progress.ts';
export type { RunOutcome } from './run/scan.ts';

export interface ListOptions {
  /** Files of lists. */
  lists: string[];
  /** For exports of a desk: the key they are encrypted to, and the desk's own that signed them. */
  secret: LoadOptions['secret'];
  issuerKey: string | null;
  /** Takes lists with bad lines, without those lines. */
  keepGood: boolean;
}

export interface ScanOptions extends ListOptions {
  /** Folders and files, as paths. */
  roots: string[];
  /** The folder of the run. */
  out: string;
  caseNumber: string | null;
  legalAuthority: string | null;
  operator: string | null;
  /** The folder in which node-av is installed; null where there is none. */
  videoDecoder: string | null;
  secondsPerHash: number;
  maxPixels: number;
  timeoutMs: number;
  /** null: one for each processor. */
  workers: number | null;
  signal: AbortSignal;
  now: Clock;
  onProgress?: (progress: Progress) => void;
}

/** Begins a run or goes on with it. @throws Refusal for what the operator can set right. */
export function scan(options: ScanOptions): Promise<RunOutcome> {
  const roots = options.roots.map((root) => resolve(root));
  const { out, caseNumber, legalAuthority, operator, signal, now, onProgress } = options;
  const { videoDecoder, secondsPerHash, maxPixels, timeoutMs } = options;
  const settings = { videoDecoder: videoDecoder !== null, secondsPerHash, maxPixels, timeoutMs };
  const named = { roots, out, caseNumber, legalAuthority, operator };
  const run = { ...named, settings, versions: versions(), videoDecoder: videoDecoder !== null, signal, now };
  return runScan(onProgress ? { ...run, onProgress } : run, () => openParts(options));
}

export interface AgainOptions
  extends Pick<ScanOptions, 'out' | 'caseNumber' | 'legalAuthority' | 'operator' | 'signal' | 'now' | 'onProgress'>,
    ListOptions {
  /** The folder of a finished run. */
  run: string;
}

/** Asks other lists about what a finished run read; the evidence need not be there. @throws Refusal as `scan` does. */
export function scanAgain(options: AgainOptions): Promise<RunOutcome> {
  const { run, out, caseNumber, legalAuthority, operator, signal, now, onProgress } = options;
  const named = { run, out, caseNumber, legalAuthority, operator, suaka: product.version, signal, now };
  return runAgain(onProgress ? { ...named, onProgress } : named, async () => ({
    lists: await openLists(options),
    join,
  }));
}

/** What decides how a picture is read: another version of it may give another hash. */
function versions(): Record<string, string> {
  const { vips, sharp: decoder } = sharp.versions;
  return { suaka: product.version, node: process.versions.node, sharp: decoder, vips };
}

async function openParts(options: ScanOptions): Promise<Parts> {
  const { videoDecoder, secondsPerHash, maxPixels, timeoutMs, workers } = options;
  const limits = { videoDecoder, secondsPerHash, maxPixels, timeoutMs };
  const lists = await openLists(options);
  return {
    walk: (roots, how) => walk([...roots], how),
    stretch: (roots, stretch, how) => walkStretch([...roots], stretch, how),
    count,
    readers: readersOf(workers === null ? limits : { ...limits, workers }),
    lists,
    join,
  };
}

function readersOf(options: ReaderOptions): Parts['readers'] {
  const readers = createReaders(options);
  return { parallel: readers.parallel, read: (entry) => readers.read(entry), close: () => readers.close() };
}

async function openLists({
  lists: files,
  secret = null,
  issuerKey,
  keepGood,
  now,
}: ListOptions & { now: Clock }): Promise<Parts['lists']> {
  const vics = (path: string) => vicsList(path, keepGood);
  const matcher = await loadLists(files, { now: now(), vics, secret, issuerKey, keepGood });
  return {
    lists: matcher.lists.map(asManifest),
    algorithms: matcher.algorithms,
    match: (facts) => matcher.match(facts),
  };
}

function asManifest(facts: Matcher['lists'][number]): ManifestList {
  const { name, kind, sha256, entries, algorithms, radiusBits, qualityFloor, leftOut, bad } = facts;
  return {
    name,
    kind,
    sha256,
    entries,
    algorithms,
    radiusBits,
    qualityFloor,
    leftOut,
    bad,
    package: facts.package ?? null,
  };
}

/** @throws Refusal `list-has-bad-lines` at its end, where it has any and only whole lists are taken. */
async function* vicsList(path: string, keepGood: boolean): AsyncGenerator<ListedHash> {
  const faults: string[] = [];
  let count = 0;
  yield* readVics(createReadStream(path), (entry, why) => {
    count += 1;
    if (faults.length < 5) faults.push(`entry ${entry}: ${why}`);
  });
  if (count === 0 || keepGood) return;
  const said = `"${path}" has ${count} entries that cannot be taken (${faults.join('; ')}${count > faults.length ? '; …' : ''}); set them right, or take the others with --keep-good`;
  throw new Refusal('bad-input', 'list-has-bad-lines', said);
}

async function count(roots: readonly string[], signal: AbortSignal): Promise<Total> {
  const total: Total = { files: 0, bytes: 0 };
  for await (const found of walk([...roots], { closedArchives: true })) {
    if (signal.aborted) break;
    if (found.is !== 'file') continue;
    total.files += 1;
    total.bytes += found.entry.sizeBytes;
  }
  return total;
}
