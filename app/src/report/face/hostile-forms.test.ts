// Forms that no page of ours would send: names that every object has, values that are not there, fields given twice. Each
// is answered with a page, and no page shows anything of the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call } from '../../verbs/verb.ts';
import { fileContest, openReceipt, submitFingerprints } from '../index.ts';
import { newOnce } from '../receipt/index.ts';
import { fileMadeUp, ticketFor } from '../testing.ts';
import type { OpenFace } from './testing/open-face.ts';
import { Reader } from './testing/reader.ts';
import { openWholeFace } from './testing/whole-face.ts';

let desk: OpenFace;
const tickets: Record<string, string> = {};
before(async () => {
  desk = await openWholeFace({ freePerSource: 10_000, mostPerSource: 20_000, manyPerMinute: 20_000, calmMs: 1 });
  const once = newOnce();
  const open = async ({ receipt }: { receipt: string[] | null }) =>
    (await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') })).ticket;
  const subject = 'https://rekaan.example/x';
  tickets.report = await ticketFor(desk, await fileMadeUp(desk));
  tickets.contest = await open(
    await call(desk.house, fileContest, desk.reporter, { once, kind: 'wrongly-named', subject }),
  );
  tickets.submission = await open(
    await submitFingerprints(desk.house, desk.reporter, {
      once: newOnce(),
      pictures: [{ pdq: '0f'.repeat(32), quality: 80, sha256: 'ab'.repeat(32) }],
      minor: false,
      scope: 'this-desk',
      lifetimeMonths: 12,
      consent: true,
    }),
  );
});
after(() => desk?.close());

const addresses = [
  '/report',
  '/protect',
  '/contest',
  '/check',
  '/code',
  '/check/open',
  '/protect/open',
  '/contest/open',
];
const ofEveryObject = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__'];

/** The answer is a page, whole and of ours. */
function isPage({ page, text }: Reader, what: string): void {
  assert.ok(page.statusCode < 500, `${what}: ${page.statusCode}`);
  assert.match(String(page.headers['content-type']), /^text\/html/, what);
  assert.match(text, /^<!DOCTYPE html>[\s\S]*<\/html>\s*$/, what);
  assert.doesNotMatch(text, /\[object |\[native code|node_modules|socket|function /, what);
}

test('buttons, screens and answers with names that every object has are none', async () => {
  for (const url of addresses)
    for (const ticket of Object.values(tickets))
      for (const name of ofEveryObject) {
        const who = new Reader(desk.server);
        const same = { go: name, screen: name, at: name, kind: name, scope: name, concern: name, way: name };
        await who.post(url, new URLSearchParams({ ticket, ...same }).toString());
        isPage(who, `${url} ${name}`);
        await who.post(url, new URLSearchParams({ ticket, ...same, speak: 'en' }).toString());
        isPage(who, `${url} ${name} in English`);
        await who.post(url, new URLSearchParams({ ticket, speak: name, [name]: 'x' }).toString());
        isPage(who, `${url} ${name} as a field`);
      }
});

test('a ticket of another thing, or none, shows nothing of anything', async () => {
  for (const url of ['/check/open', '/protect/open', '/contest/open'])
    for (const ticket of [...Object.values(tickets), 'x', ''])
      for (const go of [
        'see',
        'write',
        'unlock',
        'set-lock',
        'save-contact',
        'get-proof',
        'withdraw',
        'cancel',
        'done',
      ]) {
        const who = new Reader(desk.server);
        await who.post(url, new URLSearchParams({ ticket, go, body: 'x', phrase: 'y' }).toString());
        if (go === 'get-proof' && who.page.statusCode === 200 && ticket === tickets.report) continue;
        isPage(who, `${url} ${go}`);
        assert.doesNotMatch(who.text, /\b(rep|con|sub|itm|org|per)_[0-9a-z]{20,}/, `${url} ${go}`);
      }
});
