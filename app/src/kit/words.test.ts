// That two languages say the same things, and that people get the language they asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLanguage, missingWords, pickLanguage, speak, type WordsLike } from './words.ts';

const en = {
  title: 'Reports',
  waiting: (count: number) => `${count} waiting`,
  states: { received: 'Received', closed: 'Closed' },
};
const id: WordsLike<typeof en> = {
  title: 'Laporan',
  waiting: (count) => `${count} menunggu`,
  states: { received: 'Diterima', closed: 'Ditutup' },
};

test('each language speaks its own words', () => {
  const words = speak({ id, en });
  assert.equal(words('id').title, 'Laporan');
  assert.equal(words('en').waiting(3), '3 waiting');
  assert.equal(words('id').states.closed, 'Ditutup');
});

test('the type refuses Indonesian words that differ in keys or facts', () => {
  // @ts-expect-error states is missing
  const missing: WordsLike<typeof en> = { title: 'Laporan', waiting: () => '' };
  // @ts-expect-error extra is not an English word
  const extra: WordsLike<typeof en> = { ...id, extra: 'Lebih' };
  // @ts-expect-error waiting is told a number
  const otherFacts: WordsLike<typeof en> = { ...id, waiting: (count: string) => count };
  assert.deepEqual(missingWords(missing, en), ['states']);
  assert.deepEqual(missingWords(extra, en), ['extra']);
  assert.deepEqual(missingWords(otherFacts, en), []);
});

test('words that differ are found at run time, with their path', () => {
  assert.deepEqual(missingWords(id, en), []);
  assert.deepEqual(missingWords({ ...id, title: ' ' }, en), ['title']);
  assert.deepEqual(missingWords({ ...id, title: () => 'x' }, en), ['title']);
  assert.deepEqual(missingWords({ ...id, states: { received: 'Diterima' } }, en), ['states.closed']);
  assert.deepEqual(missingWords(id, { ...en, states: { ...en.states, closed: '' } }), ['states.closed']);
  assert.deepEqual(missingWords({ ...id, states: 'x' }, en), ['states']);
  assert.deepEqual(missingWords({ ...id, waiting: 'menunggu' }, en), ['waiting']);
});

test('only the two languages are languages', () => {
  assert.equal(isLanguage('id'), true);
  assert.equal(isLanguage('en'), true);
  for (const text of ['', 'ID', 'fr', undefined, '__proto__']) assert.equal(isLanguage(text), false);
});

const headers: [string | undefined, 'id' | 'en'][] = [
  [undefined, 'id'],
  ['', 'id'],
  ['*', 'id'],
  ['fr-FR,fr;q=0.9', 'id'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7', 'id'],
  ['en-US,en;q=0.9,id;q=0.8', 'en'],
  ['fr, en;q=0.3', 'en'],
  ['en;q=0.5, id;q=0.5', 'id'],
  ['en ; q=0.4 , id ; q=0.6', 'id'],
  ['in-ID, en;q=0.9', 'id'],
  ['en;q=0', 'id'],
  ['en;q=nonsense, id;q=0.1', 'id'],
  ['enm, eng', 'id'],
  [',;q=,en;;;', 'en'],
];
for (const [acceptLanguage, expected] of headers) {
  test(`Accept-Language ${JSON.stringify(acceptLanguage)} is answered in ${expected}`, () => {
    assert.equal(pickLanguage({ acceptLanguage }), expected);
  });
}

test('a language chosen before wins over the header, unless we do not speak it', () => {
  assert.equal(pickLanguage({ cookie: 'en', acceptLanguage: 'id' }), 'en');
  assert.equal(pickLanguage({ cookie: 'id', acceptLanguage: 'en' }), 'id');
  assert.equal(pickLanguage({ cookie: 'fr', acceptLanguage: 'en' }), 'en');
});
