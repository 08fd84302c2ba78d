// Reading an answer: only a plain "not found" is gone, and whatever could be anything else never is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawFrom, newSeed } from '../../testing/draw.ts';
import { said } from './clues.ts';
import { readPage } from './page.ts';
import { type Answer, outcomes, readAnswer, readFault } from './reading.ts';
import { isSameSite } from './site.ts';

const asked = new URL('https://contoh.example/unggahan/123');
const long = 'Kalimat rekaan yang panjang dan biasa saja. '.repeat(40);
const html = (title: string, body = long) => readPage(`<title>${title}</title><h1>${title}</h1><p>${body}</p>`);

const answer = (given: Partial<Answer> & { at?: string }): Answer => ({
  asked,
  url: given.at ? new URL(given.at, asked) : asked,
  redirectedFrom: given.at ? [asked] : [],
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  page: html('Unggahan'),
  cutOff: false,
  ...given,
});
const image = { headers: { 'content-type': 'image/jpeg' }, page: null };
const notFound = html('404 Not Found', 'nginx');

const cases: [what: string, given: Parameters<typeof answer>[0], outcome: string, reason: string][] = [
  ['a page', {}, 'present', 'page'],
  ['a picture at its headers', image, 'present', 'media'],
  ['a video at its headers', { headers: { 'content-type': 'Video/MP4' }, page: null }, 'present', 'media'],
  ['a file', { headers: { 'content-type': 'application/zip' }, page: null }, 'present', 'file'],
  ['a page longer than is read', { cutOff: true }, 'present', 'page'],
  [
    'a page that asks for a password beside its content',
    { page: readPage(`<title>A</title>${long}<input type=password>`) },
    'present',
    'page',
  ],
  ['404', { status: 404, page: notFound }, 'gone', 'status-404'],
  ['410', { status: 410, page: notFound }, 'gone', 'status-410'],
  ['404 with nothing', { status: 404, page: readPage(''), headers: {} }, 'gone', 'status-404'],
  [
    '404 after a redirect that only tidied the address',
    { status: 404, page: notFound, at: 'https://www.contoh.example/unggahan/123/' },
    'gone',
    'status-404',
  ],
  ['404 that asks to sign in', { status: 404, page: html('Sign in to continue') }, 'login', 'asks-to-sign-in'],
  [
    '404 with a field for a password',
    { status: 404, page: readPage('<title>404</title><input type="password">') },
    'login',
    'asks-to-sign-in',
  ],
  [
    '404 from behind a filter',
    { status: 404, page: notFound, headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' } },
    'login',
    'challenge',
  ],
  [
    '404 that tells people from machines',
    { status: 404, page: readPage('<script src="https://x.example/captcha.js"></script>404') },
    'login',
    'challenge',
  ],
  ['404 that asks for consent', { status: 404, page: html('404', 'Before you continue, agree') }, 'login', 'consent'],
  [
    '404 through a page to sign in',
    { status: 404, page: notFound, at: '/login?next=/unggahan/123' },
    'login',
    'entry-page',
  ],
  [
    '404 that names the country',
    { status: 404, page: html('404', `${long} This is not available in your country.`) },
    'geo-blocked',
    'says-country',
  ],
  ['404 with the picture in its body', { status: 404, ...image }, 'soft-gone', 'not-plainly-gone'],
  [
    '404 with a video in its page',
    { status: 404, page: readPage('<title>404</title><video src=a></video>') },
    'soft-gone',
    'not-plainly-gone',
  ],
  [
    '404 with a picture in its page, that nowhere says that something is missing',
    { status: 404, page: readPage(`<title>Unggahan</title><h1>Unggahan</h1><img src=a>${long}`) },
    'soft-gone',
    'not-plainly-gone',
  ],
  [
    '404 with the mark of the site, that says so',
    { status: 404, page: readPage(`<title>Situs</title><img src=logo><h1>Halaman tidak ditemukan</h1>${long}`) },
    'gone',
    'status-404',
  ],
  [
    '404 filled by a program',
    { status: 404, page: readPage('<title>A</title><script>…</script><div></div>') },
    'soft-gone',
    'not-plainly-gone',
  ],
  [
    '404 that sends on',
    { status: 404, page: readPage('<meta http-equiv=refresh content="0;url=/x">404') },
    'soft-gone',
    'not-plainly-gone',
  ],
  ['404 somewhere else on the site', { status: 404, page: notFound, at: '/id/unggahan/123' }, 'soft-gone', 'elsewhere'],
  ['404 longer than is read', { status: 404, page: notFound, cutOff: true }, 'error', 'cut-off'],
  ['451', { status: 451 }, 'geo-blocked', 'status-451'],
  [
    '403 that names the country',
    { status: 403, page: html('Ditolak', 'Konten ini tidak tersedia di wilayah Anda.') },
    'geo-blocked',
    'says-country',
  ],
  ['403', { status: 403 }, 'login', 'forbidden'],
  ['401', { status: 401 }, 'login', 'asks-to-sign-in'],
  [
    'a short page to sign in',
    { page: readPage('<title>Masuk</title><form><input type=password></form>') },
    'login',
    'asks-to-sign-in',
  ],
  ['a redirect to sign in', { at: '/accounts/login?next=x' }, 'login', 'entry-page'],
  ['a check whether it is a person', { page: html('Just a moment...', 'Checking your browser') }, 'login', 'challenge'],
  ['a question of age', { page: html('Verifikasi usia', 'Konfirmasi usia Anda') }, 'login', 'consent'],
  ['a redirect home', { at: '/' }, 'soft-gone', 'home-page'],
  ['a redirect home in a language', { at: '/id-ID/' }, 'soft-gone', 'home-page'],
  ['a redirect to a page of errors', { at: '/error/404.html' }, 'soft-gone', 'error-page'],
  ['200 that says not found', { page: html('Halaman tidak ditemukan') }, 'soft-gone', 'says-gone'],
  [
    '200 that says so in few words',
    { page: html('Platform Rekaan', 'This post is no longer available.') },
    'soft-gone',
    'says-gone',
  ],
  ['200 filled by a program', { page: readPage('<title>A</title><script>…</script>') }, 'soft-gone', 'app-page'],
  ['204', { status: 204, page: null }, 'soft-gone', 'empty'],
  [
    'a redirect to another site',
    { status: 302, headers: { location: 'https://lain.example/123' } },
    'moved',
    'another-site',
  ],
  [
    'a redirect to sign in elsewhere',
    { status: 302, headers: { location: 'https://masuk.lain.example/login' } },
    'login',
    'entry-page',
  ],
  ['a redirect to nowhere', { status: 302, headers: {} }, 'error', 'unexpected-status'],
  ['429', { status: 429 }, 'error', 'too-many-requests'],
  ['503', { status: 503, page: notFound }, 'error', 'server-error'],
  ['418', { status: 418 }, 'refused', 'asked-wrongly'],
];

for (const [what, given, outcome, reason] of cases)
  test(`${what} reads as ${outcome}`, () => {
    const read = readAnswer(answer(given));
    assert.deepEqual([read.outcome, read.reason, read.status], [outcome, reason, given.status ?? 200]);
  });

test('what the guard refuses tells nothing about the item', () => {
  assert.deepEqual(readFault('closed-address').outcome, 'refused');
  for (const reason of ['took-too-long', 'unreachable', 'encoded', 'too-large', 'too-many-redirects'] as const)
    assert.deepEqual(readFault(reason).outcome, 'error');
});

test('words never make anything gone: over drawn pages only a plain 404 or 410 is', () => {
  const seed = newSeed();
  console.log(`seed ${seed}`);
  const draw = drawFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!;
  const words = [
    ...Object.values(said).flat(),
    'Kucing',
    long,
    '<input type=password>',
    '<video>',
    '<script>',
    '<img>',
  ];
  for (let each = 0; each < 3000; each += 1) {
    const body = Array.from({ length: draw(5) }, () => pick(words)).join(' ');
    const status = pick([200, 200, 203, 204, 206, 301, 302, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503]);
    const given = { status, page: readPage(`<title>${pick(words)}</title>${body}`) };
    const read = readAnswer(answer(draw(4) === 0 ? { ...given, at: pick(['/', '/login', '/404', '/lain']) } : given));
    assert.ok(outcomes.includes(read.outcome));
    if (read.outcome === 'gone') assert.ok(status === 404 || status === 410, `${status} read as gone, seed ${seed}`);
    if (status === 404 && /in your country|di negara|captcha/i.test(body)) assert.notEqual(read.outcome, 'gone');
  }
});

test('a page is read in time that grows with its length only', () => {
  const hostile = ['<script>', '<!--', '<title>', '<h1><h1>', '<', '</', '<input type='].map((piece) =>
    piece.repeat(Math.floor(262_144 / piece.length)),
  );
  const begun = performance.now();
  for (const each of hostile) readPage(each);
  assert.ok(performance.now() - begun < 3000, `took ${performance.now() - begun} ms`);
});

test('a site is its host, with or without www, and what lies within it', () => {
  const site = (one: string, other: string) => isSameSite(new URL(`https://${one}/a`), new URL(`https://${other}/b`));
  assert.ok(site('contoh.example', 'www.contoh.example') && site('m.contoh.example', 'contoh.example'));
  assert.ok(site('foto.contoh.example', 'contoh.example'));
  assert.ok(!site('satu.contoh.example', 'dua.contoh.example') && !site('contoh.example', 'bukancontoh.example'));
});
