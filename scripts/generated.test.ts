// How two versions of a generated file are told apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDifference } from './generated.ts';

test('texts that are the same do not differ', () => {
  assert.equal(firstDifference('a\nb\n', 'a\nb\n'), undefined);
});

test('the first line that differs is named, also when it is missing on one side', () => {
  assert.match(firstDifference('a\nb\nc', 'a\nx\ny') ?? '', /^Line 2 is\n {2}b\nand would be\n {2}x$/);
  assert.match(firstDifference('a', 'a\nb') ?? '', /^Line 2 is\n {2}\(missing\)\nand would be\n {2}b$/);
  assert.match(firstDifference('a\nb', 'a') ?? '', /^Line 2 is\n {2}b\nand would be\n {2}\(missing\)$/);
});
