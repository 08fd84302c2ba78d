// A run: stopped anywhere and gone on with it comes to the same as undisturbed, reads nothing twice, and refuses to be
// another run than the one it was begun as.
import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { drawFrom, newSeed } from '../../testing/draw.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Found } from '../walk/index.ts';
import { brokenSeals } from './seal.ts';
import { factsOf, madeParts, type MadeUp, madeList, nameOf, openRunHere, type RunHere, sameOf } from './testing.ts';
import { runFiles } from './folder.ts';

let here: RunHere;
beforeEach(async () => {
  here = await openRunHere();
});
afterEach(() => here.close());

const known = [{ list: 'rekaan.csv', entry: '7', algorithm: 'sha256' as const, distanceBits: 0, classification: 'A' }];
const pdq = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';

/** Files of every kind: known, copies, near copies, unreadable, in archives, twice the same name, no UTF-8. */
function manyFiles(count: number): MadeUp[] {
  return Array.from({ length: count }, (_, n): MadeUp => {
    const name = `folder/${String((n * 7919) % count).padStart(4, '0')}.jpg`; // not in the order of names
    if (n % 10 === 0) return { name, content: `known ${n}`, known };
    if (n % 10 === 1) return { name, content: 'the same' };
    if (n % 10 === 2) return { name, content: `near ${n}`, pdq };
    if (n % 10 === 3) return { name, content: `bad ${n}`, unreadable: 'damaged' };
    if (n % 10 === 4) return { name: 'a.zip!/twice.jpg', place: String(n), content: `inside ${n}` };
    if (n % 10 === 5) return { name: Buffer.from([0x61, 0xff, n & 0xff, n >> 8]), content: `bytes ${n}` };
    return { name, content: `new ${n}`, kind: n % 2 ? 'other' : 'picture' };
  });
}

const besides: Found[] = [
  { is: 'passed', name: nameOf('link'), root: 0, place: '', what: 'link' },
  { is: 'unreadable', name: nameOf('closed'), root: 0, place: '', of: 'folder', why: 'no-permission', sizeBytes: 0 },
];

async function stopping(made: ReturnType<typeof madeParts>, after: number) {
  const stop = new AbortController();
  const { read } = made.parts.readers;
  let count = 0;
  made.parts.readers.read = async (entry) => {
    count += 1;
    if (count > after) stop.abort();
    return read(entry);
  };
  return here.run(made.parts, { signal: stop.signal });
}

test('files are known, copies, new or unreadable, and every one is counted once', async () => {
  const made = madeParts(manyFiles(100), besides);
  const outcome = await here.run(made.parts);
  assert.ok(outcome.ended === 'finished');
  const { summary } = outcome;
  assert.equal(summary.files, 101, 'a folder that could not be opened counts as one');
  assert.deepEqual([summary.known, summary.unreadable, summary.copies], [10, 11, 18]);
  assert.equal(summary.known + summary.copies + summary.new + summary.unreadable, summary.files);
  assert.deepEqual(summary.passed, { link: 1 });
  assert.deepEqual(summary.whyUnreadable, { damaged: 10, 'no-permission': 1 });
  assert.deepEqual(summary.asked.lists, [{ name: 'rekaan.csv', sha256: 'a'.repeat(64), entries: 1, known: 10 }]);
  const database = new DatabaseSync(join(here.out, runFiles.results), { readOnly: true });
  const names = database
    .prepare('SELECT path FROM file ORDER BY id')
    .all()
    .map(({ path }) => String(path));
  database.close();
  assert.deepEqual(
    names.filter((name) => name.startsWith('folder/')),
    names.filter((name) => name.startsWith('folder/')).toSorted(),
  );
});

test('a file that one session could not open and another read is what was read', async () => {
  const closed = { is: 'unreadable', root: 0, place: '', why: 'no-permission', sizeBytes: 0 } as const;
  const lines: Found[] = [
    { ...closed, of: 'file', name: nameOf('opened.jpg') },
    { ...closed, of: 'archive', name: nameOf('closed.zip') },
  ];
  const made = madeParts(
    [
      { name: 'opened.jpg', content: 'a' },
      { name: 'closed.zip', content: 'b' },
    ],
    lines,
  );
  const outcome = await here.run(made.parts);
  assert.ok(outcome.ended === 'finished');
  assert.deepEqual([outcome.summary.files, outcome.summary.new, outcome.summary.unreadable], [2, 1, 1]);
});

test('stopped and gone on with again and again, a run comes to the same to the byte, and reads no file twice', async () => {
  const seed = newSeed();
  console.log(`SEED=${seed}`);
  const draw = drawFrom(seed);
  const files = manyFiles(200);
  await here.run(madeParts(files, besides).parts);
  const undisturbed = await sameOf(here.out);
  await rm(here.out, { recursive: true });
  const read: string[] = [];
  let outcome;
  do {
    const order = files.toSorted(() => draw(3) - 1); // a disk gives its files in any order
    const made = madeParts(order, besides);
    outcome = await stopping(made, draw(60));
    read.push(...made.read);
    assert.ok(read.length <= 2 * files.length, 'it reads the same again and again');
  } while (outcome.ended === 'stopped');
  const bad = new Set(files.filter(({ unreadable }) => unreadable).map(({ name }) => name));
  assert.equal(read.filter((name) => !bad.has(name)).length, files.length - bad.size); // for bad ones see below
  assert.deepEqual(await sameOf(here.out), undisturbed);
  assert.ok(outcome.summary.times.sessions > 1);
});

