// The public face in a real browser: without a fault of accessibility or markup in any page, language and scheme, without
// JavaScript, on the smallest phone and enlarged; small on first load; and a way out that is faster than a glance.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import htmlRules from '../../../../.htmlvalidate.json' with { type: 'json' };
import { launchChromium } from '../../../../scripts/chromium.ts';
import { heading } from '../../kit/look/layout.ts';
import { html } from '../../kit/html.ts';
import { openForm, slip } from '../../kit/look/public.ts';
import { field } from '../../kit/look/field.ts';
import { button } from '../../kit/look/buttons.ts';
import type { TestDesk } from '../../testing/desk.ts';
import { defaultLinesIn } from './default-lines.ts';
import { firstHour } from './content/topic.ts';
import { beforeYouBegin } from './leave.ts';
import { showPublic } from './show.ts';
import { madeUpFacts, openTestFace } from './testing.ts';

let desk: TestDesk;
let browser: Browser;
let origin: string;

before(async () => {
  desk = await openTestFace({
    face: {
      doors: (['report', 'protect', 'status', 'contest'] as const).map((door) => ({ door, href: `/${door}` })),
      read: async ({ language }) => ({
        ...madeUpFacts,
        live: language === 'en',
        lines: defaultLinesIn(language),
        texts: { controller: 'Yayasan Rekaan', 'privacy-notice': 'Satu.\n\nDua.' },
      }),
    },
    pages(scope) {
      scope.get('/weather', (_request, reply) => reply.type('text/html').send('<!DOCTYPE html><title>Cuaca</title>'));
      scope.get('/form', (request, reply) =>
        showPublic(request, reply, {
          title: null,
          main: html`${heading({ title: 'Made-up form' })}${beforeYouBegin(request.language)}${openForm({
            language: request.language,
            action: '/form',
            body: [field({ type: 'textarea', name: 'text', label: 'Words' }), button({ label: 'Next' })],
          })}${slip({ label: 'Words', words: ['satu', 'dua', 'tiga'] })}`,
        }),
      );
    },
  });
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = desk.server.server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  // Another site, as a browser sees it: the same server under its other name.
  Object.assign(desk.house.configuration, { leaveUrl: `http://127.0.0.1:${port}/weather` });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

const pages = [
  '/',
  '/help',
  '/help/1',
  '/help/2',
  '/help/3',
  '/help/4',
  '/help/5',
  '/about-leaving',
  '/privacy',
  '/form',
  '/nowhere',
];
const phone = { width: 360, height: 740 };

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, viewport: phone, locale: 'id', ...options });
  return context.newPage();
}

const atTheWeather = (page: Page) => page.waitForURL(desk.house.configuration.leaveUrl);

const views = [
  { name: 'phone, light, Indonesian', colorScheme: 'light', locale: 'id' },
  { name: 'desktop, dark, English', colorScheme: 'dark', locale: 'en', viewport: { width: 1280, height: 860 } },
] as const;
for (const { name, ...view } of views) {
  test(`no page has a fault of accessibility, loads from elsewhere or has a telling title: ${name}`, {
    timeout: 240_000,
  }, async () => {
    const page = await open(view);
    const elsewhere: string[] = [];
    page.on('request', (request) => request.url().startsWith(origin) || elsewhere.push(request.url()));
    for (const path of pages) {
      await page.goto(path);
      assert.equal(await page.locator('html').getAttribute('lang'), view.locale);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        [],
        path,
      );
      assert.match(await page.title(), /^((Langkah|Keluar|Tentang|Steps|Leaving|About) · )?Suaka$/, path);
      assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), '/assets/favicon.svg');
    }
    assert.deepEqual(elsewhere, []);
    await page.context().close();
  });
}

