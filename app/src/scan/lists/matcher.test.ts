// Matching against all pairs counted one by one, and what each list says of a file.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { bitsApart, drawFrom, drawnCode, flippedCode, newSeed } from '../groups/testing.ts';
import { factsOf, loadTexts } from './testing.ts';

const hex = (code: Uint8Array): string => Buffer.from(code).toString('hex');

test('near pictures are found as comparing with every listed hash finds them', async () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  const lists = ['one.txt', 'two.txt', 'three.txt'].map((name) => ({ name, codes: [] as Uint8Array[] }));
  const middles = Array.from({ length: 60 }, () => drawnCode(draw));
  for (const { codes } of lists)
    for (let n = 0; n < 500; n += 1) codes.push(flippedCode(middles[draw(middles.length)]!, draw(50), draw));
  const matcher = await loadTexts(
    Object.fromEntries(lists.map(({ name, codes }) => [name, codes.map((code) => `pdq ${hex(code)}\n`).join('')])),
  );
  for (let n = 0; n < 300; n += 1) {
    const code = flippedCode(middles[draw(middles.length)]!, draw(40), draw);
    const quality = 45 + draw(10);
    const expected = lists.flatMap(({ name, codes }) => {
      const distances = codes.map((listed) => bitsApart(listed, code));
      const least = Math.min(...distances);
      return least <= 31 && quality >= 50
        ? [{ list: name, distanceBits: least, places: distances.flatMap((d, at) => (d === least ? [at + 1] : [])) }]
        : [];
    });
    const found = matcher.match(factsOf({ pdq: hex(code), quality }));
    assert.deepEqual(
      found.map(({ list, distanceBits }) => ({ list, distanceBits })),
      expected
        .toSorted((a, b) => a.distanceBits - b.distanceBits)
        .map(({ list, distanceBits }) => ({ list, distanceBits })),
      `seed ${seed}`,
    );
    for (const { list, entry, algorithm } of found) {
      assert.equal(algorithm, 'pdq');
      const { places } = expected.find((each) => each.list === list)!;
      assert.ok(places.includes(Number(entry.slice('line '.length))), `seed ${seed}: ${entry}`);
    }
  }
});

test('digests match only when they are equal, in each algorithm', async () => {
  const facts = factsOf();
  const text = `algorithm,hash,classification\nmd5,${facts.md5},A\nsha1,${facts.sha1!.toUpperCase()},B\nsha256,${facts.sha256},\n`;
  for (const [algorithm, classification] of [
    ['md5', 'A'],
    ['sha1', 'B'],
    ['sha256', null],
  ] as const) {
    const line = text.split('\n').find((each) => each.startsWith(`${algorithm},`))!;
    const matcher = await loadTexts({ 'list.csv': `algorithm,hash,classification\n${line}\n` });
    assert.deepEqual(matcher.match(facts), [
      { list: 'list.csv', entry: 'line 2', algorithm, distanceBits: 0, classification },
    ]);
    assert.deepEqual(matcher.match(factsOf()), []);
  }
});

test('of each list one equal digest and one nearest picture; equal before near, near before far', async () => {
  const draw = drawFrom(newSeed());
  const code = drawnCode(draw);
  const facts = factsOf({ pdq: hex(code), quality: 80 });
  const matcher = await loadTexts({
    far: `pdq ${hex(flippedCode(code, 20, draw))}\npdq ${hex(flippedCode(code, 9, draw))}\n`,
    both: `md5 ${facts.md5}\nsha256 ${facts.sha256}\npdq ${hex(flippedCode(code, 3, draw))}\n`,
  });
  assert.deepEqual(
    matcher.match(facts).map(({ list, entry, algorithm, distanceBits }) => [list, entry, algorithm, distanceBits]),
    [
      ['both', 'line 2', 'sha256', 0],
      ['both', 'line 3', 'pdq', 3],
      ['far', 'line 2', 'pdq', 9],
    ],
  );
});

test('a picture whose bytes are listed is known also where nothing decodes it', async () => {
  const facts = factsOf({ unreadable: 'damaged', kind: 'picture' });
  const matcher = await loadTexts({ list: `${facts.md5}\n` });
  assert.equal(matcher.match(facts)[0]?.algorithm, 'md5');
});

test('a video is known where at least 80 % of its different usable frames are; frames too plain do not count', async () => {
  const draw = drawFrom(newSeed());
  const listed = Array.from({ length: 8 }, () => drawnCode(draw));
  const matcher = await loadTexts({
    all: listed.map((code) => `pdq ${hex(code)}\n`).join(''),
    one: `pdq ${hex(listed[3]!)}\n`,
  });
  const frame = (code: Uint8Array, quality = 90) => ({ atMs: 0, pdq: hex(code), quality });
  const near = listed.map((code, n) => frame(flippedCode(code, 5 + n, draw)));
  const video = (frames: ReturnType<typeof frame>[]) => factsOf({ kind: 'video', type: 'video/mp4', frames });
  const strange = () => frame(drawnCode(draw));
  const known = matcher.match(video([...near, ...near, strange(), strange(), frame(drawnCode(draw), 49)]));
  assert.deepEqual(
    known.map(({ list, algorithm, distanceBits, entry }) => [list, algorithm, distanceBits, entry]),
    [['all', 'vpdq', 5, 'line 1']],
  );
  assert.deepEqual(matcher.match(video([...near, strange(), strange(), strange()])), []);
  assert.deepEqual(matcher.match(video([frame(listed[3]!, 49)])), []);
  assert.deepEqual(matcher.match(video([])), []);
});

test('what was asked: the lists with their digests and counts, and of a file the algorithms', async () => {
  const matcher = await loadTexts({
    a: `md5 ${'a'.repeat(32)}\nmd5 ${'a'.repeat(32)}\n`,
    b: `pdq ${'b'.repeat(64)}\n`,
  });
  assert.deepEqual(
    matcher.lists.map(({ name, kind, entries, algorithms }) => [name, kind, entries, algorithms]),
    [
      ['a', 'plain', 1, ['md5']],
      ['b', 'plain', 1, ['pdq']],
    ],
  );
  assert.match(matcher.lists[0]!.sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(matcher.algorithms, ['md5', 'pdq']);
  assert.deepEqual(matcher.askedOf(factsOf()), ['md5']);
  assert.deepEqual(matcher.askedOf(factsOf({ pdq: 'c'.repeat(64), quality: 50 })), ['md5', 'pdq']);
  assert.deepEqual(matcher.askedOf(factsOf({ pdq: 'c'.repeat(64), quality: 49 })), ['md5']);
  assert.deepEqual(matcher.askedOf(factsOf({ md5: null, frames: [{ atMs: 0, pdq: 'c'.repeat(64), quality: 90 }] })), [
    'pdq',
  ]);
});

test('a hash that one list has many times and others too is told once a list', async () => {
  const hash = randomBytes(32).toString('hex');
  const many = Array.from({ length: 500 }, () => `pdq ${hash}\n`).join('');
  const matcher = await loadTexts({ many, again: `pdq ${hash}\n` });
  assert.deepEqual(
    matcher.match(factsOf({ pdq: hash, quality: 100 })).map(({ list, entry }) => [list, entry]),
    [
      ['many', 'line 1'],
      ['again', 'line 1'],
    ],
  );
});
