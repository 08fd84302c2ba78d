// The pages of the second factor in a real browser: every state that only a form leads to, on a phone and
// on a desk, in both languages and both colour schemes.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../../scripts/chromium.ts';
import { asOwner } from '../../runtime/database.ts';
import { minuteMs } from '../../kit/time.ts';
import { openTestDesk, type TestDesk, testPassword } from '../../testing/desk.ts';
import { call } from '../../verbs/verb.ts';
import { requireSecondFactor } from '../index.ts';
import { inspect } from '../testing.ts';
import { codeAt } from './testing.ts';

let desk: TestDesk;
let browser: Browser;
let origin: string;

before(async () => {
  desk = await openTestDesk();
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://localhost:${(desk.server.server.address() as AddressInfo).port}`;
  desk.house.configuration.publicUrl = origin;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

const views = [
  { name: 'phone, light, Indonesian', viewport: { width: 390, height: 844 }, colorScheme: 'light', locale: 'id' },
  { name: 'desktop, dark, English', viewport: { width: 1280, height: 860 }, colorScheme: 'dark', locale: 'en' },
] as const;

for (const { name, ...options } of views) {
  test(`led to set up, signed in with a code, removed again; locked and unlocked: ${name}`, {
    timeout: 120_000,
  }, async () => {
    const organisation = await desk.organisation(`Agensi Rekaan ${options.locale}`);
    const administrator = await desk.person(organisation, ['administrator']);
    const { caller } = await desk.person(organisation, ['administrator']);
    await call(desk.house, requireSecondFactor, administrator.caller, { required: true });
    const context = await browser.newContext({ baseURL: origin, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on(
      'console',
      (message) => message.type() === 'error' && !/4\d\d \(/.test(message.text()) && complaints.push(message.text()),
    );
    const submit = () => page.locator('main form button.primary').last().click();
    const code = (secret: string) => codeAt(secret, desk.house.now());
    const signIn = async () => {
      await page.goto('/desk/sign-in');
      await page.locator('[name=email]').fill(`${caller.id}@made-up.example`);
      await page.locator('[name=password]').fill(testPassword);
      await submit();
    };

    await signIn();
    await inspect(page);
    await submit();
    await page.locator('details summary').click();
    await inspect(page);
    const secret = (await page.locator('details code').first().innerText()).replaceAll(/\s/g, '');
    assert.match(secret, /^[A-Z2-7]{32}$/);
    await page.locator('[name=code]').fill('12');
    await submit();
    await inspect(page);
    await page.locator('[name=code]').fill(code(secret));
    await submit();
    assert.equal((await page.locator('pre').innerText()).trim().split('\n').length, 10);
    await inspect(page);
    await page.locator('main a.button').click();
    await page.waitForURL('**/desk/people');
    await inspect(page);

    await context.clearCookies({ name: 'suaka_session' });
    desk.forward(minuteMs);
    await signIn();
    await page.waitForURL('**/desk/sign-in/code**');
    await inspect(page);
    await page.locator('[name=code]').fill('000000');
    await submit();
    await inspect(page);
    await page.locator('[name=code]').fill(code(secret));
    await submit();
    await page.waitForURL('**/desk/people');

    await page.goto('/desk/me');
    await inspect(page);
    await page.locator('a[href="/desk/me/second-factor"]').click();
    await page.locator('details.confirm summary').click();
    await page.locator('[name=proof]').fill('tebakan');
    await page.locator('details.confirm button').click();
    await page.locator('details.confirm summary').click();
    await inspect(page);

    await asOwner(desk.house.database, ({ client }) =>
      client.query(
        'ALTER TABLE access.person NO FORCE ROW LEVEL SECURITY; UPDATE access.person SET password_locked_at = now(); ALTER TABLE access.person FORCE ROW LEVEL SECURITY',
      ),
    );
    await page.goto(`/desk/people/${caller.id}`);
    await inspect(page);
    await page.locator(`form[action$="/unlock"] button`).click();
    await page.locator('details.confirm summary').first().click();
    await inspect(page);
    await page.locator('form[action$="/take-away-second-factor"] button').click();
    assert.match(page.url(), /\/desk\/sign-in/, 'the session stood on the second factor that was taken away');
    assert.deepEqual(complaints, []);
    await context.close();
  });
}
