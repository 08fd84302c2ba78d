// What a run found known so far: told while it is going on, and without what a power cut tore.
import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Known } from '../types.ts';
import { runFiles } from './folder.ts';
import { type KnownFile, readKnown } from './known.ts';
import { madeParts, type MadeUp, openRunHere, type RunHere } from './testing.ts';

let here: RunHere;
beforeEach(async () => {
  here = await openRunHere();
});
afterEach(() => here.close());

const listed = { list: 'rekaan.csv', entry: '7', classification: 'A' };
const near: Known = { ...listed, algorithm: 'pdq', distanceBits: 12 };
const files = Array.from(
  { length: 30 },
  (_, n): MadeUp => ({ name: `${n}.jpg`, content: `${n}`, ...(n % 3 === 0 ? { known: [near] } : {}) }),
);

async function known() {
  const told: KnownFile[] = [];
  return { told, found: await readKnown(here.out, (file) => told.push(file)) };
}

test('while a run goes on it tells what is known by now, and the run comes to its end', async () => {
  const stop = new AbortController();
  const stopped = madeParts(files);
  const { read: readStopped } = stopped.parts.readers;
  stopped.parts.readers.read = async (entry) => {
    if (stopped.read.length === 12) stop.abort();
    return readStopped(entry);
  };
  await here.run(stopped.parts, { signal: stop.signal });
  const journal = join(here.out, runFiles.journal);
  const written = (await readFile(journal, 'utf8')).match(/"is":"file"/g)!.length;

  const going = madeParts(files);
  const { read } = going.parts.readers;
  let meanwhile: Awaited<ReturnType<typeof known>> | null = null;
  going.parts.readers.read = async (entry) => {
    meanwhile ??= await known();
    return read(entry);
  };
  assert.equal((await here.run(going.parts)).ended, 'finished');
  assert.ok(meanwhile);
  const { told, found } = meanwhile as Awaited<ReturnType<typeof known>>;
  assert.ok(found.files >= written && found.files < files.length && !found.complete, JSON.stringify(found));
  assert.ok(told.length === found.known && told.length > 0);
  const all = await known();
  const lists = [{ name: 'rekaan.csv', known: 10 }];
  assert.deepEqual(all.found, { files: 30, known: 10, lists, complete: true });
  assert.deepEqual(all.told.map(({ name }) => Number.parseInt(name.text, 10) % 3).filter(Boolean), []);
  assert.deepEqual(all.told[0]?.known, [near]);
});

test('a file that several lists know is one file, told by the nearest', async () => {
  const exact: Known = { ...listed, list: 'rekaan.csv', algorithm: 'sha256', distanceBits: 0 };
  await here.run(madeParts([{ name: 'a', content: 'a', known: [near, { ...near, list: 'other' }, exact] }]).parts);
  const { told, found } = await known();
  assert.deepEqual([found.known, found.lists.map((list) => list.known)], [1, [1, 1]]);
  assert.deepEqual(told[0]?.known[0], exact);
});

test('a torn last line is passed over, and stays as it is', async () => {
  await here.run(madeParts(files).parts);
  await rm(join(here.out, runFiles.seal)); // as a run lies there that lost its power
  const journal = join(here.out, runFiles.journal);
  const text = await readFile(journal, 'utf8');
  const torn = text.slice(0, text.lastIndexOf('"is":"file"') + 20);
  await writeFile(journal, torn);
  assert.equal((await known()).found.files, 29);
  await appendFile(journal, '\n');
  assert.deepEqual((await known()).found.files, 29);
  assert.equal(await readFile(journal, 'utf8'), `${torn}\n`);
});

test('of a finished run that is not as it was sealed nothing is told', async () => {
  await here.run(madeParts(files).parts);
  const journal = join(here.out, runFiles.journal);
  const text = await readFile(journal, 'utf8');
  await writeFile(
    journal,
    text
      .split('\n')
      .filter((line) => !line.includes('"known":[{'))
      .join('\n'),
  );
  await assert.rejects(known, {
    code: 'run-not-genuine',
    message: /journal.ndjson was changed; take the run from a copy/,
  });
  await rm(journal);
  await assert.rejects(known, { code: 'run-not-genuine', message: /journal.ndjson cannot be read/ });
});

test('a run that was only begun knows nothing yet; a folder that is no run is refused by name', async () => {
  const stop = new AbortController();
  stop.abort();
  await here.run(madeParts(files).parts, { signal: stop.signal });
  const { found } = await known();
  assert.deepEqual(found, { files: 0, known: 0, lists: [{ name: 'rekaan.csv', known: 0 }], complete: false });
  const photos = join(here.folder, 'photos');
  await mkdir(photos);
  await assert.rejects(() => readKnown(photos, () => undefined), {
    code: 'not-a-run',
    message: `"${photos}" holds no run: there is no manifest.json in it; name the folder that a scan was given with --out`,
  });
});
