// Protect my picture, in a real browser on a phone: every request is watched, and no byte of a picture is in any of them;
// with the network cut the fingerprints are still computed; and what comes after it needs no JavaScript.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { distance, fromHex } from '@suaka/pdq';
import type { Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { publicOrganisationId } from './access/index.ts';
import { match, pictureReaderKey, signalIndexKey } from './recognise/index.ts';
import { submitFingerprints } from './report/index.ts';
import { callerOf } from './testing/house.ts';
import { sceneJpeg } from './testing/pictures.ts';
import { openSite, type Site } from './testing.ts';
import { nobody } from './verbs/caller.ts';
import { call } from './verbs/verb.ts';

let site: Site;
before(async () => {
  site = await openSite({ madeUp: { reports: 1, items: 1, notices: 0 } });
  await (await site.enter()).context.close(); // somebody looks around, so that a desk stands behind the face
});
after(() => site?.close());

const phone = { width: 360, height: 740 };
const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

/** A page on which everything that leaves the browser is kept: requests, beacons and sockets alike. */
async function watched(path: string) {
  const context = await site.browser.newContext({ baseURL: site.origin, locale: 'id', viewport: phone });
  const page = await context.newPage();
  const sent: Request[] = [];
  const sockets: string[] = [];
  context.on('request', (request) => sent.push(request));
  context.on('serviceworker', (worker) => sockets.push(worker.url()));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  return { context, page, sent, sockets };
}

const prints = (page: Page) => page.locator('input[name="prints"]').inputValue();

async function choose(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<string[]> {
  await page.locator('#protect-files').setInputFiles(files);
  await page.getByText(/^Siap: \d/).waitFor();
  return (await prints(page)).split('\n');
}

/** Whether some stretch of the picture stands in what was sent, as bytes, in base64 or in hexadecimal. */
function holdsPicture(sent: string | Buffer, picture: Buffer): boolean {
  const text = Buffer.isBuffer(sent) ? sent : Buffer.from(sent);
  for (let at = 64; at + 24 < picture.length; at += 997) {
    const piece = picture.subarray(at, at + 24);
    if ([piece, piece.toString('base64'), piece.toString('hex')].some((form) => text.includes(form))) return true;
  }
  return false;
}

test('only fingerprints leave the device, and the receipt tells where they stand', async () => {
  const { context, page, sent, sockets } = await watched('/protect');
  const picture = await sceneJpeg(900, 700, 11);
  const [line] = await choose(page, [jpeg('liburan-rahasia.jpg', picture)]);
  const [pdq, , sha256] = line!.split(' ');
  assert.match(pdq!, /^[0-9a-f]{64}$/);
  assert.equal(sha256, (await site.made.house.part(pictureReaderKey).read(picture)).sha256);
  assert.doesNotMatch(await page.locator('main').innerText(), /liburan/, 'a file’s name is not shown');
  assert.equal(await page.locator('main img, main canvas').count(), 0, 'no picture is shown');
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByLabel('Di bawah 18 tahun').check();
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByLabel('Meja ini saja').check();
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByLabel('12 bulan').check();
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('button', { name: 'Kirim sidik jarinya saja' }).click();
  assert.match(await page.locator('main').innerText(), /Centang kotaknya/, 'without consent nothing is sent');
  await page.getByLabel('Ya, sidik jarinya boleh').check();
  await page.getByRole('button', { name: 'Kirim sidik jarinya saja' }).click();
  const words = (await page.locator('.slip-words li').allInnerTexts()).join(' ');
  assert.equal(words.split(' ').length, 9);
  const outgoing = sent.map((request) => ({ url: request.url(), body: request.postDataBuffer() }));
  for (const { url, body } of outgoing) {
    assert.ok(url.startsWith(site.origin), `nothing goes elsewhere: ${url}`);
    assert.ok(!url.includes('liburan') && !url.includes(pdq!) && !url.includes(words), url);
    assert.ok(!body?.includes('liburan'), 'not even the name of the file');
    assert.ok(!holdsPicture(url, picture) && !(body && holdsPicture(body, picture)), url);
    assert.ok((body?.length ?? 0) < 2000, 'a form of words and numbers');
  }
  assert.ok(
    outgoing.some(({ body }) => body?.includes(pdq!)),
    'the watch sees what is sent',
  );
  assert.deepEqual(sockets, []);
  await context.close();
  await followReceipt(words);
});

/** Comes back on another phone, without JavaScript: status only, then a withdrawal with the phrase, then its cancelling. */
async function followReceipt(words: string): Promise<void> {
  const options = { baseURL: site.origin, locale: 'id', viewport: phone, javaScriptEnabled: false };
  const context = await site.browser.newContext(options);
  const page = await context.newPage();
  const main = () => page.locator('main').innerText();
  await page.goto('/check');
  await page.getByRole('textbox').fill(words);
  await page.getByRole('button', { name: /buka/i }).first().click();
  assert.match(await main(), /Terlindungi[\s\S]*Meja ini saja/);
  await page.getByLabel('Pilih frasa pemulihan').fill('tiga kucing di atap');
  await page.getByRole('button', { name: 'Simpan frasa ini' }).click();
  await page.getByLabel('Frasa pemulihanmu').fill('bukan frasanya');
  await page.getByRole('button', { name: 'Keluarkan dalam 72 jam' }).click();
  assert.match(await main(), /Itu bukan frasa pemulihannya/);
  await page.getByLabel('Frasa pemulihanmu').fill('Tiga kucing di  atap');
  await page.getByRole('button', { name: 'Keluarkan dalam 72 jam' }).click();
  assert.match(await main(), /Akan dikeluarkan[\s\S]*berubah pikiran/);
  await page.getByRole('button', { name: 'Tetap lindungi' }).click();
  assert.match(await main(), /Perlindungannya tetap ada[\s\S]*Terlindungi/);
  assert.deepEqual(await context.cookies(), [], 'no cookie was needed');
  await context.close();
}

test('with the network cut the fingerprints are still computed, alike each time, and near for a re-encoded copy', async () => {
  const { context, page } = await watched('/protect');
  await context.setOffline(true);
  const picture = await sceneJpeg(800, 600, 12);
  const small = await sharp(picture).resize(400).jpeg({ quality: 70 }).toBuffer();
  const first = await choose(page, [jpeg('a.jpg', picture), jpeg('b.jpg', picture), jpeg('c.jpg', small)]);
  const [one, again, copy] = first.map((line) => line.split(' '));
  assert.deepEqual(one, again, 'the same file twice gives the same');
  assert.notEqual(one![2], copy![2], 'another file has another SHA-256');
  assert.ok(distance(fromHex(one![0]!), fromHex(copy![0]!)) <= 16, 'and is recognised all the same');
  await context.close();
});

test('what is no picture, or too many, is said kindly and the rest is kept', async () => {
  const { context, page } = await watched('/protect');
  const picture = await sceneJpeg(500, 400, 13);
  const lines = await choose(page, [jpeg('a.jpg', Buffer.from('words')), jpeg('b.jpg', picture)]);
  assert.equal(lines.length, 1);
  assert.match(await page.locator('main').innerText(), /Gambar 1: ponsel ini tidak bisa membacanya[\s\S]*Gambar 2:/);
  await page.locator('#protect-files').setInputFiles(Array.from({ length: 11 }, (_, n) => jpeg(`${n}.jpg`, picture)));
  await page.getByText('Pilih paling banyak 10 gambar').waitFor();
  assert.equal(await prints(page), '');
  assert.ok(await page.getByRole('button', { name: 'Lanjut dengan sidik jari' }).isDisabled());
  await context.close();
});

test('what was given is met by a platform that asks with a re-encoded copy, for review only', async () => {
  const { context, page } = await watched('/protect');
  const picture = await sceneJpeg(700, 700, 14);
  const [line] = await choose(page, [jpeg('a.jpg', picture)]);
  await context.close();
  const [pdq, quality, sha256] = line!.split(' ');
  const { house } = site.made;
  const organisationId = (await publicOrganisationId(house))!;
  await submitFingerprints(
    house,
    { ...nobody, organisationId },
    {
      once: randomBytes(16).toString('base64url'),
      pictures: [{ pdq: pdq!, quality: Number(quality), sha256: sha256! }],
      minor: false,
      scope: 'all-recipients',
      lifetimeMonths: 6,
      consent: true,
    },
  );
  await house.part(signalIndexKey).follow();
  const copy = await sharp(picture).resize(350).jpeg({ quality: 70 }).toBuffer();
  const facts = await house.part(pictureReaderKey).read(copy);
  const { answers } = await call(house, match, callerOf(organisationId, ['recognise.match']), {
    hashes: [{ algorithm: 'pdq', hash: Buffer.from(facts.hash).toString('hex'), quality: facts.quality }],
  });
  assert.equal(answers[0]!.action, 'review');
});
