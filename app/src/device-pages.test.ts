// Pages about what people gave of their own pictures, in a real browser: reached from the desk, without a hash on them,
// valid and without accessibility fault; and a copy is compared with a match without JavaScript.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../.htmlvalidate.json' with { type: 'json' };
import type { Page } from 'playwright-core';
import { newId } from './kit/ids.ts';
import { devicePermission, ensureDeviceBank, listDeviceSignals, signalIndexKey } from './recognise/index.ts';
import { asOwner } from './runtime/database.ts';
import { openSite, type Site } from './testing.ts';
import { nodeCaller } from './verbs/caller.ts';
import { call } from './verbs/verb.ts';

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const hash = randomBytes(32).toString('hex');
const near = `${hash.slice(0, -1)}${hash.endsWith('0') ? '1' : '0'}`;

/** Gives a hash to the organisation that is looked around in; the id of the bank that it lies in. */
async function give(): Promise<string> {
  const { house } = site.made;
  const { rows } = await asOwner(house.database, ({ client }) =>
    client.query('SELECT id FROM access.organisation WHERE demonstration'),
  );
  const itself = nodeCaller(rows[0].id, [devicePermission]);
  const { id } = await call(house, ensureDeviceBank, itself, { ground: 'sexual-extortion' });
  await call(house, listDeviceSignals, itself, {
    submissionId: newId('submission'),
    ground: 'sexual-extortion',
    hashes: [{ algorithm: 'pdq', hash, quality: 90 }],
    expiresAt: null,
  });
  await house.part(signalIndexKey).follow();
  return id;
}

async function checkPage(page: Page, path: string, words: RegExp): Promise<void> {
  await page.goto(path);
  const source = await (await page.context().request.get(path)).text();
  assert.match(source, words, path);
  assert.ok(![hash, near].some((each) => source.includes(each.slice(0, 12))), `${path} shows a hash`);
  const { results } = await new HtmlValidate(htmlRules as never).validateString(source);
  assert.deepEqual(
    results.flatMap((result) => result.messages.map((message) => `${message.line}: ${message.message}`)),
    [],
    path,
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
    path,
  );
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(tooWide <= 0, `${path} is ${tooWide} px wider than the window`);
}

test('a device bank, a hash in it and a match are reached and read on a phone, and show no hash', async () => {
  const { context, page } = await site.enter({ language: 'id', viewport: { width: 390, height: 844 } });
  const bank = `/desk/recognise/banks/${await give()}`;
  await checkPage(page, bank, /dititipkan orang atas gambarnya sendiri/);
  assert.equal(await page.locator(`form[action^="${bank}/"]`).count(), 0, 'nothing is done there by hand');
  const signal = (await page.locator('table tbody th a').first().getAttribute('href'))!;
  await checkPage(page, signal, /Perangkat pemilik gambar/);
  assert.equal(await page.locator(`form[action^="${signal}/"]`).count(), 0);

  await page.goto('/desk/recognise/check');
  await page.locator('input[name="hash"]').fill(near);
  await page.locator('form:has(input[name="hash"]) button').click();
  await page.getByText('dalam 31 bit').first().waitFor();
  const match = (await page.locator('a[href^="/desk/recognise/matches/mat_"]').first().getAttribute('href'))!;
  await checkPage(page, match, /Seseorang meminta gambarnya sendiri dilindungi/);
  await context.close();
});

test('whoever holds copies asks a match about one, without JavaScript; the answer names no hash', async () => {
  const { context, page } = await site.enter({ language: 'en', javaScriptEnabled: false });
  await page.goto('/desk/recognise/matches');
  const device = page.locator('tr', { hasText: 'within 31 bits' }).first();
  await device.locator('a').click();
  const ask = async (copy: string) => {
    await page.getByLabel('Hash', { exact: true }).fill(copy);
    await page.getByRole('button', { name: 'Compare' }).click();
  };
  await ask(near);
  await page.getByText('Yes: this match is about that copy.').waitFor();
  await ask(hash);
  await page.getByText('No: this match is about another copy.').waitFor();
  await ask('00');
  await page.getByText('That is not a hash of this algorithm.').first().waitFor();
  assert.ok(!page.url().includes(near.slice(0, 12)) && !(await page.content()).includes(near.slice(0, 12)));
  await context.close();
});