test('what an interruption may have done to a file that was being read is not believed', async () => {
  const made = madeParts(manyFiles(20));
  const stop = new AbortController();
  made.parts.readers.read = async () => {
    stop.abort();
    return factsOf({ name: 'x', content: 'x', unreadable: 'decoder-crashed' });
  };
  assert.equal((await here.run(made.parts, { signal: stop.signal })).ended, 'stopped');
  assert.doesNotMatch(await here.file('journal'), /decoder-crashed/);
});

test('a run is stopped within seconds, also while every reader has a file that takes long', async () => {
  const made = madeParts(manyFiles(20));
  const stop = new AbortController();
  let [begun, close] = [0, (): void => undefined];
  const closed = new Promise<never>((_, reject) => (close = () => reject(new Error('the readers are closed'))));
  closed.catch(() => undefined);
  made.parts.readers.close = async () => close();
  made.parts.readers.read = () => {
    begun += 1;
    if (begun === made.parts.readers.parallel) setImmediate(() => stop.abort());
    return closed;
  };
  assert.equal((await here.run(made.parts, { signal: stop.signal })).ended, 'stopped');
  assert.equal(begun, made.parts.readers.parallel);
});

test('a run whose last line was torn reads that file again, and a stray line end is no harm', async () => {
  const files = manyFiles(50);
  await here.run(madeParts(files).parts);
  const undisturbed = await sameOf(here.out);
  await rm(here.out, { recursive: true });
  const first = await stopping(madeParts(files), 20);
  assert.equal(first.ended, 'stopped');
  const journal = join(here.out, runFiles.journal);
  await writeFile(journal, (await readFile(journal)).subarray(0, -7));
  await appendFile(journal, '\n\0\0');
  assert.equal((await here.run(madeParts(files).parts)).ended, 'finished');
  assert.deepEqual(await sameOf(here.out), undisturbed);
});

test('a run that ended while its results were made makes them anew from the journal, and reads nothing', async () => {
  const files = manyFiles(50);
  const made = madeParts(files);
  const stop = new AbortController();
  const { join: joinFiles } = made.parts;
  made.parts.join = (given) => {
    throw new Error(`the power went after ${[...joinFiles(given)].length}`);
  };
  await assert.rejects(() => here.run(made.parts, { signal: stop.signal }), /the power went/);
  const again = madeParts(files);
  assert.equal((await here.run(again.parts)).ended, 'finished');
  assert.deepEqual(again.read, []);
  assert.deepEqual(
    await brokenSeals({ path: here.out, begun: true, at: (file) => join(here.out, runFiles[file]) }),
    [],
  );
});

test('a finished run is shown again and not touched', async () => {
  await here.run(madeParts(manyFiles(10)).parts);
  const seal = await here.file('seal');
  const again = madeParts(manyFiles(10));
  const outcome = await here.run(again.parts);
  assert.deepEqual([outcome.ended, outcome.ended === 'finished' && outcome.before, again.read], ['finished', true, []]);
  assert.equal(await here.file('seal'), seal);
});

test('a finished run that is not as it was sealed is not shown again', async () => {
  await here.run(madeParts(manyFiles(10)).parts);
  const path = join(here.out, runFiles.summary);
  await writeFile(path, (await readFile(path, 'utf8')).replace(/"known": \d+/, '"known": 0'));
  await assert.rejects(() => here.run(madeParts([]).parts), {
    code: 'run-not-genuine',
    message: /summary.json was changed/,
  });
});

test('two scans on one run: the second is refused, and the first goes on', async () => {
  const made = madeParts(manyFiles(30));
  const { read } = made.parts.readers;
  let refused: unknown = null;
  made.parts.readers.read = async (entry) => {
    if (refused === null) {
      refused = 'asked';
      refused = await here.run(madeParts([]).parts).catch((fault: unknown) => fault);
    }
    return read(entry);
  };
  assert.equal((await here.run(made.parts)).ended, 'finished');
  assert.ok(refused instanceof Refusal && refused.code === 'run-in-use', String(refused));
});

test('a run goes on only as what it was begun', async () => {
  const begun = await stopping(madeParts(manyFiles(30)), 5);
  assert.equal(begun.ended, 'stopped');
  const other = (what: RegExp) => (fault: Refusal) => fault.code === 'another-run' && what.test(fault.message);
  const { parts } = madeParts(manyFiles(30));
  await assert.rejects(() => here.run(parts, { caseNumber: 'K-2' }), other(/caseNumber was "K-1" and is "K-2"/));
  await assert.rejects(() => here.run(parts, { settings: { secondsPerHash: 0 } }), other(/settings/));
  await assert.rejects(() => here.run(parts, { roots: [here.evidence, '/'] }), /lie in one another/);
  const relisted = { ...parts, lists: { ...parts.lists, lists: [{ ...madeList, sha256: 'b'.repeat(64) }] } };
  await assert.rejects(() => here.run(relisted), other(/lists/));
  const unnamed = { caseNumber: null, legalAuthority: null, operator: null };
  assert.equal((await here.run(parts, unnamed)).ended, 'finished', 'who is not named again is who was named');
});

