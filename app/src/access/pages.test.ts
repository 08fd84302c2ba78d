// The room's pages in a real browser: a passkey from the first visit to signing in again, and every state of a page that
// only a form leads to, checked for accessibility and valid HTML.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium.ts';
import { openTestDesk, type TestDesk } from '../testing/desk.ts';
import { missingWords } from '../kit/words.ts';
import { inspect } from './testing.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

const sharable = {
  label: () => 'List',
  uses: ['match'] as const,
  list: async () => [{ id: 'thing', name: 'Our list' }],
};
let desk: TestDesk;
let browser: Browser;
let origin: string;

before(async () => {
  desk = await openTestDesk({ access: { sharables: [sharable] } });
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://localhost:${(desk.server.server.address() as AddressInfo).port}`;
  desk.house.configuration.publicUrl = origin;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, locale: 'en', ...options });
  return context.newPage();
}

test('a newcomer sets up the desk, adds a passkey, signs out, and signs in with it without typing anything', async () => {
  const page = await openPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto('/setup');
  await inspect(page);
  await page.getByRole('link', { name: 'Set up this desk' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await inspect(page);
  await page.getByLabel('Organisation').fill('Rumah Aman Rekaan');
  await page.getByLabel('Your name').fill('Ayu Rekaan');
  await page.getByLabel('E-mail').fill('ayu@rekaan.example');
  await page.getByLabel('Password').fill('empat kata sandi acak');
  await page.getByRole('button', { name: 'Set up' }).click();
  assert.match(await page.getByRole('status').first().innerText(), /desk is set up/);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('on one device').waitFor();
  await inspect(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/desk/people');
  assert.match(await page.locator('main').innerText(), /Ayu Rekaan/);
  await page.context().close();
});

test('under another name for the same machine no passkey is offered, and the password still works', async () => {
  const page = await openPage({ baseURL: origin.replace('localhost', '127.0.0.1') });
  await page.goto('/desk/sign-in');
  assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible(), false);
  await page.getByLabel('E-mail').fill('ayu@rekaan.example');
  await page.getByLabel('Password').fill('empat kata sandi acak');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/desk/people');
  await page.context().close();
});

const views = [
  {
    name: 'phone, light, Indonesian',
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
    locale: 'id',
    language: 'id',
  },
  {
    name: 'desktop, dark, English',
    viewport: { width: 1280, height: 860 },
    colorScheme: 'dark',
    locale: 'en',
    language: 'en',
  },
] as const;

for (const { name, language, ...options } of views) {
  test(`the pages that forms lead to: ${name}`, async () => {
    await desk.organisation(`Mitra Rekaan ${language}`);
    const page = await openPage(options);
    const administrator = await desk.person(await desk.organisation(`Agensi Rekaan ${language}`), ['administrator']);
    const value = administrator.visitor.cookies.get('suaka_session')!;
    await page.context().addCookies([{ name: 'suaka_session', value, url: origin }]);
    const submit = () => page.locator('main form button.primary').last().click();

    await page.goto('/desk/people/add');
    await submit();
    await inspect(page);
    await page.locator('[name=name]').fill('Bayu Rekaan');
    await page.locator('[name=email]').fill(`bayu-${language}@rekaan.example`);
    await page.locator('[name=roles]').first().check();
    await submit();
    await inspect(page);
    const link = new URL(await page.locator('pre').innerText());
    await page.goto('/desk/people');
    await page.getByRole('link', { name: 'Bayu Rekaan' }).click();
    await page.locator('details.confirm summary').click();
    await inspect(page);

    await page.goto('/desk/keys/make');
    await submit();
    await inspect(page);
    await page.locator('[name=name]').fill('Antrean');
    await page.locator('[name=scopes]').first().check();
    await submit();
    assert.match(await page.locator('pre').first().innerText(), /^sk_/);
    await inspect(page);
    await page.goto('/desk/keys');
    await inspect(page);

    await page.goto('/desk/sharing/give');
    await submit();
    await inspect(page);
    await page.locator('[name=use]').first().check();
    await page.locator('[name=agreement]').fill('Nota rekaan 12');
    await submit();
    await inspect(page);

    await page.goto('/desk/record');
    await inspect(page);
    await page.goto('/language/' + (language === 'id' ? 'en' : 'id') + '?to=/desk/record');
    assert.equal(await page.locator('html').getAttribute('lang'), language === 'id' ? 'en' : 'id');
    await page.goto(`/language/${language}?to=/desk/me`);
    const menu = page.locator('details.menu summary');
    if (await menu.isVisible()) await menu.click();
    await page.getByRole('button', { name: language === 'id' ? 'Keluar' : 'Sign out' }).click();
    await page.locator('[name=email]').fill('tiada@rekaan.example');
    await page.locator('[name=password]').fill('salah');
    await submit();
    await inspect(page);
    await page.goto(link.pathname);
    await inspect(page);
    await page.locator('[name=password]').fill('pendek');
    await submit();
    await inspect(page);
    await page.locator('[name=password]').fill('empat kata sandi acak');
    await submit();
    await page.waitForURL('**/desk/me');
    await page.context().close();
  });
}

test('no word is missing in either language', () => {
  assert.deepEqual(missingWords(id, en), []);
});
