// Components and the guard against chains, against all pairs counted one by one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { components } from './components.ts';
import { guarded, medoidOf } from './guard.ts';
import {
  bitsApart,
  codesOf,
  drawFrom,
  drawnCode,
  drawnCodes,
  flippedCode,
  newSeed,
  plainComponents,
  plainGuard,
  plainMedoid,
} from './testing.ts';

const radius = 31;
const all = (count: number) => Array.from({ length: count }, (_, place) => place);

test('components are those of all pairs, few and many', () => {
  for (let round = 0; round < 6; round += 1) {
    const seed = newSeed() + round;
    const drawn = drawnCodes(seed, round < 4 ? 120 : 900); // 900 go through the index
    const places = all(drawn.length);
    assert.deepEqual(
      components(codesOf(drawn), places, radius),
      plainComponents(drawn, places, radius),
      `seed ${seed}, round ${round}`,
    );
  }
});

test('a part of the codes is split as if there were no others', () => {
  const seed = newSeed();
  const drawn = drawnCodes(seed, 1500);
  const places = all(drawn.length).filter((place) => place % 2 === 1);
  assert.deepEqual(components(codesOf(drawn), places, radius), plainComponents(drawn, places, radius), `seed ${seed}`);
});

test('the guard splits as its words say, and after it no member is farther than twice the radius from the middle', () => {
  for (let round = 0; round < 6; round += 1) {
    const seed = newSeed() + round;
    const drawn = drawnCodes(seed, 150);
    const codes = codesOf(drawn);
    for (const component of components(codes, all(drawn.length), radius)) {
      const groups = guarded(codes, component, radius);
      assert.deepEqual(
        groups.map(({ places }) => places),
        plainGuard(drawn, component, radius),
        `seed ${seed}`,
      );
      for (const { medoid, places } of groups) {
        assert.equal(medoid, plainMedoid(drawn, places), `seed ${seed}`);
        for (const place of places) assert.ok(bitsApart(drawn[place]!, drawn[medoid]!) <= 2 * radius, `seed ${seed}`);
        assert.equal(plainComponents(drawn, places, radius).length, 1, `seed ${seed}`);
      }
    }
  }
});

test('a long chain is one component and becomes many groups', () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  const chain = [drawnCode(draw)];
  while (chain.length < 2000) chain.push(flippedCode(chain.at(-1)!, 25, draw));
  const codes = codesOf(chain);
  const found = components(codes, all(chain.length), radius);
  assert.equal(found.length, 1, `seed ${seed}`);
  const groups = guarded(codes, found[0]!, radius);
  assert.ok(groups.length > 100, `${groups.length} groups, seed ${seed}`);
  assert.deepEqual(
    groups.flatMap(({ places }) => places).toSorted((a, b) => a - b),
    all(chain.length),
  );
  for (const { medoid, places } of groups)
    for (const place of places) assert.ok(codes.distance(place, medoid) <= 2 * radius, `seed ${seed}`);
});

test('two pictures joined by one between them stay one group, and one exactly at the bound stays in', () => {
  const zero = new Uint8Array(32);
  const ones = (from: number, count: number) => {
    const code = new Uint8Array(32);
    for (let bit = from; bit < from + count; bit += 1) code[bit >> 3]! |= 1 << (bit & 7);
    return code;
  };
  const at62 = [ones(0, 31), zero, ones(0, 62), zero, zero]; // the middle is zero; 62 hangs on 31
  assert.deepEqual(
    guarded(codesOf(at62), all(5), radius).map(({ places }) => places),
    [[0, 1, 2, 3, 4]],
  );
  const at63 = [ones(0, 32), zero, ones(0, 63), zero, ones(0, 1), zero, zero]; // 63 hangs on 32, that on 1
  assert.deepEqual(
    guarded(codesOf(at63), all(7), radius).map(({ places }) => places),
    [[0, 1, 3, 4, 5, 6], [2]],
  );
});

test('many codes that are all alike are one group', () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  const middle = drawnCode(draw);
  const codes = codesOf(Array.from({ length: 3000 }, () => flippedCode(middle, 10, draw)));
  const [component, ...more] = components(codes, all(3000), radius);
  assert.equal(more.length, 0, `seed ${seed}`);
  assert.equal(guarded(codes, component!, radius).length, 1, `seed ${seed}`);
  assert.ok(medoidOf(codes, component!) >= 0);
});
