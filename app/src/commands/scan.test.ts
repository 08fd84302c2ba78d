// `suaka scan` as an investigator runs it, on a machine without a desk: what it says, where it stops, how it ends.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from 'citty';
import { Refusal } from '../kit/errors.ts';
import { sceneJpeg } from '../testing/pictures.ts';
import { scanCommand } from './scan.ts';
import { lineOf } from './scan/progress.ts';

const command = fileURLToPath(new URL('../cli.ts', import.meta.url));
const photos = fileURLToPath(new URL('../../../../shared/photos', import.meta.url));
const original = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';
const named = ['--case', 'K-1', '--authority', 'Penetapan rekaan 7', '--operator', 'Ayu Rekaan'];
let folder: string;
let evidence: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suaka-scan-command-'));
  evidence = join(folder, 'evidence');
  await mkdir(evidence);
  for (let seed = 1; seed <= 24; seed += 1)
    await writeFile(join(evidence, `${seed}.jpg`), await sceneJpeg(1600, 1200, seed));
  await writeFile(join(evidence, 'copy.jpg'), await readFile(join(evidence, '1.jpg')));
});
after(() => rm(folder, { recursive: true, force: true }));

interface Answer {
  code: number;
  said: string;
  outcome: Record<string, unknown>;
}

function suaka(...args: string[]): Promise<Answer> {
  const options = { cwd: folder, env: { PATH: process.env.PATH } };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, 'scan', ...args], options, (fault, stdout, stderr) => {
      const last = stdout.trimEnd().split('\n').at(-1)!; // lines about files come before it
      const outcome = last.startsWith('{') ? JSON.parse(last) : {};
      resolve({ code: fault ? Number(fault.code) : 0, said: stdout + stderr, outcome });
    });
  });
}

test('the twelve photographs of one bridge are known by the hash of the original', async (t) => {
  if (!(await stat(photos).catch(() => null))) return t.skip('the photographs are not here');
  const list = join(folder, 'original.txt');
  await writeFile(list, `${original}\n`);
  const { code, said } = await suaka(photos, '--list', list);
  assert.equal(code, 0, said);
  assert.match(said, /^14 files, .* 12 known, 0 copies, 2 new, 0 unreadable$/m);
  assert.match(said, /^A trial:/m);
  assert.match(said, /^Results: .*scan-\d{4}-\d\d-\d\dT\d{6}Z$/m, 'without --out the run lies where one stands');
});

test('what one run wrote as VICS makes everything known to the next', async () => {
  const first = await suaka(evidence, '--out', 'first', '--json', ...named);
  assert.equal(first.code, 0, first.said);
  const { files, known, copies, new: fresh, trial, asked } = first.outcome;
  assert.deepEqual([files, known, copies, fresh, trial], [25, 0, 1, 24, false]);
  assert.deepEqual(asked, { lists: [], algorithms: [] });
  for (const version of ['1.3', '2.0']) {
    const again = await suaka(
      evidence,
      `--out=again-${version}`,
      '--list',
      `first/vics-${version}.json`,
      '--json',
      ...named,
    );
    assert.deepEqual([again.outcome.known, again.outcome.new], [25, 0], again.said);
  }
  const compared = await suaka('compare', 'first', 'again-2.0');
  assert.deepEqual([compared.code, compared.said], [0, 'The same: 25 files with the same bytes in both runs\n']);
});

test('asked again without the evidence, a run says to the byte what a scan with those lists said', async () => {
  await rename(evidence, `${evidence}-away`);
  const asking = ['again', 'first', '--out', 'asked', '--list', 'first/vics-2.0.json'];
  const asked = await suaka(...asking);
  await rename(`${evidence}-away`, evidence);
  assert.equal(asked.code, 0, asked.said);
  assert.match(asked.said, /^Nothing was read: what the run [0-9a-f]{64}, sealed 20.*Z, had read was asked about$/m);
  assert.match(asked.said, /^25 files, .* 25 known, 0 copies, 0 new, 0 unreadable$/m);
  assert.doesNotMatch(asked.said, /A trial/);
  for (const file of ['results.sqlite', 'files.csv', 'files.manifest', 'vics-1.3.json', 'vics-2.0.json']) {
    const [one, other] = [join(folder, 'asked', file), join(folder, 'again-2.0', file)];
    assert.ok((await readFile(one)).equals(await readFile(other)), `${file} differs`);
  }
  const repeated = await suaka(...asking, '--json');
  assert.deepEqual([repeated.code, repeated.outcome.ended, repeated.outcome.before], [0, 'finished', true]);
});

test('what is known by now is told a line a file, and counted', async () => {
  const told = (await suaka('known', 'asked')).said.trimEnd().split('\n');
  assert.equal(told.length, 26);
  for (const line of told.slice(0, -1))
    assert.match(line, /^\w+\.jpg: vics-2\.0\.json, (sha1|md5|sha256), 0 bits, (vics:\d|no classification)$/);
  assert.equal(told.at(-1), '25 files read, 25 known: vics-2.0.json 25');
  const { code, said, outcome } = await suaka('known', 'asked', '--json');
  const { is, by } = JSON.parse(said.slice(0, said.indexOf('\n')));
  assert.deepEqual([code, is, by[0].list, by[0].distanceBits], [0, 'known', 'vics-2.0.json', 0]);
  const lists = [{ name: 'vics-2.0.json', known: 25 }];
  assert.deepEqual(outcome, { files: 25, known: 25, lists, complete: true });
});

test('a folder that is called as a verb is scanned by its path', async () => {
  await mkdir(join(folder, 'known'));
  await writeFile(join(folder, 'known', 'a.txt'), 'a');
  assert.match((await suaka('./known', '--out', 'of-known')).said, /^1 files, /m);
});

