// The words of the public face: the same in both languages, readable, blaming nobody; and a measure that measures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en as shellEn } from '../../kit/look/words.en.ts';
import { id as shellId } from '../../kit/look/words.id.ts';
import { defaultLines } from './default-lines.ts';
import { measureOf, readable, sentencesOf, textsOf } from './testing/readable.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

test('every word of the public face can be read by a frightened child, and none lays blame', () => {
  assert.deepEqual(readable({ id, en }), []);
});

test('so can the words of its frame', () => {
  const { leave, unread, unreadTitle, skip, runBy } = shellEn;
  const frame = { leave, unread, unreadTitle, skip, runBy };
  const same = Object.keys(frame).map((key) => [key, shellId[key as keyof typeof frame]]);
  assert.deepEqual(readable({ id: Object.fromEntries(same), en: frame }), []);
});

test('and what is said beside the numbers to call', () => {
  const said = (language: 'id' | 'en') =>
    defaultLines.map(({ name, hours, note }) => [name, hours, note].map((each) => each[language] || '-'));
  assert.deepEqual(readable({ id: said('id'), en: said('en') }), []);
});

const both = (idText: string, enText: string) => readable({ id: { a: idText }, en: { a: enText } });
const wrong: [what: string, id: string, en: string, expected: RegExp][] = [
  ['blame', 'Ini salahmu.', 'This is hard.', /id: "salahmu" lays blame/],
  ['blame in another coat', 'Itu berat.', 'You should have told someone.', /en: "should have" lays blame/],
  ['shame', 'Jangan sampai jadi aib.', 'Keep calm.', /"aib"/],
  ['a word of the field', 'Kami butuh URL.', 'We need the link.', /id: "URL" is a word of the field, write tautan/],
  ['ceremony', 'Silakan Anda masuk.', 'Come in.', /"Anda"/],
  ['asking for the picture', 'Kirim gambar itu kepada kami.', 'Write the link.', /id: asks for the picture/],
  ['asking to describe it', 'Tulis tautannya.', 'Describe the picture in detail.', /en: asks for the picture/],
  ['a missing word', '', 'Hello.', /a: is not the same/],
  ['a long label', 'Pendek', Array.from({ length: 13 }, () => 'so').join(' '), /13 words without an end/],
  [
    'a long sentence',
    `${Array.from({ length: 19 }, () => 'kata').join(' ')}.`,
    'Short.',
    /id: 19 words in one sentence, at most 18/,
  ],
];
for (const [what, idText, enText, expected] of wrong) {
  test(`the list finds ${what}`, () => {
    const found = both(idText, enText);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0]!, expected);
  });
}

test('taking blame away, and saying not to send a picture, are let through', () => {
  assert.deepEqual(
    both('Ini bukan salahmu. Jangan kirim gambar itu.', 'It is not your fault. Do not send the picture.'),
    [],
  );
  assert.deepEqual(both('Kami punya masalah sendiri.', 'We have a problem of our own.'), []);
});

test('texts that only an office could love are found by the measure', () => {
  const heavy = Array.from(
    { length: 8 },
    () => 'Penyelenggara berkewajiban melakukan pemutusan akses terhadap informasi bermuatan melanggar ketentuan.',
  );
  assert.match(readable({ id: heavy, en: heavy }).join('\n'), /id: LIX is [\d.]+, at most 25/);
});

test('LIX is measured as its inventor did', () => {
  // Two sentences, 8 words, 2 of them longer than 6 letters: 4 + 25.
  const { meanWords, lix } = measureOf('en', ['The children walked home.', 'Everybody was tired again.']);
  assert.deepEqual([meanWords, lix], [4, 29]);
});

test('sentences are told from labels, and words behind functions and lists are read', () => {
  assert.deepEqual(sentencesOf('One. Two? “Three.” four'), ['One.', 'Two?', '“Three.”']);
  assert.deepEqual(textsOf({ a: (n: string) => `n is ${n}`, b: ['x', { c: 'y' }], d: 4 }), ['n is 3', 'x', 'y']);
});
