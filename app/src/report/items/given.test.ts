// What is given as items: recognised line by line, and nothing that somebody wrote is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostItems, readGiven } from './given.ts';

const values = (text: string) => readGiven(text).identifiers.map(({ value }) => value);

test('each line gives what it holds, each once and in their order', () => {
  const text = 'https://contoh.example/jalan\r\nInstagram: @rekaan\n0811-0000-0000\nhttps://contoh.example/jalan';
  assert.deepEqual(values(text), ['https://contoh.example/jalan', 'instagram:rekaan', '+6281100000000']);
  assert.deepEqual(readGiven(text).unreadLines, []);
  assert.equal(readGiven(text).words, '');
});

test('lines in which nothing is recognised are numbered from 1 and stay as words', () => {
  const { identifiers, unreadLines, words } = readGiven('\ncontoh.example/a\n@seseorang\n\nhalo');
  assert.equal(identifiers.length, 1);
  assert.deepEqual(unreadLines, [3, 5]);
  assert.equal(words, '@seseorang\nhalo');
});

test('a sentence around an address stays as words, and its address is recognised all the same', () => {
  const sentence = 'dia menulis dari https://contoh.example/a lalu mengancam lewat telepon besok pagi';
  assert.deepEqual(values(sentence), ['https://contoh.example/a']);
  assert.deepEqual(readGiven(sentence).unreadLines, []);
  assert.equal(readGiven(sentence).words, sentence);
});

test('a long list gives more than a running text does', () => {
  const lines = Array.from({ length: 250 }, (_, number) => `https://contoh.example/${number}`);
  assert.equal(values(lines.join('\n')).length, 250);
});

test('more than a page shows become no items, are read no further and stay as words, every one', () => {
  const lines = Array.from({ length: 1200 }, (_, number) => `a${number}.co`);
  const { identifiers, words } = readGiven(lines.join('\n'));
  assert.equal(identifiers.length, mostItems);
  const standing = `${identifiers.map(({ value }) => value).join('\n')}\n${words}\n`;
  for (const line of lines) assert.match(standing, new RegExp(`(^|/)${line}/?$`, 'm'), line);
  const several = readGiven(Array.from({ length: 300 }, (_, n) => `https://x${n}.co https://y${n}.co`).join('\n'));
  assert.equal(several.identifiers.length, mostItems);
  const known = new Set(several.identifiers.map(({ value }) => new URL(value).hostname));
  for (let n = 0; n < 300; n += 1)
    for (const name of [`x${n}.co`, `y${n}.co`])
      assert.ok(known.has(name) || several.words.includes(`//${name}`), name);
});

test('nothing given is nothing, and no line of it', () => {
  assert.deepEqual(readGiven('  \n '), { identifiers: [], unreadLines: [], words: '' });
});
