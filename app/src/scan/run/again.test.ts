// Other lists asked about what a run read: it comes to what a scan of the same evidence with those lists comes to, without
// the evidence, stopped or not; and only of a run that is finished and as it was sealed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Refusal } from '../../kit/errors.ts';
import { loadLists } from '../lists/index.ts';
import type { FileFacts } from '../types.ts';
import type { Found } from '../walk/index.ts';
import { type AgainOptions, runAgain } from './again.ts';
import { existingRun, runFiles } from './folder.ts';
import { readManifest } from './manifest.ts';
import { brokenSeals } from './seal.ts';
import type { Lists, Parts } from './parts.ts';
import { madeList, madeParts, type MadeUp, nameOf, openRunHere, type RunHere, sameOf } from './testing.ts';

let here: RunHere;
let first: string;
beforeEach(async () => {
  here = await openRunHere();
  first = join(here.folder, 'first');
});
afterEach(() => here.close());

const pdq = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';

function manyFiles(count: number): MadeUp[] {
  return Array.from({ length: count }, (_, n): MadeUp => {
    const name = `folder/${String((n * 7919) % count).padStart(4, '0')}.jpg`; // not in the order of names
    if (n % 6 === 0) return { name, content: 'the same' };
    if (n % 6 === 1) return { name, content: `near ${n}`, pdq };
    if (n % 6 === 2) return { name, content: `bad ${n}`, unreadable: 'damaged' };
    if (n % 6 === 3) return { name: 'a.zip!/twice.jpg', place: String(n), content: `inside ${n}` };
    if (n % 6 === 4) return { name: Buffer.from([0x61, 0xff, n & 0xff, n >> 8]), content: `bytes ${n}` };
    return { name, content: `new ${n}`, kind: n % 2 ? 'other' : 'picture' };
  });
}
const files = manyFiles(120);

const besides: Found[] = [
  { is: 'passed', name: nameOf('link'), root: 0, place: '', what: 'link' },
  { is: 'unreadable', name: nameOf('a.zip'), root: 0, place: '', of: 'archive', why: 'bomb', sizeBytes: 9 },
  { is: 'unreadable', name: nameOf('closed'), root: 0, place: '', of: 'folder', why: 'no-permission', sizeBytes: 0 },
];

/** Knows every third content, some of them twice. */
const otherLists: Lists = {
  lists: [{ ...madeList, name: 'other.csv', sha256: 'b'.repeat(64) }],
  algorithms: ['sha256', 'pdq'],
  match: ({ sha256 }: FileFacts) =>
    Number.parseInt(sha256!.slice(0, 4), 16) % 3 === 0
      ? [
          { list: 'other.csv', entry: '7', algorithm: 'sha256', distanceBits: 0, classification: 'A' },
          { list: 'other.csv', entry: '8', algorithm: 'pdq', distanceBits: 9, classification: null },
        ]
      : [],
};

const joinOf = (): Parts['join'] => madeParts([]).parts.join;

function again(lists: Lists = otherLists, options: Partial<AgainOptions> = {}) {
  const nobody = { caseNumber: null, legalAuthority: null, operator: null };
  const now = () => new Date('2031-03-21T01:59:26.000Z');
  const signal = new AbortController().signal;
  const usual = { ...nobody, run: first, out: here.out, suaka: '0.1.0', now, signal };
  return runAgain({ ...usual, ...options }, async () => ({ lists, join: joinOf() }));
}

/** What the results are, but for the run that they name. */
async function readingsOf(out: string): Promise<Record<string, unknown>> {
  const { summary, ...same } = await sameOf(out);
  const { from: _from, ...rest } = JSON.parse(summary!);
  return { ...same, ...rest };
}

async function freshWith(lists: Lists, made: readonly MadeUp[]): Promise<Record<string, unknown>> {
  const { parts } = madeParts(made, besides);
  const out = join(here.folder, 'fresh');
  await here.run({ ...parts, lists }, { out });
  return readingsOf(out);
}

test('with the evidence gone it comes to what a scan with those lists comes to, to the byte', async () => {
  await here.run(madeParts(files, besides).parts, { out: first });
  const fresh = await freshWith(otherLists, files);
  await rm(here.evidence, { recursive: true });
  const before = await readFile(join(first, runFiles.journal));
  const outcome = await again();
  assert.ok(outcome.ended === 'finished' && outcome.summary.known > 10);
  assert.deepEqual(await readingsOf(here.out), fresh);
  assert.deepEqual(await brokenSeals(await existingRun(here.out)), []);
  assert.deepEqual(await readFile(join(first, runFiles.journal)), before);
  await assert.rejects(() => stat(join(first, runFiles.staging)), /ENOENT/);
});

test('it names the run that read by its key and its seal, is for the same case, and signs with a key of its own', async () => {
  await here.run(madeParts(files).parts, { out: first });
  const outcome = await again(otherLists, { operator: 'Budi Rekaan' });
  assert.ok(outcome.ended === 'finished');
  const seal = await readFile(join(first, runFiles.seal));
  const { publicKey, sealedAt } = JSON.parse(seal.toString());
  const from = { publicKey, sealedAt, sealSha256: createHash('sha256').update(seal).digest('hex') };
  const manifest = await readManifest(join(here.out, runFiles.manifest));
  assert.deepEqual([manifest.from, outcome.summary.from], [from, from]);
  assert.deepEqual([manifest.caseNumber, manifest.operator], ['K-1', 'Budi Rekaan']);
  assert.notEqual(manifest.publicKey, publicKey);
  const path = join(here.out, runFiles.manifest);
  await writeFile(path, (await readFile(path, 'utf8')).replace(from.sealSha256, '0'.repeat(64)));
  await assert.rejects(() => readManifest(path), { code: 'run-not-genuine' });
});

