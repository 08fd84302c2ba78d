// Media fetched from addresses, where the operator allows it: from a server on loopback that only a test can exempt.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { sceneJpeg } from '../../testing/pictures.ts';
import { type Client, Form, openTestFace, type TestFace } from './testing.ts';

let face: TestFace;
let client: Client;
let server: Server;
let origin: string;
let picture: Buffer;
let pdq: string;
const film = Buffer.from('not a film, but its bytes have an MD5 all the same');
const md5 = createHash('md5').update(film).digest('hex');

const routes: Record<string, (response: ServerResponse) => void> = {
  '/picture.jpg': (response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture),
  '/film.mp4': (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end(film),
  '/moved': (response) => response.writeHead(302, { location: '/picture.jpg' }).end(),
  '/untyped': (response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(film),
  '/missing': (response) => response.writeHead(404, { 'content-type': 'image/jpeg' }).end(picture),
  '/large': (response) =>
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 105_000_000 }).write('x'),
  '/inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  '/page': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<p>words</p>'),
};

before(async () => {
  picture = await sceneJpeg(640, 480, 5);
  server = createServer((request, response) => routes[request.url ?? '']!(response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${at}`;
  face = await openTestFace({ fetchMedia: true }, { exempt: [at] });
  client = await face.client();
  pdq = (await client.ask('POST', '/h/hash', new Form().file('photo', picture))).json().pdq;
  await client.ask('POST', '/c/banks', { name: 'FETCHED' });
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await face?.close();
});

const at = (path: string) => `url=${encodeURIComponent(`${origin}${path}`)}`;
const hash = (path: string, more = '') => client.ask('GET', `/h/hash?${at(path)}${more}`);

test('a picture and a video are hashed as their answer says, through redirects too', async () => {
  assert.deepEqual((await hash('/picture.jpg')).json(), { pdq });
  assert.deepEqual((await hash('/moved')).json(), { pdq });
  assert.deepEqual((await hash('/film.mp4')).json(), { video_md5: md5 });
});

test('the client may say what it is, and which hashes it wants', async () => {
  assert.deepEqual((await hash('/untyped', '&content_type=video')).json(), { video_md5: md5 });
  assert.deepEqual((await hash('/picture.jpg', '&types=pdq')).json(), { pdq });
  const pictureAsFilm = createHash('md5').update(picture).digest('hex');
  assert.deepEqual((await hash('/picture.jpg', '&content_type=video')).json(), { video_md5: pictureAsFilm });
});

const refused: [path: string, more: string, status: number, message: RegExp][] = [
  ['/untyped', '', 400, /^unsupported url ContentType: 'application\/octet-stream'/],
  ['/picture.jpg', '&content_type=audio', 400, /^no such content_type: 'audio'$/],
  ['/picture.jpg', '&types=video_md5', 400, /^signal type 'video_md5' doesn't exist or is disabled$/],
  ['/picture.jpg', '&content_type=video&types=pdq', 400, /^signal type 'pdq' doesn't exist/],
  ['/missing', '', 400, /^Failed to fetch URL: the server answered with status 404$/],
  ['/large', '', 413, /^Content too large$/],
  ['/inside', '', 400, /^Invalid or unsafe URL provided: The host is not on the public internet$/],
  ['/page', '', 400, /which no picture does/],
];
for (const [path, more, status, message] of refused)
  test(`${path}${more} is ${status}`, async () => {
    const reply = await hash(path, more);
    assert.equal(reply.statusCode, status, reply.body);
    assert.match(reply.json().message, message);
  });

test('what is not exempt is not reached, by hashing, looking up or adding', async () => {
  for (const url of ['http://localhost/', 'http://127.0.0.1:1/', 'http://[::1]/', 'file:///etc/passwd', 'words', '']) {
    const query = `url=${encodeURIComponent(url)}`;
    const replies = [
      await client.ask('GET', `/h/hash?${query}`),
      ...(url
        ? [await client.ask('GET', `/m/lookup?${query}`), await client.ask('POST', `/c/bank/FETCHED/content?${query}`)]
        : []),
    ];
    for (const reply of replies) {
      assert.equal(reply.statusCode, 400, `${url}: ${reply.body}`);
      assert.match(reply.json().message, /^Invalid or unsafe URL provided/);
    }
  }
});

test('content is added by its address, with what the client says in JSON or in a form', async () => {
  const metadata = { content_id: 'made-up', content_uri: 'https://made-up.example/1', json: { a: 1 } };
  const path = `/c/bank/FETCHED/content?${at('/picture.jpg')}`;
  const added = (await client.ask('POST', path, { metadata, note: 'in JSON' })).json();
  assert.deepEqual(added, { id: added.id, signals: { pdq } });
  const shown = async () => (await client.ask('GET', `/c/bank/FETCHED/content/${added.id}`)).json();
  assert.deepEqual([(await shown()).metadata, (await shown()).note], [{ ...metadata, collab: null }, 'in JSON']);
  assert.deepEqual((await client.ask('POST', path)).json(), added);
  const form = await face.server.inject({
    method: 'POST',
    url: `/hma${path}`,
    headers: { authorization: `Bearer ${client.key}`, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'note=in+a+form',
  });
  assert.deepEqual(form.json(), added);
  assert.equal((await shown()).note, 'in a form');
  for (const unfit of [{ metadata: { more: 5 } }, { metadata: 'text' }, { note: 5 }])
    assert.equal((await client.ask('POST', path, unfit)).statusCode, 400);
});

test('a file is looked up by its address, by signal type and bank; with a signal type by bank alone', async () => {
  await client.ask('POST', `/c/bank/FETCHED/content?${at('/film.mp4')}`);
  const { id } = (await client.ask('POST', `/c/bank/FETCHED/content?${at('/picture.jpg')}`)).json();
  await face.settle();
  const found = { FETCHED: [{ bank_content_id: id, distance: '0' }] };
  const lookUp = async (path: string, more = '') => (await client.ask('GET', `/m/lookup?${at(path)}${more}`)).json();
  assert.deepEqual(await lookUp('/picture.jpg'), { pdq: found });
  assert.deepEqual(await lookUp('/picture.jpg', '&signal_type=pdq'), found);
  assert.deepEqual(await lookUp('/picture.jpg', '&signal_type=video_md5'), {});
  assert.deepEqual(await lookUp('/picture.jpg', '&banks=OTHER'), { pdq: {} });
  assert.deepEqual(Object.keys(await lookUp('/film.mp4')), ['video_md5']);
});
