// The public face on a real port with a real browser before it, for tests.
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../../../scripts/chromium.ts';
import type { DeskFacts } from '../face.ts';
import { type OpenFace, openFace } from './open-face.ts';

export interface FaceInBrowser {
  desk: OpenFace;
  browser: Browser;
  origin: string;
  /** A window on a small phone, without JavaScript unless the options say otherwise. */
  open(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Everybody in a test comes from one address. */
const calm = { freePerSource: 1e6, mostPerSource: 1e6, manyPerMinute: 1e6, calmMs: 1 };

export const phone = { width: 360, height: 740 };

export async function openFaceInBrowser(facts: Partial<DeskFacts> = {}): Promise<FaceInBrowser> {
  const desk = await openFace({ facts, flood: calm });
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://localhost:${(desk.server.server.address() as AddressInfo).port}`;
  desk.house.configuration.publicUrl = origin;
  const browser = await launchChromium();
  return {
    desk,
    browser,
    origin,
    async open(options = {}) {
      const small = { baseURL: origin, viewport: phone, locale: 'id', javaScriptEnabled: false };
      const context = await browser.newContext({ ...small, ...options });
      return context.newPage();
    },
    async close() {
      await browser.close();
      await desk.close();
    },
  };
}
