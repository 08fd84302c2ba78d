// The keys of the queue in a real browser: an addition that can be turned off, while Tab reaches everything without script;
// and every page of intake without a fault of accessibility, as valid HTML.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import htmlRules from '../../../../.htmlvalidate.json' with { type: 'json' };
import { launchChromium } from '../../../../scripts/chromium.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { openReport } from '../opening.ts';
import { everything } from '../testing.ts';
import { registerIntakePages } from './pages.ts';
import { addresses, madeUpReport, seen } from './testing.ts';
import { mergeReports, readReport, takeReport } from './verbs.ts';

let desk: TestDesk;
let browser: Browser;
let visitor: Visitor;
let organisationId: string;
const reports: { id: string; reference: string }[] = [];

before(async () => {
  desk = await openTestDesk({ pages: (scope) => registerIntakePages(scope) });
  openReport(desk.house);
  organisationId = await desk.organisation();
  ({ visitor } = await desk.person(organisationId, ['intake']));
  const told = { story: 'Cerita rekaan: instagram akun_lain.', items: addresses, ageBand: '13-17', extortion: 'now' };
  for (const more of [{ ...told, inDanger: true }, told, { items: addresses }])
    reports.push(await madeUpReport({ house: desk.house, organisationId }, more));
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

async function enter(options: BrowserContextOptions = {}): Promise<Page> {
  const baseURL = `http://localhost:${(desk.server.server.address() as AddressInfo).port}`;
  const context = await browser.newContext({ baseURL, locale: 'en', ...options });
  const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: baseURL }));
  await context.addCookies([...cookies, { name: 'suaka_language', value: options.locale ?? 'en', url: baseURL }]);
  return context.newPage();
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const read = (id: string) => call(desk.house, readReport, callerOf(organisationId, everything), { id });

test('j and k move through the list, Enter opens, t takes, q goes back, ? shows the keys', async () => {
  const page = await enter();
  await page.goto('/desk/report');
  const [first, second, third] = reports.map(({ reference }) => reference);
  for (const [key, where] of [
    ['j', first],
    ['j', second],
    ['j', third],
    ['j', third],
    ['k', second],
  ] as const) {
    await page.keyboard.press(key);
    assert.equal(await focused(page), where, key);
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/desk/report/${reports[1]!.id}`);
  await page.keyboard.press('t');
  await page.getByText('You have this report now.').waitFor();
  assert.ok((await read(reports[1]!.id)).report.takenBy);
  await page.keyboard.press('r');
  await page.keyboard.type('quick jotting');
  assert.equal(await page.locator('#answer-form textarea').inputValue(), 'quick jotting', 'typing is typing');
  await page.locator('h1').click();
  await page.keyboard.press('q');
  await page.waitForURL('**/desk/report');
  await page.keyboard.press('?');
  assert.ok(await page.getByText('take the next one', { exact: true }).isVisible());
  await page.context().close();
});

test('the keys can be turned off, which the browser remembers; without script nothing speaks of them', async () => {
  const page = await enter();
  await page.goto('/desk/report');
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Turn these keys off' }).click();
  await page.reload();
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
  await page.context().close();
  const plain = await enter({ javaScriptEnabled: false });
  await plain.goto('/desk/report');
  assert.equal(await plain.getByText('Keyboard', { exact: true }).isVisible(), false);
  const take = plain.getByRole('button', { name: `Take report ${reports[0]!.reference}` });
  for (let presses = 0; presses < 40 && !(await take.evaluate((element) => element.matches(':focus'))); presses += 1)
    await plain.keyboard.press('Tab');
  await plain.keyboard.press('Enter');
  await plain.waitForURL(`**/desk/report/${reports[0]!.id}`);
  assert.ok((await read(reports[0]!.id)).report.takenBy);
  await plain.context().close();
});

/** Every page of intake, by a report in each of the standings that look different. */
async function everyPage(): Promise<string[]> {
  const { house } = desk;
  const officer = callerOf(organisationId, everything);
  const long = `https://contoh.example/${'panjang/'.repeat(30)}`;
  const [main, duplicate, theirs] = await Promise.all(
    [long, addresses, addresses].map((items) => madeUpReport({ house, organisationId }, { items })),
  );
  const given = await seen(house, officer, duplicate!);
  await call(house, mergeReports, officer, { ...given, into: main!.id, reason: 'same-thing' });
  await call(house, takeReport, officer, await seen(house, officer, theirs!));
  const reportPath = ({ id }: { id: string }) => `/desk/report/${id}`;
  const asking = ['resolve', 'refer', 'merge', 'split', 'facts'].map((step) => `${reportPath(reports[0]!)}/${step}`);
  const lists = ['/desk/report', '/desk/report?view=mine&concern=trafficking', '/desk/report?q=nothing'];
  return [...lists, ...[reports[0]!, main!, duplicate!, theirs!].map(reportPath), ...asking];
}

test('every page of intake is accessible and fits on a phone', async () => {
  const page = await enter({ locale: 'id', viewport: { width: 390, height: 844 } });
  for (const path of await everyPage()) {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      path,
    );
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(tooWide <= 0, `${path} is ${tooWide} px wider than the window`);
  }
  await page.context().close();
});

test('every page of intake is valid HTML in both languages, and no word is missing', async () => {
  const validator = new HtmlValidate(htmlRules as never);
  for (const language of ['id', 'en']) {
    visitor.cookies.set('suaka_language', language);
    for (const path of await everyPage()) {
      const { body } = await visitor.get(path);
      const { results } = await validator.validateString(body);
      assert.deepEqual(
        results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
        [],
        path,
      );
      assert.match(body, new RegExp(`<html lang="${language}"`));
      assert.doesNotMatch(body, /undefined|\[object|NaN/, path);
    }
  }
});
