// From the first page to a receipt, a message of the desk read and answered, and the state followed: in a real browser on
// a small phone, without JavaScript. Every screen on the way is looked at: accessible, valid, and no wider than 320 px.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { dayMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { moveReport, readReport, writeToReporter } from '../intake/verbs.ts';
import { type FaceInBrowser, openFaceInBrowser } from './testing/face-in-browser.ts';
import { inspect } from './testing/inspect.ts';

let face: FaceInBrowser;
before(async () => {
  face = await openFaceInBrowser({ live: true, texts: { 'cover-hours': 'Dibaca setiap hari, jam 8 sampai 22 WIB.' } });
});
after(() => face?.close());

const press = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true }).click();
const choose = (page: Page, label: string) => page.getByLabel(label, { exact: true }).check();
const title = (page: Page) => page.locator('h1').innerText();

/** Looks at the page that is shown, in a window as narrow as the smallest phone. */
async function look(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await inspect(page, await title(page));
  await page.setViewportSize({ width: 360, height: 740 });
}

const notLookedAt = async (): Promise<void> => {};

/** Tells what there is to tell, up to the receipt; its nine words, as they stand on the page. */
async function report(page: Page, seen: (page: Page) => Promise<void> = look): Promise<string> {
  await page.goto('/');
  await page.getByRole('link', { name: /Laporkan sesuatu/ }).click();
  await seen(page);
  await press(page, 'Mulai');
  await seen(page);
  await press(page, 'Lanjut');
  await seen(page);
  await choose(page, 'Ada yang mengancam mau menyebarkan gambar atau video pribadi');
  await press(page, 'Lanjut');
  await seen(page);
  await choose(page, 'Ya, sekarang');
  await press(page, 'Lanjut');
  assert.match(await title(page), /telepon salah satu nomor ini dulu/);
  await seen(page);
  await press(page, 'Lanjutkan laporan');
  await seen(page);
  await page.locator('textarea').fill('Kampung Rekaan, dekat pasar');
  await press(page, 'Lanjut');
  for (const answer of ['Ini terjadi padaku', '13 sampai 17', 'Ya, sekarang', 'Ya']) {
    await seen(page);
    await choose(page, answer);
    await press(page, 'Lanjut');
  }
  assert.match(await page.locator('main').innerText(), /12 jam pertama/);
  await seen(page);
  await press(page, 'Lanjutkan laporan');
  await seen(page);
  await choose(page, 'Ke orang tertentu atau grup');
  await press(page, 'Lanjut');
  for (const words of ['ig @akun.rekaan\nhttps://rekaan.example/a', 'Dia minta uang.\n\nAku takut.']) {
    await seen(page);
    await page.locator('textarea').fill(words);
    await press(page, 'Lanjut');
  }
  await seen(page);
  await choose(page, 'Boleh, dengan cara yang aman untukku');
  await press(page, 'Lanjut');
  await choose(page, 'WhatsApp');
  await press(page, 'Lanjut');
  await seen(page);
  await page.getByLabel('Nomor atau alamat').fill('0811-0000-0000');
  await page.getByLabel('Kapan aman?').fill('sore');
  await page.getByLabel('Kami harus pakai nama apa?').fill('Toko Rekaan');
  await choose(page, 'Jangan tinggalkan pesan');
  await page.getByLabel('Kata pengenal').fill('kucing oranye');
  await press(page, 'Lanjut');
  assert.equal(await title(page), 'Sudah benar?');
  const review = await page.locator('main').innerText();
  for (const told of [
    'Kampung Rekaan',
    '13 sampai 17',
    'hxxps://rekaan[.]example/a',
    'instagram: @akun.rekaan',
    'Aku takut.',
  ])
    assert.ok(review.includes(told), told);
  await seen(page);
  await press(page, 'Kirim laporan');
  await seen(page);
  return (await page.locator('.slip-words li').allInnerTexts()).join('\n');
}

const theReport = async (reference: string) => {
  const { house, officer } = face.desk;
  const { rows } = await house.database.pool.query('SELECT id FROM report.report WHERE reference = $1', [reference]);
  const id = rows[0].id as string;
  return { id, version: (await call(house, readReport, officer, { id })).report.version };
};

