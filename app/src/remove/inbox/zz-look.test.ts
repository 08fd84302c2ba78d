import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';

import { launchChromium } from '../../../../scripts/chromium.ts';
import { hourMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { invitePlatform } from '../../access/index.ts';
import { openOffice } from '../testing.ts';
import { complyServed } from './answers.ts';
import { connectedPlatform, enter, invitation, madeUpNotice, openInboxDesk, putIntoInbox } from './testing.ts';
test('look', { timeout: 300000 }, async () => {
  const made = await openInboxDesk();
  const office = await openOffice(made);
  const one = await connectedPlatform(made.house, office, 'Platform Satu Rekaan');
  const sari = await enter(made, one.linkToken, one.email);
  const long = 'https://contoh.example/' + 'jalan-yang-sangat-panjang/'.repeat(12) + '?x=1';
  const items = [{ number: 1, kind: 'url', address: long }, { number: 2, kind: 'account', address: 'akun.rekaan' }, { number: 3, kind: 'url', address: 'https://contoh.example/tiga' }] as const;
  const rule = { id: 'rekaan', version: 2, citation: 'Peraturan Rekaan 1/2031 Pasal 4', within: { unit: 'hours', count: 4 } as const };
  const put = (d: object, dueAt: Date | null) => putIntoInbox(made.house, one.organisationId, office.organisationId, { document: madeUpNotice({ items: [...items], ...d }), dueAt });
  const a = await put({ basis: 'statutory', rule, authority: 'Surat Tugas Rekaan 7', preserve: 'Simpan untuk polisi.' }, new Date(made.house.now().getTime() + 3 * hourMs));
  const b = await put({}, new Date(made.house.now().getTime() - hourMs));
  await put({ ground: 'grooming' }, null);
  await call(made.house, complyServed, one.answerer, { id: b, items: [1], words: 'Sudah, yang pertama.' });
  await made.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = made.server.server.address() as { port: number };
  const browser = await launchChromium();
  const supervisor = (await made.person(office.organisationId, ['supervisor'])).visitor;
  const { id: p } = await call(made.house, invitePlatform, office.supervisor, invitation());
  const shots: [string, typeof sari, string][] = [['list', sari, '/desk/notices'], ['one', sari, `/desk/notices/${a}`], ['partial', sari, `/desk/notices/${b}`], ['platforms', supervisor, '/desk/remove/settings/platforms'], ['platform', supervisor, `/desk/remove/settings/platforms/${p}`], ['invite', supervisor, '/desk/remove/settings/platforms/invite']];
  for (const [view, viewport, colorScheme, lang] of [['phone', { width: 390, height: 844 }, 'light', 'id'], ['desktop', { width: 1280, height: 860 }, 'dark', 'en']] as const) {
    for (const [name, visitor, path] of shots) {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: `http://localhost:${port}`, javaScriptEnabled: true });
      await context.addCookies([{ name: 'suaka_session', value: visitor.cookies.get('suaka_session')!, url: `http://localhost:${port}` }, { name: 'suaka_language', value: lang, url: `http://localhost:${port}` }]);
      const page = await context.newPage();
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      console.log(view, name, await page.title(), violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`), 'wide', wide);
      await page.screenshot({ path: `/tmp/suaka/f/${view}-${name}.png`, fullPage: true });
      await context.close();
    }
  }
  await browser.close();
  await made.close();
});
