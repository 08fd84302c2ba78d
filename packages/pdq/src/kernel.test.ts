// The kernel's memory, and what createKernel does with modules that are not the kernel.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createKernel } from './kernel.ts';

const module = new WebAssembly.Module(readFileSync(new URL(import.meta.resolve('@suaka/pdq/pdq.wasm'))));

/** Hashes a black picture of one channel and returns how many bytes the kernel's memory has then. */
function memoryAfter(width: number, height: number): number {
  const instance = new WebAssembly.Instance(module);
  createKernel(instance).fingerprint(new Uint8Array(width * height), width, height);
  const { memory } = instance.exports;
  assert.ok(memory instanceof WebAssembly.Memory);
  return memory.buffer.byteLength;
}

for (const [width = 0, height = 0] of [
  [10, 10],
  [4000, 3000],
  [10_000, 10_000],
  [65_535, 500],
  [500, 65_535],
]) {
  test(`the memory for ${width} x ${height} stays within the bound that createKernel states`, () => {
    assert.ok(memoryAfter(width, height) <= width * (height / 32 + 230) + 256 * 1024);
  });
}

test('memory that cannot be had is an error that names the picture', () => {
  const real = new WebAssembly.Instance(module);
  const begin = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  const starved: WebAssembly.Instance = { exports: { ...real.exports, begin } };
  assert.throws(() => createKernel(starved).fingerprint(new Uint8Array(70), 7, 10), {
    message: 'No working memory for a picture of 7 x 10 pixels could be had',
  });
});

test('a module that is not the kernel is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  assert.throws(() => createKernel(new WebAssembly.Instance(empty)), { name: 'TypeError', message: /exports nothing/ });
});
