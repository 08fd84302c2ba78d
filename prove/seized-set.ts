// A seized set of 100,000 drawn files from end to end: scanned while it is killed with SIGKILL ten times, and scanned
// undisturbed. Both come to the same, and to what the generator knows that it made.
import { createHash, randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { figure } from '../bench/figures.ts';
import { generateSet, type MadeFile } from '../app/src/scan/testing/generate.ts';
import type { Proof } from './proof.ts';
import { type WatchedScan, watchScan } from './watched-scan.ts';

const kills = 10;
/** One photo in so many is listed, by its SHA-256. */
const listedEvery = 50;
/** The memory of the scan itself may differ by so much between its first and its second half. */
const flatMiB = 64;
const who = ['--case', 'K-1', '--authority', 'Penetapan rekaan 7', '--operator', 'Ayu Rekaan'];

export async function proveSeizedSet(files: number, seed = randomInt(2 ** 31)): Promise<Proof> {
  console.log(`seized: ${files} files, seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'suaka-prove-seized-'));
  try {
    const evidence = join(folder, 'evidence');
    const made = await generateSet(evidence, { files, seed, maxMegapixels: 0.1 });
    const list = join(folder, 'listed.txt');
    const listed = await listSome(evidence, made, list);
    const args = [evidence, '--list', list, ...who];
    const whole = await watchScan(args, join(folder, 'whole'));
    const killed = await killedOver(args, join(folder, 'killed'), whole.lastedMs / (kills + 1));
    return await judge({ folder, made, listed, seed, whole, killed });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns the photos that are listed. */
async function listSome(evidence: string, made: MadeFile[], list: string): Promise<Set<string>> {
  const photos = made.filter((file) => file.made === 'photo').filter((_, at) => at % listedEvery === 0);
  const digests = await Promise.all(photos.map(({ path }) => readFile(join(evidence, path)).then(sha256)));
  await writeFile(list, `${digests.join('\n')}\n`);
  return new Set(photos.map(({ path }) => path));
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The same command, killed in the middle of its work again and again, and then left alone. */
async function killedOver(args: string[], out: string, everyMs: number): Promise<WatchedScan[]> {
  const scans: WatchedScan[] = [];
  for (let at = 0; at < kills; at += 1) scans.push(await watchScan(args, out, pause(everyMs)));
  scans.push(await watchScan(args, out));
  return scans;
}

interface Found {
  folder: string;
  made: MadeFile[];
  listed: Set<string>;
  seed: number;
  whole: WatchedScan;
  killed: WatchedScan[];
}

async function judge({ folder, made, listed, seed, whole, killed }: Found): Promise<Proof> {
  const lines = verdictsOf(join(folder, 'whole', 'results.sqlite'));
  const bytes = (JSON.parse(whole.said) as { bytes: number }).bytes;
  const missing = made.filter(({ path }) => !lines.has(path)).length;
  const isListed = ({ path, made: is, of }: MadeFile) => listed.has(path) || (is === 'copy' && listed.has(of!));
  const unknown = made.filter((file) => isListed(file) && lines.get(file.path)?.verdict !== 'known').length;
  const wrong = made.filter((file) => !isListed(file) && lines.get(file.path)?.verdict === 'known').length;
  const exact = made.filter((file) => file.made === 'copy' && !isListed(file));
  const apart = exact.filter(({ path, of }) => lines.get(path)?.group !== lines.get(of!)?.group).length;
  const same = await alike(folder, ['results.sqlite', 'files.csv', 'files.manifest', 'vics-1.3.json', 'vics-2.0.json']);
  const struck = killed.filter(({ signal }) => signal === 'SIGKILL').length;
  const half = whole.memoryMiB.length >> 1;
  const first = Math.max(0, ...whole.memoryMiB.slice(0, half));
  const second = Math.max(0, ...whole.memoryMiB.slice(half));
  const verdicts = [...Map.groupBy(lines.values(), ({ verdict }) => verdict)];
  return {
    title: 'A seized set',
    how: `${made.length.toLocaleString('en')} drawn files, ${figure(bytes / 1e9)} GB: photo-like pictures of 0.1 megapixels in every format, exact and edited copies, archives, damaged files and files that are no pictures. Every ${listedEvery}th photo is listed by its SHA-256. \`suaka scan\` from the first look to its seal, once undisturbed and once killed with SIGKILL ${kills} times. Seed ${seed}.`,
    figures: [
      ['undisturbed, seconds', figure(whole.lastedMs / 1000)],
      ['files a second', figure((lines.size / whole.lastedMs) * 1000)],
      ...verdicts.map(([verdict, each]): [string, string] => [verdict, each.length.toLocaleString('en')]),
      ['files that were made and have no line', String(missing)],
      ['listed photos and their exact copies that are not known', String(unknown)],
      ['files that are known and were not listed', String(wrong)],
      ['exact copies that are not in the group of their photo', String(apart)],
      ['times it was killed', String(struck)],
      ['files of results that differ after that', same.length === 0 ? 'none' : same.join(', ')],
      ['memory of the scan, most in its first half, MiB', figure(first)],
      ['memory of the scan, most in its second half, MiB', figure(second)],
      ['most memory of one reading process, MiB', figure(whole.largestReaderMiB)],
      ['size of the run’s folder, bytes a file', figure(await sizeOf(join(folder, 'whole'), lines.size))],
    ],
    holds:
      missing + unknown + wrong + apart + same.length === 0 && struck === kills && Math.abs(second - first) < flatMiB,
  };
}

interface Line {
  path: string;
  verdict: string;
  group: number | null;
}

function verdictsOf(results: string): Map<string, Line> {
  const database = new DatabaseSync(results, { readOnly: true });
  const lines = database.prepare('SELECT path, verdict, group_number AS "group" FROM file').all();
  database.close();
  return new Map((lines as unknown as Line[]).map((line) => [line.path, line]));
}

/** Names of the files that are not the same in both runs. */
async function alike(folder: string, names: string[]): Promise<string[]> {
  const differ: string[] = [];
  for (const name of names) {
    const [one, other] = await Promise.all(['whole', 'killed'].map((run) => digestOf(join(folder, run, name))));
    if (one !== other) differ.push(name);
  }
  return differ;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function sizeOf(run: string, files: number): Promise<number> {
  const names = ['journal.ndjson', 'results.sqlite', 'files.csv', 'files.manifest', 'vics-1.3.json', 'vics-2.0.json'];
  let bytes = 0;
  for (const name of names) bytes += (await stat(join(run, name))).size;
  return bytes / files;
}
