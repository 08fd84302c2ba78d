// Files for the browser: named by their content, kept for good, and nothing else served.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { fontPath, iconPath } from '../kit/look/assets.ts';
import { type Assets, openAssets } from './assets.ts';

let folder: string;
let assets: Assets;
let server: FastifyInstance;
const file = () => join(folder, 'kernel.wasm');
const kernel = () => ({ name: 'kernel.wasm', file: file(), contentType: 'application/wasm' });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suaka-assets-'));
  await writeFile(file(), 'made-up bytes');
  assets = await openAssets([kernel()]);
  server = fastify();
  assets.register(server);
});
after(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

test('style sheet, browser modules and added files have their content’s hash in their name and are kept for good', async () => {
  const expected = [
    [assets.styles, 'suaka', 'css', 'text/css; charset=utf-8'],
    [assets.script('passkey'), 'passkey', 'js', 'text/javascript; charset=utf-8'],
    [assets.href('kernel.wasm'), 'kernel', 'wasm', 'application/wasm'],
  ] as const;
  for (const [href, name, ending, type] of expected) {
    assert.match(href, new RegExp(`^/assets/${name}-[0-9a-f]{12}\\.${ending}$`));
    const reply = await server.inject(href);
    assert.equal(reply.statusCode, 200, href);
    assert.equal(reply.headers['content-type'], type);
    assert.equal(reply.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.ok(reply.rawPayload.length > 0);
  }
});

test('a file that changes gets another name', async () => {
  await writeFile(file(), 'other made-up bytes');
  const changed = await openAssets([kernel()]);
  assert.notEqual(changed.href('kernel.wasm'), assets.href('kernel.wasm'));
  assert.equal(changed.styles, assets.styles);
});

test('font and icon, which are named without a hash, are kept for a day', async () => {
  for (const path of [fontPath, iconPath]) {
    const reply = await server.inject(path);
    assert.equal(reply.statusCode, 200, path);
    assert.equal(reply.headers['cache-control'], 'public, max-age=86400');
  }
});

test('the style sheet names only files that are served', async () => {
  const { body } = await server.inject(assets.styles);
  for (const [, address] of body.matchAll(/url\(["']?([^"')]+)/g))
    assert.equal((await server.inject(address!)).statusCode, 200, address);
});

test('a name that is not served is an error that says what there is, and no path leads elsewhere', async () => {
  assert.throws(() => assets.script('missing'), /No asset is named "missing\.js"; there are .*passkey\.js/);
  for (const url of ['/assets/', '/assets/../package.json', '/assets/passkey.ts', '/assets/..%2f..%2fpackage.json'])
    assert.equal((await server.inject(url)).statusCode, 404, url);
});