test('every page is valid HTML in both languages, and no word is missing', async () => {
  const validator = new HtmlValidate(htmlRules as never);
  for (const language of ['id', 'en'])
    for (const url of pages) {
      const { body } = await desk.server.inject({ url, headers: { host: 'localhost', 'accept-language': language } });
      const { results } = await validator.validateString(body);
      assert.deepEqual(
        results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
        [],
        url,
      );
      assert.doesNotMatch(body, /undefined|\[object|NaN/, url);
    }
});

// A phone of 360 and a desktop of 1280 pixels enlarged to 200 %, and WCAG's 320 (1.4.10).
for (const viewport of [
  { width: 320, height: 640 },
  { width: 180, height: 370 },
  { width: 640, height: 430 },
]) {
  test(`at ${viewport.width} pixels nothing is wider than the window, and the way out stays in sight`, async () => {
    for (const locale of ['id', 'en']) {
      const page = await open({ viewport, locale });
      for (const path of pages) {
        await page.goto(path);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(tooWide <= 0, `${path} is ${tooWide} px too wide in ${locale}`);
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        const box = await page.locator('a.leave').boundingBox();
        assert.ok(box && box.y >= 0 && box.y + box.height <= viewport.height, `${path}: ${JSON.stringify(box)}`);
        assert.ok(
          box.height >= 44 && box.x >= 0 && box.x + box.width <= viewport.width,
          `${path}: ${JSON.stringify(box)}`,
        );
      }
      await page.context().close();
    }
  });
}

test('the first load of a page is at most 100 kB, uncompressed, with everything it needs', async () => {
  for (const path of ['/', '/help', '/help/1', '/form']) {
    const page = await open({ locale: 'en' });
    const sizes: [string, number][] = [];
    page.on('response', async (response) => sizes.push([response.url(), (await response.body()).length]));
    await page.goto(path, { waitUntil: 'networkidle' });
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    const shown = sizes.map(([url, size]) => `${url.slice(origin.length)} ${size}`).join(', ');
    assert.ok(sizes.some(([url]) => url.endsWith('.woff2')) && sizes.some(([url]) => url.includes('leave')), shown);
    assert.ok(total <= 100_000, `${path} takes ${total} bytes: ${shown}`);
    await page.context().close();
  }
});

test('the script of the way out is below 2 kB', async () => {
  const reply = await desk.server.inject(desk.server.assets.script('leave'));
  assert.ok(reply.rawPayload.length < 2000, `${reply.rawPayload.length} bytes`);
});

test('without JavaScript: two taps from the first page to the eight steps of each topic, and to what to do when one has paid', async () => {
  const page = await open({ javaScriptEnabled: false });
  for (const [index, { title, steps }] of [
    { title: 'Ada yang mengancam menyebarkan gambarku', steps: firstHour.length },
    { title: 'Gambarku disebarkan, direkam, atau dibuat tanpa izinku', steps: firstHour.length },
    { title: 'Seseorang di internet meminta hal yang membuatku tidak nyaman', steps: firstHour.length },
    { title: 'Ada yang memaksaku atau menahanku demi uang', steps: firstHour.length },
    { title: 'Aku sudah membayar', steps: 5 },
  ].entries()) {
    await page.goto('/');
    await page.getByRole('link', { name: 'Butuh bantuan sekarang' }).click();
    await page.getByRole('link', { name: title }).click();
    assert.equal(new URL(page.url()).pathname, `/help/${index + 1}`, 'the address names nothing');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), title);
    assert.equal(await page.locator('.steps > li').count(), steps);
    const first = page.locator('.steps > li').first();
    assert.deepEqual(await first.locator('a.number').evaluateAll((all) => all.map((one) => one.getAttribute('href'))), [
      'tel:112',
      'tel:110',
      'tel:119,8',
      'https://healing119.id/',
    ]);
  }
  await page.context().close();
});

test('the doors stand in their order, and only those that lead somewhere', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto('/');
  const hrefs = await page.locator('.ways-on a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.deepEqual(hrefs, ['/report', '/help', '/protect', '/status', '/contest']);
  await page.context().close();
});

