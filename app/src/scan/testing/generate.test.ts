// The drawn set is what it says: the same for the same seed, copies that are copies, edits that are near, pictures that are
// as hard to decode as photographs.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fingerprint, distance } from '@suaka/pdq';
import sharp from 'sharp';
import { allFound, line, sha256 } from '../walk/testing.ts';
import { generateSet, type Made, type MadeFile } from './generate.ts';

const plan = { files: 150, seed: 5, maxMegapixels: 0.3, perThousand: { damaged: 100, archive: 30, edit: 150 } };
let folder: string;
let made: MadeFile[];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suaka-set-'));
  made = await generateSet(join(folder, 'a'), plan);
});
after(() => rm(folder, { recursive: true, force: true }));

const read = (path: string) => readFile(join(folder, 'a', path));
const of = (what: Made) => made.filter((file) => file.made === what && !file.path.includes('!/'));

async function lookAt(path: string) {
  const { data, info } = await sharp(await read(path))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return fingerprint(data, info.width, info.height);
}

it('has every kind of file, and a walk finds exactly what is told', async () => {
  for (const what of ['photo', 'copy', 'edit', 'other', 'damaged', 'archive'] as const)
    assert.ok(of(what).length > 0, what);
  const found = (await allFound([join(folder, 'a')])).map(line).toSorted();
  assert.deepEqual(found, made.map(({ path }) => `file ${path}`).toSorted());
});

it('is the same for the same seed', async () => {
  await generateSet(join(folder, 'b'), { ...plan, files: 40 });
  const first = await generateSet(join(folder, 'c'), { ...plan, files: 40 });
  for (const { path } of first.filter((file) => !file.path.includes('!/'))) {
    const [one, two] = await Promise.all(['b', 'c'].map((name) => readFile(join(folder, name, path))));
    assert.equal(sha256(one!), sha256(two!), path);
  }
});

it('has exact copies that are exact, and nothing else twice', async () => {
  const digests = new Map<string, string>();
  for (const { path } of [...of('photo'), ...of('edit')]) digests.set(path, sha256(await read(path)));
  assert.equal(new Set(digests.values()).size, digests.size);
  for (const copy of of('copy')) assert.equal(sha256(await read(copy.path)), digests.get(copy.of ?? ''), copy.path);
});

it('has edits that are within reach of their photo, and photos that are of each other’s reach', async () => {
  const photos = new Map(await Promise.all(of('photo').map(async ({ path }) => [path, await lookAt(path)] as const)));
  for (const [path, { quality }] of photos) assert.ok(quality >= 50, `${path}: quality ${quality}`);
  for (const edit of of('edit')) {
    const bits = distance((await lookAt(edit.path)).hash, photos.get(edit.of!)!.hash);
    assert.ok(bits <= 31, `${edit.path}, ${edit.how}: ${bits} bits`);
  }
  const all = [...photos.values()];
  const near = all.flatMap((one, at) => all.slice(at + 1).filter((two) => distance(one.hash, two.hash) <= 62));
  assert.equal(near.length, 0);
});
