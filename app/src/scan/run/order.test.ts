// The order of reading, on made-up trees: everything is read once whatever is known; what lies together comes early; and
// where nothing stands out, nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Draw, drawFrom, newSeed } from '../../testing/draw.ts';
import type { FileName } from '../types.ts';
import { Order } from './order.ts';

const seed = newSeed();
console.log(`SEED=${seed}`);

/** A folder with files that are known or not, in the order of a walk. */
interface Folder {
  path: string;
  files: boolean[];
}

interface Followed {
  /** Of each file read, in that order, whether it is known. */
  read: boolean[];
  sampled: number;
}

const named = (path: string, n: number): FileName => {
  const bytes = Buffer.from(path === '' ? `${n}` : `${path}/${n}`, 'latin1');
  return { text: bytes.toString(), bytes: bytes.toString('base64') };
};

/** Reads as a run does: the sample, the places in their order, then the rest. */
function follow(tree: readonly Folder[], before: (folder: Folder, n: number) => boolean = () => false): Followed {
  const order = new Order();
  const byPath = new Map(tree.map((folder) => [folder.path, folder]));
  const isDone = new Map(tree.map((folder) => [folder, folder.files.map((_, n) => before(folder, n))]));
  const read: boolean[] = [];
  const take = (folder: Folder, n: number, row: number) => {
    if (isDone.get(folder)![n]) return;
    isDone.get(folder)![n] = true;
    read.push(folder.files[n]!);
    order.note(row, folder.files[n]!);
  };
  for (const folder of tree) {
    for (const [n, known] of folder.files.entries()) {
      const row = order.meet({ name: named(folder.path, n), root: 0 });
      if (isDone.get(folder)![n]) order.note(row, known);
      else if (order.samples(row, 1000)) take(folder, n, row);
    }
  }
  const sampled = read.length;
  for (let place = order.next(); place; place = order.next()) {
    const { folder: path, from, to } = place.stretch;
    const folder = byPath.get(path.toString('latin1'))!;
    for (let n = from; n < Math.min(to, folder.files.length); n += 1) take(folder, n, place.row);
  }
  for (const folder of tree) for (const n of folder.files.keys()) take(folder, n, 0);
  return { read, sampled };
}

const chance = (draw: Draw, share: number): boolean => draw(1_000_000) < share * 1_000_000;

function folders(count: number, sizes: () => number, known: (folder: number) => boolean): Folder[] {
  return Array.from({ length: count }, (_, n) => ({
    path: `folder-${n}`,
    files: Array.from({ length: sizes() }, () => known(n)),
  }));
}

/** After what share of all files such a share of the known ones is read. */
function readFor(share: number, read: readonly boolean[]): number {
  const known = read.filter(Boolean).length;
  let seen = 0;
  return (read.findIndex((isKnown) => isKnown && ++seen >= share * known) + 1) / read.length;
}

const told = (read: readonly boolean[]): string =>
  [0.01, 0.5, 0.9, 0.99]
    .map((part) => `${part * 100} % of known in ${(100 * readFor(part, read)).toFixed(2)} %`)
    .join();

const inPathOrder = (tree: readonly Folder[]): boolean[] => tree.flatMap(({ files }) => files);

/** From 100 to 1,400 files, 750 on the average. */
const cameraRolls = (draw: Draw) => () => 100 + draw(1300);

function tenOf(draw: Draw): Set<number> {
  const ten = new Set<number>();
  while (ten.size < 10) ten.add(draw(1000));
  return ten;
}

/** Files in ten of a thousand folders are known, such a share of them; of 750,000 files or so. */
function tenFull(draw: Draw, share: number): Folder[] {
  const ten = tenOf(draw);
  return folders(1000, cameraRolls(draw), (n) => ten.has(n) && chance(draw, share));
}

test('of a thousand folders ten hold all that is known: nine tenths of it are read within 3.5 % of the reading', () => {
  const tree = tenFull(drawFrom(seed), 1);
  const { read, sampled } = follow(tree);
  console.log(sampled / read.length, told(read), 'by path:', told(inPathOrder(tree)));
  assert.ok(readFor(0.9, read) < 0.035, told(read));
  assert.ok(sampled <= 0.02 * read.length + 1000);
});

test('where only half of what lies in those ten is known, nearly as much', () => {
  const { read } = follow(tenFull(drawFrom(seed), 0.5));
  console.log(told(read));
  assert.ok(readFor(0.75, read) < 0.04, told(read)); // now and then a small one shows nothing in its sample
});

