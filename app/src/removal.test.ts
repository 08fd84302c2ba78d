// The desk's whole purpose, in a real browser: what a frightened person reports becomes an item, two people put their names
// to a notice, it reaches a real mail server and the platform's own desk, the platform complies, two networks confirm that
// it is gone, and the receipt says so; then the host puts it back, and it opens again by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { invitePlatform, type Role } from './access/index.ts';
import { hourMs, minuteMs } from './kit/time.ts';
import { mailAt, type MailServer, openMailServer, readMail } from './outside/testing.ts';
import { checkDue, linkPartner } from './remove/index.ts';
import {
  addPlatform,
  classify,
  hostPage,
  type MadeUpHost,
  madeUpVantage,
  openHost,
  openIssuer,
  placeFetch,
} from './remove/testing.ts';
import { addTestPerson } from './testing/desk.ts';
import { openSite, type Site } from './testing.ts';
import { call } from './verbs/verb.ts';

let site: Site;
let mail: MailServer;
let host: MadeUpHost;
let organisationId: string;
before(async () => {
  mail = await openMailServer();
  host = await openHost();
  site = await openSite({ configuration: mailAt(mail.url), outside: { mail: { ca: mail.ca } } });
  organisationId = await site.made.organisation('Badan Rekaan');
  placeFetch(site.made.house, host);
});
after(async () => {
  await site?.close();
  host?.close();
  await mail?.close();
});

const desktop = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