test('a manifest that was changed is refused', async () => {
  await stopping(madeParts(manyFiles(30)), 5);
  const path = join(here.out, runFiles.manifest);
  await writeFile(path, (await readFile(path, 'utf8')).replace('K-1', 'K-9'));
  await assert.rejects(
    () => here.run(madeParts([]).parts, { caseNumber: 'K-9' }),
    (fault: Refusal) => fault.code === 'run-not-genuine',
  );
});

test('results that were changed after they were sealed show, and nobody holds the key to seal others', async () => {
  await here.run(madeParts(manyFiles(10)).parts);
  const folder = { path: here.out, begun: true, at: (file: keyof typeof runFiles) => join(here.out, runFiles[file]) };
  assert.deepEqual(await brokenSeals(folder), []);
  await assert.rejects(() => stat(folder.at('key')), /ENOENT/);
  await appendFile(folder.at('csv'), 'one more\r\n');
  assert.deepEqual(await brokenSeals(folder), ['files.csv was changed']);
});

test('a run without a name on it is a trial', async () => {
  const outcome = await here.run(madeParts(manyFiles(3)).parts, { operator: null });
  assert.ok(outcome.ended === 'finished' && outcome.summary.trial);
  assert.match(await here.file('page'), /<p class="trial">/);
});

test('nothing is written beside the evidence: a run within it, around it or linked into it is refused', async () => {
  const { parts } = madeParts([]);
  const refused = (fault: Refusal) => fault.code === 'run-beside-evidence';
  await assert.rejects(() => here.run(parts, { out: join(here.evidence, 'run') }), refused);
  await assert.rejects(() => here.run(parts, { out: here.evidence }), refused);
  await assert.rejects(() => here.run(parts, { out: join(here.evidence, '..') }), refused);
  const link = join(here.folder, 'link');
  await symlink(here.evidence, link);
  await assert.rejects(() => here.run(parts, { out: join(link, 'deep', 'run') }), refused);
});

test('a file that is named twice, or lies in a folder that is named, would be counted twice: it is refused', async () => {
  const { parts } = madeParts([]);
  const [file, link] = [join(here.evidence, 'a.jpg'), join(here.folder, 'link.jpg')];
  await writeFile(file, '');
  await symlink(file, link);
  const refused = (fault: Refusal) => fault.code === 'scanned-twice' && fault.message.includes('a.jpg');
  await assert.rejects(() => here.run(parts, { roots: [file, file] }), refused);
  await assert.rejects(() => here.run(parts, { roots: [here.evidence, file] }), refused);
  await assert.rejects(() => here.run(parts, { roots: [file, here.evidence] }), refused);
  await assert.rejects(() => here.run(parts, { roots: [file, link] }), refused);
  assert.equal((await here.run(parts, { roots: [file] })).ended, 'finished');
});

test('a folder with other things in it, a missing root and a folder that cannot be made are refused in words', async () => {
  const { parts } = madeParts([]);
  await mkdir(here.out);
  await writeFile(join(here.out, 'thesis.txt'), 'mine');
  await assert.rejects(
    () => here.run(parts),
    (fault: Refusal) => fault.code === 'not-a-run' && /thesis/.test(fault.message),
  );
  await assert.rejects(
    () => here.run(parts, { roots: ['/no/such'] }),
    (fault: Refusal) => fault.code === 'nothing-to-scan',
  );
  const file = join(here.folder, 'file');
  await writeFile(file, '');
  const under = { out: join(file, 'run') };
  await assert.rejects(
    () => here.run(parts, under),
    (fault: Refusal) => fault.code === 'run-not-writable',
  );
});

test('a fault of the readers ends the run as a fault, and it can be gone on with', async () => {
  const files = manyFiles(40);
  const made = madeParts(files);
  const { read } = made.parts.readers;
  let count = 0;
  made.parts.readers.read = async (entry) => {
    count += 1;
    if (count === 11) throw new Error('no process can start');
    return read(entry);
  };
  await assert.rejects(() => here.run(made.parts), /no process can start/);
  const again = madeParts(files);
  assert.equal((await here.run(again.parts)).ended, 'finished');
  assert.ok(again.read.length < files.length);
});

test('everything of a run is for its owner alone', async () => {
  await here.run(madeParts(manyFiles(10)).parts);
  assert.equal((await stat(here.out)).mode & 0o77, 0);
  for (const file of Object.values(runFiles)) {
    const found = await stat(join(here.out, file)).catch(() => null);
    if (found) assert.equal(found.mode & 0o77, 0, file);
  }
});