test('known files together in one folder of 300,000 are read in the first part of it', () => {
  const from = drawFrom(seed)(290_000);
  const tree = [{ path: 'all', files: Array.from({ length: 300_000 }, (_, n) => n >= from && n < from + 8000) }];
  const { read } = follow(tree);
  console.log(told(read));
  assert.ok(readFor(0.9, read) < 0.07, told(read));
});

test('of 100,000 folders of two files, those below one of a hundred are known, and come early', () => {
  const draw = drawFrom(seed);
  const hidden = 10 + draw(80);
  const tree = folders(
    100_000,
    () => 2,
    (n) => Math.floor(n / 1000) === hidden && chance(draw, 0.8),
  ).map(({ files }, n) => ({ path: `${Math.floor(n / 1000)}/${n}`, files }));
  const { read, sampled } = follow(tree);
  console.log(sampled / read.length, told(read));
  assert.ok(sampled <= 0.02 * read.length + 1000);
  assert.ok(readFor(0.9, read) < 0.06, told(read));
});

test('where known files are everywhere alike, they are found at an even pace', () => {
  const draw = drawFrom(seed);
  for (const share of [0.01, 0.3]) {
    const tree = folders(300, cameraRolls(draw), () => chance(draw, share));
    const { read } = follow(tree);
    console.log(share, told(read), 'by path:', told(inPathOrder(tree)));
    for (const part of [0.1, 0.5, 0.9]) assert.ok(readFor(part, read) < part + 0.03, told(read));
  }
});

test('what an earlier session read is learned from, and not read again', () => {
  const draw = drawFrom(seed);
  const tree = folders(200, cameraRolls(draw), (n) => n === 150);
  const full = tree[150]!;
  const { read } = follow(tree, (folder, n) => folder === full && n % 20 === 0);
  const before = Math.ceil(full.files.length / 20);
  assert.equal(read.length, inPathOrder(tree).length - before);
  assert.ok(readFor(0.9, read) < 0.05, told(read));
});

test('on any tree, every place is where its files are, comes once, and everything is read once', () => {
  const draw = drawFrom(seed);
  for (let round = 0; round < 25; round += 1) {
    const tree = anyTree(draw);
    const order = new Order();
    const rows = new Map<number, { path: string; first: number; last: number }>();
    for (const { path, files } of tree) {
      for (const [n, known] of files.entries()) {
        const row = order.meet({ name: named(path, n), root: 0 });
        const place = rows.get(row);
        if (place) assert.deepEqual([place.path, (place.last = n)], [path, n], 'a row is of one folder');
        else rows.set(row, { path, first: n, last: n });
        if (order.samples(row, draw(2 ** 20))) order.note(row, known);
      }
    }
    const came = new Set<number>();
    for (let next = order.next(); next; next = order.next()) {
      const { row, stretch } = next;
      const { path, first, last } = rows.get(row)!;
      assert.ok(!came.has(row));
      came.add(row);
      assert.equal(stretch.folder.toString('latin1'), path);
      assert.ok(stretch.from === first && stretch.to > last);
    }
    const { read } = follow(tree);
    const all = inPathOrder(tree);
    assert.deepEqual([read.length, read.filter(Boolean).length], [all.length, all.filter(Boolean).length]);
  }
});

/** Folders in folders with names of any bytes, in the order of a walk; some are empty, and one may be long. */
function anyTree(draw: Draw): Folder[] {
  const tree: Folder[] = [];
  const grow = (path: string, depth: number): void => {
    const share = draw(3) === 0 ? 0.7 : 0;
    const length = draw(40) === 0 ? 4000 + draw(9000) : draw(12);
    tree.push({ path, files: Array.from({ length }, () => chance(draw, share)) });
    const names = new Set(Array.from({ length: depth > 4 ? 0 : draw(5) }, () => anyName(draw)));
    for (const name of names) grow(path === '' ? name : `${path}/${name}`, depth + 1);
  };
  grow('', 0);
  return tree;
}

function anyName(draw: Draw): string {
  if (draw(2) === 0) return `a${draw(30)}`; // such as a1 and a10: one begins like the other
  return Array.from({ length: 1 + draw(3) }, () => String.fromCharCode(48 + draw(208))).join('');
}

test('a few long files do not take the first minutes for themselves', () => {
  const order = new Order();
  let bytes = 0;
  const each = 200 * 2 ** 20;
  for (let n = 0; n < 1000; n += 1) {
    const row = order.meet({ name: named(`v${n}`, 0), root: 0 });
    if (order.samples(row, each)) bytes += each;
  }
  assert.ok(bytes > 0 && bytes <= 256 * 2 ** 20 + (1000 * each) / 50, String(bytes));
});