test('videos are known by the frames that were read then', async () => {
  const made = madeParts([{ name: 'film.avi', content: 'film', kind: 'video', type: 'video/x-msvideo' }]);
  const { read } = made.parts.readers;
  made.parts.readers.read = async (entry) => ({
    ...(await read(entry)),
    frames: [{ atMs: 33.367, pdq, quality: 90 }],
  });
  await here.run(made.parts, { out: first });
  const list = join(here.folder, 'pdq.csv');
  await writeFile(list, `algorithm,hash,classification\npdq,${pdq.slice(0, -1)}3,A\n`);
  const matcher = await loadLists([list], { now: new Date() });
  const outcome = await again({ lists: [], algorithms: matcher.algorithms, match: (facts) => matcher.match(facts) });
  assert.ok(outcome.ended === 'finished' && outcome.summary.known === 1);
  assert.match(await here.file('csv'), /pdq\.csv,[^,]*,vpdq,1,A/);
});

test('stopped or ended in the middle it is not finished, and the same command goes on', async () => {
  await here.run(madeParts(files, besides).parts, { out: first });
  const fresh = await freshWith(otherLists, files);
  const stop = new AbortController();
  let asked = 0;
  const counting = (at: number, then: () => void): Lists => ({
    ...otherLists,
    match(facts) {
      asked += 1;
      if (asked === at) then();
      return otherLists.match(facts);
    },
  });
  const stopping = counting(40, () => stop.abort());
  assert.equal((await again(stopping, { signal: stop.signal })).ended, 'stopped');
  const torn = (await readFile(join(here.out, runFiles.journal))).subarray(0, -7);
  await writeFile(join(here.out, runFiles.journal), torn);
  const powerGoes = counting(60, () => {
    throw new Error('the power went');
  });
  await assert.rejects(() => again(powerGoes), /the power went/);
  await assert.rejects(() => stat(join(here.out, runFiles.seal)), /ENOENT/);
  await assert.rejects(() => again(otherLists, { run: here.out, out: join(here.folder, 'third') }), /is not finished/);
  assert.equal((await again(counting(0, () => undefined))).ended, 'finished');
  assert.equal(
    asked,
    files.length + 2,
    'of what was done, only the torn line and where the power went are asked again',
  );
  assert.deepEqual(await readingsOf(here.out), fresh);
});

test('a run made so can be asked again itself', async () => {
  await here.run(madeParts(files, besides).parts, { out: first });
  const fresh = await freshWith(otherLists, files);
  const between = join(here.folder, 'between');
  await again({ lists: [], algorithms: [], match: () => [] }, { out: between });
  await again(otherLists, { run: between });
  assert.deepEqual(await readingsOf(here.out), fresh);
});

test('what is no run, not finished or not as it was sealed is refused, and nothing is begun', async () => {
  const refused = (said: RegExp) => (fault: Error) => fault instanceof Refusal && said.test(fault.message);
  await assert.rejects(() => again(), refused(/first" holds no run: there is no manifest.json in it; name the folder/));
  const made = madeParts(files);
  made.parts.join = () => {
    throw new Error('the power went');
  };
  await assert.rejects(() => here.run(made.parts, { out: first }), /the power went/);
  await assert.rejects(() => again(), refused(/it is not finished.* Name a run that is finished/));
  await here.run(madeParts(files).parts, { out: first });
  for (const file of ['journal', 'results'] as const) {
    const whole = await readFile(join(first, runFiles[file]));
    await appendFile(join(first, runFiles[file]), '\n');
    await assert.rejects(() => again(), refused(new RegExp(`${runFiles[file]} was changed`)));
    await writeFile(join(first, runFiles[file]), whole);
  }
  const seal = await readFile(join(first, runFiles.seal), 'utf8');
  await writeFile(join(first, runFiles.seal), seal.slice(1));
  await assert.rejects(() => again(), refused(/seal.json" is no seal/));
  await writeFile(join(first, runFiles.seal), seal);
  await assert.rejects(() => again(otherLists, { out: join(first, 'again') }), refused(/lie in one another/));
  await assert.rejects(() => stat(here.out), /ENOENT/);
});

test('it goes on only about the run that it was begun about', async () => {
  await here.run(madeParts(files).parts, { out: first });
  await here.run(madeParts(files).parts, { out: join(here.folder, 'second') });
  const stop = new AbortController();
  stop.abort();
  assert.equal((await again(otherLists, { signal: stop.signal })).ended, 'stopped');
  const other = (fault: Refusal) => fault.code === 'another-run' && /: from was \{/.test(fault.message);
  await assert.rejects(() => again(otherLists, { run: join(here.folder, 'second') }), other);
  await assert.rejects(() => here.run({ ...madeParts(files).parts, lists: otherLists }), other);
});
