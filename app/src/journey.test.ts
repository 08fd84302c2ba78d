// The main job, end to end over HTTP on a real PostgreSQL: a hash is listed, re-encoded pictures are recognised, another
// picture is not, and a withdrawal empties the next lookup, here and on a second node.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { distance, fromHex } from '@suaka/pdq';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { makeKey } from './access/index.ts';
import { openRooms, serve } from './main.ts';
import { callerOf, openTestHouse, type TestHouse } from './testing/house.ts';
import { sceneJpeg } from './testing/pictures.ts';
import { call } from './verbs/verb.ts';

interface Node {
  made: TestHouse;
  server: FastifyInstance;
}

let node: Node;
let second: Node;
let organisation: string;
let curatorKey: string;
let plainKey: string;

before(async () => {
  node = await openNode();
  second = await openNode(node.made);
  organisation = await node.made.organisation();
  curatorKey = await keyFor(['match', 'curate']);
  plainKey = await keyFor(['match']);
});
after(async () => {
  await close(second);
  await close(node);
});

/** A node; given another, one that shares its database and keys. */
async function openNode(beside?: TestHouse): Promise<Node> {
  const made = await openTestHouse(
    beside ? { database: beside.database, configuration: beside.house.configuration } : {},
  );
  await openRooms(made.house);
  return { made, server: await serve(made.house) };
}

async function close(opened: Node | undefined): Promise<void> {
  await opened?.server.close();
  await opened?.made.close();
}

async function keyFor(scopes: ('match' | 'curate')[]): Promise<string> {
  const administrator = callerOf(organisation, ['access.manage-keys']);
  return (
    await call(node.made.house, makeKey, administrator, { name: 'Made-up program', scopes, requestsAMinute: 100_000 })
  ).key;
}

