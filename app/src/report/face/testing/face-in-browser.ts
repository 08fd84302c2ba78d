// The public face with the report form and coming back on it, on a real port with a real browser before it, for tests.
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../../../scripts/chromium.ts';
import type { TestDesk } from '../../../testing/desk.ts';
import { nobody, type Caller } from '../../../verbs/caller.ts';
import { showDone } from '../check/done.ts';
import { registerCheck } from '../check/pages.ts';
import { registerReceipts } from '../receipt-page.ts';
import { readDeskFacts } from '../desk-facts.ts';
import type { DeskFacts } from '../face.ts';
import { openReport } from '../../opening.ts';
import { registerReportForm } from '../report-form/pages.ts';
import { openTestFace } from '../testing.ts';

export interface FaceInBrowser {
  desk: TestDesk;
  browser: Browser;
  origin: string;
  organisationId: string;
  /** Someone who reports: nobody, within the organisation that the face belongs to. */
  reporter: Caller;
  /** A window on a small phone, without JavaScript unless the options say otherwise. */
  open(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export const phone = { width: 360, height: 740 };

/** @param facts what the desk says of itself, besides what stands in its tables. */
export async function openFaceInBrowser(facts: Partial<DeskFacts> = {}): Promise<FaceInBrowser> {
  const view = async () => {
    throw new Error('no receipt of this kind is made here');
  };
  const desk = await openTestFace({
    face: {
      doors: [
        { door: 'report', href: '/report' },
        { door: 'status', href: '/check' },
      ],
      read: async (request) => ({ ...(await readDeskFacts(request)), ...facts }),
    },
    pages(scope) {
      openReport(scope.house);
      registerReportForm(scope);
      registerReceipts(scope, { report: showDone, contest: view, submission: view });
      registerCheck(scope, { contest: view, submission: view });
    },
  });
  const organisationId = await desk.organisation('Rumah Aman Rekaan');
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://localhost:${(desk.server.server.address() as AddressInfo).port}`;
  const browser = await launchChromium();
  return {
    desk,
    browser,
    origin,
    organisationId,
    reporter: { ...nobody, organisationId },
    async open(options = {}) {
      const context = await browser.newContext({
        baseURL: origin,
        viewport: phone,
        locale: 'id',
        javaScriptEnabled: false,
        ...options,
      });
      return context.newPage();
    },
    async close() {
      await browser.close();
      await desk.close();
    },
  };
}