test('without JavaScript, on a phone: told, written down, answered, read, and followed', {
  timeout: 240_000,
}, async () => {
  const { desk } = face;
  const page = await face.open();
  const words = await report(page);
  assert.equal(words.split(/\s+/).length, 9);
  const reference = /Nomor: (\w{4}-\w{4})/.exec(await page.locator('main').innerText())![1]!;
  await press(page, 'Lanjut');
  assert.match(await page.locator('.error').innerText(), /Centang ini/);
  await look(page);
  await choose(page, 'Aku sudah menulisnya');
  await press(page, 'Lanjut');
  assert.equal(await title(page), 'Selesai');
  await look(page);

  const { id, version } = await theReport(reference);
  await call(desk.house, writeToReporter, desk.officer, {
    id,
    version,
    body: 'Kami sudah membaca.\nApakah kamu aman?',
  });
  await page.goto('/');
  await page.getByRole('link', { name: /Cek laporanku/ }).click();
  await look(page);
  await page.locator('textarea').fill(words.replace(/\w+$/, 'ngasal'));
  await press(page, 'Buka');
  assert.match(await page.locator('.error').innerText(), /Kata nomor 9/);
  await look(page);
  await page.locator('textarea').fill(words.toUpperCase().replaceAll('\n', ', '));
  await press(page, 'Buka');
  assert.equal(await title(page), 'Sudah kami terima');
  const told = await page.locator('main').innerText();
  assert.match(told, /Ada pesan baru untukmu[\s\S]*Petugas[\s\S]*Kami sudah membaca\.\nApakah kamu aman\?/);
  for (const secret of ['Aku takut', 'Kampung Rekaan', 'akun.rekaan', '0811', 'kucing oranye'])
    assert.ok(!told.includes(secret), `never the earlier text: ${secret}`);
  await look(page);
  await press(page, 'Kirim pesan');
  assert.match(await page.locator('.error').innerText(), /Tulis beberapa kata/);
  await look(page);
  await page.getByLabel('Tulis kepada kami').fill('Ya, aku di rumah nenek.');
  await press(page, 'Kirim pesan');
  assert.match(
    await page.locator('main').innerText(),
    /Pesanmu sudah terkirim[\s\S]*Kamu[\s\S]*Ya, aku di rumah nenek/,
  );
  await look(page);

  const begun = await theReport(reference);
  await call(desk.house, moveReport, desk.officer, { ...begun, transition: 'begin' });
  await press(page, 'Lihat kabar baru');
  assert.equal(await title(page), 'Sedang kami tangani');
  const done = await theReport(reference);
  await call(desk.house, moveReport, desk.officer, { ...done, transition: 'resolve', outcome: 'handled' });
  await press(page, 'Lihat kabar baru');
  assert.equal(await title(page), 'Sudah selesai kami tangani');
  await look(page);
  await page.getByLabel('Tulis kepada kami').fill('Dia menulis lagi.');
  await press(page, 'Kirim pesan');
  assert.equal(await title(page), 'Sedang kami tangani', 'what is written opens it again');
  await page.context().close();
});

test('the second lock, the safe contact and the proof: every screen behind the receipt', {
  timeout: 240_000,
}, async () => {
  const page = await face.open();
  await report(page, notLookedAt);
  await choose(page, 'Aku sudah menulisnya');
  await press(page, 'Lanjut');
  await press(page, 'Kunci kedua');
  await look(page);
  await press(page, 'Pasang kunci');
  await look(page);
  await page.getByLabel('Kata rahasiamu').fill('tiga kucing di atap');
  await choose(page, 'Kunci juga pesan dan kabar tempatnya');
  await press(page, 'Pasang kunci');
  assert.match(await page.locator('main').innerText(), /Kunci kedua sudah dipasang/);
  await press(page, 'Kontak yang aman');
  await look(page);
  await press(page, 'Simpan kontak');
  await look(page);
  await press(page, 'Jangan hubungi aku lagi');
  assert.match(await page.locator('main').innerText(), /Tidak ada lagi yang menghubungimu/);
  await press(page, 'Bukti bahwa aku melapor');
  await look(page);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Unduh berkas')]);
  assert.match(download.suggestedFilename(), /^catatan-2031-03-14\.json$/);
  await press(page, 'English');
  assert.equal(await title(page), 'Proof that you reported');
  await look(page);
  await page.context().close();
});

for (const language of ['id', 'en'] as const)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`the screens keep their contrast: ${language}, ${colorScheme}`, async () => {
      const page = await face.open({ locale: language, colorScheme });
      await page.goto('/report');
      await inspect(page, 'begin', { colorScheme });
      await page.locator('button[value=next]').click();
      await page.locator('button[value=next]').click();
      await page.locator('input[type=radio]').first().check();
      await inspect(page, 'chosen, and wrong before', { colorScheme });
      await page.locator('button[value=next]').click();
      await page.locator('button[value=end]').click();
      await inspect(page, 'review', { colorScheme });
      await page.locator('button[value=send]').click();
      await inspect(page, 'receipt', { colorScheme });
      await page.context().close();
    });

test('the receipt is printed alone: no word on the paper says what it opens', async () => {
  const page = await face.open({ javaScriptEnabled: true });
  await report(page, notLookedAt);
  await page.emulateMedia({ media: 'print' });
  const shown = await page.locator('main > *:visible').allInnerTexts();
  assert.equal(shown.length, 1);
  assert.match(shown[0]!, /^Kodemu/);
  assert.equal(await page.locator('header, footer, .banner, .skip').filter({ visible: true }).count(), 0);
  await page.context().close();
});

test('a page that stayed open too long asks for the words again, and keeps the message that was being written', async () => {
  const page = await face.open();
  const words = await report(page, notLookedAt);
  await choose(page, 'Aku sudah menulisnya');
  await press(page, 'Lanjut');
  await press(page, 'Cek laporanku sekarang');
  await page.getByLabel('Tulis kepada kami').fill('Aku ingin menambahkan.');
  face.desk.forward(dayMs);
  await press(page, 'Kirim pesan');
  assert.match(await page.locator('main').innerText(), /tertutup setelah setengah jam[\s\S]*Tulisanmu tadi masih ada/);
  await look(page);
  await page.locator('textarea').fill(words);
  await press(page, 'Buka');
  assert.equal(await page.getByLabel('Tulis kepada kami').inputValue(), 'Aku ingin menambahkan.');
  await page.context().close();
});
