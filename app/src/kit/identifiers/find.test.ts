// What is found in running text as people write it, what is left alone, and that no text takes long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findIdentifiers, mostIdentifiers } from './index.ts';

const found = (text: string) => findIdentifiers(text).map(({ platform, value }) => `${platform ?? '-'} ${value}`);

test('a message gives everything it names, in its order, each once', () => {
  const message = `Awalnya dari @nama_satu (instagram), terus ignya nama_dua, lalu pindah ke tele: nama_tiga.
    Nomornya 0811-0000-1234 / 0811 0000 5678 dan WA +62 811 0000 1234. Grup: https://t.me/+AbCdEfGhIjKlMnOp
    Lihat https://contoh.example/a(b), (contoh.example/c). Surel nama(at)contoh(dot)example; lagi: hxxps://contoh[.]example/c`;
  assert.deepEqual(found(message), [
    'instagram instagram:nama_satu',
    'instagram instagram:nama_dua',
    'telegram telegram:nama_tiga',
    'whatsapp +6281100001234',
    '- +6281100005678',
    'telegram telegram:+AbCdEfGhIjKlMnOp',
    '- https://contoh.example/a%28b%29',
    '- https://contoh.example/c',
    'email email:nama@contoh.example',
  ]);
});

test('the ways to say where an account is', () => {
  const ways: [text: string, expected: string[]][] = [
    [
      'ig: @nama.satu tele: @nama_dua wa: 0811-0000-1234',
      ['instagram instagram:nama.satu', 'telegram telegram:nama_dua', 'whatsapp +6281100001234'],
    ],
    ['IG - @nama.satu / @nama_lain di tiktok', ['instagram instagram:nama.satu', 'tiktok tiktok:nama_lain']],
    ['nama_satu di instagram dan contoh_999 (tt)', ['instagram instagram:nama_satu', 'tiktok tiktok:contoh_999']],
    ['telegram dia nama_tiga', ['telegram telegram:nama_tiga']],
    ['id line saya nama_line, LINE: nama.line', ['line line:nama_line', 'line line:nama.line']],
    ['WA nya 0811 0000 1234 atau 0811-0000-5678 (telegram)', ['whatsapp +6281100001234', 'telegram +6281100005678']],
    ['@nama_satu di instagram.com', ['instagram instagram:nama_satu']],
    [
      'instagram.com: nama_satu, cek instagram.com',
      ['instagram instagram:nama_satu', 'instagram https://instagram.com'],
    ],
    ['Free Fire: 987654321', ['freefire freefire:987654321']],
  ];
  for (const [text, expected] of ways) assert.deepEqual(found(text), expected, text);
});

test('several addresses and numbers beside each other are told apart', () => {
  assert.deepEqual(found('https://contoh.example/a,https://contoh.example/b'), [
    '- https://contoh.example/a',
    '- https://contoh.example/b',
  ]);
  assert.deepEqual(found('contoh.example/a, contoh.example/b; contoh.example.'), [
    '- https://contoh.example/a',
    '- https://contoh.example/b',
    '- https://contoh.example',
  ]);
  assert.deepEqual(found('0811-0000-1234 0811-0000-5678'), ['- +6281100001234', '- +6281100005678']);
});

test('words, dates, sums, bank accounts and identity numbers are no identifiers', () => {
  const none = [
    'iya.my gapapa.ga mau.di sini.pergi.ke rumah.so far',
    'kenal di ig kemarin.terus dia ig: sedang libur ya',
    'chat di ig jam10 malam, telegram grup18, foto2 di ig, @nama doang',
    'bayar 62.000.000 tgl 08.10.2026 14.05 atau 12/10/2026',
    'rekening BCA 0812345678, norek 081100001234, NIK 3201010101010001',
    'hubungi 14022 atau 110, versi 1.2.3.4, file foto.zip',
    'javascript:alert(1) data:text/html,contoh.example file:///contoh.example/a',
    'a@b, @, www., https://, t.me',
  ];
  for (const text of none)
    assert.deepEqual(
      found(text).filter((one) => one !== 'telegram https://t.me'),
      [],
      text,
    );
});

test('a national number is read as the country that was named has them', () => {
  assert.deepEqual(
    findIdentifiers('nomor 02 1234 5678', { defaultCountry: 'AU' }).map(({ value }) => value),
    ['+61212345678'],
  );
});

test(`a text gives its first ${mostIdentifiers} at most`, () => {
  const many = Array.from(
    { length: 250 },
    (_, number) => `contoh.example/${number} @nama_${number} di ig 0811-0000-${1000 + number}`,
  );
  const all = found(many.join('\n'));
  assert.equal(all.length, mostIdentifiers);
  assert.deepEqual(all.slice(0, 3), ['- https://contoh.example/0', 'instagram instagram:nama_0', '- +6281100001000']);
  assert.equal(all.at(-1), '- https://contoh.example/33');
});

// Each repeated to 100,000 characters, which takes some tenths of a second at most. Where the time grew with the square,
// one of these would take minutes.
const hostile = [
  ['a', 'a.', 'a-', 'a@', '@a', '.', '(', '[(', '(.)', ' dot ', 'a dot ', '%', '%4', '/', '-', '_', 'a_', '"', ') '],
  ['https://', 'https://a.b ', 'http:', 'hxxp', 'a.example,https://', 'https://a.b/(', 'https://a.example/?utm_a=1&'],
  ['0', '0 ', '08', '0811 ', '+62', '62-', '1.', '0811-0000-1234 ', '0811 wa ', 'rek '],
  ['ig:', 'ig: ', 'ig ', 'ig a_', '@a ig', '@a di ', 'telegram', 'free ', 'free fire ', 'nya '],
  ['a@b.', 'a b@c.d ', 'xn--a.com ', 'a.com(', 'm.', 'www.', 't.me/', 't.me/+', 'instagram.com/a/', 'youtu.be/a?'],
  ['ﷺ', 'é', '\u0301', '\u200b', '\u0001', '。', 'javascript:', 'data:,', 'tg://', 'facebook.com/profile.php?id=1&'],
].flat();

test('no text takes long: the time grows with its length only', () => {
  for (const unit of hostile) {
    const startedMs = performance.now();
    findIdentifiers(unit.repeat(100_000 / unit.length));
    const tookMs = performance.now() - startedMs;
    assert.ok(tookMs < 15_000, `${JSON.stringify(unit)} took ${Math.round(tookMs)} ms`);
  }
});
