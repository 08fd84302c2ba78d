// A scan of files that are broken in every way: truncated, bits flipped, bombs, sizes that no one can hold, endless ones,
// some that vanish and some that grow while it reads. It ends well, in flat memory, with one line for each file; the whole
// ones among them read as ever, and the evidence is as it was.
import { randomInt } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { figure } from '../bench/figures.ts';
import { type DamagedSet, makeDamagedSet } from './damaged-set.ts';
import type { Proof } from './proof.ts';
import { type WatchedScan, watchScan } from './watched-scan.ts';

/** So many files are removed while they are read. */
const vanishing = 2000;
const timeoutSeconds = 20;
/** The memory of the scan itself may differ by so much between its first and its second half. */
const flatMiB = 64;

export async function proveScan(damaged: number, seed = randomInt(2 ** 31)): Promise<Proof> {
  console.log(`scan: ${damaged} damaged files, seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'suaka-prove-scan-'));
  try {
    const [evidence, churn, out] = ['evidence', 'churn', 'run'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const set = await makeDamagedSet(evidence, damaged, seed);
    await makeVanishing(churn);
    const before = await standing(evidence);
    const stop = new AbortController();
    const disturbing = disturb(churn, out, stop.signal);
    const scan = await watchScan([churn, evidence, '--timeout', String(timeoutSeconds), ...who], out);
    stop.abort();
    await disturbing;
    const after = await standing(evidence);
    return judge({ set, seed, scan, before, after, lines: scan.exitCode === 0 ? readLines(out) : [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const who = ['--case', 'K-1', '--authority', 'Penetapan rekaan 7', '--operator', 'Ayu Rekaan'];

async function makeVanishing(churn: string): Promise<void> {
  await mkdir(churn);
  for (let n = 0; n < vanishing; n += 1) await writeFile(join(churn, `vanishing-${n}`), 'rekaan'.repeat(n));
  await writeFile(join(churn, 'growing.log'), 'rekaan\n'.repeat(1000));
}

/** Once the scan reads, one file grows without end, and the others go away, the last first. */
async function disturb(churn: string, out: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !existsSync(join(out, 'journal.ndjson'))) await pause(1);
  for (let n = vanishing - 1; !signal.aborted; n -= 1) {
    await appendFile(join(churn, 'growing.log'), 'rekaan\n'.repeat(1000));
    if (n >= 0) await rm(join(churn, `vanishing-${n}`));
    else await pause(5);
  }
}

/** Every file with its size and times: what reading must not change. Names as bytes, each a letter; links not followed. */
async function standing(evidence: string, below = '', found = new Map<string, string>()): Promise<Map<string, string>> {
  const path = (name: string) => Buffer.from(`${evidence}/${name}`, 'latin1');
  for (const entry of await readdir(path(below), { withFileTypes: true, encoding: 'latin1' })) {
    const name = below + entry.name;
    if (entry.isDirectory()) await standing(evidence, `${name}/`, found);
    if (!entry.isFile()) continue;
    const facts = await stat(path(name));
    found.set(name, `${facts.size} ${facts.mtimeMs} ${facts.ctimeMs} ${facts.atimeMs}`);
  }
  return found;
}

interface Line {
  root: number;
  path: string;
  path_bytes: string | null;
  place: string;
  verdict: string;
  why: string | null;
  sha256: string | null;
  pdq: string | null;
}

function readLines(out: string): Line[] {
  const database = new DatabaseSync(join(out, 'results.sqlite'), { readOnly: true });
  const lines = database.prepare('SELECT root, path, path_bytes, place, verdict, why, sha256, pdq FROM file').all();
  database.close();
  return lines as unknown as Line[];
}

interface Found {
  set: DamagedSet;
  seed: number;
  scan: WatchedScan;
  before: Map<string, string>;
  after: Map<string, string>;
  lines: Line[];
}

function judge({ set, seed, scan, before, after, lines }: Found): Proof {
  const onDisk = lines.filter(({ root, place }) => root === 1 && place === '');
  const timesEach = Map.groupBy(onDisk, ({ path, path_bytes: bytes }) =>
    (bytes === null ? Buffer.from(path) : Buffer.from(bytes, 'base64')).toString('latin1'),
  );
  const missing = [...before.keys()].filter((path) => !timesEach.has(path)).length;
  const twice = [...timesEach.values()].filter((each) => each.length > 1).length;
  const touched = [...before].filter(([path, facts]) => after.get(path) !== facts).length + after.size - before.size;
  const disturbed = disturbedControls(set, timesEach);
  const [first, second] = halves(scan.memoryMiB);
  const reasons = Map.groupBy(
    lines.filter(({ why }) => why !== null),
    ({ why }) => why!,
  );
  const ended = scan.exitCode === 0 ? 'well' : `with ${scan.signal ?? scan.exitCode}: ${scan.complained.slice(-300)}`;
  return {
    title: 'Scan of what is damaged',
    how: `\`suaka scan\` over ${set.damaged.toLocaleString('en')} files made from pictures of every format, archives and text by truncating, flipping bits, overwriting, doubling and filling with noise; ${set.hostile} files made to do harm (bombs, 65,535 pixels a side, scans, frames and archives without end, directories that loop, names that are no UTF-8), links that loop and a pipe; ${vanishing} files that are removed and one that grows while it reads. Every ${Math.round(set.damaged / set.whole.size)}th file is whole. At most ${timeoutSeconds} seconds a picture. Seed ${seed}.`,
    figures: [
      ['ended', ended],
      ['lasted, seconds', figure(scan.lastedMs / 1000)],
      ['files in folders', String(before.size)],
      ['lines in the results, with what lies in archives', String(lines.length)],
      ['files without a line', String(missing)],
      ['files with more than one', String(twice)],
      ...[...reasons].map(([why, each]): [string, string] => [`unreadable: ${why}`, String(each.length)]),
      [
        'damaged files that gave a picture all the same',
        String(onDisk.filter(({ pdq }) => pdq !== null).length - set.whole.size),
      ],
      ['whole pictures among them', String(set.whole.size)],
      ['of these not read, or read as another', String(disturbed)],
      ['evidence that was changed, or files beside it', String(touched)],
      ['memory of the scan, most in its first half, MiB', figure(first)],
      ['memory of the scan, most in its second half, MiB', figure(second)],
      ['reading processes used up', String(scan.readers)],
      ['most memory of one, MiB', figure(scan.largestReaderMiB)],
      ['processes left behind', String(scan.left)],
    ],
    holds:
      scan.exitCode === 0 &&
      missing + twice + touched + disturbed + scan.left === 0 &&
      Math.abs(second - first) < flatMiB,
  };
}

/** Whole pictures that came to nothing, or to something else than their copies. */
function disturbedControls(set: DamagedSet, timesEach: Map<string, Line[]>): number {
  const hashes = new Map<string, string>();
  let disturbed = 0;
  for (const [path, of] of set.whole) {
    const line = timesEach.get(path)?.[0];
    const hash = line?.pdq ?? '';
    if (hash === '' || line?.why != null || (hashes.get(of) ?? hash) !== hash) disturbed += 1;
    else hashes.set(of, hash);
  }
  return disturbed;
}

function halves(sizes: number[]): [first: number, second: number] {
  const middle = Math.floor(sizes.length / 2);
  return [Math.max(0, ...sizes.slice(0, middle)), Math.max(0, ...sizes.slice(middle))];
}