test('the keyboard meets the way out right after the skip link, and nothing it reaches is hidden under the top', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto('/help');
  const order: string[] = [];
  for (let step = 0; step < 14; step += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    order.push((await focused.getAttribute('href')) ?? '');
    const covered = await focused.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return !element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    assert.equal(covered, false, `${order.at(-1)} is covered`);
  }
  assert.deepEqual(order.slice(0, 5), ['#main', '/leave', '/', '/leave', '/language/en?to=%2Fhelp']);
  assert.equal(order.at(5), 'tel:112');
  await page.goto('/help');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await atTheWeather(page);
  await page.context().close();
});

test('the way out without JavaScript is a plain link; the language that was kept is cleared', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto('/help');
  await page.getByRole('link', { name: 'English' }).click();
  assert.equal((await page.context().cookies()).length, 1);
  await page.getByRole('link', { name: 'Leave now' }).click();
  await atTheWeather(page);
  assert.deepEqual(await page.context().cookies(), []);
  await page.context().close();
});

test('with JavaScript the page is empty before the click is over, whatever the network does', async () => {
  const page = await open();
  await page.route('**/leave', () => {}); // the answer never comes
  await page.goto('/form');
  await page.getByLabel('Words').fill('what somebody wrote');
  const left = await page.evaluate(() => {
    document.querySelector<HTMLAnchorElement>('a.leave')!.click();
    return document.body.innerHTML;
  });
  assert.doesNotMatch(left, /what somebody wrote|Suaka|<a|<form/);
  assert.match(left, /Sebentar…/);
  await page.context().close();
});

test('with JavaScript the page is not in the history: going back does not lead to it', async () => {
  const page = await open();
  await page.goto('about:blank');
  await page.goto('/help/1');
  await page.locator('a.leave').click();
  await atTheWeather(page);
  await page.goBack();
  assert.equal(page.url(), 'about:blank');
  await page.context().close();
});

test('Shift three times within five seconds leaves, and says so on the way', async () => {
  const page = await open();
  await page.goto('/form');
  const status = page.locator('.leave-said[role=status]');
  await page.keyboard.press('Shift');
  assert.equal(await status.innerText(), 'Tekan Shift dua kali lagi untuk keluar.');
  await page.keyboard.press('Shift');
  assert.equal(await status.innerText(), 'Tekan Shift sekali lagi untuk keluar.');
  await page.keyboard.press('Shift');
  await atTheWeather(page);
  await page.context().close();
});

test('writing capitals does not leave, nor does Shift pressed now and then, or held', async () => {
  const page = await open();
  await page.clock.install();
  await page.goto('/form');
  const status = page.locator('.leave-said');
  const field = page.getByLabel('Words');
  await field.pressSequentially('ABC');
  for (const letter of ['Shift+D', 'Shift+E', 'Shift+F', 'Shift+G']) await field.press(letter);
  assert.equal(await status.innerText(), '');
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await field.press('h');
  assert.equal(await status.innerText(), '', 'another key between begins anew');
  await page.keyboard.press('Shift');
  for (let repeated = 0; repeated < 5; repeated += 1) await page.keyboard.down('Shift');
  await page.keyboard.up('Shift');
  await page.clock.fastForward(5100);
  assert.equal(await status.innerText(), '', 'forgotten after five seconds');
  await page.keyboard.press('Shift');
  await page.clock.fastForward(2600);
  await page.keyboard.press('Shift');
  await page.clock.fastForward(2600);
  await page.keyboard.press('Shift');
  assert.equal(new URL(page.url()).pathname, '/form', 'three presses within more than five seconds');
  assert.equal(await field.inputValue(), 'ABCDEFGh');
  await page.context().close();
});

test('on paper there is what the page says, and nothing that tells where it comes from', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto('/form');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.top', '.languages', '.foot', '.banner', '.skip'])
    for (const one of await page.locator(hidden).all()) assert.equal(await one.isVisible(), false, hidden);
  assert.equal(await page.locator('.slip').isVisible(), true);
  await page.context().close();
});
