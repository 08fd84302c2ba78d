// Shares sum up to one more than the radius, and however a code's differences are spread over the parts, some part finds it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedFor } from '../suite/oracle.ts';
import { random32 } from './synthetic.ts';
import { allot, limitsOf } from './thresholds.ts';

test('shares sum up as asked, differ by one at most, and the larger ones go to the emptier parts', (t) => {
  const random = random32(seedFor(t));
  for (let i = 0; i < 2000; i++) {
    const parts = 11 + (random() % 54);
    const sum = 1 + (random() % (3 * parts));
    const crowds = Array.from({ length: parts }, () => random() % 100);
    const shares = allot(sum, parts, (part, share) => {
      assert.equal(share, Math.floor(sum / parts));
      return crowds[part];
    });
    assert.equal(shares.length, parts);
    assert.equal(total(shares), sum);
    const least = Math.floor(sum / parts);
    assert.ok(shares.every((share) => share === least || share === least + 1));
    const fullest = Math.max(...crowds.filter((_, part) => shares[part] > least));
    const emptiest = Math.min(...crowds.filter((_, part) => shares[part] === least));
    assert.ok(fullest <= emptiest, `${fullest} neighbours got more than ${emptiest}`);
  }
});

test('whatever the shares, differences of less in all are found in some part, within its limit', (t) => {
  const random = random32(seedFor(t));
  for (let i = 0; i < 20_000; i++) {
    const parts = 2 + (random() % 63);
    const shares = spread(1 + (random() % (3 * parts)), parts, random);
    const differences = spread(total(shares) - 1, parts, random);
    const following = random() % parts;
    const limits = limitsOf(shares, following);
    const finds = limits.some(
      (limit, part) => differences[part] < shares[part] && chain(differences, part, following) <= limit,
    );
    assert.ok(
      finds,
      `differences ${differences.join()}, shares ${shares.join()}, limits ${limits.join()}, ${following} parts follow`,
    );
  }
});

test('a limit is the most that can be asked: one bit less, and differences of the radius are missed', () => {
  const shares = [2, 2, 2, 2];
  assert.deepEqual(limitsOf(shares, 1), [3, 3, 3, 3]);
  // 7 in all: only the parts with 1 find it, and have 3 together with the part behind.
  const differences = [1, 2, 2, 2];
  assert.deepEqual(
    [0, 1, 2, 3].map((part) => differences[part] < shares[part] && chain(differences, part, 1)),
    [3, false, false, false],
  );
});

/** `sum` as so many numbers, often several in the same place. */
function spread(sum: number, parts: number, random: () => number): number[] {
  const numbers = Array.from<number>({ length: parts }).fill(0);
  const places = 1 + (random() % parts);
  for (let i = 0; i < sum; i++) numbers[random() % places]++;
  return numbers;
}

function chain(differences: number[], part: number, following: number): number {
  return total(Array.from({ length: following + 1 }, (_, i) => differences[(part + i) % differences.length]));
}

function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
