// The suite in a real browser, from the same .wasm file, under the content security policy that the app sets.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium.ts';
import { cases } from '../suite/cases.ts';
import type { Outcome } from '../suite/page.ts';

const POLICY = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

let server: Server;
let browser: Browser;
let page: Page;

before(async () => {
  server = await serve({
    '/': { type: 'text/html', body: Buffer.from('<!doctype html><title>PDQ</title>') },
    '/page.js': { type: 'text/javascript', body: await bundle() },
    '/pdq.wasm': { type: 'application/wasm', body: readFileSync(new URL('../generated/pdq.wasm', import.meta.url)) },
  });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(origin());
});

after(async () => {
  await browser?.close();
  server?.close();
});

test('every implementation passes the suite in Chromium', async (t) => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  t.diagnostic(`SEED=${seed}`);
  const outcomes: Outcome[] = await page.evaluate(async (seed) => {
    const { run } = await import(`${location.origin}/page.js`);
    return run('/pdq.wasm', seed);
  }, seed);
  assert.deepEqual(
    outcomes.filter(({ error }) => error),
    [],
  );
  assert.ok(outcomes.length > 2 * cases.length);
});

test('an address without the kernel is named in the error', async () => {
  const message = await page.evaluate(async () => {
    const { loadKernel } = await import(`${location.origin}/page.js`);
    return loadKernel('/missing.wasm').catch(String);
  });
  assert.equal(message, `Error: ${origin()}/missing.wasm answered 404; expected the kernel, pdq.wasm`);
});

async function bundle(): Promise<Buffer> {
  const page = fileURLToPath(new URL('../suite/page.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [page], bundle: true, format: 'esm', write: false });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

async function serve(files: Record<string, { type: string; body: Buffer }>): Promise<Server> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ''];
    if (file) response.setHeader('content-type', file.type);
    response.setHeader('content-security-policy', POLICY);
    response.writeHead(file ? 200 : 404).end(file?.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

function origin(): string {
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}
