// Completeness, case by case: what a notice lacks, and that nothing of a victim or a reporter gets into one unseen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Composed, type Lack, missingIn } from './complete.ts';

const whole: Composed = {
  kind: 'suaka-notice',
  version: 1,
  reference: 'AB12-CD34',
  language: 'id',
  issuer: { name: 'Badan Rekaan, Unit Rekaan', contact: 'penghapusan@badan-rekaan.example' },
  recipient: { name: 'Platform Rekaan', country: 'ID' },
  basis: 'statutory',
  ground: 'sexual-extortion',
  reach: 'items',
  rule: { id: 'id-order', version: 1, citation: 'Aturan Rekaan Pasal 1', within: { unit: 'hours', count: 24 } },
  territory: 'ID',
  authority: 'Keputusan Rekaan 1/2031',
  ladder: { id: 'id-order', rung: 'order', number: 0 },
  after: null,
  opening: null,
  reasons: 'Yang disebutkan di bawah dipakai untuk mengancam seseorang dengan penyebaran gambar.',
  proportionality: null,
  items: [{ number: 1, kind: 'url', address: 'https://contoh.example/jalan' }],
  redress: 'Jawab pemberitahuan ini.',
  goodFaith: 'Dengan iktikad baik.',
  preserve: null,
};

const cases: [what: string, changes: Partial<Composed>, expected: Lack[]][] = [
  ['a whole one lacks nothing', {}, []],
  ['no item', { items: [] }, ['items']],
  ['an erased item', { items: [{ number: 1, kind: 'url', address: null }] }, ['erased-item']],
  ['reasons of a word', { reasons: 'Hapus.' }, ['reasons']],
  ['an order without its rule', { rule: null }, ['rule']],
  ['an order without its authority', { authority: null }, ['authority']],
  ['a request needs neither', { basis: 'voluntary', rule: null, authority: null }, []],
  ['a whole site without reasons why', { reach: 'site' }, ['proportionality']],
  ['a whole site with a word of reasons', { reach: 'registrar', proportionality: 'Perlu.' }, ['proportionality']],
  ['a whole site with its reasons', { reach: 'site', proportionality: 'Langkah lain sudah dicoba. '.repeat(6) }, []],
  [
    'a whole site that is no site',
    {
      reach: 'site',
      proportionality: 'Langkah lain sudah dicoba. '.repeat(6),
      items: [{ number: 1, kind: 'account', address: 'instagram:akun_rekaan' }],
    },
    ['web-address'],
  ],
  [
    'the address of a host alone',
    { items: [{ number: 1, kind: 'url', address: 'https://contoh.example/' }] },
    ['whole-site'],
  ],
  ['no redress', { redress: ' ' }, ['redress']],
  ['a telephone number', { reasons: `${whole.reasons} Hubungi 0811-0000-1234.` }, ['personal-data']],
  ['an account', { reasons: `${whole.reasons} Korbannya @nama.rekaan di Instagram.` }, ['personal-data']],
  ['a mail address', { reasons: `${whole.reasons} Tulis ke orang@rekaan.example.` }, ['personal-data']],
  ['a report’s reference', { reasons: `${whole.reasons} Lihat laporan 7K2M-9QXA.` }, ['personal-data']],
  ['the issuer’s own contact', { reasons: `${whole.reasons} ${whole.issuer.contact}` }, []],
  ['what is to be removed', { reasons: `${whole.reasons} https://contoh.example/jalan` }, []],
  ['another address', { reasons: `${whole.reasons} https://lain.example/jalan` }, ['personal-data']],
];

for (const [what, changes, expected] of cases)
  test(what, () => assert.deepEqual(missingIn({ ...whole, ...changes }, true), expected));

test('a recipient that cannot be reached', () => assert.deepEqual(missingIn(whole, false), ['way']));
test('a recipient for which nobody vouches', () =>
  assert.deepEqual(missingIn(whole, true, false), ['recipient-check']));
