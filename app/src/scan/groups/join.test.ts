// Joining the files of a scan: equal ones, near ones, what stands for a group, and in which order groups come.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { join, type Joinable, type Joined } from './index.ts';
import {
  codesOf,
  drawFrom,
  drawnCode,
  drawnCodes,
  flippedCode,
  newSeed,
  plainComponents,
  plainGuard,
} from './testing.ts';

const digest = (name: string | number): string => createHash('sha256').update(`made up ${name}`).digest('hex');
const hex = (code: Uint8Array): string => Buffer.from(code).toString('hex');
const other = (id: number, name: string | number, known = false): Joinable => ({
  id,
  sha256: digest(name),
  pdq: null,
  quality: null,
  known,
});
const picture = (id: number, name: string | number, code: Uint8Array, known = false): Joinable => ({
  ...other(id, name, known),
  pdq: hex(code),
  quality: 100,
});
const groupsIn = (joined: Iterable<Joined>) =>
  [...Map.groupBy(joined, ({ group }) => group)].map(([group, members]) => ({ group, members }));

test('equal files are exact copies of the first; what has no copy is in no group', () => {
  const joined = [...join([other(1, 'a'), other(2, 'b'), other(3, 'a'), other(4, 'c'), other(5, 'a')])];
  assert.deepEqual(joined, [
    { id: 1, group: 1, of: null, how: 'exact' },
    { id: 3, group: 1, of: 1, how: 'exact' },
    { id: 5, group: 1, of: 1, how: 'exact' },
  ]);
});

test('files whose bytes could not be read are never joined', () => {
  const unread = (id: number): Joinable => ({ id, sha256: null, pdq: null, quality: null, known: false });
  assert.deepEqual([...join([unread(1), unread(2), other(3, 'a')])], []);
});

test('too plain pictures are joined only when they are equal', () => {
  const plain = { pdq: '0'.repeat(64), quality: 49 };
  const files = [
    { ...other(1, 'a'), ...plain },
    { ...other(2, 'b'), ...plain },
    { ...other(3, 'a'), ...plain },
  ];
  assert.deepEqual(
    [...join(files)].map(({ id, how }) => [id, how]),
    [
      [1, 'exact'],
      [3, 'exact'],
    ],
  );
});

test('near pictures are joined as all pairs say, with their equal copies', () => {
  for (let round = 0; round < 4; round += 1) {
    const seed = newSeed() + round;
    const draw = drawFrom(seed);
    const drawn = drawnCodes(seed, 100);
    const files: Joinable[] = [];
    for (const [place, code] of drawn.entries())
      for (let copy = draw(3); copy >= 0; copy -= 1)
        // Equal copies, and other files that show the very same picture.
        files.push(picture(files.length + 1, draw(4) === 0 ? `${place} ${copy}` : place, code));
    const places = drawn.map((_, place) => place);
    const expected = plainComponents(drawn, places, 31)
      .flatMap((component) => plainGuard(drawn, component, 31))
      .map((group) => {
        const codes = new Set(group.map((place) => hex(drawn[place]!)));
        return files.filter(({ pdq }) => codes.has(pdq!)).map(({ id }) => id);
      })
      .filter((ids) => ids.length > 1);
    const found = groupsIn(join(files)).map(({ members }) => members.map(({ id }) => id).toSorted((a, b) => a - b));
    const inOrder = (groups: number[][]) => groups.toSorted((a, b) => a[0]! - b[0]!);
    assert.deepEqual(inOrder(found), inOrder(expected), `seed ${seed}`);
  }
});

test('for a group stands a file that no list knows, the nearest to its middle; how says whether a file equals it', () => {
  const draw = drawFrom(newSeed());
  const middle = drawnCode(draw);
  const edge = flippedCode(middle, 20, draw);
  const files = [
    picture(1, 'edge', edge),
    picture(2, 'middle', middle, true),
    picture(3, 'close', flippedCode(middle, 4, draw)),
    picture(4, 'middle', middle, true),
    picture(5, 'close', flippedCode(middle, 4, draw)),
    picture(6, 'same', middle, true),
  ];
  const joined = [...join(files)];
  assert.deepEqual(
    joined.map(({ id, of, how }) => [id, of, how]),
    [
      [3, null, 'exact'],
      [1, 3, 'near'],
      [2, 3, 'near'],
      [4, 3, 'near'],
      [5, 3, 'exact'],
      [6, 3, 'near'],
    ],
  );
});

test('groups come by how many unknown files one look settles, then by size, then by path', () => {
  const files = [
    other(1, 'small'),
    other(2, 'small'),
    ...[3, 4, 5, 6, 7].map((id) => other(id, 'all known', true)),
    ...[8, 9, 10].map((id) => other(id, 'large')),
    other(11, 'later'),
    other(12, 'later'),
  ];
  const firsts = groupsIn(join(files)).map(({ group, members }) => [group, members[0]!.id]);
  assert.deepEqual(firsts, [
    [1, 8],
    [2, 1],
    [3, 11],
    [4, 3],
  ]);
});

test('the same files give the same groups', () => {
  const seed = newSeed();
  const files = drawnCodes(seed, 2000).map((code, n) => picture(n + 1, n, code));
  assert.deepEqual([...join(files)], [...join(files)], `seed ${seed}`);
  assert.ok(codesOf([]).size === 0 && [...join([])].length === 0);
});
