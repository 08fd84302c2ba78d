// The public face over HTTP: who may ask, in which language, what it says when something is refused or fails, what its
// headers promise, and that it helps also while the database does not answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { html } from '../../kit/html.ts';
import { Refusal } from '../../kit/errors.ts';
import type { TestDesk } from '../../testing/desk.ts';
import { showPublic } from './show.ts';
import { formType, graphicalBrowser, madeUpFacts, openTestFace, textBrowser } from './testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestFace({
    face: {
      doors: [{ door: 'report', href: '/report' }],
      read: async () => madeUpFacts,
      refusalWords: [() => ({ counted: ({ n }) => `ada ${n}` })],
    },
    pages(scope) {
      scope.post('/echo', async (request, reply) => {
        const said = JSON.stringify([request.language, request.session, request.caller.kind, request.body]);
        return showPublic(request, reply, { title: null, main: html`<pre>${said}</pre>` });
      });
      scope.get('/fault', async () => {
        throw new Error('what somebody wrote');
      });
      scope.get('/counted', async () => {
        throw new Refusal('conflict', 'counted', 'there are too many', { facts: { n: 3 } });
      });
      scope.get('/unsaid', async () => {
        throw new Refusal('too-many', 'slow-down', 'An English detail', { facts: { retryAfterSeconds: 7 } });
      });
    },
  });
  await desk.organisation();
});
after(() => desk?.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  desk.server.inject({ url, headers: { ...textBrowser, ...headers } });
const post = (payload: string, headers: Record<string, string> = textBrowser) =>
  desk.server.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': formType, ...headers } });
const echoed = (body: string) =>
  JSON.parse(/<pre>(.*)<\/pre>/s.exec(body)![1]!.replaceAll('&quot;', '"')) as [string, null, string, object];

test('a browser that says nothing of itself is served, and a form of a page without referrer too', async () => {
  for (const headers of [textBrowser, graphicalBrowser, { ...textBrowser, origin: 'http://localhost' }]) {
    const reply = await post('a=1', headers);
    assert.equal(reply.statusCode, 200, JSON.stringify(headers));
    assert.deepEqual(echoed(reply.body)[3], { a: '1' });
  }
});

test('a form from elsewhere is refused, kindly', async () => {
  const strange: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ];
  for (const headers of strange) {
    const reply = await post('a=1', { ...textBrowser, ...headers });
    assert.equal(reply.statusCode, 403, JSON.stringify(headers));
    assert.match(reply.body, /Itu belum berhasil/);
  }
});

test('nobody is known here: a session of the desk is not looked at', async () => {
  const { visitor } = await desk.person(await desk.organisation(), ['administrator']);
  const token = visitor.cookies.get('suaka_session')!;
  const reply = await post('a=1', { ...textBrowser, cookie: `suaka_session=${token}` });
  assert.deepEqual(echoed(reply.body).slice(0, 3), ['id', null, 'nobody']);
  assert.deepEqual(reply.cookies, []);
});

test('the language is the browser’s, the one chosen before, or the one in which the form was asked', async () => {
  assert.match((await get('/help')).body, /<html lang="id">/);
  assert.match((await get('/help', { 'accept-language': 'en-GB,en;q=0.9' })).body, /<html lang="en">/);
  assert.match((await get('/help', { 'accept-language': 'en', cookie: 'suaka_language=id' })).body, /<html lang="id">/);
  const chosen = await post('language=en&a=1', { ...textBrowser, cookie: 'suaka_language=id' });
  assert.match(chosen.body, /<html lang="en">/);
  assert.match((await post('language=fr')).body, /<html lang="id">/);
});

test('fields arrive as they were typed, several of one name as a list, and strange bytes do no harm', async () => {
  const sent = 'a=satu+dua%20%C3%A9&b=1&b=2&c&%64=%25&__proto__=x&e=%FF%zz';
  const [, , , fields] = echoed((await post(sent)).body);
  assert.deepEqual(
    JSON.parse(JSON.stringify(fields)),
    JSON.parse('{"a":"satu dua é","b":["1","2"],"c":"","d":"%","__proto__":"x","e":"\ufffd%zz"}'),
  );
});

test('a fault of ours shows nothing of itself, and says that nobody did wrong', async () => {
  const reply = await get('/fault');
  assert.equal(reply.statusCode, 500);
  assert.match(reply.body, /Ada yang rusak di pihak kami/);
  assert.doesNotMatch(reply.body, /what somebody wrote/);
});

test('a refusal is said in the face’s own words, with its facts, and else by its kind, never in the desk’s', async () => {
  assert.match((await get('/counted')).body, /ada 3/);
  const unsaid = await get('/unsaid');
  assert.deepEqual([unsaid.statusCode, unsaid.headers['retry-after']], [429, '7']);
  assert.match(unsaid.body, /Tunggu sebentar, ya/);
  assert.doesNotMatch(unsaid.body, /English detail|Anda/);
});

test('an address that nothing answers to is a page of this face; below /desk it is the desk’s', async () => {
  const lost = await get('/nowhere?x=1');
  assert.equal(lost.statusCode, 404);
  assert.match(lost.body, /Halaman ini tidak ada[\s\S]*href="\/help"/);
  assert.match(lost.body, /class="leave"/);
  const deskPage = await get('/desk/nowhere');
  assert.equal(deskPage.statusCode, 404);
  assert.doesNotMatch(deskPage.body, /class="leave"/);
});

test('every page is kept by no cache, names no referrer and loads nothing from elsewhere', async () => {
  for (const url of ['/', '/help', '/help/1', '/about-leaving', '/nowhere', '/fault']) {
    const { headers } = await get(url);
    assert.equal(headers['cache-control'], 'no-store', url);
    assert.equal(headers['referrer-policy'], 'no-referrer', url);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin', url);
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*script-src 'self';style-src 'self'/);
    assert.match(String(headers['permissions-policy']), /camera=\(\), microphone=\(\), geolocation=\(\)/);
    assert.equal(headers['set-cookie'], undefined, url);
  }
});

test('before anyone is there, the first page leads to the set-up; help is there all the same', async () => {
  const empty = await openTestFace();
  try {
    const reply = await empty.server.inject({ url: '/', headers: textBrowser });
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, '/setup']);
    assert.match((await empty.server.inject({ url: '/help', headers: textBrowser })).body, /tel:112/);
    await empty.organisation('Rumah Rekaan');
    const home = await empty.server.inject({ url: '/', headers: textBrowser });
    assert.equal(home.statusCode, 200);
    assert.match(home.body, /Dikelola oleh Rumah Rekaan/);
    assert.match(home.body, /Tidak ada yang membaca kiriman di sini/);
  } finally {
    await empty.close();
  }
});

test('while the desk’s facts cannot be read there are numbers to call, and no promise that someone reads', async () => {
  const away = await openTestFace({ face: { read: async () => Promise.reject(new Error('no database')) } });
  try {
    const reply = await away.server.inject({ url: '/help', headers: textBrowser });
    assert.equal(reply.statusCode, 200);
    assert.match(reply.body, /tel:112[\s\S]*belum diperiksa/);
    assert.match(reply.body, /Tidak ada yang membaca kiriman di sini/);
    assert.equal((await away.server.inject({ url: '/', headers: textBrowser })).statusCode, 200);
  } finally {
    await away.close();
  }
});
