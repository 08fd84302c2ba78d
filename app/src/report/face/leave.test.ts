// The way out over HTTP: where it leads, what it clears and for whom; and that nothing of who came is written down.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { html } from '../../kit/html.ts';
import type { TestDesk } from '../../testing/desk.ts';
import { beforeYouBegin } from './leave.ts';
import { madeUpFacts, openTestFace, textBrowser } from './testing.ts';

const leaveUrl = 'https://weather.example/today';
let desk: TestDesk;
before(async () => {
  desk = await openTestFace({
    configuration: { leaveUrl },
    face: { read: async () => madeUpFacts },
    pages: (scope) =>
      scope.get('/fault', async () => {
        throw Object.assign(new Error('what somebody wrote'), { code: 'MADE_UP' });
      }),
  });
});
after(() => desk?.close());

const leave = (headers: Record<string, string> = {}) =>
  desk.server.inject({ url: '/leave', headers: { ...textBrowser, ...headers } });

test('it leads to the address that the operator set, the same for everybody, kept by no cache', async () => {
  const visitors: Record<string, string>[] = [{}, { cookie: 'suaka_language=en' }, { 'accept-language': 'en' }];
  for (const headers of visitors) {
    const reply = await leave(headers);
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, leaveUrl]);
    assert.equal(reply.headers['cache-control'], 'no-store');
    assert.equal(reply.headers['referrer-policy'], 'no-referrer');
  }
});

test('it clears what this site has kept in the browser, also where Clear-Site-Data is unknown', async () => {
  const reply = await leave({ cookie: 'suaka_language=en; suaka_session=x; other=1', 'sec-fetch-site': 'same-origin' });
  assert.equal(reply.headers['clear-site-data'], '"cookies", "storage"');
  assert.deepEqual(
    reply.cookies.map(({ name, value, path }) => [name, value, path]),
    [
      ['suaka_language', '', '/'],
      ['suaka_session', '', '/'],
    ],
  );
});

test('another site that loads the address signs nobody out', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const reply = await leave({ cookie: 'suaka_session=x', 'sec-fetch-site': site });
    assert.equal(reply.headers.location, leaveUrl);
    assert.equal(reply.headers['clear-site-data'], undefined);
    assert.deepEqual(reply.cookies, []);
  }
});

test('over https the cookies are taken back under their full name', async () => {
  const https = await openTestFace({
    configuration: { publicUrl: 'https://desk.example' },
    face: { read: async () => madeUpFacts },
  });
  try {
    const headers = { ...textBrowser, host: 'desk.example', cookie: '__Host-suaka_language=en' };
    const { cookies } = await https.server.inject({ url: '/leave', headers });
    assert.deepEqual(
      cookies.map(({ name, secure, path }) => [name, secure, path]),
      [['__Host-suaka_language', true, '/']],
    );
  } finally {
    await https.close();
  }
});

test('what has to be known before a form begins names the way out, its limits, and what is kept', () => {
  for (const [language, expected] of [
    ['id', /Keluar cepat[\s\S]*tersimpan[\s\S]*riwayat[\s\S]*\/about-leaving/],
    ['en', /Leave now[\s\S]*kept only if you[\s\S]*history[\s\S]*\/about-leaving/],
  ] as const)
    assert.match(html`${beforeYouBegin(language)}`.text, expected);
});

test('neither address nor browser nor anything written stands in the log, also when something fails', async () => {
  const lines: string[] = [];
  const { log } = desk.house;
  Object.assign(desk.house, { log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }) });
  try {
    for (const url of ['/', '/help', '/help/1', '/fault?secret=abc', '/nowhere', '/leave'])
      await desk.server.inject({
        url,
        remoteAddress: '203.0.113.77',
        headers: { ...textBrowser, 'user-agent': 'Made-Up-Browser/1', cookie: 'suaka_language=en' },
      });
  } finally {
    Object.assign(desk.house, { log });
  }
  assert.equal(lines.length, 1, 'the fault, and nothing else');
  assert.match(lines[0]!, /"fault":"Error","code":"MADE_UP","at":\[".*leave\.test\.ts/);
  assert.doesNotMatch(lines[0]!, /203\.0\.113|Made-Up-Browser|what somebody wrote|secret|suaka_language/);
});
