// From answers to what is filed: only what was asked, only what there is to choose, and wrong answers named in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from '../../../verbs/verb.ts';
import { fileReport } from '../../filing/verbs.ts';
import { newOnce } from '../../receipt/index.ts';
import { openReportDesk } from '../../testing.ts';
import { type Answers, answersIn } from './answers.ts';
import { toldBy, wrongIn } from './filing.ts';
import { formWords } from './words.ts';

const words = formWords('id');
const contact = {
  reach: 'yes',
  way: 'sms',
  address: '0811-0000-0000',
  hours: 'sore',
  senderName: 'Toko Rekaan',
  voicemail: 'never',
  codePhrase: 'kucing oranye',
};

test('a choice that there is not counts as no answer, and what is typed loses only what cannot be seen', () => {
  const body = {
    concern: 'constructor',
    relation: ['self', 'friend'],
    age: 'toString',
    paid: { yes: true },
    story: '  satu\u0000\r\ndua\u0007 ',
    place: 7,
    once: 'x',
  };
  assert.deepEqual(answersIn(body), { relation: 'friend', story: 'satu\ndua' });
  for (const nothing of [undefined, null, 'x', 3]) assert.deepEqual(answersIn(nothing), {});
});

test('answers to questions that no longer come up are not filed', () => {
  const before: Answers = { concern: 'sextortion', paid: 'yes', extortion: 'now', spread: 'public', age: '13-17' };
  assert.deepEqual([toldBy(before, 'id').paid, toldBy(before, 'id').extortion], [true, 'now']);
  const changed = toldBy({ ...before, concern: 'grooming' }, 'id');
  assert.deepEqual([changed.paid, changed.spread, changed.ageBand], [null, null, '13-17']);
  assert.equal(toldBy({ ...before, concern: 'abuse-material' }, 'id').ageBand, null);
});

test('"I would rather not say" is filed as nothing', () => {
  const unsaid = Object.fromEntries(
    ['danger', 'relation', 'age', 'extortion', 'paid', 'spread'].map((n) => [n, 'unsaid']),
  );
  const told = toldBy(answersIn({ concern: 'sextortion', ...unsaid }), 'en');
  const { inDanger, relation, ageBand, extortion, paid, spread } = told;
  assert.deepEqual([inDanger, relation, ageBand, extortion, paid, spread], [null, null, null, null, null, null]);
});

test('a contact is filed whole or not at all', () => {
  assert.equal(toldBy({ concern: 'unsure', ...contact, reach: 'no' } as Answers, 'id').contact, null);
  assert.equal(toldBy({ concern: 'unsure', reach: 'yes' }, 'id').contact, null, 'nothing was filled in');
  assert.deepEqual(wrongIn('contact', contact as Answers, 'id', words), {});
  assert.deepEqual(wrongIn('contact', { reach: 'yes' }, 'id', words), {}, 'nothing is filled in: no contact');
  for (const part of ['way', 'address', 'hours', 'senderName', 'voicemail', 'codePhrase'] as const) {
    const { [part]: _, ...rest } = contact;
    assert.deepEqual(wrongIn('contact', rest as Answers, 'id', words), { [part]: words.right[part] }, part);
  }
  const long = { ...contact, hours: 'x'.repeat(201) } as Answers;
  assert.deepEqual(wrongIn('contact', long, 'id', words), { hours: 'Ini terlalu panjang. Yang muat 200 huruf.' });
});

test('what is missing or too long is said in words, with the numbers', () => {
  assert.deepEqual(wrongIn('concern', {}, 'id', words), { concern: words.right.concern });
  assert.deepEqual(wrongIn('age', {}, 'id', words), {});
  assert.match(wrongIn('story', { story: 'x'.repeat(10_001) }, 'id', words).story!, /10\.001 huruf, yang muat 10\.000/);
  assert.match(
    wrongIn('place', { place: 'x'.repeat(501) }, 'en', formWords('en')).place!,
    /501 characters, and 500 fit/,
  );
  assert.deepEqual(wrongIn('items', { items: 'x'.repeat(10_000) }, 'id', words), {});
});

test('whatever the form can hold, the verb takes', async () => {
  const desk = await openReportDesk();
  try {
    const full: Answers = answersIn({
      concern: 'sextortion',
      danger: 'yes',
      relation: 'self',
      age: '13-17',
      extortion: 'now',
      paid: 'yes',
      spread: 'private',
      items: 'ig @akun.rekaan',
      story: 'Dia minta uang.',
      place: 'Kampung Rekaan',
      ...contact,
    });
    for (const answers of [full, { concern: 'unsure' } as Answers]) {
      const given = { ...toldBy(answers, 'id'), once: newOnce() };
      const filed = await call(desk.house, fileReport, desk.reporter, given as never);
      assert.equal(filed.receipt?.length, 9);
    }
  } finally {
    await desk.close();
  }
});
