// Telling media from words: every kind as bytes, as a data: address and as bare base64; and words that only look alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mediaInText, mediaKind, percentDecoded } from './media.ts';
import { beginnings } from './testing/media.ts';

const padded = (bytes: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(bytes), Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37) % 256))]);

for (const [name, bytes, kind] of beginnings) {
  test(`${name} is recognised by its bytes, as a data: address and as base64`, () => {
    const file = padded(bytes);
    assert.match(mediaKind(file) ?? 'nothing', kind);
    assert.match(mediaKind(Buffer.concat([Buffer.from('\r\n'), file])) ?? 'nothing', kind);
    const base64 = file.toString('base64');
    assert.match(mediaInText(`lihat ini data:;base64,${base64} ya`) ?? 'nothing', kind);
    assert.match(mediaInText(`DATA:application/x;charset=utf-8;BASE64,${base64}`) ?? 'nothing', kind);
    const escaped = [...file].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    assert.match(mediaInText(`data:application/x,${escaped}`) ?? 'nothing', kind);
    assert.match(mediaInText(`ini fotonya:\n${base64}\n`) ?? 'nothing', kind);
    assert.match(mediaInText(file.toString('base64url')) ?? 'nothing', kind);
  });
}

test('base64 broken into lines, as mail does, is recognised by its first line', () => {
  const [, bytes] = beginnings[0]!;
  const lines = padded(bytes)
    .toString('base64')
    .match(/.{1,76}/g)!
    .join('\r\n');
  assert.match(mediaInText(`Lampiran:\r\n\r\n${lines}`) ?? 'nothing', /JPEG/);
});

test('an address that calls itself a picture, video or sound is one, whatever is in it', () => {
  for (const type of ['image/svg+xml', 'image/x-anything', 'video/mp4', 'audio/ogg'])
    assert.equal(mediaInText(`data:${type},%3Csvg%3E`), type);
});

const words = [
  '',
  'Aku takut. Seseorang mengirim pesan kepadaku.',
  'BMKG bilang hujan; GIF itu apa? PKL, PNG, RIFF, OGG, ID 3',
  'BM 1234 ABCD adalah nomor plat mobilnya',
  'ID3 itu nama akunnya',
  'G'.repeat(600),
  `Ga${'u'.repeat(186)}Ga${'u'.repeat(186)}Gamang`,
  'https://example.test/9j/4AAQSkZJRg/iVBORw0KGgo/foto?id=data:base64',
  'data: tanggal 3, jam 14; data:penting, bukan gambar',
  'data:text/plain,halo',
  `data:text/plain;base64,${Buffer.from('halo, ini hanya tulisan').toString('base64')}`,
  `https://example.test/${'abcdefghij'.repeat(20)}`,
  'é'.repeat(400),
  '😀'.repeat(200),
  'ÿØÿà kata yang aneh',
];
for (const text of words) {
  test(`words stay words: ${text.slice(0, 30)}`, () => {
    assert.equal(mediaKind(Buffer.from(text)), null);
    assert.equal(mediaInText(text), null);
  });
}

test('percent signs are decoded byte by byte, and stray ones are left', () => {
  assert.deepEqual([...percentDecoded('%ff%D8a%zz%4')], [0xff, 0xd8, 0x61, 0x25, 0x7a, 0x7a, 0x25, 0x34]);
});

test('a very long text is read in a moment', () => {
  const started = process.cpuUsage();
  for (const part of ['data:a/b;', 'data:', 'a'.repeat(59) + ' ', ';base64,', 'data:;a;a;a;a;'])
    assert.equal(mediaInText(part.repeat(Math.ceil(500_000 / part.length))), null, part);
  const { user } = process.cpuUsage(started);
  assert.ok(user < 5_000_000, `${user / 1000} ms`);
});

test('a sealed ticket is none, however what is sealed begins', () => {
  // But for three packets of a stream, which are told by their distance: no ticket is as long.
  for (const [name, bytes] of beginnings.filter((each) => each[1].length < 188))
    assert.equal(mediaInText(`tik_${padded(bytes).toString('base64url')}`), null, name);
});
