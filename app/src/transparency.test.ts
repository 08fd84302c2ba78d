// What is public of removals, as everybody gets it: the page of figures and its feeds, the log and its file, over a desk with
// made-up notices; and the page in a real browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../.htmlvalidate.json' with { type: 'json' };
import { launchChromium } from '../../scripts/chromium.ts';
import { dayMs } from './kit/time.ts';
import { proveLog, publishDue, sealDue } from './remove/index.ts';
import { registerTransparency } from './remove/pages.ts';
import { foundedOn, insertRemovals, sent } from './remove/testing.ts';
import { registerPublicFace } from './report/pages.ts';
import { openTestDesk, type TestDesk } from './testing/desk.ts';

const asked = new Date('2031-02-03T03:00:00.000Z');
let desk: TestDesk;
let empty: TestDesk;

const open = () =>
  openTestDesk({
    routes: (server) =>
      server.register(async (scope) => {
        registerPublicFace(scope);
        registerTransparency(scope);
      }),
  });

before(async () => {
  desk = await open();
  empty = await open();
  const organisationId = await desk.organisation('Rumah Aman Rekaan');
  const { house } = desk;
  await foundedOn(house, organisationId, new Date('2030-11-01T00:00:00.000Z'));
  for (let each = 0; each < 12; each += 1)
    await sent(house, organisationId, { sentAt: asked, state: each < 7 ? 'complied' : 'sent' });
  for (let each = 0; each < 5; each += 1)
    await sent(house, organisationId, { sentAt: asked, basis: 'voluntary', recipient: 'host', state: 'refused' });
  await insertRemovals(house, organisationId, [
    ...Array.from({ length: 8 }, () => ({
      askedAt: asked,
      state: 'removed',
      grade: 'machine-confirmed',
      removedAt: new Date(asked.getTime() + dayMs / 2),
    })),
    ...Array.from({ length: 5 }, () => ({ askedAt: asked, state: 'geo-blocked' })),
  ]);
  desk.forward(new Date('2031-04-09T00:00:00.000Z').getTime() - house.now().getTime());
  await publishDue(house);
  await sealDue(house);
});
after(async () => {
  await empty?.close();
  await desk?.close();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  desk.server.inject({ url, headers: { host: 'localhost', ...headers } });
const english = { 'accept-language': 'en' };

test('the page tells the figures in both languages, sets no cookie, and has the way out', async () => {
  const [id, en] = [await get('/transparency'), await get('/transparency', english)];
  assert.deepEqual([id.statusCode, en.statusCode], [200, 200]);
  assert.match(id.body, /<html lang="id">[\s\S]*Apa yang diminta dihapus[\s\S]*1 Jan 2031 sampai 31 Mar 2031/);
  assert.match(en.body, /<html lang="en">[\s\S]*What was asked to be removed[\s\S]*1 Jan 2031 to 31 Mar 2031/);
  assert.match(
    en.body,
    /<strong>17<\/strong><p class="note">no answer yet, still in time: 5 · followed: 7[^<]*refused: 5/,
  );
  assert.match(en.body, /Removed: confirmed by checks from several networks<\/dt><dd><strong>8<\/strong>/);
  assert.match(en.body, /Half of what is gone took no longer than<\/dt><dd class="figure">12 hours/);
  assert.match(en.body, /within 24 hours<\/dt><dd class="figure">61\.5%/);
  for (const { body, cookies, headers } of [id, en]) {
    assert.deepEqual(cookies, []);
    assert.match(body, /class="leave"/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.doesNotMatch(body, /undefined|NaN|\[object|>Contoh<|contoh\.example|org_|ntc_|plt_/);
  }
  assert.match((await get('/', english)).body, /href="\/transparency"/, 'the foot of every page leads there');
});

test('an earlier quarter has its own address; one that is none shows the latest', async () => {
  const earlier = (await get('/transparency?from=2030-10-01', english)).body;
  assert.match(earlier, /<h2>1 Oct 2030 to 31 Dec 2030<\/h2>/);
  assert.match(earlier, /href="\/transparency\?from=2031-01-01"/);
  assert.match((await get('/transparency?from=x', english)).body, /<h2>1 Jan 2031 to 31 Mar 2031<\/h2>/);
});

test('the feeds say the same, to programs on any site, and may be kept', async () => {
  const [json, csv] = [await get('/transparency.json'), await get('/transparency.csv')];
  for (const { headers, cookies, body } of [json, csv]) {
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cache-control'], 'public, max-age=3600');
    assert.deepEqual(cookies, []);
    assert.doesNotMatch(body, /Contoh|contoh\.example|org_|ntc_|plt_|per_/);
  }
  const feed = json.json();
  assert.deepEqual(
    [feed.kind, feed.version, feed.organisation, feed.madeUp],
    ['suaka-transparency', 1, 'Rumah Aman Rekaan', false],
  );
  assert.deepEqual(
    feed.periods.map(({ from, to, smallest }: Record<string, unknown>) => [from, to, smallest]),
    [
      ['2031-01-01', '2031-03-31', 5],
      ['2030-10-01', '2030-12-31', 5],
    ],
  );
  const [{ notices, removals }] = feed.periods;
  assert.deepEqual([notices.total, notices.by.rule.voluntary.columns.refused], [17, 5]);
  assert.deepEqual([removals.total, removals.shares.within24Hours, removals.medianHours], [13, 8 / 13, 12]);
  assert.equal(feed.log.latest.number, 65);
  const lines = csv.body.split('\r\n');
  assert.equal(lines[0], 'from,to,what,by,row,column,number');
  assert.ok(lines.includes('2031-01-01,2031-03-31,notices,rule,voluntary,refused,5'));
  assert.ok(lines.includes('2031-01-01,2031-03-31,removals,result,blocked,not-removed,5'));
});

test('the log is listed, its file is the whole log, and anyone can prove it', async () => {
  const page = await get('/transparency/log', english);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Days so far: 65. The last one: 8 Apr 2031[\s\S]*Number 65, 32 codes/);
  assert.match(page.body, /href="\/transparency\/log\?before=16"/);
  assert.match(
    (await get('/transparency/log?before=16', english)).body,
    /Number 15, 32 codes[\s\S]*Number 1, 32 codes/,
  );
  const file = await get('/transparency/log.ndjson');
  assert.equal(file.headers['access-control-allow-origin'], '*');
  const { faults, batches } = await proveLog(file.body.split('\n'), null);
  assert.deepEqual([faults, batches.length], [[], 65]);
  assert.doesNotMatch(file.body, /org_|ntc_/);
});

test('before there is a desk nothing is published, and it is said so', async () => {
  for (const url of ['/transparency', '/transparency.json', '/transparency/log', '/transparency/log.ndjson'])
    assert.equal((await empty.server.inject({ url, headers: { host: 'localhost' } })).statusCode, 503, url);
});

test('in a browser: no fault of accessibility, valid, nothing wider than a phone, at most 100 kB, no script of its own', async () => {
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://localhost:${(desk.server.server.address() as AddressInfo).port}`;
  const browser = await launchChromium();
  const validator = new HtmlValidate(htmlRules as never);
  try {
    for (const locale of ['id', 'en'])
      for (const path of ['/transparency', '/transparency/log']) {
        const context = await browser.newContext({ baseURL: origin, locale, viewport: { width: 360, height: 740 } });
        const page = await context.newPage();
        const sizes: number[] = [];
        page.on('response', async (response) => sizes.push((await response.body()).length));
        await page.goto(path, { waitUntil: 'networkidle' });
        const total = sizes.reduce((sum, size) => sum + size, 0);
        assert.ok(total <= 100_000, `${path} takes ${total} bytes`);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
          `${path} ${locale}`,
        );
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(tooWide <= 0, `${path} is ${tooWide} px wider than the window`);
        const source = await (await context.request.get(path)).text();
        const report = await validator.validateString(source);
        assert.deepEqual(
          report.results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
          [],
        );
        await context.close();
      }
  } finally {
    await browser.close();
  }
});
