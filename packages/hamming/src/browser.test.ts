// The index in a real browser, from the same .wasm file.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium.ts';
import { seedFor } from '../suite/oracle.ts';
import { loadKernel } from './browser.ts';

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser?.close());

test('finds what brute force finds in Chromium', async (t) => {
  const suiteUrl = dataUrl('text/javascript', await bundle());
  const kernelUrl = dataUrl('application/wasm', await readFile(new URL('../generated/hamming.wasm', import.meta.url)));
  const page = await browser.newPage();
  const { searches, wrong } = await page.evaluate(
    async ({ suiteUrl, kernelUrl, seed }) => (await import(suiteUrl)).run(kernelUrl, seed),
    { suiteUrl, kernelUrl, seed: seedFor(t) },
  );
  assert.deepEqual(wrong, []);
  assert.ok(searches > 200);
});

test('a file that is not the kernel is refused', async () => {
  const empty = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const kernel = await loadKernel(dataUrl('application/wasm', empty));
  assert.throws(() => kernel.startRows(() => {}), /TypeError: The module exports nothing; expected hamming.wasm/);
});

async function bundle(): Promise<Uint8Array> {
  const page = fileURLToPath(new URL('../suite/page.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [page], bundle: true, format: 'esm', write: false });
  return outputFiles[0].contents;
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}
