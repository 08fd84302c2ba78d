// The whole of a scan on a made-up seized disk: walk, readers, lists, copies, results; killed, and gone on with.
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drawFrom, newSeed } from '../testing/draw.ts';
import { compareScans } from './index.ts';
import { sameOf } from './run/testing.ts';
import { generateSet, type MadeFile } from './testing/generate.ts';

const program = fileURLToPath(new URL('./run/testing/program.ts', import.meta.url));
const seed = newSeed();
let folder: string;
let evidence: string;
let made: MadeFile[];
let list: string;

before(async () => {
  console.log(`SEED=${seed}`);
  folder = await mkdtemp(join(tmpdir(), 'suaka-scan-'));
  evidence = join(folder, 'evidence');
  made = await generateSet(evidence, { files: 400, seed, maxMegapixels: 0.2, perThousand: { archive: 8 } });
  list = join(folder, 'list.csv');
  const listed = await Promise.all(
    made
      .filter((file) => file.made === 'photo' && !file.path.includes('!/'))
      .slice(0, 20)
      .map(digestOf),
  );
  await writeFile(list, ['algorithm,hash,classification', ...listed.map((hash) => `sha256,${hash},rekaan`)].join('\n'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function digestOf({ path }: MadeFile): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(evidence, path)))
    .digest('hex');
}

const start = (out: string): ChildProcess =>
  spawn(process.execPath, [program, evidence, out, list], { stdio: ['ignore', 'pipe', 'inherit'] });

async function finish(out: string): Promise<Record<string, number>> {
  const child = start(out);
  let said = '';
  child.stdout!.on('data', (text: Buffer) => (said += String(text)));
  await once(child, 'close');
  assert.equal(child.exitCode, 0);
  return JSON.parse(said);
}

/** Every file below a folder with its size and its times, but for that of the last access. */
async function traces(path: string): Promise<string[]> {
  const names = (await readdir(path, { recursive: true })).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ctimeMs, mode } = await stat(join(path, name));
      return [name, size, mtimeMs, ctimeMs, mode].join(' ');
    }),
  );
}

test('a made-up disk: what is listed and its exact copies are known, its copies are joined, and nothing on it is touched', async () => {
  const before = await traces(evidence);
  const summary = await finish(join(folder, 'undisturbed'));
  assert.deepEqual(await traces(evidence), before);
  assert.equal(summary.files, made.length);
  const listed = new Set(
    made
      .filter((file) => file.made === 'photo' && !file.path.includes('!/'))
      .slice(0, 20)
      .map(({ path }) => path),
  );
  const equal = made.filter(({ path, made: how, of }) => listed.has(path) || (how === 'copy' && listed.has(of!)));
  assert.ok(summary.known! >= equal.length, `${summary.known} known, at least ${equal.length} expected`);
  assert.ok(summary.copies! > 0 && summary.new! > 0);
  assert.equal(summary.known! + summary.copies! + summary.new! + summary.unreadable!, summary.files);
});

test('killed ten times at any moment, a run comes to the same to the byte', async () => {
  const draw = drawFrom(seed);
  const out = join(folder, 'killed');
  const journal = join(out, 'journal.ndjson');
  const size = async () => (await stat(journal).catch(() => ({ size: 0 }))).size;
  let kills = 0;
  while (kills < 10) {
    const child = start(out);
    const closed = once(child, 'close');
    const begun = await size();
    // Sometimes while it starts, mostly while it reads.
    if (draw(5) > 0) while (child.exitCode === null && (await size()) <= begun + 200) await wait(5);
    await wait(draw(120));
    if (child.exitCode !== null) break;
    child.kill('SIGKILL');
    await closed;
    kills += 1;
  }
  assert.equal(kills, 10, 'it ended before it was killed ten times');
  const summary = await finish(out);
  assert.equal(summary.files, made.length);
  assert.deepEqual(await sameOf(out), await sameOf(join(folder, 'undisturbed')));
  const lines = (await readFile(journal, 'utf8')).split('\n').filter((line) => line.includes('"is":"file"'));
  const names = lines.map((line) => JSON.parse(line.slice(9))).map(({ facts, place }) => `${facts.name.text} ${place}`);
  assert.equal(new Set(names).size, names.length, 'no file was read again after it was done');
});

test('killed while its results are made, a run makes them again', async () => {
  const out = join(folder, 'killed-late');
  const child = start(out);
  while (child.exitCode === null && !(await stat(join(out, 'staging.sqlite')).catch(() => null))) await wait(2);
  child.kill('SIGKILL');
  await once(child, 'close');
  await assert.rejects(() => stat(join(out, 'seal.json')), /ENOENT/);
  await finish(out);
  assert.deepEqual(await sameOf(out), await sameOf(join(folder, 'undisturbed')));
  await assert.rejects(() => stat(join(out, 'staging.sqlite')), /ENOENT/);
});

test('a repeated run compares as the same, and one over changed evidence does not', async () => {
  const alike = await compareScans(join(folder, 'undisturbed'), join(folder, 'killed'), () => assert.fail('differs'));
  assert.ok(alike.alike);
  assert.equal(alike.same, made.length);
  const other = made.find((file) => file.made === 'other')!;
  await writeFile(join(evidence, other.path), 'changed');
  await rm(join(evidence, made.find((file) => file.made === 'copy')!.path));
  await writeFile(join(evidence, 'added.txt'), 'added');
  await finish(join(folder, 'changed'));
  const found: string[] = [];
  const { alike: same, ...counts } = await compareScans(
    join(folder, 'undisturbed'),
    join(folder, 'changed'),
    ({ is }) => found.push(is),
  );
  assert.ok(!same);
  assert.deepEqual([counts.onlyFirst, counts.onlySecond, counts.otherBytes], [1, 1, 1]);
  assert.deepEqual(found.toSorted(), ['only-first', 'only-second', 'other-bytes']);
});

test('a full disk is told in words, and with room again the run goes on', async (t) => {
  // A file system of its own, too small at first; where that is not allowed, there is nothing to test with.
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const script = `mount -t tmpfs -o size=64k none "$1" || exit 9; disk=$1; shift; "$@"; echo "ended with $?" >&2; mount -o remount,size=64m "$disk"; exec "$@"`;
  const command = ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath, program, evidence, join(disk, 'run')];
  const { code, said } = await new Promise<{ code: number; said: string }>((resolve) =>
    execFile('unshare', command, (fault, _stdout, stderr) => resolve({ code: Number(fault?.code ?? 0), said: stderr })),
  );
  if (code === 9 || /unshare/.test(said)) return t.skip(`no file system of one's own here: ${said}`);
  assert.match(said, /The run folder ".*run" cannot be written: its disk is full .*goes on where it stopped/);
  assert.match(said, /ended with 1/);
  assert.equal(code, 0, said);
});
