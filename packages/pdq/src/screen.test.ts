// The screen: near enough to the full path, its word taken only where it is beyond doubt, and the same answer always.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compareOnScreen, drawVaried } from '../suite/screened.ts';
import { fingerprint, fingerprintForLookup, toHex } from './index.ts';
import { pathsOf } from './kernel.ts';
import { errorSeen, isBeyondDoubt, isForScreen, MIN_SCREENED_SIDE } from './screen.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 24));
const paths = pathsOf(
  new WebAssembly.Instance(new WebAssembly.Module(readFileSync(new URL(import.meta.resolve('@suaka/pdq/pdq.wasm'))))),
);

const shown = ({ hash, quality }: { hash: Uint8Array; quality: number }) => `${toHex(hash)} ${quality}`;

test(`varied pictures of SEED=${seed}: within the errors that the margin allows for, and never another hash`, () => {
  let taken = 0;
  for (let number = 0; number < 24; number += 1) {
    const picture = drawVaried(seed + number, 700_000);
    const found = compareOnScreen(paths, picture);
    const name = `picture ${seed + number}, ${picture.width} x ${picture.height}`;
    assert.ok(found.ofSeen <= 1 || !found.forScreen, `${name}: off by ${found.ofSeen} times what was ever seen`);
    assert.ok(found.same || !found.taken, `${name}: the screen's word is wrong and was taken`);
    if (found.taken) taken += 1;
    const { pixels, width, height } = picture;
    const forLookup = fingerprintForLookup(pixels, width, height);
    assert.equal(forLookup.screened, found.taken, name);
    assert.equal(shown(forLookup), shown(fingerprint(pixels, width, height)), name);
  }
  assert.ok(taken > 0, `only ${taken} of 24 pictures were left to the screen: it shows nothing`);
});

for (const [width, height] of [
  [20_000, 512],
  [512, 20_000],
] as const) {
  test(`the widest window and the narrowest: ${width} x ${height}`, () => {
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => (at % width) * 0.01 + ((at * 7919) % 61));
    const found = compareOnScreen(paths, { pixels, width, height, channels: 1 });
    // The full path's float32 sums drift with the length of a side; the screen's do not.
    assert.ok(found.ofSeen < 10, `off by ${found.ofSeen} times what is counted for sides of that length`);
    assert.ok(found.same || !found.taken);
  });
}

test('a picture that is too small for the screen, or plain, goes the full way', () => {
  const small = drawVaried(seed, 0);
  const side = MIN_SCREENED_SIDE - 1;
  const pixels = small.pixels.slice(0, side * side * 3);
  if (pixels.length === side * side * 3) assert.equal(fingerprintForLookup(pixels, side, side).screened, false);
  const plain = new Uint8Array(600 * 600).fill(90);
  const found = fingerprintForLookup(plain, 600, 600);
  assert.equal(found.screened, false);
  assert.equal(shown(found), shown(fingerprint(plain, 600, 600)));
});

test('doubt is within fifty times the error that was seen of a coefficient', () => {
  const clear = Float32Array.from({ length: 256 }, (_, at) => 10 * at);
  assert.equal(isBeyondDoubt(clear, 5000), true);
  for (const side of [512, 5000, 10_000]) {
    const margin = 50 * errorSeen(128, side);
    assert.equal(isBeyondDoubt(clear.with(128, 1270 + 0.99 * margin), side), false);
    assert.equal(isBeyondDoubt(clear.with(128, 1270 + 1.01 * margin), side), true);
  }
  assert.equal(errorSeen(128, 10_000), 2 * errorSeen(128, 5000));
  // Below the median: its bit is 0 whichever of the two is the median.
  assert.equal(isBeyondDoubt(clear.with(126, 1270), 5000), true);
});

test('a picture whose coefficients lie close together, or whose quality is in doubt, is not for the screen', () => {
  const spread = Float32Array.from({ length: 256 }, (_, at) => at);
  assert.equal(isForScreen(spread, 100), true);
  assert.equal(isForScreen(spread, 99), false);
  assert.equal(
    isForScreen(
      spread.map((value) => value / 13),
      100,
    ),
    false,
  );
});

test('pictures that are none are refused as by fingerprint', () => {
  assert.throws(() => fingerprintForLookup(new Uint8Array(7), 600, 600), { name: 'RangeError', message: /7 bytes/ });
});
