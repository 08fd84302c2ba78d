// Every page in a real browser: valid HTML, no accessibility fault in either scheme and language, nothing wider than a
// phone; the desk's work done without JavaScript; and a file that is checked never leaves the device.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { distance, fromHex } from '@suaka/pdq';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import htmlRules from '../../.htmlvalidate.json' with { type: 'json' };
import { pictureReaderKey, signalIndexKey } from './recognise/index.ts';
import { sceneJpeg } from './testing/pictures.ts';
import { everyPage, openSite, type Site } from './testing.ts';

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 860 };
const views = [
  { name: 'phone, light, Indonesian', viewport: phone, colorScheme: 'light', language: 'id' },
  { name: 'desktop, dark, English', viewport: desktop, colorScheme: 'dark', language: 'en' },
] as const;

for (const { name, ...view } of views) {
  test(`every page has no accessibility fault and fits: ${name}`, { timeout: 240_000 }, async () => {
    const { context, page } = await site.enter(view);
    const complaints: string[] = [];
    page.on(
      'console',
      (message) => message.type() === 'error' && !/404/.test(message.text()) && complaints.push(message.text()),
    );
    page.on(
      'request',
      (request) => request.url().startsWith(site.origin) || complaints.push(`third party: ${request.url()}`),
    );
    for (const [title, path] of Object.entries(await everyPage(page))) {
      await page.goto(path);
      assert.equal(await page.locator('html').getAttribute('lang'), view.language, title);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        [],
        `${title} (${path})`,
      );
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(tooWide <= 0, `${title} is ${tooWide} px wider than the window`);
    }
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('every page is valid HTML in both languages, and no word is missing', async () => {
  const validator = new HtmlValidate(htmlRules as never);
  for (const language of ['id', 'en'] as const) {
    const { context, page } = await site.enter({ language, javaScriptEnabled: false });
    for (const [title, path] of Object.entries(await everyPage(page))) {
      const response = await context.request.get(path);
      const source = await response.text();
      const report = await validator.validateString(source);
      assert.deepEqual(
        report.results.flatMap((result) => result.messages.map((m) => `${m.line}: ${m.message}`)),
        [],
        `${title} (${path})`,
      );
      assert.doesNotMatch(source, /undefined|\[object|NaN/, title);
    }
    await context.close();
  }
});

test('without JavaScript: a bank is made, a hash listed, checked, found, withdrawn and not found any more', async () => {
  const { context, page } = await site.enter({ javaScriptEnabled: false, viewport: phone });
  const hash = '0123456789abcdef'.repeat(4);
  await page.goto('/desk/recognise/banks/new');
  await page.getByLabel('Name', { exact: true }).fill('Made-up list of a journey');
  await page.getByLabel('Short name for programs').fill('lower case');
  await page.getByRole('button', { name: 'Make a bank' }).click();
  assert.match(await page.getByRole('alert').innerText(), /capital letters, digits and underscores/);
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Made-up list of a journey');
  await page.getByLabel('Short name for programs').fill('JOURNEY_LIST');
  await page.getByLabel('What the list is for').fill('A journey');
  await page.getByLabel('Grooming').check();
  await page.getByLabel('Legal basis').fill('None, made up');
  await page.getByRole('button', { name: 'Make a bank' }).click();
  await page.getByRole('button', { name: 'Activate' }).click();
  await page.getByLabel('Hash', { exact: true }).fill(hash);
  await page.getByRole('button', { name: 'List it' }).click();
  assert.match(await page.getByRole('status').innerText(), /live within a second/);
  await site.made.house.part(signalIndexKey).follow();
  const check = async () => {
    await page.goto('/desk/recognise/check');
    await page.getByLabel('Hash', { exact: true }).fill(hash);
    await page
      .locator('form', { has: page.getByLabel('Hash', { exact: true }) })
      .getByRole('button', { name: 'Check' })
      .click();
    return page.locator('main').innerText();
  };
  assert.match(await check(), /This is known[\s\S]*Made-up list of a journey/);
  await page.locator('a', { hasText: 'Made-up list of a journey' }).first().click();
  await page.getByText('Withdraw', { exact: true }).click();
  await page.locator('details').getByLabel('Reason').fill('The journey ends');
  await page.getByRole('button', { name: 'Withdraw the hash' }).click();
  assert.match(await page.getByRole('status').innerText(), /no longer finds it/);
  assert.match(await check(), /No match in what was asked[\s\S]*not “innocent”/);
  await context.close();
});

test('without JavaScript: a list is imported, its bad lines are named, and it is exported again', async () => {
  const { context, page } = await site.enter({ javaScriptEnabled: false });
  await page.goto((await everyPage(page)).imports!);
  const lines = ['hash,algorithm', `${'a'.repeat(64)},pdq`, 'not-a-hash,pdq', `${'b'.repeat(32)},md5`];
  const upload = async (text: string, keepGood: boolean) => {
    if (keepGood) await page.getByLabel('List the good lines').check();
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'made-up.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Import' }).click();
    await page.waitForURL('**/imports/imp_*');
    return page.locator('main').innerText();
  };
  const refused = await upload(lines.join('\n'), false);
  assert.match(refused, /Nothing was listed/);
  assert.match(refused, /\n3\s/);
  await page.goBack();
  assert.match(await upload(lines.join('\n'), true), /The import is listed[\s\S]*Newly listed: 2/);
  const bank = page.url();
  await page.goto(bank);
  await page.locator('nav.crumbs a').nth(1).click();
  const exported = await (await context.request.get(`${new URL(page.url()).pathname}/export.csv`)).text();
  assert.match(exported, new RegExp('a'.repeat(64)));
  await context.close();
});

test('a file that is checked stays on the device: only its fingerprint is sent, and the answer is the server’s own', async () => {
  const { context, page } = await site.enter({ viewport: phone });
  const picture = await sceneJpeg(900, 700, 5);
  const sent: { url: string; body: Buffer | null }[] = [];
  page.on('request', (request) => sent.push({ url: request.url(), body: request.postDataBuffer() }));
  await page.goto('/desk/recognise/check');
  await page.locator('#check-file').setInputFiles({ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.locator('#check-fingerprint button').click();
  await page.getByText('No match in what was asked').first().waitFor();
  const posted = sent.filter((each) => each.body);
  assert.equal(posted.length, 1);
  const fields = new URLSearchParams(posted[0]!.body!.toString());
  assert.deepEqual([...fields.keys()].toSorted(), ['csrf', 'pdq', 'quality', 'sha1', 'sha256']);
  assert.ok(posted[0]!.body!.length < 1000);
  assert.ok(sent.every((each) => !each.url.includes('holiday')));
  const facts = await site.made.house.part(pictureReaderKey).read(picture);
  assert.ok(
    distance(fromHex(fields.get('pdq')!), facts.hash) <= 2,
    'browser and server decode JPEG alike but for rounding',
  );
  assert.equal(fields.get('sha256'), facts.sha256);
  await context.close();
});

test('with the network cut after loading, the fingerprint is still computed', async () => {
  const { context, page } = await site.enter();
  await page.goto('/desk/recognise/check');
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    HTMLFormElement.prototype.submit = () => {}; // there is nowhere to send it
  });
  await context.setOffline(true);
  await page
    .locator('#check-file')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await sceneJpeg(300, 300, 6) });
  await page.locator('#check-fingerprint button').click();
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('input[name="sha256"]')?.value.length === 64,
  );
  assert.match(await page.locator('input[name="pdq"]').inputValue(), /^[0-9a-f]{64}$/);
  await context.close();
});
