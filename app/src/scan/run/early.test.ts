// The order of reading end to end, on drawn JPEGs: what is known and lies together is read before the rest, its archive
// too, and the results are those of the order of the walk to the byte.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { createReaders } from '../files/index.ts';
import { join } from '../groups/index.ts';
import type { Entry, FileFacts, FileName, Known } from '../types.ts';
import { drawPhoto, photoFrom } from '../testing/photo.ts';
import { tarFile } from '../testing/tar-file.ts';
import { zipFile } from '../testing/zip-file.ts';
import { type Found, type Stretch, walk, type WalkOptions, walkStretch } from '../walk/index.ts';
import { nameBytes } from './names.ts';
import type { Parts } from './parts.ts';
import type { FileRecord, JournalRecord } from './records.ts';
import { factsOf, madeList, madeParts, nameOf, openRunHere, type RunHere, sameOf } from './testing.ts';

const folders = 20;
const perFolder = 12;
/** At most: the first of each folder, one in 64 of all, and as many as there are readers, which come in any order. */
const sampleFiles = folders + Math.ceil((folders * perFolder) / 64) + 4;
const full = Buffer.from('voll-\xe9', 'latin1'); // a name that is no UTF-8
let here: RunHere;
let listed: Set<string>;
let asWalked: FileRecord[];
let undisturbed: Record<string, string>;

before(async () => {
  here = await openRunHere();
  await drawEvidence();
  await run(false);
  [asWalked, undisturbed] = [await journal(), await sameOf(here.out)];
});
after(() => here.close());

const jpeg = (number: number): Promise<Buffer> => {
  const photo = { number, width: 64, height: 48 };
  return photoFrom(drawPhoto(photo), photo).jpeg().toBuffer();
};

const below = (...names: (string | Buffer)[]): Buffer =>
  Buffer.concat([here.evidence, ...names].flatMap((name, n) => [Buffer.from(n === 0 ? '' : '/'), Buffer.from(name)]));

/** Folders of new pictures, one of known ones with archives of known ones beside them, and what seized disks hold besides. */
async function drawEvidence(): Promise<void> {
  const known: Buffer[] = [];
  for (let folder = 0; folder < folders; folder += 1) {
    const isFull = folder === folders / 2;
    const name = isFull ? full : Buffer.from(`folder-${folder}`);
    await mkdir(below(name));
    for (let n = 0; n < perFolder; n += 1) {
      const bytes = await jpeg(folder * 100 + n);
      await writeFile(below(name, `${n}.jpg`), bytes);
      if (isFull) known.push(bytes);
    }
  }
  const members = known.map((bytes, n) => ({ name: `${n}.jpg`, bytes }));
  await writeFile(below(full, 'a.zip'), zipFile(members));
  await writeFile(below(full, 'b.tar'), await tarFile(members));
  await writeFile(below('folder-3', 'c.zip'), zipFile([{ name: 'new.jpg', bytes: await jpeg(9001) }]));
  await writeFile(below('folder-4', 'broken.zip'), zipFile(members).subarray(0, 900));
  await writeFile(below(full, 'damaged.jpg'), known[0]!.subarray(0, 300));
  await writeFile(below(full, 'locked.jpg'), 'x');
  await symlink('..', below(full, 'loop'));
  await symlink('nowhere', below('folder-5', 'link'));
  listed = new Set(known.map((bytes) => createHash('sha256').update(bytes).digest('hex')));
}

const known: Known[] = [
  { list: 'rekaan.csv', entry: '1', algorithm: 'sha256', distanceBits: 0, classification: 'rekaan' },
];

const isLocked = ({ name }: { name: FileName }) => name.text.endsWith('locked.jpg');

/** As the system does it to all but root: it says so where the file is opened, and not where it is only named. */
async function* locked(all: AsyncIterable<Found>, how: WalkOptions = {}): AsyncGenerator<Found> {
  for await (const found of all) {
    if (found.is !== 'file' || !isLocked(found) || how.closedArchives) yield found;
    else {
      const { name, root, place, entry } = found;
      yield { is: 'unreadable', of: 'file', name, root, place, why: 'no-permission', sizeBytes: entry.sizeBytes };
    }
  }
}

