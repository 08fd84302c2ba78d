// The first-hour steps as data: complete, in order, dated, with their sources, readable in both languages, and right where
// a mistake would hurt: who to call first, not the picture, the bank only where money was paid.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../kit/words.ts';
import { firstHour } from './content/topic.ts';
import { guides, paid, topics } from './content/topics.ts';
import { defaultLines } from './default-lines.ts';
import { readable, textsOf } from './testing/readable.ts';

for (const guide of guides) {
  const { en: name } = guide.title;

  test(`${name}: can be read by a frightened child, in both languages`, () => {
    const said = (language: 'id' | 'en') => ({
      title: guide.title[language],
      lead: guide.lead[language],
      steps: guide.steps.map(({ say }) => say[language]),
      links: guide.steps.flatMap(({ links = [] }) => links.map(({ label }) => label[language])),
    });
    assert.deepEqual(readable({ id: said('id'), en: said('en') }), []);
  });

  test(`${name}: is dated, says where it comes from, and that nobody checked it yet`, () => {
    assert.ok(Number.isInteger(guide.version) && guide.version > 0);
    assert.match(guide.date, /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(new Date(`${guide.date}T00:00:00Z`).toISOString().slice(0, 10), guide.date);
    assert.ok(guide.sources.length >= 2);
    for (const { href } of guide.sources) assert.match(href, /^https:\/\//);
    assert.equal(guide.checked, null);
  });

  test(`${name}: begins with safety and with numbers to call in an emergency and a crisis`, () => {
    assert.equal(guide.steps[0]?.id, 'safe');
    assert.deepEqual(guide.steps[0]?.lines, ['emergency', 'crisis']);
  });
}

test('there are four topics, each with the eight steps in their order', () => {
  assert.equal(topics.length, 4);
  for (const { steps } of topics)
    assert.deepEqual(
      steps.map(({ id }) => id),
      [...firstHour],
    );
});

test('addresses are numbers, and none is taken twice', () => {
  const paths = guides.map(({ path }) => path);
  assert.equal(new Set(paths).size, guides.length);
  for (const path of paths) assert.match(path, /^\d$/);
});

test('no topic leaves out: not your fault, do not pay, do not delete, never the picture, one adult, police and 129', () => {
  const needed: Record<'id' | 'en', RegExp[]> = {
    id: [
      /bukan salahmu/,
      /[Jj]angan (kirim uang|membayar)|Jangan kirim gambar, uang/,
      /[Jj]angan/,
      /Jangan (simpan|potret|ambil|sertakan)/,
    ],
    en: [/not your fault/, /[Dd]o not (pay|send money)|do not pay/, /[Dd]o not/, /Do not (save|photograph|take)/],
  };
  for (const topic of topics)
    for (const language of languages) {
      const text = textsOf(topic.steps.map(({ say }) => say[language])).join('\n');
      for (const pattern of needed[language]) assert.match(text, pattern, `${topic.path} ${language}`);
    }
  for (const { steps } of topics) assert.deepEqual(steps.at(-1)?.lines, ['support', 'police']);
});

test('the bank and the 12 hours stand on the page for who has paid, and nowhere else', () => {
  for (const topic of topics) {
    const text = textsOf(topic.steps.map(({ say }) => say)).join('\n');
    assert.doesNotMatch(text, /IASC|12 (jam|hours)/);
    assert.ok(topic.steps.every(({ lines = [] }) => !lines.includes('bank')));
    assert.equal(topic.steps.filter((step) => step.paid).length, 1, 'each topic leads there');
  }
  assert.match(textsOf(paid.steps.map(({ say }) => say)).join('\n'), /12 jam[\s\S]*12 hours/);
  assert.ok(paid.steps.some(({ lines = [] }) => lines.includes('bank')));
});

test('the numbers that every desk begins with: each kind is there, with its source, and checked by nobody', () => {
  const kinds = new Set(defaultLines.map(({ kind }) => kind));
  assert.deepEqual([...kinds], ['emergency', 'crisis', 'support', 'police', 'bank']);
  assert.equal(new Set(defaultLines.map(({ id }) => id)).size, defaultLines.length);
  for (const { href, source, readOn, toVerify } of defaultLines) {
    assert.match(href ?? 'tel:', /^(tel:[\d,]*$|https:\/\/)/);
    assert.match(source, /^https:\/\//);
    assert.match(readOn, /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(toVerify.length > 10);
  }
});