async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  body?: unknown,
  { key = curatorKey, on = node, type = 'application/json' } = {},
) {
  const payload = Buffer.isBuffer(body) ? body : body === undefined ? undefined : JSON.stringify(body);
  const answer = await on.server.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}`, ...(payload ? { 'content-type': type } : {}) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}

const matchPicture = async (picture: Buffer, options: { key?: string; on?: Node; type?: string } = {}) => {
  const { status, body } = await ask('POST', '/v1/match', picture, { type: 'image/jpeg', ...options });
  assert.equal(status, 200, JSON.stringify(body));
  return body.results.find(
    (each: { algorithm: string; form: string }) => each.algorithm === 'pdq' && each.form === 'original',
  );
};

async function bankWith(hash: string, action = 'block') {
  const bank = (
    await ask('POST', '/v1/banks', {
      ...bankProperties,
      code: `LIST_${hash.slice(0, 8).toUpperCase()}`,
      action,
      active: true,
    })
  ).body;
  const { body, status } = await ask('POST', `/v1/banks/${bank.id}/signals`, { hashes: [{ algorithm: 'pdq', hash }] });
  assert.equal(status, 201, JSON.stringify(body));
  return { bank, signal: body.signals[0] as { id: string } };
}

const bankProperties = {
  name: 'Made-up list',
  purpose: 'The main job',
  legalBasis: 'None, made up',
  ground: 'child-sexual-exploitation',
};

/** Waits for a condition to hold, asking again for as long as the desk promises it takes; fails after that. */
async function withinASecond(holds: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + 1000;
  while (!(await holds())) assert.ok(performance.now() < until, 'more than a second has passed');
}

test('re-encoded, shrunk and blurred copies of a listed picture are recognised; another picture is not', async () => {
  const original = await sceneJpeg(1600, 1200, 3);
  const { picture } = (await ask('POST', '/v1/match', original, { type: 'image/jpeg' })).body;
  assert.equal(picture.quality > 50, true);
  await bankWith(picture.pdq);
  await withinASecond(async () => (await matchPicture(original)).matched);
  const edits = {
    'JPEG at quality 40': sharp(original).jpeg({ quality: 40 }),
    'a third of the size, as WebP': sharp(original).resize(533).webp({ quality: 60 }),
    blurred: sharp(original).blur(3).jpeg(),
    'brighter PNG': sharp(original).linear(1.1, 5).png(),
    'without colour': sharp(original).grayscale().jpeg(),
  };
  for (const [name, edit] of Object.entries(edits)) {
    const result = await matchPicture(await edit.toBuffer());
    assert.equal(result.action, 'block', name);
    assert.ok(result.hits[0].distanceBits <= 31, name);
  }
  assert.equal((await matchPicture(await sceneJpeg(1600, 1200, 4))).matched, false);
});

test('turned and mirrored copies are found when the other forms are asked for', async () => {
  const original = await sceneJpeg(800, 600, 11);
  const { picture } = (await ask('POST', '/v1/match', original, { type: 'image/jpeg' })).body;
  await bankWith(picture.pdq);
  await withinASecond(async () => (await matchPicture(original)).matched);
  const turned = await sharp(original).rotate(90).jpeg().toBuffer();
  assert.equal((await matchPicture(turned)).matched, false);
  const { body } = await ask('POST', '/v1/match?variants=true', turned, { type: 'image/jpeg' });
  assert.deepEqual(
    body.results.filter((each: { matched: boolean }) => each.matched).map((each: { form: string }) => each.form),
    ['rotate90'],
  );
});

test('a withdrawal empties the next lookup at once, on a second node too', async () => {
  const picture = await sceneJpeg(640, 480, 21);
  const { pdq } = (await ask('POST', '/v1/match', picture, { type: 'image/jpeg' })).body.picture;
  const { signal } = await bankWith(pdq, 'log');
  await withinASecond(async () => (await matchPicture(picture, { on: second })).matched);
  assert.equal(
    (await ask('POST', `/v1/signals/${signal.id}/withdraw`, { reason: 'The source took it back' })).status,
    200,
  );
  assert.equal((await matchPicture(picture)).matched, false);
  assert.equal((await matchPicture(picture, { on: second })).matched, false);
});

test('an ordinary key learns the action and nothing else of a match', async () => {
  const picture = await sceneJpeg(640, 480, 31);
  const { pdq } = (await ask('POST', '/v1/match', picture, { type: 'image/jpeg' })).body.picture;
  await bankWith(pdq, 'review');
  await withinASecond(async () => (await matchPicture(picture)).matched);
  const { body } = await ask('POST', '/v1/match', { hashes: [{ algorithm: 'pdq', hash: pdq }] }, { key: plainKey });
  assert.deepEqual(body.results, [{ algorithm: 'pdq', hash: pdq, quality: null, matched: true, action: 'review' }]);
  assert.equal((await ask('GET', '/v1/banks', undefined, { key: plainKey })).status, 403);
});

test('a thousand hashes are answered in one call, in order; one more is refused', async () => {
  const hashes = Array.from({ length: 1000 }, (_, n) => ({ algorithm: 'pdq', hash: n.toString(16).padStart(64, '5') }));
  const { body } = await ask('POST', '/v1/match', { hashes });
  assert.deepEqual(
    body.results.map((each: { hash: string }) => each.hash),
    hashes.map((each) => each.hash),
  );
  const more = await ask('POST', '/v1/match', { hashes: [...hashes, hashes[0]] });
  assert.equal(more.status, 400);
  assert.match(more.body.detail, /at most 1000 hashes a call/);
});

const hostile: [string, () => Promise<Buffer> | Buffer, number, string][] = [
  ['an empty body', () => Buffer.alloc(0), 400, 'picture-empty'],
  ['text', () => Buffer.from('not a picture at all, only words'), 415, 'picture-not-a-picture'],
  ['a truncated JPEG', async () => (await sceneJpeg(800, 600)).subarray(0, 5000), 422, 'picture-damaged'],
  [
    'an SVG',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    415,
    'picture-unsupported',
  ],
  [
    'a header that promises 4 thousand megapixels',
    () => pngThatPromises(65_000, 65_000),
    413,
    'picture-too-many-pixels',
  ],
];
for (const [name, make, status, code] of hostile) {
  test(`${name} is refused with its own problem, and the next request is answered`, async () => {
    const { status: got, body, headers } = await ask('POST', '/v1/match', await make(), { type: 'image/jpeg' });
    assert.deepEqual([got, body.type], [status, `/problems/${code}`], JSON.stringify(body));
    assert.match(String(headers['content-type']), /application\/problem\+json/);
    assert.equal((await matchPicture(await sceneJpeg(320, 240, 99))).matched, false);
  });
}

test('what a picture is is seen from its bytes, whatever it is called', async () => {
  const png = await sharp(await sceneJpeg(320, 240, 5))
    .png()
    .toBuffer();
  const { body } = await ask('POST', '/v1/match', png, { type: 'image/gif' });
  assert.equal(body.picture.format, 'png');
});

test('a body that is no JSON object is refused, and without a key nothing of it is looked at', async () => {
  const bytes = Buffer.alloc(1_000_000, 7);
  const refused = await node.server.inject({
    method: 'POST',
    url: '/v1/banks',
    headers: { 'content-type': 'image/jpeg' },
    payload: bytes,
  });
  assert.equal(refused.statusCode, 401);
  const { status, body } = await ask('POST', '/v1/banks', bytes, { type: 'image/jpeg' });
  assert.deepEqual([status, body.status], [415, 415]);
  assert.equal((await ask('POST', '/v1/banks', ['no object'])).body.type, '/problems/body-not-an-object');
});

test('an asker cannot hide a lookup, nor choose what it consults', async () => {
  const hash = randomBytes(32).toString('hex');
  const { bank } = await bankWith(hash, 'review');
  await withinASecond(
    async () => (await ask('POST', '/v1/match', { hashes: [{ algorithm: 'pdq', hash }] })).body.results[0].matched,
  );
  const sly = {
    hashes: [{ algorithm: 'pdq', hash }],
    openMatches: false,
    consult: { bankIds: [], draw: 1, paused: true },
  };
  const { hits } = (await ask('POST', '/v1/match', sly)).body.results[0];
  assert.equal(hits.length, 1);
  assert.match(hits[0].match, /^mat_/);
  assert.equal(hits[0].bank.id, bank.id);
});

const wrongInputs: [string, string, unknown, string][] = [
  ['nothing where a number stands', '/v1/banks', { ...bankProperties, code: 'NULLS', radiusBits: null }, 'bad-input'],
  [
    'an empty text where a number stands',
    '/v1/banks',
    { ...bankProperties, code: 'EMPTY', qualityFloor: '' },
    'bad-input',
  ],
  ['a text with NUL', '/v1/banks', { ...bankProperties, code: 'NULS', name: 'a\u0000b' }, 'value-not-storable'],
];
for (const [name, url, body, code] of wrongInputs) {
  test(`${name} is refused by name and not taken for something else`, async () => {
    const answer = await ask('POST', url, body);
    assert.deepEqual([answer.status, answer.body.type], [400, `/problems/${code}`]);
  });
}

for (const [name, type, payload] of [
  ['a form without a boundary', 'multipart/form-data', 'x'],
  ['a form that is none', 'multipart/form-data; boundary=a', 'x'],
  [
    'a form that ends in the middle',
    'multipart/form-data; boundary=a',
    '--a\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nxx',
  ],
] as const) {
  test(`${name} is a bad request and no fault`, async () => {
    const { status } = await ask('POST', '/v1/match', Buffer.from(payload), { type });
    assert.ok(status === 400 || status === 415 || status === 406, String(status));
  });
}

test('an address that cannot be read, or under a foreign name, is a problem like every other', async () => {
  const malformed = await node.server.inject({ method: 'GET', url: '/v1/banks/%ff' });
  assert.deepEqual([malformed.statusCode, malformed.json().type], [400, '/problems/address-malformed']);
  const foreign = await node.server.inject({
    method: 'GET',
    url: '/status',
    headers: { host: 'desk.made-up.example' },
  });
  assert.deepEqual([foreign.statusCode, foreign.json().type], [403, '/problems/foreign-host']);
});

const photos = new URL('../../../shared/photos/', import.meta.url);
const files = await readdir(photos).catch(() => [] as string[]);

test('real photographs come back at the distances that the reference hasher implies', {
  skip: files.length === 0 && 'the photographs are not here',
}, async () => {
  const expected = (await readFile(new URL('expected.csv', photos), 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',') as [string, string, string]);
  const original = expected[0]![1];
  await bankWith(original);
  await withinASecond(async () => (await matchPicture(await readFile(new URL(expected[0]![0], photos)))).matched);
  for (const [file, hash] of expected) {
    const { hits, matched } = await matchPicture(await readFile(new URL(file, photos)));
    assert.equal(matched, true, file);
    assert.equal(hits[0].distanceBits, distance(fromHex(hash), fromHex(original)), file);
  }
});

/** A small PNG whose header was changed to promise other sides. */
async function pngThatPromises(width: number, height: number): Promise<Buffer> {
  const png = await sharp(await sceneJpeg(16, 16))
    .png()
    .toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}