function openParts(isEarly: boolean): Parts {
  const readers = createReaders({
    videoDecoder: null,
    secondsPerHash: 1,
    maxPixels: 1e6,
    timeoutMs: 60_000,
    workers: 2,
  });
  const stretch: Parts['stretch'] = (roots, where, how) => locked(walkStretch([...roots], where, how), how);
  return {
    walk: (roots, how) => locked(walk([...roots], how), how),
    ...(isEarly ? { stretch } : {}),
    count: async () => ({ files: 1, bytes: 1 }),
    readers,
    lists: {
      lists: [madeList],
      algorithms: ['sha256'],
      match: ({ sha256 }) => (listed.has(sha256 ?? '') ? known : []),
    },
    join,
  };
}

async function journal(): Promise<FileRecord[]> {
  const lines = (await here.file('journal')).split('\n').slice(0, -1);
  const records = lines.map((line) => JSON.parse(line.slice(9)) as JournalRecord);
  return records.filter((record) => record.is === 'file');
}

const isInFull = ({ facts }: FileRecord): boolean =>
  facts.name.bytes !== null && Buffer.from(facts.name.bytes, 'base64').includes(full);

async function readLocked({ name }: Entry): Promise<FileFacts> {
  const facts = factsOf({ name: nameBytes(name), content: '', unreadable: 'no-permission' });
  return { ...facts, md5: null, sha1: null, sha256: null };
}

/** @param reads after which it is stopped */
async function run(isEarly: boolean, reads = Infinity) {
  const roots = [here.evidence, joinPath(here.evidence, 'folder-7')]; // the second lies in the first
  const stop = new AbortController();
  const parts = openParts(isEarly);
  let left = reads;
  const read: typeof parts.readers.read = (entry) => {
    if (left-- <= 0) stop.abort();
    return isLocked(entry) ? readLocked(entry) : parts.readers.read(entry);
  };
  const readers = { parallel: parts.readers.parallel, read, close: () => parts.readers.close() };
  return here.run({ ...parts, readers }, { roots, signal: stop.signal });
}

test('known pictures and the archives beside them are read first, and the results are the same', async () => {
  await rm(here.out, { recursive: true });
  await run(true);
  const read = await journal();
  assert.deepEqual(await sameOf(here.out), undisturbed);
  const names = read.map(({ facts, place }) => `${facts.root} ${facts.name.bytes ?? facts.name.text} ${place}`);
  assert.equal(new Set(names).size, names.length, 'nothing is read twice');
  assert.equal(read.length, asWalked.length);
  const last = read.findLastIndex(({ known }) => known.length > 0) + 1;
  assert.equal(read.filter(({ known }) => known.length > 0).length, 3 * perFolder);
  assert.ok(
    last <= sampleFiles + read.filter(isInFull).length,
    `the last known one is number ${last} of ${read.length}`,
  );
});

test('stopped in the middle of that folder, it goes on there, and comes to the same', async () => {
  await rm(here.out, { recursive: true });
  assert.equal((await run(true, sampleFiles + 4)).ended, 'stopped');
  const { length } = await journal();
  assert.equal((await run(true)).ended, 'finished');
  const then = (await journal()).slice(length);
  const last = then.findLastIndex(({ known, place }) => known.length > 0 && place === '') + 1;
  assert.ok(last > 0 && last <= sampleFiles, `the last known one is number ${last} of ${then.length}`);
  assert.deepEqual(await sameOf(here.out), undisturbed);
});

test('a root that was met before is not entered early either: its files would be told under another root', async () => {
  const files = Array.from({ length: 2200 }, (_, n) => {
    return n < 2000 ? { name: `new/${n}`, content: `${n}` } : { name: `full/${n}`, content: `${n}`, known };
  });
  const again: Found = { is: 'passed', name: nameOf(''), root: 1, place: '', what: 'folder-again' };
  const { parts } = madeParts(files, [again]);
  const asked: Stretch[] = [];
  parts.stretch = (_, stretch) => {
    asked.push(stretch);
    return Readable.from([]);
  };
  await here.run(parts, { out: joinPath(here.folder, 'again') });
  assert.deepEqual([...new Set(asked.map(({ root, folder }) => `${root} ${String(folder)}`))], ['0 full']);
});
