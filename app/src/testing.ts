// A whole desk on a real port with a real browser in front of it, for tests of pages and for the screenshots of the
// documentation: set up by looking around, so that every page has something made up to show.
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import type { Language } from './kit/words.ts';
import { openRooms, type RoomOptions, serve } from './main.ts';
import type { Configuration } from './runtime/configuration.ts';
import { openTestHouse, type TestHouse } from './testing/house.ts';

export interface Site {
  made: TestHouse;
  server: FastifyInstance;
  browser: Browser;
  /** Such as http://localhost:41234. */
  origin: string;
  /** A browser window signed in to the made-up organisation. */
  enter(options?: BrowserContextOptions & { language?: Language }): Promise<{ context: BrowserContext; page: Page }>;
  close(): Promise<void>;
}

export async function openSite(options: RoomOptions & { configuration?: Partial<Configuration> } = {}): Promise<Site> {
  const made = await openTestHouse(options.configuration ? { configuration: options.configuration } : {});
  await openRooms(made.house, options);
  const server = await serve(made.house);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const browser = await launchChromium();
  return {
    made,
    server,
    browser,
    origin,
    async enter({ language = 'en', ...options } = {}) {
      const context = await browser.newContext({ baseURL: origin, locale: language, ...options });
      const page = await context.newPage();
      await page.goto('/setup');
      await page.locator('form[action="/setup/look-around"] button').click();
      await page.waitForURL('**/desk/**');
      return { context, page };
    },
    async close() {
      await browser.close();
      await server.close();
      await made.close();
    },
  };
}

/** Follows the first link of the first column of a page's table. */
async function firstRow(page: Page, from: string): Promise<string> {
  await page.goto(from);
  return (await page.locator('table tbody th a').first().getAttribute('href'))!;
}

/** Begins a second factor, so that its page shows the square to scan. */
async function secondFactor(page: Page): Promise<string> {
  const path = '/desk/me/second-factor';
  await page.goto(path);
  const begin = page.locator(`form[action="${path}/begin"] button`);
  if (await begin.isVisible()) await begin.click();
  return path;
}

/** The form of a notice about the first removal that somebody could be asked for. */
async function newNotice(page: Page): Promise<string> {
  const removal = await firstRow(page, '/desk/remove/removals?view=work');
  return `/desk/remove/notices/new?removal=${removal.split('/').at(-1)}`;
}

/** The address of every page of the desk, by a name for its screenshot. */
export async function everyPage(page: Page): Promise<Record<string, string>> {
  const bank = await firstRow(page, '/desk/recognise/banks');
  return {
    recognise: '/desk/recognise',
    banks: '/desk/recognise/banks',
    'bank-new': '/desk/recognise/banks/new',
    bank,
    'bank-change': `${bank}/change`,
    imports: `${bank}/imports`,
    signals: '/desk/recognise/signals',
    signal: await firstRow(page, '/desk/recognise/signals'),
    'scan-exports': '/desk/recognise/exports',
    check: '/desk/recognise/check',
    matches: '/desk/recognise/matches',
    match: await firstRow(page, '/desk/recognise/matches'),
    people: '/desk/people',
    'person-new': '/desk/people/add',
    person: await firstRow(page, '/desk/people'),
    keys: '/desk/keys',
    sharing: '/desk/sharing',
    record: '/desk/record',
    me: '/desk/me',
    'second-factor': await secondFactor(page),
    queue: '/desk/report',
    'queue-all': '/desk/report?view=all',
    report: await firstRow(page, '/desk/report'),
    'report-new': '/desk/report/new',
    'report-file': '/desk/report/new/file',
    items: '/desk/report/items',
    item: await firstRow(page, '/desk/report/items'),
    search: '/desk/report/search',
    contests: '/desk/report/contests',
    contest: await firstRow(page, '/desk/report/contests'),
    settings: '/desk/report/settings',
    'go-live-point': '/desk/report/settings/points/cover-hours',
    'help-lines': '/desk/report/settings/lines',
    'help-line-new': '/desk/report/settings/lines/new',
    rules: '/desk/report/settings/rules',
    'rule-preview': '/desk/report/settings/rules/child?days=60&hours=0',
    care: '/desk/report/settings/care',
    exports: '/desk/report/settings/exports',
    remove: '/desk/remove',
    removals: '/desk/remove/removals',
    'removals-removed': '/desk/remove/removals?view=removed',
    removal: await firstRow(page, '/desk/remove/removals?view=removed'),
    'removal-open': await firstRow(page, '/desk/remove/removals?view=open'),
    notices: '/desk/remove/notices',
    notice: await firstRow(page, '/desk/remove/notices?view=answered'),
    'notice-draft': await firstRow(page, '/desk/remove/notices?view=drafts'),
    'notice-new': await newNotice(page),
    directory: '/desk/remove/directory',
    'directory-entry': await firstRow(page, '/desk/remove/directory'),
    'directory-new': '/desk/remove/directory/new',
    deliveries: '/desk/remove/deliveries?view=handed-over',
    delivery: await firstRow(page, '/desk/remove/deliveries?view=handed-over'),
    'remove-rules': '/desk/remove/rules',
    'remove-rule': '/desk/remove/rules/id-order',
    ladders: '/desk/remove/rules/ladders',
    authorities: '/desk/remove/rules/authorities',
    holidays: '/desk/remove/rules/holidays',
    'remove-settings': '/desk/remove/settings',
    'vantage-points': '/desk/remove/settings/vantage-points',
    'media-mandate': '/desk/remove/settings/media',
    'remove-platforms': '/desk/remove/settings/platforms',
    'remove-transparency': '/desk/remove/settings/transparency',
    transparency: '/transparency',
    'transparency-log': '/transparency/log',
    home: '/',
    help: '/help',
    'report-form': '/report',
    protect: '/protect',
    code: '/check',
    'contest-form': '/contest',
    leaving: '/about-leaving',
    'made-up': '/desk/made-up',
    'sign-in': '/desk/sign-in',
    setup: '/setup',
    'setup-desk': '/setup/desk',
    'not-found': '/desk/nowhere',
  };
}