test('interrupted from the keyboard it stops cleanly, says how to go on, and goes on', async () => {
  const args = [command, 'scan', evidence, '--out', 'stopped', '--workers', '1', ...named];
  // In a group of its own, which is interrupted as a whole: so does a terminal.
  const child = spawn(process.execPath, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += String(text)));
  const journal = join(folder, 'stopped', 'journal.ndjson');
  const hasFile = async () => (await readFile(journal, 'utf8').catch(() => '')).includes('"is":"file"');
  while (child.exitCode === null && !(await hasFile())) await wait(2);
  process.kill(-child.pid!, 'SIGINT');
  await once(child, 'close');
  assert.equal(child.exitCode, 130, said);
  assert.match(said, /^Stopped after \d+ files, 0 of them known\. Give the same command with --out stopped to go on$/m);
  const { code, outcome } = await suaka(evidence, '--out', 'stopped', '--json', ...named);
  assert.deepEqual([code, outcome.files, outcome.unreadable], [0, 25, 0]);
  const compared = await suaka('compare', 'first', 'stopped', '--json');
  assert.deepEqual([compared.code, compared.outcome.alike], [0, true], compared.said);
});

test('wrong input is refused, and it is said what would be right', async () => {
  const out = (name: string) => join(folder, name);
  const wrong: [args: string[], said: RegExp][] = [
    [[], /Name the folders to scan/],
    [[evidence, '--lists', 'x'], /Unknown option '--lists'/],
    [[evidence, '--list', out('missing.csv'), '--out', out('wrong')], /missing.csv" cannot be read/],
    [[evidence, '--out', join(evidence, 'run')], /nothing is written beside evidence/],
    [[evidence, '--out', out('wrong'), '--workers', 'many'], /--workers is "many"; expected a number/],
    [[evidence, '--out', out('wrong'), '--workers', '1.5'], /--workers is "1.5"; expected a whole number/],
    [
      [evidence, '--out', out('wrong'), '--timeout', '1e9'],
      /--timeout is "1e9"; expected a number from 0.001 to 2147483/,
    ],
    [[evidence, '--out', out('wrong'), '--case', ''], /--case is ""; expected 1 to 1000 characters/],
    [[evidence, '--out', out('wrong'), '--video-decoder', evidence], /no video decoder in .*npm install node-av/],
    [[evidence, '--out', out('wrong'), '--key', out('missing.pem')], /missing.pem" holds no secret key/],
    [['compare', out('first')], /expected two/],
    [['known'], /0 runs were named; expected one/],
    [['known', evidence], /evidence" holds no run: there is no manifest.json in it; name the folder/],
    [['known', out('first'), '--list', 'x'], /--list says nothing to "suaka scan known"/],
    [['again', out('first')], /No list is named to ask: suaka scan again RUN --out NEW --list FILE/],
    [['again', out('first'), '--workers', '2', '--list', 'x'], /--workers says nothing to "suaka scan again"/],
    [['again', out('first'), '--out', out('first'), '--list', 'x'], /lie in one another/],
    [['again', evidence, '--out', out('wrong'), '--list', 'x'], /holds no run/],
    [['compare', out('first'), evidence], /holds no finished run/],
  ];
  for (const [args, said] of wrong)
    await assert.rejects(
      () => runCommand(scanCommand, { rawArgs: args }),
      (fault) => fault instanceof Refusal && said.test(fault.message),
      args.join(' '),
    );
  assert.equal((await suaka('--lists', 'x')).code, 2);
});

test('changed results and changed evidence show when runs are compared', async () => {
  await writeFile(join(evidence, '24.jpg'), await sceneJpeg(320, 240, 99));
  await suaka(evidence, '--out', 'later', ...named);
  await writeFile(join(folder, 'later', 'files.csv'), 'nothing');
  const { code, said } = await suaka('compare', 'first', 'later');
  assert.equal(code, 2);
  assert.match(said, /^other-bytes: 24.jpg$/m);
  assert.match(said, /files.csv was changed/);
  assert.match(said, /NOT the same: 24 alike, 0 only in the first, 0 only in the second, 1 with other bytes/);
});

test('what is known can be read in part, as by head', async () => {
  const list = join(folder, 'all.csv');
  const digests = await Promise.all(
    [1, 2, 3].map(async (n) => hash('sha256', await readFile(join(evidence, `${n}.jpg`)))),
  );
  await writeFile(list, digests.join('\n'));
  await suaka(evidence, '--out', 'for-head', '--list', list, ...named);
  const child = spawn(process.execPath, [command, 'scan', 'known', 'for-head'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += String(text)));
  await once(child, 'close');
  assert.deepEqual([child.exitCode, said], [0, '']);
});

test('progress is files, bytes, rate, and the time left once it is known how much there is', () => {
  const begun = {
    phase: 'reading',
    files: 1200,
    bytes: 5e9,
    known: 3,
    unreadable: 0,
    total: null,
    read: { files: 0, bytes: 0 },
  } as const;
  const rate = { filesPerSecond: 99.6, bytesPerSecond: 25e6, leftMs: null };
  assert.equal(lineOf({ ...begun, ...rate }), '1,200 files, 5,000 MB, 3 known; 100 files/s, 25 MB/s');
  const counted = { total: { files: 4000, bytes: 20e9 }, read: { files: 1000, bytes: 5e9 }, leftMs: 600_000 };
  assert.match(lineOf({ ...begun, ...rate, ...counted }), /^25 %  1,200 files, .* 10 minutes left$/);
});
