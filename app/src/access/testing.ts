// What this room's tests in a browser share: looking at a page as it stands, for accessibility, valid HTML and width.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import htmlRules from '../../../.htmlvalidate.json' with { type: 'json' };

const validator = new HtmlValidate(htmlRules as never);

// The browser writes a document out in a form of its own.
const byBrowser = new Set(['doctype-style', 'attribute-boolean-style', 'void-style', 'attribute-empty-style']);

/** Checks what is on the page now, as the person sees it and as it was sent. */
export async function inspect(page: Page): Promise<void> {
  const where = `${page.url()} "${await page.title()}"`;
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  assert.deepEqual(
    violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`),
    [],
    where,
  );
  const report = await validator.validateString(await page.content());
  const faults = report.results.flatMap(({ messages }) => messages).filter(({ ruleId }) => !byBrowser.has(ruleId));
  assert.deepEqual(
    faults.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    [],
    where,
  );
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(tooWide <= 0, `${where} is ${tooWide} px too wide`);
}
