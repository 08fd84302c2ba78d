// What every page of the public face has to hold, asked of the page as a browser shows it: no fault of accessibility, valid
// markup, and nothing wider than the window.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { BrowserContextOptions, Page } from 'playwright-core';
import htmlRules from '../../../../../.htmlvalidate.json' with { type: 'json' };

const validator = new HtmlValidate(htmlRules as never);
// The browser writes a document out in a form of its own.
const byBrowser = new Set(['doctype-style', 'attribute-boolean-style', 'void-style', 'attribute-empty-style']);

/** @param options those of the window that matter to how the page looks, such as the colour scheme. */
export async function inspect(shown: Page, name: string, options: BrowserContextOptions = {}): Promise<void> {
  const page = await withScripts(shown, options);
  try {
    await look(page, name);
  } finally {
    await page.context().close();
  }
}

/** The page as it is shown, copied to a window in which axe can run: the first one may have no JavaScript. */
async function withScripts(shown: Page, options: BrowserContextOptions): Promise<Page> {
  const context = await shown
    .context()
    .browser()!
    .newContext({ ...options, viewport: shown.viewportSize() });
  const page = await context.newPage();
  const content = await shown.content();
  await page.route(shown.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: content }));
  await page.goto(shown.url());
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
    name,
  );
  const report = await validator.validateString(await page.content());
  const faults = report.results.flatMap(({ messages }) => messages).filter(({ ruleId }) => !byBrowser.has(ruleId));
  assert.deepEqual(
    faults.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    [],
    name,
  );
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(tooWide <= 0, `${name} is ${tooWide} px wider than the window`);
}
