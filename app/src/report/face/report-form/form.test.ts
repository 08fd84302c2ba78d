// The form over HTTP, as a text browser sends it: nothing is kept before it is sent, nothing typed is lost, nothing is
// filed twice, and the receipt is shown until it is written down and never afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner } from '../../../runtime/database.ts';
import { floodPart } from '../../flood/index.ts';
import { type OpenFace, openFace } from '../testing/open-face.ts';
import { Reader } from '../testing/reader.ts';
import { formWords } from './words.ts';

let desk: OpenFace;
before(async () => {
  desk = await openFace({ facts: { live: true, texts: { 'cover-hours': 'Dibaca jam 8 sampai 22.' } } });
});
after(() => desk?.close());

const words = formWords('id');
let readers = 0;
/** Each on a line of their own, so that none is taken for a flood. */
const reader = (): Reader => {
  readers += 1;
  return new Reader(desk.server, { remoteAddress: `203.0.113.${readers}` });
};
const rows = async (table: string): Promise<number> =>
  asOwner(
    desk.house.database,
    async ({ client }) => (await client.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n,
  );

/** Someone who has answered everything and looks at the review. */
async function atReview(fill: Record<string, string> = {}): Promise<Reader> {
  const who = reader();
  await who.get('/report');
  await who.press('next');
  await who.press('end', { concern: 'sextortion', ...fill });
  assert.match(who.text, /Sudah benar\?/);
  return who;
}

async function sent(fill: Record<string, string> = {}): Promise<Reader> {
  const who = await atReview(fill);
  await who.press('send');
  return who;
}

test('the first screen says who reads and when, that help needs a place, and what is passed on', async () => {
  const who = reader();
  const text = await who.get('/report');
  for (const said of [
    'petugas Rumah Aman Rekaan',
    'Dibaca jam 8 sampai 22',
    'Tulis tempatnya',
    'misalnya polisi',
    'Jangan kirim gambar',
  ])
    assert.ok(text.includes(said), said);
  assert.match(text, /href="tel:112"/);
});

test('no screen sets a cookie or stands at another address, and nothing is kept before it is sent', async () => {
  const before = await rows('report.report');
  const who = reader();
  await who.get('/report');
  await who.press('next');
  await who.press('next', { concern: 'grooming' });
  await who.press('next', { danger: 'no' });
  await who.press('end', { relation: 'friend' });
  for (const { url, answer } of who.visited) {
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(url, '/report');
    assert.match(answer.body, /<title>Catatan · Suaka<\/title>/);
  }
  assert.equal(await rows('report.report'), before);
});

test('the only question that has to be answered says so kindly, and "not sure" is an answer', async () => {
  const who = reader();
  await who.get('/report');
  await who.press('next');
  await who.press('next');
  assert.equal(who.page.statusCode, 422);
  assert.ok(who.text.includes(words.right.concern));
  await who.press('next', { concern: 'unsure' });
  assert.equal(who.page.statusCode, 200);
  assert.match(who.text, /Ada yang sedang dalam bahaya/);
});

test('every other question can be passed over, and the report is filed without it', async () => {
  const who = reader();
  await who.get('/report');
  await who.press('next');
  await who.press('next', { concern: 'unsure' });
  let screens = 2;
  for (; !/Sudah benar/.test(who.text); screens += 1) await who.press('next');
  assert.ok(screens <= 12, `${screens} screens`);
  await who.press('send');
  assert.equal(who.receipt.length, 9);
});

test('"back" keeps what was typed, also on the screen that is left', async () => {
  const who = reader();
  await who.get('/report');
  await who.press('next');
  await who.press('next', { concern: 'grooming' });
  await who.press('back', { danger: 'no' });
  assert.deepEqual([who.fields.concern, who.fields.danger], ['grooming', 'no']);
  await who.press('next');
  assert.equal(who.fields.danger, 'no', 'still chosen');
});

test('another language keeps the screen and every answer, also what was typed and not sent on', async () => {
  const who = await atReview({ story: 'Satu\nDua "tiga" <b>' });
  await who.press('change-story');
  await who.speak('en', { story: 'Satu\nDua "tiga" <b> & empat' });
  assert.match(who.text, /<html lang="en">/);
  assert.match(who.text, /What happened, in your own words/);
  assert.equal(who.fields.story, 'Satu\nDua "tiga" <b> & empat');
  assert.equal(who.fields.language, 'en');
  await who.press('next');
  assert.match(who.text, /Is this right\?/);
  await who.speak('id');
  assert.match(who.text, /Sudah benar\?/);
  assert.equal(who.fields.story, 'Satu\nDua "tiga" <b> & empat');
});

test('what is too long says so beside the field and keeps every letter', async () => {
  const who = await atReview();
  await who.press('change-story');
  const long = `${'panjang '.repeat(1400)}akhir`;
  await who.press('next', { story: long });
  assert.equal(who.page.statusCode, 422);
  assert.match(who.text, /Terlalu panjang: 11\.205 huruf, yang muat 10\.000/);
  assert.equal(who.fields.story, long);
  await who.press('end');
  assert.equal(who.page.statusCode, 422, 'nor does it get to the review another way');
});

test('odd letters, emoji and what cannot be stored neither break it nor get lost', async () => {
  const odd = 'Tak bisa \u{1F622} \u202Etidur\u0000 "><script>alert(1)</script> é \uFFFD';
  const who = await sent({ story: odd, items: 'ini bukan alamat \u{1F622}' });
  assert.equal(who.page.statusCode, 200);
  assert.equal(who.receipt.length, 9);
  const review = who.visited.at(-2)!.answer.body;
  assert.ok(!review.includes('<script>'), 'shown as text');
});

test('a half contact says what is missing and keeps the rest; "do not contact me" leads on without it', async () => {
  const who = await atReview({ reach: 'yes' });
  await who.press('change-reach');
  await who.press('next');
  await who.press('next', { way: 'sms', address: '0811-0000-0000' });
  assert.equal(who.page.statusCode, 422);
  assert.ok(who.text.includes(words.right.codePhrase));
  assert.equal(who.fields.address, '0811-0000-0000');
  await who.press('no-contact');
  assert.match(who.text, /Jangan dihubungi/);
  await who.press('send');
  assert.equal(who.receipt.length, 9);
});

test('what was recognised is shown so that nothing opens, and the rest as it was written', async () => {
  const who = await atReview({ items: 'https://rekaan.example/jalan\norangnya pakai nama Rekaan' });
  assert.match(who.text, /hxxps:\/\/rekaan\[\.\]example\/jalan/);
  assert.doesNotMatch(who.text, /href="https:\/\/rekaan/);
  assert.match(who.text, /Sisanya kami simpan[\s\S]*orangnya pakai nama Rekaan/);
});

test('a picture in any field is refused, kindly, and nothing of it is filed', async () => {
  const before = await rows('report.report');
  const who = await atReview();
  await who.press('send', {
    story: `data:image/png;base64,${Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]).toString('base64')}`,
  });
  assert.equal(who.page.statusCode, 415);
  assert.match(who.text, /jangan kirim gambar/i);
  assert.equal(await rows('report.report'), before);
});

test('the same form sent twice, or many times at once, is one report and shows one receipt', async () => {
  const before = await rows('report.report');
  const who = await atReview();
  await who.press('send');
  const first = who.receipt;
  assert.equal(first.length, 9);
  await who.again();
  assert.deepEqual(who.receipt, first);
  const other = await atReview();
  const form = new URLSearchParams({ ...other.fields, go: 'send' }).toString();
  const sending = Array.from({ length: 6 }, async () => {
    const one = reader();
    await one.post('/report', form);
    return [one.page.statusCode, one.receipt.join(' ')] as const;
  });
  const answers = await Promise.all(sending);
  assert.deepEqual(new Set(answers.map(([status]) => status)), new Set([200]));
  assert.equal(new Set(answers.map(([, receipt]) => receipt)).size, 1);
  assert.equal(await rows('report.report'), before + 2);
});

test('the receipt is shown until it is written down, and by no way afterwards', async () => {
  const who = await sent();
  const { payload } = who.visited.at(-1)!;
  const receipt = who.receipt;
  await who.press(null);
  assert.equal(who.page.statusCode, 422, 'the gate: not ticked');
  assert.deepEqual(who.receipt, receipt, 'and the words still there');
  await who.speak('en');
  assert.deepEqual(who.receipt, receipt);
  assert.match(who.text, /write down these nine words/);
  await who.press(null, { written: 'yes' });
  assert.match(who.text, /All done/);
  await who.post('/report', payload);
  assert.deepEqual(who.receipt, []);
  assert.match(who.text, /ditampilkan satu kali/);
  await who.speak('en');
  assert.match(who.text, /was shown once/);
  for (const { answer } of who.visited.slice(-3)) assert.ok(!answer.body.includes(receipt.slice(0, 3).join(' ')));
});

test('a receipt stands in no address, no title and no header', async () => {
  const who = await sent();
  const receipt = who.receipt;
  await who.press(null, { written: 'yes' });
  for (const { url, answer } of who.visited) {
    const title = /<title>(.*?)<\/title>/.exec(answer.body)?.[1] ?? '';
    const outside = `${url} ${title} ${JSON.stringify(answer.headers)}`;
    for (const word of receipt) assert.ok(!new RegExp(`\\b${word}\\b`).test(outside), word);
  }
});

test('a form whose token was changed is another form, and never an error', async () => {
  const who = await atReview();
  await who.press('send', { once: '<bad>' });
  assert.equal(who.receipt.length, 9);
  assert.notEqual(who.fields.once, '<bad>');
});

test('of a very long list the review reads the beginning and shows the rest as written; what is sent is read whole', async () => {
  const addresses = Array.from({ length: 180 }, (_, n) => `https://panjang-${n}.example/halaman-rekaan`);
  const who = await atReview({ items: addresses.join('\n') });
  const read = who.text.match(/hxxps:\/\/panjang-/g)!.length;
  assert.ok(read > 30 && read < 60, `${read} of ${addresses.length} were read`);
  for (const n of [0, 99, 179]) assert.match(who.text, new RegExp(`panjang-${n}(\\[)?\\.`));
  const before = await rows('report.report_item');
  await who.press('send');
  assert.equal((await rows('report.report_item')) - before, addresses.length);
});

test('while there is a flood one more question is asked, with its own error, and every answer is kept', async () => {
  const flood = desk.house.part(floodPart);
  for (let n = 0; n < 200; n += 1) flood.filing.count(`198.51.100.${n % 200}`);
  const before = await rows('report.report');
  const who = await atReview({ story: 'Tolong.' });
  await who.press('send');
  assert.equal(who.page.statusCode, 422);
  assert.match(who.text, /Satu pertanyaan kecil dulu/);
  assert.equal(await rows('report.report'), before);
  await who.press('send', { answer: '77' });
  assert.match(who.text, /Belum tepat/);
  assert.equal(who.fields.story, 'Tolong.');
  await who.press('send', { answer: solved(who.text) });
  assert.equal(who.receipt.length, 9);
  assert.equal(await rows('report.report'), before + 1);
});

const numerals = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh'];

function solved(text: string): string {
  const [, left, sign, right] = /Berapa (\w+) (ditambah|dikurangi) (\w+)\?/.exec(text)!;
  const [a, b] = [numerals.indexOf(left!), numerals.indexOf(right!)];
  return String(sign === 'ditambah' ? a + b : a - b);
}