/** A browser of somebody who is signed in. */
async function enter(organisation: string, ...roles: Role[]) {
  const { caller, token } = await addTestPerson(site.made.house, organisation, roles);
  const context = await site.browser.newContext({
    baseURL: site.origin,
    locale: 'id',
    viewport: desktop,
    javaScriptEnabled: false,
  });
  await context.addCookies([{ name: 'suaka_session', value: token, url: site.origin }]);
  return { caller, page: await context.newPage() };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

/** Tells what happened on the public form; the nine words of the receipt. */
async function report(page: Page, address: string): Promise<string> {
  await page.goto('/report');
  for (let screens = 0; screens < 30; screens += 1) {
    const own = page.getByLabel('Ini terjadi padaku', { exact: true });
    const concern = page.getByLabel('Ada yang mengancam mau menyebarkan gambar atau video pribadi', { exact: true });
    if (await own.isVisible()) await own.check();
    if (await concern.isVisible()) await concern.check();
    const items = page.locator('textarea[name="items"]');
    if (await items.isVisible()) await items.fill(address);
    for (const name of ['Kirim laporan', 'Lanjutkan laporan', 'Mulai', 'Lanjut']) {
      const button = page.getByRole('button', { name, exact: true }).first();
      if (!(await button.isVisible())) continue;
      await button.click();
      break;
    }
    if (await page.locator('.slip-words').isVisible()) break;
  }
  const words = (await page.locator('.slip-words li').allInnerTexts()).join(' ');
  await page.getByLabel('Aku sudah menulisnya', { exact: true }).check();
  await press(page, 'Lanjut');
  return words;
}

/** What the receipt tells now. */
async function told(words: string): Promise<string> {
  const context = await site.browser.newContext({
    baseURL: site.origin,
    locale: 'id',
    viewport: phone,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto('/check');
  await page.locator('textarea').fill(words);
  await press(page, 'Buka');
  const text = await page.locator('main').innerText();
  await context.close();
  return text;
}

/** Writes a notice about the removal to a recipient, and has it proposed, approved and sent. */
async function notify(takedown: Page, approver: Page, removal: string, recipient: string): Promise<string> {
  await takedown.goto(removal);
  await takedown.getByRole('link', { name: 'Tulis pemberitahuan' }).first().click();
  const choice = takedown.locator('select[name="platformId"]');
  await choice.selectOption(await choice.locator('option', { hasText: recipient }).getAttribute('value'));
  await takedown.locator('select[name="ruleId"]').selectOption('id-saman');
  await takedown.locator('select[name="ladder"]').selectOption('id-saman');
  await press(takedown, 'Tulis konsep');
  await press(takedown, 'Usulkan, dengan nama saya');
  const address = new URL(takedown.url()).pathname;
  assert.equal(await takedown.getByRole('button', { name: 'Bubuhkan nama saya' }).count(), 0, 'not by the same person');
  await approver.goto(address);
  await press(approver, 'Bubuhkan nama saya');
  await takedown.goto(address);
  await press(takedown, 'Kirim');
  return address;
}

/** Two rounds of jobs: what is sent, and what follows from it. */
const work = () => site.made.house.jobs.runAll();

/** Checks over so many hours, each time it is due. */
async function lookFor(hours: number): Promise<void> {
  for (let passed = 0; passed < hours; passed += 1) {
    site.made.forward(hourMs);
    await checkDue(site.made.house);
  }
}

test('from a report to a removal that is confirmed, and back again when it comes back', {
  timeout: 300_000,
}, async () => {
  const { house } = site.made;
  const address = 'https://papan-rekaan.example/unggahan/7';
  host.answering = hostPage(200, 'Sebuah unggahan rekaan');
  const visitor = await (
    await site.browser.newContext({ baseURL: site.origin, locale: 'id', viewport: phone, javaScriptEnabled: false })
  ).newPage();
  const words = await report(visitor, address);
  assert.equal(words.split(' ').length, 9);

  const supervisor = await enter(organisationId, 'supervisor', 'administrator');
  const takedown = await enter(organisationId, 'takedown');
  const approver = await enter(organisationId, 'approver');
  const people = {
    organisationId,
    supervisor: supervisor.caller,
    takedown: takedown.caller,
    approver: approver.caller,
  };
  await openIssuer(house, people);
  for (const [network, country] of [
    [64_496, 'ID'],
    [64_497, 'SG'],
  ] as const)
    await madeUpVantage(house, organisationId, { network, country }, host);
  await addPlatform(house, people, { name: 'Host Rekaan', way: 'mail', mail: 'lapor@host-rekaan.example' });
  const entry = await addPlatform(house, people, { name: 'Papan Rekaan' });
  const invited = await call(house, invitePlatform, supervisor.caller, {
    name: 'Papan Rekaan',
    person: 'Kontak Rekaan',
    email: 'kontak@papan-rekaan.example',
  });
  await call(house, linkPartner, supervisor.caller, { platformId: entry, partnerId: invited.id });

  const { removalId } = await classify(site.made, people, address, entry);
  const removal = `/desk/remove/removals/${removalId}`;
  const mailed = await notify(takedown.page, approver.page, removal, 'Host Rekaan');
  const served = await notify(takedown.page, approver.page, removal, 'Papan Rekaan');
  await work();
  await work();

  assert.equal(mail.received.length, 1);
  const { text, headers } = readMail(mail.received[0]!.raw);
  assert.ok(text.includes(address), 'exactly what is to be removed');
  assert.match(headers.subject ?? '', /Surat|Perintah/);
  assert.equal(
    headers['reply-to'],
    'penghapusan@badan-rekaan.example',
    'answers go to the office that the notice names',
  );
  await takedown.page.goto(mailed);
  assert.match(await takedown.page.locator('main').innerText(), /Diserahkan/);

  const contact = await enter(invited.id, 'platform');
  await contact.page.goto('/desk/notices');
  assert.equal(
    await contact.page.locator('nav a', { hasText: 'Laporan' }).count(),
    0,
    'they see nothing else of the desk',
  );
  await contact.page.locator('table tbody th a').first().click();
  assert.ok((await contact.page.locator('main').innerText()).includes(address));
  await contact.page.locator('form[action$="/comply"] button').click();
  await work();
  await takedown.page.goto(served);
  assert.match(await takedown.page.locator('main').innerText(), /Dipenuhi/);
  await takedown.page.goto(removal);
  assert.match(await takedown.page.locator('main').innerText(), /Dinyatakan platform, belum dipastikan/);

  host.answering = hostPage(404, 'Tidak ditemukan');
  await lookFor(30);
  const confirmed = await enter(organisationId, 'takedown');
  await confirmed.page.goto(removal);
  assert.match(await confirmed.page.locator('main').innerText(), /Dipastikan oleh pemeriksaan dari beberapa jaringan/);
  site.made.forward(50 * hourMs);
  assert.match(await told(words), /beberapa jaringan/);

  host.answering = hostPage(200, 'Sebuah unggahan rekaan');
  await lookFor(72);
  site.made.forward(11 * minuteMs);
  await checkDue(house);
  const again = await enter(organisationId, 'takedown');
  await again.page.goto('/desk/remove');
  assert.match(await again.page.locator('main').innerText(), /Muncul lagi/);
  await again.page.goto(removal);
  assert.match(await again.page.locator('h1').locator('xpath=..').innerText(), /Muncul lagi/);
  site.made.forward(50 * hourMs);
  assert.match(await told(words), /muncul lagi/i);
});
